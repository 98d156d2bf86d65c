"""One input of the fuzzer: bytes read as a file, and all that must hold of what comes out.

The first byte chooses a format, the second an encoding and whether all rules run over short texts too; the rest are the
bytes of the file. What must hold is asserted, so a false promise is a crash.
"""

from functools import cache
from itertools import pairwise

from lintnews.checks import catalogue
from lintnews.documents.document import Document, ReadError
from lintnews.documents.read import read
from lintnews.engine import Engine
from lintnews.positions import LineIndex, Span
from lintnews.selection import Selection, everything

PATHS = ("a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.jsonl.gz", "a.json.gz", "a.html.gz")
ENCODINGS = (None, "utf-8", "utf-16", "windows-1252", "gb18030", "shift_jis", "utf-7", "idna")
_RULES = 0x80  # the bit of the second byte that asks for the rules
_SHORT = 800  # characters of a text the rules run over
_LIMIT = 1_000_000  # bytes of a record
_PLACES = 40  # of a text that are looked at


def one_input(data: bytes) -> None:
    """Read bytes as a file and check what comes out.

    Raises:
        AssertionError: something that must hold does not.
    """
    if len(data) < 2:
        return
    path, encoding, content = PATHS[data[0] % len(PATHS)], ENCODINGS[data[1] % len(ENCODINGS)], data[2:]
    some = list(read(path, encoding=encoding, data=content, limit=_LIMIT))
    assert some or ".jsonl" in path, "a file without any outcome"  # of lines, all may be blank
    records = [one.record for one in some if one.record is not None]
    assert all(one <= other for one, other in pairwise(records)), "records out of order"
    for one in some:
        if isinstance(one, ReadError):
            assert one.path == path
            assert one.message
            assert "\n" not in str(one), "an error of several lines"
            continue
        _check_document(one)
        if data[1] & _RULES and len(one.text) <= _SHORT:
            _check_findings(one)


def spans(length: int) -> list[Span]:
    """Spans of a text of that length: its ends, and some between."""
    step = max(length // _PLACES, 1)
    marks = sorted({*range(0, length, step), length})
    return [*(Span(*pair) for pair in pairwise(marks)), Span(0, length), Span(length, length), Span(0, 0)]


def _check_document(document: Document) -> None:
    lines = document.source.lines
    _check_lines(lines)
    first, last = lines.start.offset, lines.end().offset
    for span in spans(len(document.text)):
        there = document.in_file(span)
        assert first <= there.start <= there.end <= last, f"{span} leads to {there} outside of {first, last}"
        if document.offsets is None:
            assert document.text[span.start : span.end] == lines.slice(there)
        elif span.start < span.end and there.start < there.end:
            back = document.offsets.extracted(there)
            assert back.start < span.end, f"{span} leads to {there}, and that to {back}"
            assert span.start < back.end, f"{span} leads to {there}, and that to {back}"
    for piece in document.offsets.pieces if document.offsets else ():
        assert first <= piece.source_start <= piece.source_end <= last
        if piece.exact:
            shown = document.text[piece.start : piece.end]
            assert shown == lines.slice(Span(piece.source_start, piece.source_end)), f"{piece} is not exact"


def _check_lines(lines: LineIndex) -> None:
    first, last = lines.start.offset, lines.end().offset
    before = lines.start
    for span in spans(last - first):
        place = lines.place(first + span.start)
        assert place.offset == first + span.start
        line = lines.line(place.line)
        begin = line.start if place.line > lines.start.line else first
        assert place.column - 1 == place.offset - begin, f"{place} is not in {line}"
        assert lines.utf16_column(place) >= place.column
        assert lines.byte_column(place) >= lines.utf16_column(place)
        if span.start:
            assert place > before or place.offset <= before.offset
        before = place


@cache
def _engine() -> tuple[Engine, Selection]:
    rules = catalogue.rules()
    return Engine(rules, catalogue.FUNCTIONS, fast=False), everything(rules)


def _check_findings(document: Document) -> None:
    engine, selection = _engine()
    lines = document.source.lines
    result = engine.lint(document, selection, figures=True)
    for finding in result.findings:
        start, end = finding.start.offset, finding.end.offset
        assert lines.start.offset <= start <= end <= lines.end().offset, f"{finding.rule} is outside of the text"
        assert finding.text == lines.slice(Span(start, end)), f"{finding.rule} quotes what is not there"
        assert finding.start == lines.place(start)
        assert finding.end == lines.place(end)
    places = [(one.start.offset, one.end.offset, one.rule) for one in result.findings]
    assert places == sorted(set(places)), "findings out of order, or twice"
