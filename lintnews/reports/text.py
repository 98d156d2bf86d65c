"""The report for people: each finding with its line and the span marked."""

from collections.abc import Iterable, Iterator

from lintnews.documents.document import ReadError
from lintnews.findings import Finding, RelatedPlace
from lintnews.reports.outcome import Outcome, Style, Tally
from lintnews.reports.summary import summary, table
from lintnews.reports.terminal import Paint, fit, painter, safe, severity_name


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """Findings one below the other, then a summary."""
    paint, tally = painter(style.colour), Tally()
    for outcome in tally.watch(outcomes):
        if not isinstance(outcome, ReadError) and not style.statistics:
            for finding in outcome.findings:
                yield _finding(finding, paint, style.columns)
    if style.statistics:
        yield from table(tally, paint)
    if not style.quiet:
        yield summary(tally, paint)


def _finding(finding: Finding, paint: Paint, columns: int) -> str:
    place = f"{safe(finding.path)}:{finding.start.line}:{finding.start.column}"
    head = f"{paint(place, 'path')} {severity_name(finding.severity, paint)} {paint(finding.rule, 'rule')}"
    lines = [head, f"  {safe(finding.message)}"]
    if not finding.whole:
        lines += _line(finding, paint, columns)
    lines += [_related(related, paint) for related in finding.related]
    return "\n".join(lines) + "\n\n"


def _line(finding: Finding, paint: Paint, columns: int) -> list[str]:
    """The line with the span marked."""
    number, shown = f"{finding.start.line:>4}", finding.excerpt
    marked = fit(
        shown.text[: shown.start],
        shown.text[shown.start : shown.end],
        shown.text[shown.end :],
        columns - len(number) - len(" | "),
        (shown.before, shown.after),
    )
    colour = str(finding.severity)
    bar = paint("|", "dim")
    underline = marked.underline()
    below = paint(underline.lstrip(), colour)
    indent = " " * (len(underline) - len(underline.lstrip()))
    more = f" to line {finding.end.line}" if finding.end.line > finding.start.line and finding.end.column > 1 else ""
    return [
        f"{paint(number, 'dim')} {bar} {marked.before}{paint(marked.inside, colour)}{marked.after}".rstrip(),
        f"{' ' * len(number)} {bar} {indent}{below}{paint(more, 'dim')}",
    ]


def _related(related: RelatedPlace, paint: Paint) -> str:
    place = f"{safe(related.path)}:{related.start.line}:{related.start.column}"
    return f"     {paint('=', 'dim')} {safe(related.message)}: {place}"
