"""Rules whose patterns and examples are the rows of a table."""

from pathlib import Path

import pytest

from lintnews import resources
from lintnews.analysis.analysis import Analysis
from lintnews.checks.matcher import Matcher
from lintnews.checks.rule import Rule, RuleError, make_rule
from lintnews.documents.document import from_text

TABLE = """# a comment
name\tfind\tright\tbad\tgood
\tput under accent\tstressed\tHe [[put under accent]] this.\tHe stressed this.
Le Journal; A & B.\t\tpaper
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tables").mkdir()
    monkeypatch.setattr(resources, "rules_folder", lambda: tmp_path)
    resources.table.cache_clear()
    return tmp_path


def rule(name: str = "some") -> Rule:
    data = {"message": "{right}", "severity": "warning", "why": "Because.", "table": name, "case": True}
    return make_rule("translation/some", data, "some.yaml")


def test_rows_become_patterns_with_their_cells_and_examples(folder: Path) -> None:
    (folder / "tables" / "some.tsv").write_text(TABLE, "utf-8")
    some = rule()
    assert (some.bad, some.good) == (("He [[put under accent]] this.",), ("He stressed this.",))
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
