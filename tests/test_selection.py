"""Which rules run, and why the others do not."""

from pathlib import Path

import pytest

from lintnews.checks.rule import Rule
from lintnews.config.settings import Config, PerFile, RuleSettings
from lintnews.findings import Severity
from lintnews.selection import Selector

RULES = [
    Rule("boilerplate/ads", "m", Severity.ERROR, "w", aliases=("boilerplate/banner",)),
    Rule("boilerplate/links", "m", Severity.WARNING, "w", options={"most": 3}),
    Rule("garbled/dots", "m", Severity.INFO, "w"),
]


@pytest.mark.parametrize(
    ("config", "running"),
    [
        (Config(), "ads links"),
        (Config(severity=Severity.INFO), "ads links dots"),
        (Config(severity=Severity.ERROR), "ads"),
        (Config(select=("boilerplate",)), "ads links"),
        (Config(select=("boilerplate",), ignore=("boilerplate/banner",)), "links"),
        (Config(select=("boilerplate/links",), ignore=("boilerplate",)), "links"),
        (Config(select=("boilerplate",), ignore=("boilerplate",)), ""),
        (Config(ignore=("all",)), ""),
        (Config(select=("all", "garbled/dots"), ignore=("boilerplate",)), "dots"),
        (Config(select=("garbled",)), ""),
        (Config(rules={"garbled/dots": RuleSettings(Severity.ERROR)}), "ads links dots"),
        (Config(rules={"boilerplate/banner": RuleSettings(Severity.INFO)}), "links"),
        (Config(per_file=(PerFile("*.md", ignore=("boilerplate",)),)), "ads links"),
        (Config(per_file=(PerFile("*.txt", ignore=("boilerplate/ads",)),)), "links"),
        (Config(per_file=(PerFile("news/", select=("boilerplate/ads",)),)), "ads"),
        (Config(per_file=(PerFile("*.txt", severity=Severity.INFO), PerFile("a", select=()))), "ads links dots"),
    ],
)
def test_every_rule_runs_or_has_a_reason(config: Config, running: str) -> None:
    selector = Selector(RULES)
    selector.check(config)
    chosen, reasons = selector.select(config, "news/a.txt"), selector.reasons(config, "news/a.txt")
    assert [name.partition("/")[2] for name in chosen] == running.split()
    assert set(chosen) | set(reasons) == {rule.name for rule in RULES}
    assert not set(chosen) & set(reasons)


def test_reasons() -> None:
    config = Config(ignore=("boilerplate/ads",), per_file=(PerFile("a/*", ignore=("boilerplate/links",)),))
    assert Selector(RULES).reasons(config, "a/b.txt") == {
        "boilerplate/ads": "ignored",
        "boilerplate/links": "ignored for 'a/*'",
        "garbled/dots": "its severity info is below warning",
    }


def test_severity_and_options_are_the_users() -> None:
    config = Config(rules={"boilerplate/links": RuleSettings(Severity.ERROR, {"most": 5})}, root=Path("x"))
    setting = Selector(RULES).select(config, "a.txt")["boilerplate/links"]
    assert setting == (Severity.ERROR, {"most": 5})


def test_same_settings_are_decided_once() -> None:
    selector, config = Selector(RULES), Config(per_file=(PerFile("b.txt", ignore=("all",)),))
    assert selector.select(config, "a.txt") is selector.select(config, "c.txt")
    assert selector.select(config, "a.txt") is not selector.select(config, "b.txt")
