"""Headlines, lines, sentences, paragraphs and half-sentences that stand twice in one article."""

from bisect import bisect_right
from collections.abc import Iterator

from lintnews.analysis.alignment import Copy
from lintnews.analysis.analysis import Analysis
from lintnews.analysis.copies import SHORTEST, changes, percent
from lintnews.analysis.shadow import MARKS
from lintnews.analysis.zones import is_prose
from lintnews.checks.rule import Function, Given
from lintnews.findings import Hit, Related
from lintnews.positions import Span

_PARAGRAPH_WORDS = 20
_LINE_WORDS, _LINE_LENGTH = 3, 12  # the least a repeated line has, in words and code points
_OPENING, _CLOSING = "\"'([", ".!?\"')]"
_ECHO_LENGTH = 60  # code points


def rule_of(kind: str) -> Function:
    """The code of the rule about one kind of copy: headline, line, sentence, paragraph or passage."""

    def repeated(analysis: Analysis, given: Given) -> Iterator[Hit]:
        for copy in analysis.copies:
            if kind_of(analysis, copy) == kind:
                yield copy_hit(analysis, copy)
        if kind == "line" or (kind == "headline" and _is_short(analysis)):
            for first, later in short_lines(analysis):
                if (kind == "headline") == (first == analysis.headline):
                    yield _line_hit(first, later)
        if kind == "line":
            yield from (_line_hit(first, later) for first, later in echoes(analysis))

    return repeated


def kind_of(analysis: Analysis, copy: Copy) -> str:
    """What a copy is: a headline where it repeats that alone, else the greatest thing that stands twice in it.

    Empty where a text takes up its headline, which is no copy.
    """
    shadow, first, later = analysis.shadow, first_span(analysis, copy), later_span(analysis, copy)
    headline = _bare(shadow, analysis.headline)
    titled = not is_prose(shadow, *analysis.headline)
    if titled and _bare(shadow, first) == headline and _is_line(analysis, later):
        return "headline"
    index = analysis.paragraph_at(later.start)
    paragraph = analysis.paragraph(index)
    prose = shadow[paragraph.end - 1] in _CLOSING
    if prose and later.holds(_bare(shadow, paragraph)) and copy.later_end - copy.later >= _PARAGRAPH_WORDS:
        return "paragraph"
    if prose and any(later.holds(_bare(shadow, sentence)) for sentence in analysis.sentences(index)):
        return "sentence"
    if _is_line(analysis, later):
        return "line"
    return "" if titled and analysis.headline.holds(first) else "passage"


def later_span(analysis: Analysis, copy: Copy) -> Span:
    """The later place of a copy in the text."""
    return _span(analysis, copy.later, copy.later_end)


def first_span(analysis: Analysis, copy: Copy) -> Span:
    """The first place of a copy in the text."""
    return _span(analysis, copy.first, copy.first_end)


def copy_hit(analysis: Analysis, copy: Copy) -> Hit:
    """The hit on the later place of a copy, the first one beside it."""
    first, later = first_span(analysis, copy), later_span(analysis, copy)
    related = Related(first.start, first.end, f"first copy, {percent(copy.similarity)} the same")
    return Hit(later.start, later.end, {"changes": changes(copy.changed)}, related=(related,))


def short_lines(analysis: Analysis) -> Iterator[tuple[Span, Span]]:
    """Lines too short to be found as copies that stand twice: the first place and each later one."""
    shadow, lines = analysis.shadow, analysis.lines
    texts = [shadow[start:end].lower() for start, end in zip(*lines, strict=True)]
    if len(set(texts)) == len(texts):
        return
    firsts: dict[str, int] = {}
    for index, text in enumerate(texts):
        bare = text.strip(MARKS)
        first = firsts.setdefault(bare, index)
        if first != index and len(bare) >= _LINE_LENGTH and _LINE_WORDS <= len(bare.split()) < SHORTEST:
            yield Span(lines.starts[first], lines.ends[first]), Span(lines.starts[index], lines.ends[index])


def _is_short(analysis: Analysis) -> bool:
    """Whether the headline is too short to be found as a copy."""
    return len(analysis.text[slice(*analysis.headline)].split()) <= SHORTEST


def echoes(analysis: Analysis) -> Iterator[tuple[Span, Span]]:
    """Short lines with an exclamation mark that repeat how a sentence of the line before begins: labels of buttons."""
    shadow, (starts, ends) = analysis.shadow, analysis.lines
    if "!\n" not in shadow and not shadow.endswith("!"):
        return
    for index in range(1, len(starts)):
        start, end = starts[index], ends[index]
        if shadow[end - 1] != "!" or end - start > _ECHO_LENGTH:
            continue
        label = shadow[start:end].strip(MARKS)
        at = shadow.rfind(f". {label}", starts[index - 1], ends[index - 1])
        if at >= 0 and len(label) >= _LINE_LENGTH and _LINE_WORDS <= len(label.split()) < SHORTEST:
            yield Span(at + 2, at + 2 + len(label)), Span(start, end)


def _line_hit(first: Span, later: Span) -> Hit:
    return Hit(*later, {"changes": ""}, related=(Related(*first, "first copy, 100 % the same"),))


def _span(analysis: Analysis, first: int, behind: int) -> Span:
    """The span of some words, with the marks that open before them and stop or close behind them."""
    start, end = int(analysis.words.starts[first]), int(analysis.words.ends[behind - 1])
    shadow = analysis.shadow
    while start and shadow[start - 1] in _OPENING:
        start -= 1
    while end < len(shadow) and shadow[end] in _CLOSING:
        end += 1
    return Span(start, end)


def _bare(shadow: str, span: Span) -> Span:
    """A span without the marks and blanks at its ends."""
    start, end = span
    while start < end and not shadow[start].isalnum():
        start += 1
    while end > start and not shadow[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def _is_line(analysis: Analysis, span: Span) -> bool:
    """Whether a span is one or more lines, from the first letter to the last."""
    shadow = analysis.shadow
    first = max(bisect_right(analysis.lines.starts, span.start) - 1, 0)
    last = max(bisect_right(analysis.lines.starts, span.end - 1) - 1, 0)
    whole = Span(analysis.lines.starts[first], analysis.lines.ends[last])
    return _bare(shadow, span) == _bare(shadow, whole)
