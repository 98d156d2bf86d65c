"""What the shards of a corpus hold: the columns, and the rows that findings, documents and errors make."""

import json
from collections.abc import Mapping
from typing import Any

from lintnews.documents.document import ReadError
from lintnews.findings import Finding, Result

Row = dict[str, Any]
Columns = Mapping[str, str]
"""Names of columns with their kinds: text, int, flag, json (an object or array, written as text)."""

SCHEMA = 1
"""Counts up when a column changes its meaning or goes away."""

FINDINGS: Columns = {
    "path": "text",
    "record": "int",
    "pointer": "text",
    "rule": "text",
    "category": "text",
    "severity": "text",
    "message": "text",
    "start": "int",
    "end": "int",
    "line": "int",
    "column": "int",
    "end_line": "int",
    "end_column": "int",
    "text": "text",
    "fingerprint": "text",
    "whole": "flag",
    "related": "json",
    "fix": "json",
}
DOCUMENTS: Columns = {
    "path": "text",
    "record": "int",
    "pointer": "text",
    "title": "text",
    "url": "text",
    "author": "text",
    "date": "text",
    "source": "text",
    "language": "text",
    "characters": "int",
    "words": "int",
    "sentences": "int",
    "scores": "json",
    "metrics": "json",
    "sources": "json",
    "metadata": "json",
}
ERRORS: Columns = {"path": "text", "record": "int", "line": "int", "column": "int", "message": "text"}
TABLES: Mapping[str, Columns] = {"findings": FINDINGS, "documents": DOCUMENTS, "errors": ERRORS}

_DESCRIBED = ("title", "url", "author", "date", "source")


def finding_row(finding: Finding) -> Row:
    """The row of a finding; offsets, lines and columns as in the JSON report."""
    return {
        "path": finding.path,
        "record": finding.record,
        "pointer": finding.pointer,
        "rule": finding.rule,
        "category": finding.category,
        "severity": str(finding.severity),
        "message": finding.message,
        "start": finding.start.offset,
        "end": finding.end.offset,
        "line": finding.start.line,
        "column": finding.start.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "text": finding.text,
        "fingerprint": finding.fingerprint,
        "whole": finding.whole,
        "related": _related(finding),
        "fix": _fix(finding),
    }


def document_row(result: Result) -> Row:
    """The row of a document: what it says of itself, and its measures."""
    about, metrics = result.metadata, result.metrics
    return {
        "path": result.path,
        "record": result.record,
        "pointer": result.pointer,
        **{key: about.get(key) for key in _DESCRIBED},
        "language": result.language or about.get("language"),
        "characters": result.length,
        "words": int(metrics.get("words", 0)),
        "sentences": int(metrics.get("sentences", 0)),
        "scores": _json(dict(result.scores)),
        "metrics": _json({key: value for key, value in metrics.items() if key not in ("words", "sentences")}),
        "sources": _json([{"name": source.name, "kind": source.kind} for source in result.sources]),
        "metadata": _json({key: value for key, value in about.items() if key not in _DESCRIBED}),
    }


def error_row(error: ReadError) -> Row:
    """The row of something that could not be read."""
    return {
        "path": error.path,
        "record": error.record,
        "line": error.line,
        "column": error.column,
        "message": error.message,
    }


def _related(finding: Finding) -> str | None:
    return _json(
        [
            {
                "path": each.path,
                "record": each.record,
                "start": each.start.offset,
                "end": each.end.offset,
                "message": each.message,
            }
            for each in finding.related
        ]
    )


def _fix(finding: Finding) -> str | None:
    if finding.fix is None:
        return None
    edits = [edit._asdict() for edit in finding.fix.edits]
    return _json({"safety": "safe" if finding.fix.safe else "unsafe", "edits": edits})


def _json(value: dict[str, Any] | list[Any]) -> str | None:
    """A value as text; none where it is empty."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
