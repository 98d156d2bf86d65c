"""JUnit's XML: a suite for each document, a failed case for each finding, a passed one where there is none."""

from collections.abc import Iterable, Iterator

from lintnews.documents.document import ReadError
from lintnews.findings import Finding
from lintnews.reports.outcome import Outcome, Style
from lintnews.reports.xml import attributes


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The report; what could not be read is a case with an error."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="lintnews">\n'
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            yield from _suite(outcome.path, [_error(outcome)], failures=0, errors=1)
        else:
            cases = [_failure(finding) for finding in outcome.findings] or [_passed(outcome.path)]
            yield from _suite(outcome.path, cases, failures=len(outcome.findings), errors=0)
    yield "</testsuites>\n"


def _suite(path: str, cases: list[str], *, failures: int, errors: int) -> Iterator[str]:
    head = attributes(name=path, tests=len(cases), failures=failures, errors=errors, skipped=0)
    yield f"  <testsuite{head}>\n"
    yield from cases
    yield "  </testsuite>\n"


def _passed(path: str) -> str:
    return f"    <testcase{attributes(name='lintnews', classname=path)}/>\n"


def _failure(finding: Finding) -> str:
    start = finding.start
    head = attributes(name=finding.rule, classname=finding.path, line=start.line, column=start.column)
    message = f"line {start.line}, column {start.column}: {finding.message}"
    return f"    <testcase{head}><failure{attributes(type=finding.severity, message=message)}/></testcase>\n"


def _error(error: ReadError) -> str:
    head = attributes(name="lintnews", classname=error.path)
    return f"    <testcase{head}><error{attributes(type='unreadable', message=str(error))}/></testcase>\n"
