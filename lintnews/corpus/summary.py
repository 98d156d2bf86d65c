"""What of a document is kept to compare it with others: arrays of its words, no text."""

import json
import math
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.words import find_words
from lintnews.documents.document import Document, ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ABBREVIATION = 4  # letters
_LONGEST = 65535  # code points of a word
_TOGETHER, _MOST_TOGETHER = 1 << 15, 256  # code points and documents from which no more are summarised at once


class Summary(NamedTuple):
    """The words of one document.

    ``ids`` (the upper halves of the words' keys), ``starts`` and ``sizes`` (code points of the text) and ``news``
    (whether the word is a name or a figure) are arrays of one entry for each word. ``sentences`` are the words that
    begin a sentence or a line, ``quotes`` pairs of the first word of a quotation and the one behind its last,
    ``headline`` is such a pair too. ``date`` is as the file says it, empty where it does not; ``length`` the length of
    the text in code points.
    """

    path: str
    record: int | None
    date: str
    length: int
    ids: "NDArray[np.uint32]"
    starts: "NDArray[np.uint32]"
    sizes: "NDArray[np.uint16]"
    news: "NDArray[np.bool_]"
    sentences: "NDArray[np.uint32]"
    quotes: "NDArray[np.uint32]"
    headline: tuple[int, int]

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """The span of some words in the text."""
        return int(self.starts[first]), int(self.starts[behind - 1]) + int(self.sizes[behind - 1])


def summarise(analysis: Analysis) -> Summary:
    """What the comparison needs to know of a document. A few passes over its words; some 13 bytes for each."""
    return _summaries([analysis])[0]


def summarised(some: Iterable[Document | ReadError]) -> Iterator[Summary | ReadError]:
    """The summaries of documents in order, and what could not be read.

    Documents are taken some at a time and summarised as if they were one text: for an article of some thousand
    characters it takes longer to call numpy than to do what it is called for.
    """
    batch: list[Analysis | ReadError] = []
    size = 0
    for one in some:
        batch.append(Analysis(one) if isinstance(one, Document) else one)
        size += len(one.text) if isinstance(one, Document) else 0
        if size >= _TOGETHER or len(batch) >= _MOST_TOGETHER:
            yield from _of_batch(batch)
            batch, size = [], 0
    yield from _of_batch(batch)


def _of_batch(batch: Sequence[Analysis | ReadError]) -> Iterator[Summary | ReadError]:
    near = [one for one in batch if isinstance(one, Analysis) and not one.has_far_letters]
    summaries = iter(_summaries(near))
    for one in batch:
        if isinstance(one, ReadError):
            yield one
        else:  # the words of a text with letters beyond the Latin scripts are made in another way
            yield summarise(one) if one.has_far_letters else next(summaries)


def _summaries(analyses: Sequence[Analysis]) -> list[Summary]:
    """The summaries of documents; where there are several, none has letters beyond the Latin scripts."""
    import numpy as np

    if not analyses:
        return []
    laid = _Laid(analyses)
    starts, ends = laid.starts, laid.ends
    headlines = laid.words_at([analysis.headline for analysis in analyses])
    quotes = laid.words_at([[at for one in each.quotations.double for at in one[:2]] for each in analyses])
    columns = zip(
        laid.by_document(laid.ids),
        laid.by_document((starts - laid.bases.repeat(laid.counts)).astype(np.uint32)),
        laid.by_document(np.minimum(ends - starts, _LONGEST).astype(np.uint16)),
        laid.by_document(_news(laid.text, starts, ends)),
        laid.sentences(),
        (found.astype(np.uint32).reshape(-1, 2) for found in quotes),
        (tuple(found.tolist()) for found in headlines),
        strict=True,
    )
    return [
        Summary(
            analysis.document.path,
            analysis.document.record,
            analysis.document.metadata.get("date", ""),
            len(analysis.text),
            *own,
        )
        for analysis, own in zip(analyses, columns, strict=True)
    ]


class _Laid:
    """Documents laid end to end, a line end before each and one behind the last.

    ``text`` are the characters of the shadows, ``bases`` where the documents begin in it; ``starts``, ``ends`` and
    ``ids`` are those of the words of all, ``counts`` how many each document has and ``firsts`` the first of each.
    """

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        import numpy as np

        self._analyses = analyses
        shadow = "\n".join(["", *(analysis.shadow for analysis in analyses), ""])
        words = analyses[0].words if len(analyses) == 1 else find_words(shadow, shadow, far=False, arrays=True)
        shift = 1 if len(analyses) == 1 else 0
        self.text = np.frombuffer(shadow.encode("ascii"), np.uint8)
        self.starts, self.ends = np.asarray(words.starts, np.int64) + shift, np.asarray(words.ends, np.int64) + shift
        self.ids = (np.asarray(words.keys, np.uint64) >> np.uint64(32)).astype(np.uint32)
        sizes = [len(analysis.text) + 1 for analysis in analyses]
        self.bases = np.cumsum([1, *sizes[:-1]])
        self.firsts = self.starts.searchsorted(self.bases)
        self.counts = np.diff(self.firsts, append=len(self.starts))

    def by_document(self, values: "NDArray[Any]") -> "list[NDArray[Any]]":
        """Values of the words as an array for each document."""
        return _cut(values, self.counts.tolist())

    def words_at(self, places: Sequence[Sequence[int]]) -> "list[NDArray[np.int64]]":
        """The first word at or behind each of some places of each document, counted as its words are."""
        import numpy as np

        sizes = [len(some) for some in places]
        flat = np.fromiter(chain.from_iterable(places), np.int64, sum(sizes))
        found = self.starts.searchsorted(flat + self.bases.repeat(sizes)) - self.firsts.repeat(sizes)
        return _cut(found, sizes)

    def sentences(self) -> "list[NDArray[np.uint32]]":
        """The words of each document that begin a line, or follow a stop and begin with a capital or a figure.

        Unlike ``Analysis.sentences`` this takes every word of up to four letters with a capital before a full stop for
        an abbreviation. It is good enough to say where a copy begins and ends, and twenty times as fast.
        """
        import numpy as np

        text, starts, ends = self.text, self.starts, self.ends
        begins = np.zeros(len(starts) + 1, np.bool_)
        begins[self.firsts] = True
        lines = [analysis.lines.starts for analysis in self._analyses]
        sizes = [len(some) for some in lines]
        flat = np.fromiter(chain.from_iterable(lines), np.int64, sum(sizes))
        begins[starts.searchsorted(flat + self.bases.repeat(sizes))] = True
        stops = _among(".!?")[text[ends[:-1]]].nonzero()[0]
        behind, follow, before = ends[stops], starts[stops + 1], starts[stops]
        stop = _among(" '\"(")[text[follow - 1]] & ~_among(string.ascii_lowercase)[text[follow]]
        short = (behind - before <= _ABBREVIATION) & _among(string.ascii_uppercase)[text[before]]
        begins[stops + 1] |= stop & ~(short & (text[behind] == ord(".")))
        found = begins[:-1].nonzero()[0]
        counts = np.diff(found.searchsorted(self.firsts), append=len(found))
        return _cut((found - self.firsts.repeat(counts)).astype(np.uint32), counts.tolist())


def _cut(values: "NDArray[Any]", sizes: Iterable[int]) -> "list[NDArray[Any]]":
    """An array in pieces of some sizes, which share its memory."""
    cuts = [0, *accumulate(sizes)]
    return [values[start:end] for start, end in pairwise(cuts)]


def _news(text: "NDArray[np.uint8]", starts: "NDArray[np.int64]", ends: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """What ``Analysis.is_news`` says of each word; ``text`` has a line end before each document."""
    first, last = text[starts], text[ends - 1]
    news = _among(string.digits)[first] | _among(string.digits)[last]
    at = _among(string.ascii_uppercase)[first].nonzero()[0]
    begins = starts[at]
    news[at] = _among(" -")[text[begins - 1]] & ~_among('.!?:"\n ')[text[begins - 2]]
    return news


@cache
def _among(chars: str) -> "NDArray[np.bool_]":
    """A table that says of each character whether it is one of some."""
    import numpy as np

    table = np.zeros(256, np.bool_)
    table[[ord(char) for char in chars]] = True
    return table


def pack(summaries: Iterable[tuple[int, Summary]]) -> bytes:
    """Numbered summaries as bytes, without their path: a line of JSON with all that is no array, then the arrays."""
    heads, arrays = [], []
    for number, summary in summaries:
        head: dict[str, Any] = {"number": number, "arrays": {}}
        values: list[tuple[str, Any]] = list(summary._asdict().items())
        for name, value in values[1:]:
            if hasattr(value, "dtype"):
                head["arrays"][name] = (value.dtype.str, value.shape)
                arrays.append(value.tobytes())
            else:
                head[name] = value
        heads.append(head)
    return b"".join([json.dumps(heads).encode("ascii"), b"\n", *arrays])


def unpack(content: bytes, path: str) -> Iterator[tuple[int, Summary]]:
    """The numbered summaries that ``pack`` made bytes of, of a file at ``path``."""
    import numpy as np

    first, _, rest = content.partition(b"\n")
    at = 0
    for head in json.loads(first):
        arrays: dict[str, Any] = {}
        for name, (kind, shape) in head.pop("arrays").items():
            array = np.frombuffer(rest, kind, math.prod(shape), at).reshape(shape)
            arrays[name] = array
            at += array.nbytes
        number = head.pop("number")
        head["headline"] = tuple(head["headline"])
        yield number, Summary(path=path, **head, **arrays)
