"""What new documents are compared with: the documents of an archive that can share something with them."""

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lintnews.corpus.compare import Spread
from lintnews.corpus.fingerprints import fingerprints, shingle_hashes
from lintnews.corpus.index import FOLDER, Index, is_index
from lintnews.corpus.summary import Summary, summarised
from lintnews.documents.document import Document, ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Read(Protocol):
    """What reads documents."""

    def __call__(self, path: str, records: Collection[int | None] | None = None) -> Iterable[Document | ReadError]:
        """The documents of a path; with ``records`` hardly more than these."""


_COMMON = 100  # documents with a fingerprint from which it tells nothing
_CANDIDATES = 50  # documents of an index that a new one is compared with


class FolderArchive:
    """An archive that is read from end to end."""

    spread: Spread | None = None

    def __init__(self, paths: Sequence[str], read: Read) -> None:
        self._paths, self.read = paths, read

    def summaries(self, new: Sequence[Summary]) -> list[Summary]:
        """The summaries of all documents but those that are new."""
        known = {os.path.realpath(summary.path) for summary in new}
        paths = [path for path in self._paths if os.path.realpath(path) not in known]
        read = chain.from_iterable(map(self.read, paths))
        return [one for one in summarised(read) if isinstance(one, Summary)]


class IndexArchive:
    """An archive whose index says which documents are worth reading."""

    def __init__(self, index: Index, read: Read) -> None:
        self._index, self.read = index, read
        self._counts: dict[int, int] = {}

    def summaries(self, new: Sequence[Summary]) -> list[Summary]:
        """The summaries of the documents that share fingerprints with the new ones."""
        known = {os.path.realpath(summary.path) for summary in new}
        wanted: dict[str, set[int | None]] = {}
        for summary in new:
            for segment, document in self._candidates(fingerprints(summary.ids)):
                place = self._index.place(segment, document)
                if place is not None and os.path.realpath(place[0]) not in known:
                    wanted.setdefault(str(place[0]), set()).add(place[1])
        read = (
            one
            for path in sorted(wanted)
            for one in self.read(path, wanted[path])
            if isinstance(one, Document) and one.record in wanted[path]
        )
        return [one for one in summarised(read) if isinstance(one, Summary)]

    def _candidates(self, keys: "NDArray[np.uint32]") -> list[tuple[int, int]]:
        """The documents, as segment and number, that share most with some fingerprints; rare ones count more."""
        found = [(segment, which.tolist(), documents.tolist()) for segment, which, documents in self._index.find(keys)]
        counts = Counter(place for _, which, _ in found for place in which)
        numbers = keys.tolist()
        self._counts.update({numbers[place]: count for place, count in counts.items()})
        score: dict[tuple[int, int], float] = defaultdict(float)
        for segment, which, documents in found:
            for place, document in zip(which, documents, strict=True):
                if counts[place] <= _COMMON:
                    score[segment, document] += 1 / counts[place]
        return sorted(score, key=lambda document: (-score[document], document))[:_CANDIDATES]

    def spread(self, ids: "NDArray[np.uint32]") -> list[int]:
        """In how many documents of the archive the shingles of some words of a new document stand, if that is known."""
        return [self._counts.get(key, 0) for key in shingle_hashes(ids).tolist()]


Archive = FolderArchive | IndexArchive


def index_of(path: str) -> Path | None:
    """The index that a path names: its folder, or the folder of an archive that has one; None for others."""
    for folder in (Path(path), Path(path) / FOLDER):
        if is_index(folder):
            return folder
    return None
