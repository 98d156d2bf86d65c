"""The archive that a path names, ready to be compared with."""

from collections.abc import Collection, Iterable
from pathlib import Path

from lintnews.config.load import Finder
from lintnews.corpus.archive import Archive, FolderArchive, IndexArchive, Read, index_of
from lintnews.corpus.index import FOLDER, Built, Index, build
from lintnews.corpus.plan import Plan, make_plan
from lintnews.corpus.worker import how
from lintnews.documents.document import Document, ReadError
from lintnews.documents.parts import holding
from lintnews.documents.read import parts, read_part


def archive_at(path: str, finder: Finder) -> tuple[Archive, list[ReadError]]:
    """The archive a path names: an index, a folder that has one, or files; and what of it could not be found.

    Raises:
        IndexDamagedError: the index cannot be used.
    """
    folder = index_of(path)
    if folder is not None:
        return IndexArchive(Index(folder), _reader(finder)), []
    plan = make_plan([path], finder)
    return FolderArchive([task.path for task in plan.tasks], _reader(finder)), plan.problems


def index_files(plan: Plan, root: Path, folder: Path | None, finder: Finder, *, anew: bool) -> tuple[Path, Built]:
    """Bring the index of an archive up to date; gives its folder, too.

    Raises:
        IndexDamagedError: there is an index that cannot be used.
    """
    folder = folder or root / FOLDER
    return folder, build(folder, root, [task.path for task in plan.tasks], _reader(finder), anew=anew)


def _reader(finder: Finder) -> Read:
    def read(path: str, records: Collection[int | None] | None = None) -> Iterable[Document | ReadError]:
        reading = how(finder.config(path))
        some = parts(path, reading)
        for part in some if records is None else holding(some, records):
            if isinstance(part, ReadError):
                yield part
            else:
                yield from read_part(path, part, reading)

    return read
