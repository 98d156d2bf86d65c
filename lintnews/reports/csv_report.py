"""A table with one row a finding, for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from lintnews.documents.document import ReadError
from lintnews.findings import Finding
from lintnews.reports.outcome import Outcome, Style

COLUMNS = (
    "path", "record", "line", "column", "end_line", "end_column", "offset", "end_offset", "severity", "category",
    "rule", "message", "text", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The table with its head; what could not be read has no row."""
    yield _row(COLUMNS)
    for outcome in outcomes:
        if not isinstance(outcome, ReadError):
            for finding in outcome.findings:
                yield _row(_values(finding))


def _values(finding: Finding) -> Sequence[object]:
    start, end = finding.start, finding.end
    places = (start.line, start.column, end.line, end.column, start.offset, end.offset)
    record = "" if finding.record is None else finding.record
    words = (finding.category, finding.rule, finding.message, finding.text, finding.fingerprint)
    return (finding.path, record, *places, finding.severity, *words)


def _row(values: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_tame(value) for value in values])
    return line.getvalue()


def _tame(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
