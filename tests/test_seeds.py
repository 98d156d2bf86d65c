"""The five real articles and what must be found in them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lintnews.checks import catalogue
from lintnews.documents.document import Document, Source
from lintnews.engine import Engine
from lintnews.findings import Result
from lintnews.positions import Span
from lintnews.selection import everything

SEEDS = Path(__file__).parent.parent / "seeds"
EXPECTED: list[dict[str, Any]] = tomllib.loads((SEEDS / "expected.toml").read_text("utf-8"))["finding"]


@cache
def source(file: str) -> Source:
    return Source(file, (SEEDS / file).read_bytes().decode("utf-8"))


@cache
def result(file: str) -> Result:
    rules = catalogue.rules()
    engine = Engine(rules, catalogue.FUNCTIONS, fast=False)
    return engine.lint(Document(source(file), source(file).text), everything(rules))


def span(expected: dict[str, Any]) -> Span:
    lines = source(expected["file"]).lines
    start = lines.text.index(expected["text"], lines.line(expected["line"]).start)
    assert lines.place(start).line == expected["line"]
    return Span(start, start + len(expected["text"]))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: f"{e['file'][:3]}:{e['line']}-{e['category']}")
def test_expected_finding_is_there(expected: dict[str, Any]) -> None:
    wanted = span(expected)
    found = [
        finding
        for finding in result(expected["file"]).findings
        if finding.category == expected["category"] and Span(finding.start.offset, finding.end.offset).overlaps(wanted)
    ]
    assert found
    assert all(finding.start.line <= expected["line"] <= finding.end.line for finding in found)


@pytest.mark.parametrize("file", sorted({expected["file"] for expected in EXPECTED}))
def test_no_error_outside_what_is_expected(file: str) -> None:
    marked = [span(expected) for expected in EXPECTED if expected["file"] == file]
    errors = [
        (finding.rule, finding.text)
        for finding in result(file).findings
        if str(finding.severity) == "error"
        and not any(Span(finding.start.offset, finding.end.offset).overlaps(one) for one in marked)
    ]
    assert errors == []
