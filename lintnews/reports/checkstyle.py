"""Checkstyle's XML, which many build servers read; it knows no ends and no fixes."""

from collections.abc import Iterable, Iterator

from lintnews.documents.document import ReadError
from lintnews.reports.outcome import Outcome, Style
from lintnews.reports.xml import attributes


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """One ``file`` element for each document."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'
    for outcome in outcomes:
        yield f"  <file{attributes(name=outcome.path)}>\n"
        yield from _errors(outcome)
        yield "  </file>\n"
    yield "</checkstyle>\n"


def _errors(outcome: Outcome) -> Iterator[str]:
    if isinstance(outcome, ReadError):
        place = {"line": outcome.line or 1, "column": outcome.column or 1}
        yield f"    <error{attributes(**place, severity='error', message=outcome.message, source='lintnews')}/>\n"
        return
    for finding in outcome.findings:
        said = attributes(
            line=finding.start.line,
            column=finding.start.column,
            severity=finding.severity,
            message=finding.message,
            source=f"lintnews.{finding.rule.replace('/', '.')}",
        )
        yield f"    <error{said}/>\n"
