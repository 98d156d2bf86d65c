"""JSON Lines: a line for each finding and each error, as in the JSON report, with its path."""

import json
from collections.abc import Iterable, Iterator

from lintnews.documents.document import ReadError
from lintnews.reports.json_report import error_fields, finding_fields
from lintnews.reports.outcome import Outcome, Style


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """Lines with ``kind`` finding or error."""
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            yield json.dumps({"kind": "error", **error_fields(outcome)}) + "\n"
            continue
        for finding in outcome.findings:
            yield json.dumps({"kind": "finding", "path": outcome.path, **finding_fields(finding)}) + "\n"
