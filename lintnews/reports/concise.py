"""One line a finding, for greps and editors."""

from collections.abc import Iterable, Iterator

from lintnews.documents.document import ReadError
from lintnews.findings import Finding
from lintnews.reports.outcome import Outcome, Style, Tally
from lintnews.reports.summary import summary, table
from lintnews.reports.terminal import Paint, painter, safe, severity_name


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """Each finding as ``path:line:column: severity rule: message``, then a summary."""
    paint, tally = painter(style.colour), Tally()
    for outcome in tally.watch(outcomes):
        if not isinstance(outcome, ReadError) and not style.statistics:
            for finding in outcome.findings:
                yield _line(finding, paint)
    if style.statistics:
        yield from table(tally, paint)
    if not style.quiet:
        yield summary(tally, paint)


def _line(finding: Finding, paint: Paint) -> str:
    place = f"{safe(finding.path)}:{finding.start.line}:{finding.start.column}"
    severity = severity_name(finding.severity, paint)
    return f"{paint(place, 'path')}: {severity} {paint(finding.rule, 'rule')}: {safe(finding.message)}\n"
