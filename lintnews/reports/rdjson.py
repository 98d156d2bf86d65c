"""reviewdog's diagnostic format. Its columns count UTF-8 bytes, so the files are read once more.

See https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lintnews.documents.document import ReadError
from lintnews.documents.read import load
from lintnews.findings import Edit, Finding, Severity
from lintnews.positions import LineIndex, Place
from lintnews.reports.outcome import Outcome, Style

_SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
Fields = dict[str, Any]


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The report; a file that is no UTF-8, or is standard input, has lines alone."""
    comma = "\n"
    yield '{"source": {"name": "lintnews"}, "diagnostics": ['
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            some: list[Fields] = [_error(outcome)]
        elif outcome.findings:
            lines = _lines(outcome.path)
            some = [_diagnostic(finding, lines) for finding in outcome.findings]
        else:
            continue
        for each in some:
            yield comma + json.dumps(each)
            comma = ",\n"
    yield "\n]}\n"


def _lines(path: str) -> LineIndex | None:
    try:
        return load(path).lines
    except ReadError:
        return None


def _diagnostic(finding: Finding, lines: LineIndex | None) -> Fields:
    fields: Fields = {
        "message": finding.message,
        "location": {"path": finding.path, "range": _range(finding.start, finding.end, lines)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.fix and lines:
        fields["suggestions"] = [_suggestion(edit, lines) for edit in finding.fix.edits]
    if finding.related:
        fields["relatedLocations"] = [
            {
                "message": related.message,
                "location": {"path": related.path, "range": _range(related.start, related.end, _lines(related.path))},
            }
            for related in finding.related
        ]
    return fields


def _suggestion(edit: Edit, lines: LineIndex) -> Fields:
    return {"range": _range(lines.place(edit.start), lines.place(edit.end), lines), "text": edit.text}


def _range(start: Place, end: Place, lines: LineIndex | None) -> Fields:
    return {"start": _position(start, lines), "end": _position(end, lines)}


def _position(place: Place, lines: LineIndex | None) -> Fields:
    return {"line": place.line, **({"column": lines.byte_column(place)} if lines else {})}


def _error(error: ReadError) -> Fields:
    location: Fields = {"path": error.path}
    if error.line is not None:
        location["range"] = {"start": {"line": error.line}}
    return {"message": error.message, "location": location, "severity": "ERROR"}
