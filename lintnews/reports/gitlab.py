"""GitLab's code quality report: an array of findings, each with a fingerprint of its own."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lintnews.documents.document import ReadError
from lintnews.findings import Finding, Severity
from lintnews.positions import Place
from lintnews.reports.outcome import Outcome, Style

_SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The report; what could not be read is a blocker."""
    begin, seen = "[\n", {}  # type: tuple[str, dict[str, int]]
    for outcome in outcomes:
        some = [_error(outcome)] if isinstance(outcome, ReadError) else map(_finding, outcome.findings)
        for issue in some:
            # Equal fingerprints are shown once, so those of one file and kind are numbered.
            issue["fingerprint"] = _unique(issue["fingerprint"], seen)
            yield begin + json.dumps(issue)
            begin = ",\n"
    yield "[]\n" if begin == "[\n" else "\n]\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "description": finding.message,
        "check_name": finding.rule,
        "fingerprint": _digest(finding.path, str(finding.record), finding.fingerprint),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.path.removeprefix("./"),
            "positions": {"begin": _place(finding.start), "end": _place(finding.end)},
        },
    }


def _error(error: ReadError) -> dict[str, Any]:
    return {
        "description": error.message,
        "check_name": "lintnews/unreadable",
        "fingerprint": _digest(error.path, error.message),
        "severity": "blocker",
        "location": {"path": error.path.removeprefix("./"), "lines": {"begin": error.line or 1}},
    }


def _place(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _unique(fingerprint: str, seen: dict[str, int]) -> str:
    seen[fingerprint] = count = seen.get(fingerprint, 0) + 1
    return fingerprint if count == 1 else _digest(fingerprint, str(count))
