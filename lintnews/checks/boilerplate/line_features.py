"""What the line model sees of a line: words, shape, place and neighbours.

Texts are shadow text. A line is ``prose`` when it is 80 characters or longer and ends as a sentence does; prose without
any of the words that scraped residue is made of (the patterns of the rule) is taken for body text and not looked at.
"""

import re
from functools import cached_property
from itertools import pairwise
from math import log1p

from lintnews.analysis.paragraphs import Paragraphs

_TOKEN = re.compile(r"[a-z']+|\d+|[^\w\s]")
_SENTENCE_END = re.compile(r"""[.!?]['")\]]*$""")
_STOPS = re.compile(r"[.!?](?:\s|$)")
_PROSE_MIN = 80
_SEEN = 160  # characters of a line that count
_NEIGHBOUR_SEEN = 80
_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905
        "the of and to in a is that for it on with as was by at from he be has have this are were his they but not an "
        "their she her who which had will would been its"
    ).split()
)
_ASKING = frozenset(
    (  # noqa: SIM905
        "you your our us we sign subscribe get click follow share read view see join contact here email newsletter "
        "free now more please all rights reserved privacy terms cookie cookies policy comment comments photo image"
    ).split()
)
SHAPE_OFFSETS = (-3, -2, -1, 1, 2, 3)
_SHARED_SHAPE = 12


def tokens(text: str) -> list[str]:
    """Lower-case words and marks; every number is ``#``."""
    return ["#" if token.isdigit() else token for token in _TOKEN.findall(text.lower())]


class Lines:
    """The lines of one document as the model sees them."""

    def __init__(self, shadow: str, lines: Paragraphs) -> None:
        self.texts = [shadow[start:end] for start, end in zip(*lines, strict=True)]
        self.prose = [
            len(text) >= _PROSE_MIN and bool(_SENTENCE_END.search(text, len(text) - 6)) for text in self.texts
        ]
        self._tokens: dict[int, list[str]] = {}
        self._shapes: dict[int, list[float]] = {}

    @cached_property
    def _places(self) -> tuple[int, int, int]:
        """First and last line of prose, and how many there are."""
        prose = [i for i, is_prose in enumerate(self.prose) if is_prose]
        return (prose[0], prose[-1], len(prose)) if prose else (0, len(self.texts) - 1, 0)

    @cached_property
    def _sums(self) -> tuple[list[int], list[int]]:
        """Characters before each line, of all lines and of prose."""
        everything, prose = [0], [0]
        for text, is_prose in zip(self.texts, self.prose, strict=True):
            everything.append(everything[-1] + len(text))
            prose.append(prose[-1] + len(text) * is_prose)
        return everything, prose

    @cached_property
    def _repeats(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for text in self.texts:
            counts[text] = counts.get(text, 0) + 1
        return counts

    def tokens(self, index: int) -> list[str]:
        """The tokens of a line."""
        if index not in self._tokens:
            self._tokens[index] = tokens(self.texts[index][:_SEEN])
        return self._tokens[index]

    def own_words(self, index: int) -> set[str]:
        """Word features of the line itself: its words, also by its length and in pairs, its ends, the whole of it."""
        some = self.tokens(index)
        size = "s" if len(some) <= 4 else "m" if len(some) <= 12 else "l"
        found = {f"w={word}" for word in some}
        found.update([f"{size}={word}" for word in some])
        found.update([f"b={one}_{other}" for one, other in pairwise(some)])
        found.add(f"f={' '.join(some[:2])}")
        found.add(f"e={' '.join(some[-2:])}")
        if len(some) <= 6:
            found.add(f"full={' '.join(some)}")
        return found

    def words(self, index: int) -> set[str]:
        """All word features of a line: its own, and the words of the lines before and after it."""
        found = self.own_words(index)
        for offset, mark in ((-1, "p"), (1, "n")):
            if 0 <= index + offset < len(self.texts):
                near = self.texts[index + offset][:_NEIGHBOUR_SEEN]
                found.update([f"{mark}={word}" for word in tokens(near)[:8]])
        return found

    def numbers(self, index: int) -> list[float]:
        """Features that are numbers: shape of the line, its place in the document, shapes of six neighbours."""
        found = [*self._shape(index), *self._place(index)]
        for offset in SHAPE_OFFSETS:
            near = index + offset
            inside = 0 <= near < len(self.texts)
            found += self._shape(near)[:_SHARED_SHAPE] if inside else [-1.0] * _SHARED_SHAPE
        return found

    def _shape(self, index: int) -> list[float]:
        if index not in self._shapes:
            self._shapes[index] = _shape(self.texts[index], self.tokens(index))
        return self._shapes[index]

    def _place(self, index: int) -> list[float]:
        first, last, prose = self._places
        everything, of_prose = self._sums
        count = len(self.texts)
        return [
            float(index < first),
            float(index > last),
            log1p(max(0, index - last)),
            log1p(max(0, first - index)),
            log1p(self._run(index)),
            min(self._repeats[self.texts[index]], 3) - 1.0,
            prose / count,
            log1p(count),
            everything[index] / max(everything[-1], 1),
            of_prose[index] / max(of_prose[-1], 1),
            log1p(index),
            log1p(count - index),
            sum(self.prose[max(0, index - 5) : index]) / 5,
            sum(self.prose[index + 1 : index + 6]) / 5,
        ]

    def _run(self, index: int) -> int:
        """How many lines that are no prose stand together here, at most 40."""
        run, at = 0, index
        while at >= 0 and not self.prose[at] and run < 20:
            run, at = run + 1, at - 1
        before, at = run, index + 1
        while at < len(self.texts) and not self.prose[at] and run < before + 20:
            run, at = run + 1, at + 1
        return run


def _shape(text: str, some: list[str]) -> list[float]:
    seen = text[:_SEEN]
    words = seen.split()
    many, marks = max(len(words), 1), max(len(some), 1)
    asking = sum(word in _ASKING for word in some)
    return [
        log1p(len(text)),
        log1p(len(words)),
        min(len(words), 15) / 15,
        float(bool(_SENTENCE_END.search(text[-6:]))),
        float(text.endswith(":")),
        float(text.endswith(".")),
        sum(word[:1].isupper() for word in words) / many,
        float(seen.isupper()),
        sum(char.isdigit() for char in seen) / max(len(seen), 1),
        sum(word in _FUNCTION_WORDS for word in some) / marks,
        asking / marks,
        float(min(asking, 5)),
        float(not text[:1].isalnum()),
        float(text[:1].islower()),
        float(min(len(_STOPS.findall(seen)), 5)),
        float('"' in seen),
        float("|" in seen),
        float("\x04" in seen),
        float("@" in seen),
        float("http" in seen or ".com" in seen),
        float(min(seen.count(","), 5)),
    ]
