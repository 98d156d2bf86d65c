"""Zones: where the article itself begins and ends among its paragraphs."""

from typing import NamedTuple

from lintnews.analysis.paragraphs import Paragraphs
from lintnews.regexes import regex

_PROSE_MIN = 80
_ENDS_SENTENCE = regex(r"""[.!?]['")\]]*$""")


class Zones(NamedTuple):
    """Indexes of paragraphs: head matter before ``body``, the article from ``body`` to ``tail``, tail matter after."""

    body: int
    tail: int

    def of(self, paragraph: int) -> str:
        """The zone of a paragraph: head, body or tail."""
        if paragraph < self.body:
            return "head"
        return "body" if paragraph < self.tail else "tail"


def is_prose(shadow: str, start: int, end: int) -> bool:
    """Whether a paragraph reads like running text: 80 characters or more, ending as a sentence does."""
    return end - start >= _PROSE_MIN and bool(_ENDS_SENTENCE.search(shadow, max(start, end - 6), end))


def find_zones(shadow: str, paragraphs: Paragraphs) -> Zones:
    """The zones of a text; a text without prose is body from its first to its last paragraph."""
    pairs = list(zip(paragraphs.starts, paragraphs.ends, strict=True))
    first = next((i for i, pair in enumerate(pairs) if is_prose(shadow, *pair)), None)
    if first is None:
        return Zones(0, len(pairs))
    last = next(i for i in range(len(pairs) - 1, -1, -1) if is_prose(shadow, *pairs[i]))
    return Zones(first, last + 1)
