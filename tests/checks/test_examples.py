"""Every rule against its own examples: the marked spans and nothing else, by both ways of matching."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from lintnews.checks import catalogue
from lintnews.checks.examples import Example, parse_example
from lintnews.checks.rule import Rule
from lintnews.documents.document import Document, from_text
from lintnews.documents.read import read
from lintnews.engine import Engine
from lintnews.positions import Span
from lintnews.selection import declared

PAGES = catalogue.pages()


@cache
def engine(fast: bool) -> Engine:
    return Engine(PAGES, catalogue.FUNCTIONS, fast=fast)


def document_of(example: Example) -> Document:
    """An example as the document it is; its file's name chooses the reader."""
    name = example.more.get("name")
    if not name:
        return from_text(example.text)
    (document,) = read(name, data=example.text.encode("utf-8"))
    assert isinstance(document, Document)
    return document


def spans(rule: Rule, example: Example, fast: bool) -> Sequence[Span]:
    chosen = {rule.name: declared(rule)}
    result = engine(fast).lint(document_of(example), chosen)
    return [Span(finding.start.offset, finding.end.offset) for finding in result.findings]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.name}-{number}")
        for rule in PAGES
        if rule.scope == "document"
        for number, example in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize("fast", [True, False], ids=["hyperscan", "plain"])
@pytest.mark.parametrize(("rule", "raw"), cases("bad"))
def test_bad_example_is_flagged_where_marked(rule: Rule, raw: Any, fast: bool) -> None:
    example = parse_example(raw)
    found = spans(rule, example, fast)
    shown = [example.text[span.start : span.end] for span in found]
    assert found == list(example.spans), f"flagged {shown}"


@pytest.mark.parametrize("fast", [True, False], ids=["hyperscan", "plain"])
@pytest.mark.parametrize(("rule", "raw"), cases("good"))
def test_good_example_stays_silent(rule: Rule, raw: Any, fast: bool) -> None:
    example = parse_example(raw)
    found = spans(rule, example, fast)
    assert [example.text[span.start : span.end] for span in found] == []
