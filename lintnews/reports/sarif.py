"""SARIF 2.1.0 (OASIS), for code-scanning services; columns are code points, URIs relative to the repository."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from lintnews import __version__
from lintnews.checks.store import read_card
from lintnews.documents.document import ReadError
from lintnews.findings import Edit, Finding, Fix, RelatedPlace, Severity
from lintnews.positions import Place
from lintnews.reports.outcome import Outcome, Style
from lintnews.resources import rules_folder

_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Fields = dict[str, Any]


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """One run; its results are written as they come, the rules they name after them."""
    rules: dict[str, int] = {}
    errors: list[ReadError] = []
    comma = "\n"
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            errors.append(outcome)
            continue
        for finding in outcome.findings:
            yield comma + json.dumps(_result(finding, rules.setdefault(finding.rule, len(rules))))
            comma = ",\n"
    rest = {
        "tool": {"driver": {"name": "lintnews", "version": __version__, "rules": [_rule(name) for name in rules]}},
        "invocations": [_invocation(errors)],
    }
    yield "\n], " + json.dumps(rest)[1:] + "]}\n"


def _result(finding: Finding, index: int) -> Fields:
    fields: Fields = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding)],
        "partialFingerprints": {"lintnews/v1": finding.fingerprint},
    }
    if finding.related:
        fields["relatedLocations"] = [_related(number, each) for number, each in enumerate(finding.related)]
    if finding.fix:
        fields["fixes"] = [_fix(finding.path, finding.fix)]
    return fields


def _location(finding: Finding) -> Fields:
    region = _region(finding.start, finding.end)
    if finding.text:
        region["snippet"] = {"text": finding.text}
    fields: Fields = {"physicalLocation": {"artifactLocation": artifact(finding.path), "region": region}}
    if finding.record is not None or finding.pointer is not None:
        record = "" if finding.record is None else f"record {finding.record}: "
        fields["logicalLocations"] = [{"fullyQualifiedName": f"{record}{finding.pointer or ''}", "kind": "value"}]
    return fields


def _region(start: Place, end: Place) -> Fields:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": start.offset,
        "charLength": end.offset - start.offset,
    }


def artifact(path: str) -> Fields:
    """Where a file is: relative to the repository, unless its path is absolute."""
    if PurePath(path).is_absolute():
        return {"uri": "file://" + quote(path, errors="surrogatepass")}
    return {"uri": quote(path.removeprefix("./"), errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}


def _related(number: int, related: RelatedPlace) -> Fields:
    place = {"artifactLocation": artifact(related.path), "region": _region(related.start, related.end)}
    return {"id": number, "physicalLocation": place, "message": {"text": related.message}}


def _fix(path: str, fix: Fix) -> Fields:
    description = "safe" if fix.safe else "unsafe: it removes or changes what the author may have written"
    change = {"artifactLocation": artifact(path), "replacements": [_replacement(edit) for edit in fix.edits]}
    return {"description": {"text": description}, "artifactChanges": [change]}


def _replacement(edit: Edit) -> Fields:
    region = {"charOffset": edit.start, "charLength": edit.end - edit.start}
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _rule(name: str) -> Fields:
    """What the shipped rule files say of a rule; of others no more than the name."""
    try:
        card = read_card(rules_folder(), name)
    except FileNotFoundError:
        return {"id": name}
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": card.message},
        "fullDescription": {"text": card.why},
        "help": {"text": f"See: lintnews explain {name}"},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {"category": name.partition("/")[0]},
    }


def _invocation(errors: list[ReadError]) -> Fields:
    return {
        "executionSuccessful": not errors,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": error.message},
                "locations": [{"physicalLocation": {"artifactLocation": artifact(error.path), **_line(error)}}],
            }
            for error in errors
        ],
    }


def _line(error: ReadError) -> Fields:
    return {} if error.line is None else {"region": {"startLine": error.line}}
