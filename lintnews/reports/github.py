"""Workflow commands of GitHub Actions: annotations, the worst first, because a step shows only ten of a kind."""

from collections.abc import Iterable, Iterator, Mapping

from lintnews.documents.document import ReadError
from lintnews.findings import Finding, Severity
from lintnews.reports.outcome import Outcome, Style

_KINDS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DATA = str.maketrans(_MESSAGE)
_PROPERTY = str.maketrans({**_MESSAGE, ":": "%3A", ",": "%2C"})


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """One line a finding; errors in reading first."""
    findings: list[Finding] = []
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            yield _command("error", {"file": outcome.path, "line": outcome.line or 1}, outcome.message)
        else:
            findings.extend(outcome.findings)
    for finding in sorted(findings, key=lambda finding: -finding.severity):
        yield _command(_KINDS[finding.severity], _properties(finding), finding.message)


def _properties(finding: Finding) -> dict[str, str | int]:
    start, end = finding.start, finding.end
    properties: dict[str, str | int] = {"title": finding.rule, "file": finding.path, "line": start.line}
    properties["endLine"] = end.line
    if start.line == end.line:  # columns are not understood otherwise
        properties.update(col=start.column, endColumn=max(end.column - 1, start.column))
    return properties


def _command(kind: str, properties: Mapping[str, str | int], message: str) -> str:
    said = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{kind} {said}::{message.translate(_DATA)}\n"
