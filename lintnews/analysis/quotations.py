"""Quotations: what stands between quotation marks, and marks without a partner."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.analysis.paragraphs import Paragraphs

_MARKS = re.compile(r"[\"“”„‟«»＂]|(?<!')''(?!')|(?<![‘’])(?:‘‘|’’)(?![‘’])")
_SINGLE = re.compile(r"(?<![\w'’‘])(['‘])(?=[\w\[(])[^'‘’\"“”\n]*(?:[^\W\d_]['’][^\W\d_]+[^'‘’\"“”\n]*)*(['’])(?!\w)")
_OPENERS, _CLOSERS = "“„‟«", "”»"
_FITS = {"“": "”", "‟": "”", "«": "»", "‘‘": "’’"}
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:‘']")
_AFTER_OPENING = re.compile(r"[\w\[(‘'’.…$£€#@*<]")


class Quotation(NamedTuple):
    """One quotation, in code points: the span with its marks, the words inside, its paragraph and its marks.

    ``goes_on`` is true where it has no closing mark because the next paragraph opens one again (the newspaper
    convention); ``end`` is then the end of the paragraph and ``closing`` is empty.
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


class Quotations(NamedTuple):
    """The quotations between double marks or guillemets, those between single marks, and the marks left over."""

    double: list[Quotation]
    single: list[Quotation]
    stray: list[StrayMark]


def find_quotations(text: str, paragraphs: Paragraphs) -> Quotations:
    """All quotations of a text, each within one paragraph.

    A mark's side follows from its shape (“ ” « ») or, for straight ones, from the characters beside it; apostrophes
    never open a quotation, a straight mark behind a digit outside a quotation means inches. A mark without partner
    spoils nothing but its own paragraph. One regular expression finds the marks, so time is linear.
    """
    marks: dict[int, list[re.Match[str]]] = {}
    paragraph, starts, ends = 0, paragraphs.starts, paragraphs.ends
    for mark in _MARKS.finditer(text):
        while paragraph < len(ends) and ends[paragraph] <= mark.start():
            paragraph += 1
        if paragraph < len(ends):
            marks.setdefault(paragraph, []).append(mark)
    double: list[Quotation] = []
    stray: list[StrayMark] = []
    for paragraph, some in marks.items():
        opens_next = paragraph + 1 in marks and marks[paragraph + 1][0].start() == starts[paragraph + 1]
        for one in _pair(text, paragraph, starts[paragraph], ends[paragraph], some, opens_next):
            (double if isinstance(one, Quotation) else stray).append(one)  # type: ignore[arg-type]
    return Quotations(double, _singles(text, paragraphs, double), stray)


def _pair(
    text: str, paragraph: int, start: int, end: int, marks: list[re.Match[str]], opens_next: bool
) -> Iterator[Quotation | StrayMark]:
    """The quotations and stray marks of one paragraph, in the order of their ends."""
    opening: re.Match[str] | None = None
    for mark in marks:
        opens = _opens(text, mark, opening, start, end)
        if opens is None:
            continue
        if opens:
            if opening is not None:
                yield StrayMark(opening.start(), opening.end(), paragraph, True)
            opening = mark
        elif opening is None:
            yield StrayMark(mark.start(), mark.end(), paragraph, False)
        else:
            yield Quotation(opening.start(), mark.end(), opening.end(), mark.start(), paragraph, opening[0], mark[0])
            opening = None
    if opening is None:
        return
    if opens_next and opening.end() < end:
        yield Quotation(opening.start(), end, opening.end(), end, paragraph, opening[0], "", goes_on=True)
    else:
        yield StrayMark(opening.start(), opening.end(), paragraph, True)


def _opens(text: str, mark: re.Match[str], opening: re.Match[str] | None, start: int, end: int) -> bool | None:
    """Whether a mark opens a quotation (or closes one); None for a mark that is no quotation mark at all."""
    shape = mark[0]
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if shape == "“" and opening is not None and opening[0] == "„":
        return False
    if shape[0] in _OPENERS:
        return True
    if shape[0] in _CLOSERS or shape == "’’":
        return False
    if shape == "‘‘":
        return True
    looks_open = bool(_BEFORE_OPENING.match(before)) and bool(_AFTER_OPENING.match(after))
    if opening is None:
        if before.isdigit() and not looks_open:
            return None
        return looks_open or not _looks_closed(before, after)
    return looks_open and not _looks_closed(before, after)


def _looks_closed(before: str, after: str) -> bool:
    return not before.isspace() and not after.isalnum()


def _singles(text: str, paragraphs: Paragraphs, double: list[Quotation]) -> list[Quotation]:
    """Quotations between single marks: opened behind a blank or bracket, closed before what is no letter.

    An apostrophe between letters is part of the word. Spans inside a double quotation are left out.
    """
    if "'" not in text and "‘" not in text:
        return []
    found: list[Quotation] = []
    paragraph, inside = 0, 0
    for match in _SINGLE.finditer(text):
        while paragraph < len(paragraphs) and paragraphs.ends[paragraph] <= match.start():
            paragraph += 1
        while inside < len(double) and double[inside].end <= match.start():
            inside += 1
        if inside < len(double) and double[inside].start < match.start():
            continue
        if paragraph < len(paragraphs) and match.end() <= paragraphs.ends[paragraph]:
            found.append(
                Quotation(match.start(), match.end(), match.start(1) + 1, match.start(2), paragraph, match[1], match[2])
            )
    return found


def mismatched(quotation: Quotation) -> bool:
    """Whether the closing mark is not the partner of the opening one: one curly, the other straight."""
    if quotation.goes_on:
        return False
    opening, closing = quotation.opening, quotation.closing
    if opening == "„":
        return closing not in ("“", "”")
    return _FITS.get(opening, opening) != closing
