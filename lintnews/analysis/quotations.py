"""Quotations: what stands between quotation marks, and marks without a partner."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.analysis.kept import kept
from lintnews.analysis.paragraphs import Paragraphs
from lintnews.regexes import regex

BLOT = "\x03"  # stands for a character of a quotation where only what is outside of them counts
_MARKS = '"“”„‟«»＂'
_STRAIGHT = ('"', "''")
_PAIRS = regex(r"''+|‘‘+|’’+")
_SINGLE = regex(r"['‘](?=[\w\[(])")
_SINGLE_END = regex(r"['’](?!\w)")
_NOT_IN_SINGLE = regex(r"[‘\"“”\n]")
_OPENERS, _CLOSERS = "“„‟«", "”»"
_FITS = {"“": "”", "‟": "”", "«": "»", "‘‘": "’’"}
_FIT_TWO = {"„": "“”", "»": "«»"}
_BEFORE_OPENING = frozenset("([{—–-/:‘'\x00")
_AFTER_OPENING = regex(r"[\w\[(‘'’.…$£€#@*<]")
_FEET = regex(r"\d ?['’′] ?\d+$")
_INCHES = regex(r"(?<![\d.,])\d{1,2}(?:\.\d)?(?:/\d)?$")
_SENTENCE_END = frozenset(".!?")
_LONGEST_SINGLE = 400
_NEXT = 4  # characters behind an arrow in which the next word begins
_FAR = 4  # paragraphs a quotation may run over without opening each


class Quotation(NamedTuple):
    """One quotation, in code points: the span with its marks, the words inside, its paragraph and its marks.

    ``goes_on`` is true where it has no closing mark because the next paragraph opens one again (the newspaper
    convention) or holds the closing one; ``end`` is then the end of the paragraph and ``closing`` is empty.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    opening: str
    closing: str
    goes_on: bool = False


class StrayMark(NamedTuple):
    """A quotation mark without partner: its span, its paragraph, and whether it opens (or closes) one."""

    start: int
    end: int
    paragraph: int
    opens: bool


class Mark(NamedTuple):
    """A quotation mark: its span and its characters."""

    start: int
    end: int
    shape: str


class Quotations:
    """The quotations of a text, in order of their starts.

    ``double`` are those between double marks or guillemets (of nested ones the outermost), ``stray`` the marks left
    over. No two of ``double`` overlap.
    """

    def __init__(self, text: str, paragraphs: Paragraphs, double: list[Quotation], stray: list[StrayMark]) -> None:
        self._text, self._paragraphs = text, paragraphs
        self.double = double
        self.stray = stray

    @kept
    def single(self) -> list[Quotation]:
        """The quotations between single marks that stand outside of double ones."""
        return list(_singles(self._text, self._paragraphs, self.double))


def find_quotations(text: str, paragraphs: Paragraphs) -> Quotations:
    """All quotations of a text, each within one paragraph, in linear time.

    A mark's side follows from its shape (“ ” « ») or, for straight ones, from the characters beside it; apostrophes
    never open a quotation, a mark behind a digit outside a quotation means inches, one behind ``=`` a value in a tag.
    A mark without partner spoils nothing but its own paragraph.
    """
    double: list[Quotation] = []
    stray: list[StrayMark] = []
    grouped = _by_paragraph(_marks(text), paragraphs)
    for paragraph, some in grouped.items():
        if not len(some) % 2 and (plain := _plain(text, paragraph, paragraphs.starts[paragraph], some)):
            double += plain
            continue
        following = grouped.get(paragraph + 1)
        opens_next = bool(following) and following[0][0] == paragraphs.starts[paragraph + 1]  # type: ignore[index]
        marks = [Mark(start, end, text[start:end]) for start, end in some]
        found, left = _Paragraph(text, paragraph, paragraphs, opens_next).read(marks)
        double += found
        stray += left
    if stray:
        double, stray = _across(paragraphs, grouped, double, stray)
    return Quotations(text, paragraphs, double, stray)


def _plain(text: str, paragraph: int, begin: int, some: list[tuple[int, int]]) -> list[Quotation]:
    """The quotations of the plain case, pairs of an opening and a closing mark that look it; none in any other."""
    found: list[Quotation] = []
    marks = iter(some)
    for (start, inner_start), (inner_end, end) in zip(marks, marks, strict=True):
        opening, closing = text[start:inner_start], text[inner_end:end]
        last = text[inner_end - 1]
        if opening == closing and opening in _STRAIGHT:
            if (
                (start > begin and text[start - 1] != " ")
                or not text[inner_start].isalnum()
                or last in " \xa0"
                or text[end : end + 1].isalnum()
            ):
                return []
        elif opening != "“" or closing != "”" or last.isspace() or last.isdigit():
            return []
        if (len(some) > 2 or opening == "''") and (last == "=" or last.isspace() or text[start - 1 : start] == "="):
            return []
        found.append(Quotation(start, end, inner_start, inner_end, paragraph, opening, closing))
    return found


def _marks(text: str) -> list[tuple[int, int]]:
    """The spans of the double quotation marks of a text, a pair of single ones among them, in order."""
    found = [(at, at + 1) for mark in _MARKS for at in _places(text, mark)]
    if "''" in text or "‘‘" in text or "’’" in text:
        found += [span for run in _PAIRS.finditer(text) for span in _of_run(text, run)]
    found.sort()
    return found


def _places(text: str, char: str) -> list[int]:
    """Where a character stands; faster than ``re``, since most texts have one or two of the marks."""
    places, at = [], text.find(char)
    while at >= 0:
        places.append(at)
        at = text.find(char, at + 1)
    return places


def _of_run(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The double mark in a run of single ones: two of them; of three, the outer two; of more, none."""
    start, end = run.span()
    if end - start == 3:
        opens = start == 0 or text[start - 1].isspace()
        start, end = (start, end - 1) if opens else (start + 1, end)
    if end - start == 2:
        yield start, end


def _by_paragraph(marks: list[tuple[int, int]], paragraphs: Paragraphs) -> dict[int, list[tuple[int, int]]]:
    grouped: dict[int, list[tuple[int, int]]] = {}
    ends = paragraphs.ends
    paragraph, some, end = -1, [], -1
    for mark in marks:
        if mark[0] >= end:
            paragraph = bisect_right(ends, mark[0], paragraph + 1)
            if paragraph == len(ends):
                break
            end = ends[paragraph]
            some = grouped[paragraph] = []
        some.append(mark)
    return grouped


class _Paragraph:
    """Pairs the marks of one paragraph."""

    def __init__(self, text: str, index: int, paragraphs: Paragraphs, opens_next: bool) -> None:
        self.text, self.index, self.opens_next = text, index, opens_next
        self.start, self.end = paragraphs.starts[index], paragraphs.ends[index]

    def read(self, marks: list[Mark]) -> tuple[list[Quotation], list[StrayMark]]:
        """The quotations and the stray marks, each in order."""
        sides = self._sides(marks)
        found, left = self._flat(sides)
        if left:
            nested = self._nested(sides)
            if nested is not None:
                return nested, []
        return found, left

    def _sides(self, marks: list[Mark]) -> list[tuple[Mark, bool]]:
        """The marks that are quotation marks, each with whether it opens."""
        sides: list[tuple[Mark, bool]] = []
        opening: Mark | None = None
        in_tag = False
        for mark in marks:
            if in_tag or self.text[mark.start - 1 : mark.start] == "=":
                in_tag = not in_tag
                continue
            opens = self._opens(mark, opening)
            if opens is not None:
                sides.append((mark, opens))
                opening = mark if opens else None
        return sides

    def _opens(self, mark: Mark, opening: Mark | None) -> bool | None:
        """Whether a mark opens a quotation (or closes one); None for a mark that is no quotation mark at all."""
        shape = mark.shape
        before = self.text[mark.start - 1] if mark.start > self.start else " "
        after = self.text[mark.end] if mark.end < self.end else " "
        looks_closed = not before.isspace() and not after.isalnum()
        if opening is None and self._is_arrow(mark):
            return None
        if shape[0] in _OPENERS:
            closes = opening is not None and (opening.shape == "„" or shape == "“" or (opening.shape + shape) == "»«")
            return not (closes and looks_closed)
        if shape[0] in _CLOSERS or shape == "’’":
            if opening is None and before.isspace() and after.isalnum():
                return True
            return None if self._is_inches(mark, opening) else False
        if shape == "‘‘":
            return True
        looks_open = (before.isspace() or before in _BEFORE_OPENING) and bool(_AFTER_OPENING.match(after))
        if opening is not None:
            return looks_open and not looks_closed
        if before.isdigit() and not looks_open:
            return None
        return looks_open or not looks_closed

    def _is_arrow(self, mark: Mark) -> bool:
        """Whether a guillemet between blanks points somewhere: "Home » News", "Next »", "« Previous"."""
        text, begins, ends = self.text, mark.start == self.start, mark.end == self.end
        if mark.shape not in "«»" or not (ends or text[mark.end].isspace()):
            return False
        if mark.shape == "«":
            return begins and not ends and text.find("»", mark.end, self.end) < 0
        if not (begins or text[mark.start - 1].isspace()):
            return False
        return not text[mark.end : min(mark.end + _NEXT, self.end)].strip()[:1].islower()

    def _is_inches(self, mark: Mark, opening: Mark | None) -> bool:
        before = max(self.start, mark.start - 8), mark.start
        return bool(_FEET.search(self.text, *before) or (opening is None and _INCHES.search(self.text, *before)))

    def _flat(self, sides: list[tuple[Mark, bool]]) -> tuple[list[Quotation], list[StrayMark]]:
        """Pairs of an opening mark and the closing one right behind it."""
        found: list[Quotation] = []
        left: list[StrayMark] = []
        opening: Mark | None = None
        for mark, opens in sides:
            if opens:
                if opening is not None:
                    left.append(self._stray(opening, True))
                opening = mark
            elif opening is None:
                left.append(self._stray(mark, False))
            else:
                found.append(self._quotation(opening, mark))
                opening = None
        if opening is not None:
            if self.opens_next and opening.end < self.end:
                found.append(self._quotation(opening, None))
            else:
                left.append(self._stray(opening, True))
        return found, left

    def _nested(self, sides: list[tuple[Mark, bool]]) -> list[Quotation] | None:
        """The outermost quotations where all marks pair as nested ones; None where they do not.

        Of two paragraphs run together, each opening a quotation that goes on, the first one ends where the second
        opens.
        """
        found: list[Quotation] = []
        open_marks: list[Mark] = []
        for mark, opens in sides:
            if opens and open_marks and self._begins_sentence(mark):
                if not self.opens_next or sides[-1][0] is not mark:
                    return None
                found.append(self._quotation(open_marks[0], None, mark.start))
                open_marks = [mark]
            elif opens:
                open_marks.append(mark)
            elif not open_marks:
                return None
            else:
                opening = open_marks.pop()
                if not open_marks:
                    found.append(self._quotation(opening, mark))
        if len(open_marks) == 1 and self.opens_next:
            found.append(self._quotation(open_marks.pop(), None))
        return None if open_marks else found

    def _begins_sentence(self, mark: Mark) -> bool:
        before = self.text[max(self.start, mark.start - 3) : mark.start].rstrip()
        return before[-1:] in _SENTENCE_END

    def _stray(self, mark: Mark, opens: bool) -> StrayMark:
        return StrayMark(mark.start, mark.end, self.index, opens)

    def _quotation(self, opening: Mark, closing: Mark | None, end: int | None = None) -> Quotation:
        if closing is None:
            end = self.end if end is None else end
            return Quotation(opening.start, end, opening.end, end, self.index, opening.shape, "", goes_on=True)
        return Quotation(
            opening.start, closing.end, opening.end, closing.start, self.index, opening.shape, closing.shape
        )


def _across(
    paragraphs: Paragraphs, grouped: dict[int, list[tuple[int, int]]], double: list[Quotation], stray: list[StrayMark]
) -> tuple[list[Quotation], list[StrayMark]]:
    """Quotations set apart that open with a paragraph and close with a later one, nothing else marked between."""
    left: list[StrayMark] = []
    found: list[Quotation] = []
    for mark in stray:
        opened = left[-1] if left else None
        if (
            opened is not None
            and opened.opens
            and not mark.opens
            and 0 < mark.paragraph - opened.paragraph < _FAR
            and opened.start == paragraphs.starts[opened.paragraph]
            and mark.end == paragraphs.ends[mark.paragraph]
            and grouped[mark.paragraph][0][0] == mark.start
            and not any(between in grouped for between in range(opened.paragraph + 1, mark.paragraph))
        ):
            left.pop()
            end, shape = paragraphs.ends[opened.paragraph], '"'
            found.append(Quotation(opened.start, end, opened.end, end, opened.paragraph, shape, "", goes_on=True))
        else:
            left.append(mark)
    return (sorted(double + found) if found else double), left


def _singles(text: str, paragraphs: Paragraphs, double: list[Quotation]) -> Iterator[Quotation]:
    """Quotations between single marks: opened behind a blank or bracket, closed before what is no letter.

    An apostrophe between letters is part of the word. At most 400 characters long, so that time is linear.
    """
    inside, behind = 0, 0
    for opening in _SINGLE.finditer(text):
        start = opening.start()
        before = text[start - 1] if start else " "
        if start < behind or before.isalnum() or before in "'’‘_":
            continue
        paragraph = max(bisect_right(paragraphs.starts, start) - 1, 0)
        limit = min(paragraphs.ends[paragraph], start + _LONGEST_SINGLE)
        stop = _NOT_IN_SINGLE.search(text, start + 1, limit)
        closing = _SINGLE_END.search(text, start + 1, limit if stop is None else stop.start())
        if closing is None or closing.start() == start + 1:
            continue
        while inside < len(double) and double[inside].end <= start:
            inside += 1
        if inside < len(double) and double[inside].start < start:
            continue
        behind = closing.end()
        yield Quotation(start, behind, start + 1, closing.start(), paragraph, opening[0], closing[0])


def blotted(shadow: str, start: int, end: int, double: list[Quotation]) -> str:
    """The shadow from ``start`` to ``end``, each character of a quotation that begins there put as ``BLOT``."""
    pieces, at = [], start
    index = bisect_left(double, start, key=lambda one: one.start)
    while index < len(double) and double[index].start < end:
        quotation = double[index]
        stop = min(quotation.end, end)
        pieces += [shadow[at : quotation.start], BLOT * (stop - quotation.start)]
        at = stop
        index += 1
    return "".join([*pieces, shadow[at:end]])


def mismatched(quotation: Quotation) -> bool:
    """Whether the closing mark is not the partner of the opening one: one curly, the other straight."""
    if quotation.goes_on:
        return False
    opening, closing = quotation.opening, quotation.closing
    if opening in _FIT_TWO:
        return closing not in _FIT_TWO[opening]
    return _FITS.get(opening, opening) != closing
