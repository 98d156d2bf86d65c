"""The plain way of matching: which pattern may match where, told by the literals and shapes that its matches hold.

Literals are looked up by their first characters, their *head*: at each place of the text, whether what stands there is
the head of any literal of any pattern. Only there are literals compared with the text.
"""

import marshal
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Literal, NamedTuple

from lintnews import cachedir
from lintnews.analysis.analysis import Analysis
from lintnews.analysis.kept import kept
from lintnews.checks.needs import SHAPED
from lintnews.checks.pattern import Pattern, core_length
from lintnews.resources import shipped

FILE = "literals"
"""The name under which the index of the rules' patterns is shipped."""
_HEADS: dict[int, Literal["Q", "I"]] = {8: "Q", 4: "I"}
"""Characters of heads, and the format of as many bytes as one number; shorter literals are searched for one by one."""
_COUNT: Literal["I"] = "I"
_FEW = 50  # literals up to which one by one is faster than all together
_RARE = 3  # characters from which a literal says more than a shape ...
_COMMON_MARKS = frozenset(" .,'\"-!?:;()")  # ... or else with a mark other than these
_Pair = tuple[int, int]


class _Heads:
    """The heads of one size, and the groups that each leads to."""

    def __init__(self, size: int, heads: bytes, counts: bytes, groups: bytes) -> None:
        numbers = _numbers(heads, size)
        self._places = dict(zip(numbers, range(len(numbers)), strict=True))
        self._ends = [0, *accumulate(memoryview(counts).cast(_COUNT))]
        self._groups = memoryview(groups).cast(_COUNT)

    def __len__(self) -> int:
        return len(self._places)

    def found(self, words: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """Which of some numbers are heads, by their indexes, with their groups."""
        places = self._places
        for index in [index for index, word in enumerate(words) if word in places]:
            place = places[words[index]]
            yield index, self._groups[self._ends[place] : self._ends[place + 1]]


class _Text:
    """What a text is searched as: in lower case, and as a shape."""

    def __init__(self, shadow: str) -> None:
        self._shadow = shadow
        self.lower = shadow.lower()

    def shape(self, case: bool) -> str:
        """The shape for patterns that tell capitals (``case``) or do not."""
        return self._shape if case else self._lower_shape

    @kept
    def _shape(self) -> str:
        return self._shadow.encode("ascii").translate(SHAPED).decode("ascii")

    @kept
    def _lower_shape(self) -> str:
        return self._shape.lower()


class Index(NamedTuple):
    """Patterns by what they are looked for by: plain data, which loads in a tenth of the time that making it takes.

    ``groups`` are numbers of patterns that need the same texts. ``heads`` holds, by size of head, all heads as numbers
    one behind the other, in how many groups the literals of each occur, and those groups, as bytes of the formats in
    ``_HEADS`` and ``_COUNT``. ``short`` are the literals that are shorter than any head, with their groups; ``shapes``
    the shapes of patterns that tell capitals (True) or do not, and ``anywhere`` the patterns that need nothing.
    """

    groups: list[list[int]]
    heads: dict[int, tuple[bytes, bytes, bytes]]
    short: dict[str, list[int]]
    shapes: dict[bool, dict[str, list[int]]]
    anywhere: list[int]


def key(patterns: Mapping[int, Pattern]) -> str:
    """A key for all that decides on the index of some numbered patterns."""
    numbers = array(_COUNT, (2 * number + one.case for number, one in patterns.items())).tobytes()
    parts = [part for one in patterns.values() for part in (one.joined, "\n".join(one.shapes))]
    return cachedir.key(sys.version, sys.byteorder, Path(__file__).read_text("utf-8"), numbers.hex(), *parts)


def packed(patterns: Mapping[int, Pattern]) -> bytes:
    """The index of some numbered patterns, to be kept or shipped under their ``key``."""
    return marshal.dumps(tuple(_index(patterns)))


def opened(patterns: Mapping[int, Pattern]) -> Index:
    """The index of some numbered patterns: the shipped one if it is theirs, one of the user's cache, or a new one."""
    name = key(patterns)
    content: memoryview | bytes | None = shipped(FILE, name) or cachedir.load(f"{FILE}-{name}")
    if content:
        try:
            return Index(*marshal.loads(content))  # noqa: S302  (made with this package, or the user's own cache)
        except (EOFError, TypeError, ValueError):  # damaged
            pass
    made = packed(patterns)
    cachedir.store(f"{FILE}-{name}", made)
    return Index(*marshal.loads(made))  # noqa: S302


def _index(patterns: Mapping[int, Pattern]) -> Index:
    shapes: dict[bool, dict[str, list[int]]] = {True: {}, False: {}}
    anywhere: list[int] = []
    groups: dict[str, list[int]] = {}
    for number, pattern in patterns.items():
        if pattern.shapes and not (pattern.literals and all(map(_is_rare, pattern.literals))):
            for shape in pattern.shapes:
                shapes[pattern.case].setdefault(shape, []).append(number)
        elif pattern.joined:
            groups.setdefault(pattern.joined, []).append(number)
        else:
            anywhere.append(number)
    numbers = list(groups.values())
    heads: dict[int, dict[str, list[int]]] = {size: {} for size in _HEADS}
    short: dict[str, list[int]] = {}
    for group, (first, *_) in enumerate(numbers):
        needs = tuple(filter(str.isascii, patterns[first].literals))  # what is not stands in no shadow
        longest = sys.maxsize
        for size, some in heads.items():
            for head in {literal[:size] for literal in needs if size <= len(literal) < longest}:
                some.setdefault(head, []).append(group)
            longest = size
        for literal in needs:
            if len(literal) < longest:
                short.setdefault(literal, []).append(group)
    return Index(numbers, {size: _flat(some) for size, some in heads.items()}, short, shapes, anywhere)


def _flat(heads: Mapping[str, Sequence[int]]) -> tuple[bytes, bytes, bytes]:
    counts, groups = array(_COUNT, map(len, heads.values())), array(_COUNT, chain.from_iterable(heads.values()))
    return "".join(heads).encode("ascii"), counts.tobytes(), groups.tobytes()


class LiteralSearch:
    """Some numbered patterns of the shadow text, ready to be looked for."""

    def __init__(self, patterns: Mapping[int, Pattern], longest_line: int) -> None:
        """Take patterns; those for whole lines are looked for in paragraphs of at most ``longest_line`` characters."""
        self._patterns = patterns
        self._longest_line = longest_line
        index = opened(patterns)
        self._groups, self._short, self._shapes, self._anywhere = (
            index.groups,
            index.short,
            index.shapes,
            index.anywhere,
        )
        self._heads = {size: _Heads(size, *parts) for size, parts in index.heads.items()}

    def pairs(self, analysis: Analysis) -> Iterator[_Pair]:
        """Numbers of patterns and of paragraphs they may match in, some more than once; every match is among them."""
        text, cuts = _Text(analysis.shadow), analysis.paragraphs.starts[1:]
        for number, paragraph in self._by_literals(text.lower, cuts):
            pattern, (start, end) = self._patterns[number], analysis.paragraph(paragraph)
            if self._may(pattern, text.lower, start, end) and (
                not pattern.shapes or _holds(text.shape(pattern.case), pattern.shapes, start, end)
            ):
                yield number, paragraph
        for number, paragraph in self._by_shapes(text, cuts):
            pattern, (start, end) = self._patterns[number], analysis.paragraph(paragraph)
            if self._may(pattern, text.lower, start, end) and (
                not pattern.literals or _holds(text.lower, pattern.literals, start, end)
            ):
                yield number, paragraph

    def _may(self, pattern: Pattern, lower: str, start: int, end: int) -> bool:
        """Whether a pattern is looked for in a paragraph of such a length."""
        if not pattern.whole:
            return True
        return end - start <= self._longest_line and pattern.fits(core_length(lower[start:end]))

    def _by_shapes(self, text: "_Text", cuts: Sequence[int]) -> Iterator[_Pair]:
        """The pairs in whose paragraphs a shape of the pattern stands, and those of patterns that need nothing."""
        for number in self._anywhere:
            yield from ((number, paragraph) for paragraph in range(len(cuts) + 1))
        for case, shapes in self._shapes.items():
            chars = frozenset(text.shape(case) if shapes else ())
            for shape in filter(chars.issuperset, shapes):
                for paragraph in _holding(text.shape(case), shape, cuts):
                    yield from ((number, paragraph) for number in shapes[shape])

    def _by_literals(self, lower: str, cuts: Sequence[int]) -> Iterator[_Pair]:
        """The pairs in whose paragraphs a literal of the pattern stands."""
        for literal in _standing(self._short, lower):
            for paragraph in _holding(lower, literal, cuts):
                yield from ((number, paragraph) for group in self._short[literal] for number in self._groups[group])
        data = lower.encode("ascii")
        for size, heads in self._heads.items():
            done: set[tuple[int, int]] = set()
            for shift in range(size if len(heads) else 0):
                for index, groups in heads.found(_numbers(data, size, shift)):
                    at = shift + size * index
                    paragraph = bisect_right(cuts, at)
                    for group in groups:
                        if (group, paragraph) not in done and lower.startswith(self._needs(group), at):
                            done.add((group, paragraph))
                            yield from ((number, paragraph) for number in self._groups[group])

    def _needs(self, group: int) -> tuple[str, ...]:
        return self._patterns[self._groups[group][0]].literals


def _is_rare(literal: str) -> bool:
    return len(literal) >= _RARE or any(not char.isalnum() and char not in _COMMON_MARKS for char in literal)


def _numbers(data: bytes, size: int, start: int = 0) -> Sequence[int]:
    """Each ``size`` bytes from ``start`` on as one number: they are compared several times faster than text."""
    return memoryview(data)[start : len(data) - (len(data) - start) % size].cast(_HEADS[size])


def _standing(short: Mapping[str, object], lower: str) -> Iterable[str]:
    """Those of some texts of at most three characters that stand in a text; all of them where they are few."""
    if len(short) <= _FEW:
        return short
    three = {lower[at : at + 3] for at in range(len(lower))}
    return short.keys() & three.union({some[:2] for some in three}, set(lower))


def _holds(text: str, pieces: Iterable[str], start: int, end: int) -> bool:
    """Whether one of some pieces stands in a part of a text."""
    return any(text.find(piece, start, end) >= 0 for piece in pieces)


def _holding(text: str, piece: str, cuts: Sequence[int]) -> Iterator[int]:
    """The paragraphs in which a piece of text begins; ``cuts`` are the places where one ends and the next begins."""
    at = text.find(piece)
    while at >= 0:
        paragraph = bisect_right(cuts, at)
        yield paragraph
        at = text.find(piece, cuts[paragraph]) if paragraph < len(cuts) else -1
