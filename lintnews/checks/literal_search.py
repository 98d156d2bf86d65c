"""The plain way of matching: which pattern may match where, told by the literals and shapes that its matches hold.

Literals are looked up by their first characters, their *head*: at each place of the text, whether what stands there is
the head of any literal of any pattern. Only there are literals compared with the text.
"""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Literal, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.kept import kept
from lintnews.checks.needs import SHAPED
from lintnews.checks.pattern import Pattern, core_length

_HEADS: dict[int, Literal["Q", "I"]] = {8: "Q", 4: "I"}
"""Characters of heads, and the format of as many bytes as one number; shorter literals are searched for one by one."""
_FEW = 50  # literals up to which one by one is faster than all together
_RARE = 3  # characters from which a literal says more than a shape ...
_COMMON_MARKS = frozenset(" .,'\"-!?:;()")  # ... or else with a mark other than these
_Pair = tuple[int, int]


class _Group(NamedTuple):
    """The numbers of the patterns that need the same texts."""

    needs: tuple[str, ...]
    numbers: list[int]


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


class LiteralSearch:
    """Some numbered patterns of the shadow text, ready to be looked for."""

    def __init__(self, patterns: Mapping[int, Pattern], longest_line: int) -> None:
        """Take patterns; those for whole lines are looked for in paragraphs of at most ``longest_line`` characters."""
        self._patterns = patterns
        self._longest_line = longest_line
        self._anywhere: list[int] = []
        self._short: dict[str, list[_Group]] = {}
        self._shapes: dict[bool, dict[str, list[int]]] = {True: {}, False: {}}
        groups: dict[tuple[str, ...], list[int]] = {}
        others: list[_Group] = []
        for number, pattern in patterns.items():
            if pattern.shapes and not (pattern.literals and all(map(_is_rare, pattern.literals))):
                for shape in pattern.shapes:
                    self._shapes[pattern.case].setdefault(shape, []).append(number)
            elif len(pattern.literals) > _FEW:  # hardly two are alike, and comparing them takes time
                others.append(_Group(pattern.literals, [number]))
            elif pattern.literals:
                groups.setdefault(pattern.literals, []).append(number)
            else:
                self._anywhere.append(number)
        self._heads = self._by_heads([*starmap(_Group, groups.items()), *others])

    def _by_heads(self, groups: Sequence[_Group]) -> dict[int, dict[int, list[_Group]]]:
        """The groups by the heads of their literals, by size of head; notes the literals that are shorter."""
        found: dict[int, dict[str, list[_Group]]] = {size: {} for size in _HEADS}
        for group in groups:
            needs = group.needs if "".join(group.needs).isascii() else tuple(filter(str.isascii, group.needs))
            longest = sys.maxsize
            for size, heads in found.items():
                for head in {literal[:size] for literal in needs if size <= len(literal) < longest}:
                    heads.setdefault(head, []).append(group)
                longest = size
            for literal in needs:
                if len(literal) < longest:
                    self._short.setdefault(literal, []).append(group)
        return {
            size: dict(zip(_numbers("".join(heads).encode("ascii"), size), heads.values(), strict=True))
            for size, heads in found.items()
        }

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
                yield from ((number, paragraph) for group in self._short[literal] for number in group.numbers)
        data = lower.encode("ascii")
        for size, heads in self._heads.items():
            done: set[tuple[int, int]] = set()
            for shift in range(size if heads else 0):
                words = _numbers(data, size, shift)
                for index in [index for index, word in enumerate(words) if word in heads]:
                    at = shift + size * index
                    paragraph = bisect_right(cuts, at)
                    for group in heads[words[index]]:
                        if (id(group), paragraph) not in done and lower.startswith(group.needs, at):
                            done.add((id(group), paragraph))
                            yield from ((number, paragraph) for number in group.numbers)


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
