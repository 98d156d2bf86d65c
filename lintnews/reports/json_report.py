"""The JSON report: one object, written file by file (its schema is report.schema.json beside this module)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lintnews import __version__
from lintnews.documents.document import ReadError
from lintnews.findings import Finding, Fix, Quote, RelatedPlace, Result, Speaker
from lintnews.positions import Place
from lintnews.reports.outcome import Outcome, Style, Tally
from lintnews.thresholds import Thresholds

SCHEMA_VERSION = 1
Fields = dict[str, Any]


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The JSON report of a run."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "lintnews", "version": __version__},
        "columns": "unicodeCodePoints",
    }
    tally, errors, comma = Tally(), [], "\n"
    yield _dump(head)[:-1] + ', "files": ['
    for outcome in tally.watch(outcomes):
        if isinstance(outcome, ReadError):
            errors.append(error_fields(outcome))
        else:
            yield comma + _dump(result_fields(outcome))
            comma = ",\n"
    yield '\n], "errors": ' + _dump(errors) + ', "summary": ' + _dump(summary_fields(tally, style.thresholds)) + "}\n"


def result_fields(result: Result) -> Fields:
    """One entry of ``files``."""
    return {
        "path": result.path,
        "language": result.language,
        "scores": dict(result.scores),
        "metrics": dict(result.metrics),
        **_part(result),
        "findings": [finding_fields(finding) for finding in result.findings],
        "quotations": [_quote(quote) for quote in result.quotations],
        "sources": [
            {"name": source.name, "kind": source.kind, **_ends(source.start, source.end)} for source in result.sources
        ],
    }


def finding_fields(finding: Finding) -> Fields:
    """One entry of ``findings``."""
    fields: Fields = {
        "rule": finding.rule,
        "category": finding.category,
        "severity": str(finding.severity),
        "message": finding.message,
        **_ends(finding.start, finding.end),
        "text": finding.text,
        "fingerprint": finding.fingerprint,
        **_part(finding),
    }
    if finding.whole:
        fields["scope"] = "document"
    if finding.fix:
        fields["fix"] = _fix(finding.fix)
    if finding.related:
        fields["related"] = [_related(related) for related in finding.related]
    return fields


def error_fields(error: ReadError) -> Fields:
    """One entry of ``errors``."""
    fields: Fields = {"path": error.path, "message": error.message}
    for name in ("line", "column", "record"):
        if getattr(error, name) is not None:
            fields[name] = getattr(error, name)
    return fields


def summary_fields(tally: Tally, thresholds: Thresholds | None) -> Fields:
    """The object ``summary``."""
    fields: Fields = {
        "files": len(tally.paths),
        "documents": tally.documents,
        "findings": tally.findings,
        "errors": tally.errors,
        "by_severity": {str(severity): tally.by_severity[severity] for severity in sorted(tally.by_severity)[::-1]},
        "by_rule": dict(sorted(tally.by_rule.items())),
    }
    verdicts = list(thresholds.verdicts()) if thresholds else []
    if verdicts:
        fields["thresholds"] = [{**each._asdict(), "exceeded": each.exceeded} for each in verdicts]
    return fields


def _dump(value: object) -> str:
    # A lone surrogate of a JSON file cannot be written as UTF-8, so all but ASCII is escaped.
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _part(of: Result | Finding) -> Fields:
    """Which part of the file this is about, where it has several."""
    fields = {"record": of.record, "pointer": of.pointer}
    return {name: value for name, value in fields.items() if value is not None}


def _ends(start: Place, end: Place) -> Fields:
    return {"start": start._asdict(), "end": end._asdict()}


def _fix(fix: Fix) -> Fields:
    return {"safety": "safe" if fix.safe else "unsafe", "edits": [edit._asdict() for edit in fix.edits]}


def _related(related: RelatedPlace) -> Fields:
    record = {} if related.record is None else {"record": related.record}
    return {"path": related.path, **record, **_ends(related.start, related.end), "message": related.message}


def _quote(quote: Quote) -> Fields:
    return {**_ends(quote.start, quote.end), "speaker": _speaker(quote.speaker)}


def _speaker(speaker: Speaker | None) -> Fields | None:
    return speaker and {"text": speaker.text, **_ends(speaker.start, speaker.end)}
