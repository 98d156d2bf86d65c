"""One line a finding, for greps and editors."""

from collections.abc import Iterable, Iterator

from lintnews.documents.document import ReadError
from lintnews.reports.outcome import Outcome, Style


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:  # noqa: ARG001  (a report's signature)
    """Each finding as ``path:line:column: severity rule: message``."""
    for outcome in outcomes:
        if not isinstance(outcome, ReadError):
            for f in outcome.findings:
                yield f"{f.path}:{f.start.line}:{f.start.column}: {f.severity} {f.rule}: {f.message}\n"
