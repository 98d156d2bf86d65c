"""The index of an archive: its documents' fingerprints on disk, brought up to date file by file.

An index is a folder of segments (see ``segment``) and a list of them, ``index.json``. Segments are written once; a
build adds those of new and changed files, marks the old ones' files as gone, and replaces the list last, in one step.
A build that is killed leaves the list as it was, or as it was after the last segment it finished.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.corpus.fingerprints import fingerprints
from lintnews.corpus.segment import SUFFIX, VERSION, FileEntry, IndexDamagedError, Part, Segment, write_segment
from lintnews.documents.document import Document, ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = ".lintnews-index"
"""What the folder of an index is called, in the archive's folder."""

_LIST = "index.json"
_FORMAT = "lintnews index"
_FLUSH = 8_000_000  # fingerprints of a segment
_MOST_SEGMENTS = 16
_DIGEST = 16

Read = Callable[[str], Iterable[Document | ReadError]]


class Built(NamedTuple):
    """What a build did: files read anew, files kept as they were, files gone, and all documents there are now."""

    read: int
    kept: int
    gone: int
    documents: int


class Index:
    """An index on disk, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Open an index.

        Raises:
            IndexDamagedError: it cannot be used; the message says why, and what to do.
        """
        self.folder = folder
        listed = _read_list(folder)
        self.root = Path(os.path.normpath(folder / listed["root"]))
        self.segments = [Segment(folder / each["name"]) for each in listed["segments"]]
        self.gone: list[set[int]] = [set(each["gone"]) for each in listed["segments"]]

    def find(self, keys: "NDArray[np.uint32]") -> "Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64]]]":
        """For each segment its number, and where some fingerprints stand in it (see ``Segment.find``)."""
        for number, segment in enumerate(self.segments):
            yield number, *segment.find(keys)

    def place(self, segment: int, document: int) -> tuple[Path, int | None] | None:
        """The path and the record of a document; None if its file is gone or has changed since."""
        file = self.segments[segment].file_of(document)
        if file in self.gone[segment]:
            return None
        return self.root / self.segments[segment].path_of(file), self.segments[segment].record_of(document)


def is_index(folder: Path) -> bool:
    """Whether a folder is one of an index."""
    return (folder / _LIST).is_file()


def _read_list(folder: Path) -> Any:  # noqa: ANN401  (parsed JSON)
    path = folder / _LIST
    try:
        listed = json.loads(path.read_bytes())
        version = listed["version"] if listed["format"] == _FORMAT else None
        digest = listed.pop("digest") if version == VERSION else ""
    except OSError:
        raise IndexDamagedError(path, "no index", "") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise IndexDamagedError(path, "the index is damaged") from None
    if version != VERSION:
        raise IndexDamagedError(path, "the index was made by another version of lintnews")
    if digest != _list_digest(listed):
        raise IndexDamagedError(path, "the index is damaged")
    return listed


def _list_digest(listed: Mapping[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(listed, sort_keys=True).encode(), digest_size=_DIGEST).hexdigest()


def build(folder: Path, root: Path, paths: Sequence[str], read: Read, *, anew: bool = False) -> Built:
    """Bring an index up to date with some files.

    Args:
        folder: the index's folder, made if need be.
        root: the folder the paths are kept relative to.
        paths: all files of the archive; a file of the index that is not among them is gone.
        read: gives the documents of a path.
        anew: make the index new, whatever is there.

    Raises:
        IndexDamagedError: there is an index that cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    update = _Update(folder, root, anew=anew or not is_index(folder))
    for path in paths:
        update.file(path, read)
    return update.done()


class _Update:
    """One build. ``_segments`` and ``_gone`` are what the list on disk will be."""

    def __init__(self, folder: Path, root: Path, *, anew: bool) -> None:
        self._folder, self._root = folder, root
        index = None if anew else Index(folder)
        self._segments: list[str] = []
        self._gone: list[set[int]] = []
        self._known: dict[str, tuple[int, int, FileEntry]] = {}
        for number, segment in enumerate(index.segments if index else []):
            self._segments.append(_name(segment))
            self._gone.append(set(index.gone[number]) if index else set())
            for file, entry in enumerate(segment.files()):
                if file not in self._gone[number]:
                    self._known[entry.path] = (number, file, entry)
        self._seen: set[str] = set()
        self._read = self._kept = 0
        self._part = _Collector()

    def file(self, path: str, read: Read) -> None:
        """Take in a file, unless it is in the index as it is."""
        name = os.path.relpath(path, self._root)
        try:
            stat = os.stat(path)  # noqa: PTH116
            self._seen.add(name)
            known = self._known.get(name)
            if known and (known[2].size, known[2].time) == (stat.st_size, stat.st_mtime_ns):
                self._kept += 1
                return
            digest = _digest(path)
        except OSError:
            return
        if known and known[2].digest == digest:
            self._kept += 1
            return
        if known:
            self._gone[known[0]].add(known[1])
        self._read += 1
        self._part.add(FileEntry(name, stat.st_size, stat.st_mtime_ns, digest), read(path))
        if self._part.fingerprints >= _FLUSH:
            self._flush()

    def done(self) -> Built:
        """Finish: what was not seen is gone; many small segments become one."""
        lost = [where for name, where in self._known.items() if name not in self._seen]
        for segment, file, _ in lost:
            self._gone[segment].add(file)
        self._flush()
        if len(self._segments) > _MOST_SEGMENTS or self._mostly_gone():
            self._merge()
        self._clean()
        index = Index(self._folder)
        documents = sum(_living(segment, gone) for segment, gone in zip(index.segments, index.gone, strict=True))
        return Built(self._read, self._kept, len(lost), documents)

    def _flush(self) -> None:
        if self._part.files:
            self._segments.append(write_segment(self._folder, self._part.part()))
            self._gone.append(set())
            self._part = _Collector()
        self._write_list()

    def _write_list(self) -> None:
        listed: dict[str, Any] = {
            "format": _FORMAT,
            "version": VERSION,
            "root": os.path.relpath(self._root, self._folder),
            "segments": [
                {"name": name, "gone": sorted(gone)} for name, gone in zip(self._segments, self._gone, strict=True)
            ],
        }
        listed["digest"] = _list_digest(listed)
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".new-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(listed, file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(self._folder / _LIST)

    def _mostly_gone(self) -> bool:
        segments = [Segment(self._folder / name) for name in self._segments]
        files = sum(len(segment.array("sizes")) for segment in segments)
        return 4 * sum(map(len, self._gone)) > files > 0

    def _merge(self) -> None:
        segments = [Segment(self._folder / name) for name in self._segments]
        part = merged(segments, self._gone)
        self._segments, self._gone = [write_segment(self._folder, part)], [set()]
        self._write_list()

    def _clean(self) -> None:
        """Remove what earlier builds left."""
        for path in self._folder.iterdir():
            if path.name not in self._segments and (path.suffix == SUFFIX or path.name.startswith(".new-")):
                with contextlib.suppress(OSError):
                    path.unlink()


def _name(segment: Segment) -> str:
    if not segment.intact():
        raise IndexDamagedError(segment.path, "a part of the index is damaged")
    return segment.path.name


def _living(segment: Segment, gone: set[int]) -> int:
    import numpy as np

    sizes = np.diff(segment.array("firsts").astype(np.int64))
    return int(sizes.sum()) - sum(int(sizes[file]) for file in gone)


def _digest(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_DIGEST)).digest()


class _Collector:
    """Gathers the documents of a segment."""

    def __init__(self) -> None:
        self.files: list[FileEntry] = []
        self.fingerprints = 0
        self._firsts: list[int] = []
        self._records: list[int] = []
        self._keys: list[NDArray[np.uint32]] = []

    def add(self, entry: FileEntry, documents: Iterable[Document | ReadError]) -> None:
        """Take in a file; what of it cannot be read is left out."""
        self.files.append(entry)
        self._firsts.append(len(self._records))
        for one in documents:
            if isinstance(one, Document):
                keys = document_fingerprints(Analysis(one))
                self._keys.append(keys)
                self._records.append(-1 if one.record is None else one.record)
                self.fingerprints += len(keys)

    def part(self) -> Part:
        """What was gathered, fingerprints in order."""
        import numpy as np

        sizes = [len(keys) for keys in self._keys]
        documents = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
        keys = np.concatenate(self._keys).astype(np.uint64) if self._keys else np.empty(0, np.uint64)
        return Part(self.files, self._firsts, self._records, *_sorted(keys, documents))


def document_fingerprints(analysis: Analysis) -> "NDArray[np.uint32]":
    """The fingerprints of a document."""
    import numpy as np

    return fingerprints((np.asarray(analysis.words.keys, np.uint64) >> np.uint64(32)).astype(np.uint32))


def _sorted(
    keys: "NDArray[np.uint64]", documents: "NDArray[np.uint64]"
) -> "tuple[NDArray[np.uint32], NDArray[np.uint32]]":
    import numpy as np

    packed = keys << np.uint64(32) | documents
    packed.sort()
    return (packed >> np.uint64(32)).astype(np.uint32), (packed & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def merged(segments: Sequence[Segment], gone: Sequence[set[int]]) -> Part:
    """One segment's content made of several, without the files that are gone."""
    import numpy as np

    files: list[FileEntry] = []
    firsts: list[int] = []
    records: list[int] = []
    keys, documents = [], []
    for segment, dead in zip(segments, gone, strict=True):
        begins = segment.array("firsts").tolist()
        numbers = np.full(begins[-1], -1, np.int64)
        own = segment.array("records").tolist()
        for file, entry in enumerate(segment.files()):
            if file in dead:
                continue
            begin, end = begins[file], begins[file + 1]
            numbers[begin:end] = np.arange(len(records), len(records) + end - begin)
            files.append(entry)
            firsts.append(len(records))
            records += own[begin:end]
        new = numbers[segment.array("documents")]
        keys.append(segment.array("keys")[new >= 0].astype(np.uint64))
        documents.append(new[new >= 0].astype(np.uint64))
    return Part(files, firsts, records, *_sorted(np.concatenate(keys), np.concatenate(documents)))
