"""What a rule says of itself: the same as its page, read without its patterns."""

from pathlib import Path

import pytest

from lintnews.checks import catalogue
from lintnews.checks.rule import RuleError
from lintnews.checks.store import read_card
from lintnews.resources import rules_folder


def test_cards_are_as_the_pages() -> None:
    for page in catalogue.pages():
        assert read_card(rules_folder(), page.name) == (page.message, page.severity, page.why)


def test_no_rule_no_card(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_card(tmp_path, "house/none")
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "bad.yaml").write_text("message: [")
    with pytest.raises(RuleError, match=r"bad\.yaml:\d+: invalid YAML"):
        read_card(tmp_path, "house/bad")
