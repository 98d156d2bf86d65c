"""Rules whose patterns are the rows of a table, and the examples in the shipped tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from lintnews import resources
from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.checks.examples import parse_example
from lintnews.checks.matcher import Matcher
from lintnews.checks.rule import Rule, RuleError, make_rule
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.positions import Span
from lintnews.selection import everything

TABLE = """# a comment
name\tfind\tright\tsource
\tput under accent\tstressed\town
Le Journal; A & B.\t\tpaper
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tables").mkdir()
    monkeypatch.setattr(resources, "rules_folder", lambda: tmp_path)
    resources.table.cache_clear()
    return tmp_path


def rule(name: str = "some") -> Rule:
    examples = {"bad": ["[[Bad]]"], "good": ["Good."]}
    data = {"message": "{right}", "severity": "warning", "why": "Because.", "table": name, "case": True}
    return make_rule("translation/some", {**data, **examples}, "some.yaml")


def test_rows_become_patterns_with_their_cells(folder: Path) -> None:
    (folder / "tables" / "some.tsv").write_text(TABLE, "utf-8")
    some = rule()
    for fast in (True, False):
        text = "It was put under accent by Le Journal and by A & B. But not by Le Journalist."
        matches = Matcher([some], fast=fast).matches(Analysis(from_text(text)))["translation/some"]
        assert [text[match.start : match.end] for match in matches] == ["put under accent", "Le Journal", "A & B."]
        assert [match.groups["right"] for match in matches] == ["stressed", "paper", "paper"]


@pytest.mark.parametrize(
    ("text", "words"), [("name\na\tb\n", "some.tsv:2: 2 cells for 1 columns"), (None, "no rules/tables/some.tsv")]
)
def test_bad_table_is_named(folder: Path, text: str | None, words: str) -> None:
    if text:
        (folder / "tables" / "some.tsv").write_text(text, "utf-8")
    with pytest.raises(RuleError, match=words):
        rule()


def tables() -> Iterator[tuple[Rule, str]]:
    """The shipped rules that have a table with examples."""
    for rule in catalogue.pages():
        data = yaml.safe_load((resources.rules_folder() / f"{rule.name}.yaml").read_text("utf-8"))
        if data.get("table") and "bad" in resources.table(data["table"])[0]:
            yield rule, data["table"]


@pytest.mark.parametrize(("rule", "name"), [pytest.param(*some, id=some[1]) for some in tables()])
def test_examples_of_rows(rule: Rule, name: str) -> None:
    resources.table.cache_clear()
    engine, chosen = Engine([rule], catalogue.FUNCTIONS, fast=True), everything([rule])
    wrong = []
    for row in resources.table(name):
        for cell in (row["bad"], row.get("good", "")):
            example = parse_example(cell)
            found = engine.lint(from_text(example.text), chosen).findings
            if [Span(one.start.offset, one.end.offset) for one in found] != list(example.spans):
                wrong.append(f"{row['find']}: {cell} {[one.text for one in found]}")
    assert wrong == []
