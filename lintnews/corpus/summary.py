"""What of a document is kept to compare it with others: arrays of its words, no text."""

import json
import math
import string
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.documents.document import Document, ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ABBREVIATION = 4  # letters


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
    import numpy as np

    words = analysis.words
    starts, ends = np.asarray(words.starts, np.int64), np.asarray(words.ends, np.int64)
    keys = np.asarray(words.keys, np.uint64)
    headline = np.searchsorted(starts, analysis.headline).tolist()
    return Summary(
        path=analysis.document.path,
        record=analysis.document.record,
        date=analysis.document.metadata.get("date", ""),
        length=len(analysis.text),
        ids=(keys >> np.uint64(32)).astype(np.uint32),
        starts=starts.astype(np.uint32),
        sizes=np.minimum(ends - starts, 65535).astype(np.uint16),
        news=_news(analysis.shadow, starts, ends),
        sentences=_sentences(analysis, starts, ends),
        quotes=_quotes(analysis, starts),
        headline=(headline[0], headline[1]),
    )


def summarised(some: Iterable[Document | ReadError]) -> Iterator[Summary | ReadError]:
    """The summaries of documents as they come, and what could not be read."""
    for one in some:
        yield summarise(Analysis(one)) if isinstance(one, Document) else one


def _news(shadow: str, starts: "NDArray[np.int64]", ends: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """What ``Analysis.is_news`` says of each word."""
    import numpy as np

    text = np.frombuffer(("  " + shadow).encode("ascii"), np.uint8)
    first, last = text[starts + 2], text[ends + 1]
    figure = _among(string.digits)[first] | _among(string.digits)[last]
    capital = _among(string.ascii_uppercase)[first]
    at = capital.nonzero()[0]
    begins = starts[at]
    figure[at] = _among(" -")[text[begins + 1]] & ~_among('.!?:"\n ')[text[begins]] & (begins > 1)
    return figure


@cache
def _among(chars: str) -> "NDArray[np.bool_]":
    """A table that says of each character whether it is one of some."""
    import numpy as np

    table = np.zeros(256, np.bool_)
    table[[ord(char) for char in chars]] = True
    return table


def _sentences(analysis: Analysis, starts: "NDArray[np.int64]", ends: "NDArray[np.int64]") -> "NDArray[np.uint32]":
    """The words that begin a line, or follow a stop and begin with a capital or a figure.

    Unlike ``Analysis.sentences`` this takes every word of up to four letters with a capital before a full stop for an
    abbreviation. It is good enough to say where a copy begins and ends, and twenty times as fast.
    """
    import numpy as np

    text = np.frombuffer(analysis.shadow.encode("ascii"), np.uint8)
    begins = np.zeros(len(starts) + 1, np.bool_)
    begins[0] = True
    begins[np.searchsorted(starts, analysis.lines.starts)] = True
    stops = _among(".!?")[text[ends[:-1]]].nonzero()[0]
    behind, follow, before = ends[stops], starts[stops + 1], starts[stops]
    stop = _among(" '\"(")[text[follow - 1]] & ~_among(string.ascii_lowercase)[text[follow]]
    short = (behind - before <= _ABBREVIATION) & _among(string.ascii_uppercase)[text[before]]
    begins[stops + 1] |= stop & ~(short & (text[behind] == ord(".")))
    return begins[:-1].nonzero()[0].astype(np.uint32)


def _quotes(analysis: Analysis, starts: "NDArray[np.int64]") -> "NDArray[np.uint32]":
    import numpy as np

    spans = [(quotation.start, quotation.end) for quotation in analysis.quotations.double]
    return np.searchsorted(starts, np.array(spans, np.int64).reshape(-1, 2)).astype(np.uint32)


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
