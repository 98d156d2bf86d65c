"""Fixes of the garbled rules: applied, the finding is gone, and nothing else has changed."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.checks import catalogue
from lintnews.checks.examples import parse_example
from lintnews.checks.rule import Rule
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.findings import Finding
from lintnews.selection import everything

RULES = [rule for rule in catalogue.pages() if rule.category == "garbled" and rule.scope == "document"]
SAFE = {
    "garbled/doubled-word", "garbled/encoding-damage", "garbled/homoglyph", "garbled/html-entity",
    "garbled/invisible-character", "garbled/space-before-punctuation",
}  # fmt: skip


@cache
def engine() -> Engine:
    return Engine(RULES, catalogue.FUNCTIONS, fast=True)


def lint(text: str, rule: Rule | None = None) -> list[Finding]:
    rules = RULES if rule is None else [rule]
    return list(engine().lint(from_text(text), everything(rules)).findings)


def mended(text: str, findings: list[Finding]) -> str:
    edits = sorted((edit for one in findings if one.fix for edit in one.fix.edits), reverse=True)
    for edit in edits:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def cases() -> list[Any]:
    return [pytest.param(rule, raw, id=f"{rule.name}-{i}") for rule in RULES for i, raw in enumerate(rule.bad)]


@pytest.mark.parametrize(("rule", "raw"), cases())
def test_fixed_text_is_silent_and_else_unchanged(rule: Rule, raw: Any) -> None:
    text = parse_example(raw).text
    findings = [one for one in lint(text, rule) if one.fix]
    after = mended(text, findings)
    assert not [one for one in lint(after, rule) if one.fix]
    outside = [
        (min(edit.start for edit in one.fix.edits), max(edit.end for edit in one.fix.edits))
        for one in findings
        if one.fix
    ]
    kept = [
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *outside], [*outside, (len(text), 0)], strict=True)
    ]
    assert all(piece in after for piece in kept)


def test_fixes_that_are_certain_are_safe() -> None:
    found = {
        one.rule
        for rule in RULES
        for raw in rule.bad
        for one in lint(parse_example(raw).text, rule)
        if one.fix and one.fix.safe
    }
    assert found >= SAFE


@given(st.text(alphabet="aA \n.,\"'“”-–1?!\u200b\u00a0Ãâ€™é\ufffdя&;:()[]*xthe", max_size=120))
def test_any_text_gives_findings_inside_it(text: str) -> None:
    for one in lint(text):
        assert 0 <= one.start.offset <= one.end.offset <= len(text)


@pytest.mark.parametrize("piece", ["the ", "a a ", ". .", "qzx ", "Ã©", "“a ", "x-y ", "&amp;", "Der ist nicht "])
def test_long_repetition_ends_soon(piece: str) -> None:
    lint(piece * (40_000 // len(piece)))


def test_content_credentials_are_left_alone() -> None:
    manifest = "\ufeff" + "".join(chr(0xFE00 + n % 16) for n in range(64))
    assert not [one for one in lint(f"The end.{manifest}\n") if one.rule == "garbled/invisible-character"]
