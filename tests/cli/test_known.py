"""Allow lists and baselines: what is known is not reported, what is new is."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import RULE, Command, write

TEXT = "Title\n\nThe wombat slept in the sun.\n\nNothing else was said of it that day.\n"


@pytest.fixture(autouse=True)
def article(place: Path) -> Path:
    return write(place / "news" / "a.txt", TEXT)


def allow(place: Path, more: str) -> None:
    write(place / "lintnews.allow", f'[[allow]]\nreason = "it has a column here"\n{more}\n')


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ('rule = "house/wombat"', 0),
        ('rule = "house"', 0),
        ('rule = "house/koala"', 1),
        ('rule = "house/wombat"\npath = "news/"', 0),
        ('rule = "house/wombat"\npath = "*.md"', 1),
        ('text = "WOMBAT"', 0),
        ('text = "koala"', 1),
        ('text = "wombat"\nuntil = 2999-01-01', 0),
        ('text = "wombat"\nuntil = 2020-01-01', 1),
    ],
)
def test_allow_list(lintnews: Command, place: Path, entry: str, status: int) -> None:
    allow(place, entry)
    assert lintnews("check", "news", "-q").status == status


def test_allow_list_knows_fingerprints(lintnews: Command, place: Path) -> None:
    (file,) = lintnews("check", "news", "--format", "json").report["files"]
    allow(place, f'fingerprint = "{file["findings"][0]["fingerprint"]}"')
    assert lintnews("check", "news").status == 0


def test_entries_of_no_use_are_reported(lintnews: Command, place: Path) -> None:
    allow(place, 'text = "wombat"\nuntil = 2020-01-01')
    assert lintnews(
        "check"
    ).err == "lintnews: lintnews.allow: entry 1: expired on 2020-01-01: it has a column here\n".replace(
        "lintnews.allow", str(place / "lintnews.allow")
    )
    allow(place, 'text = "koala"\npath = "news/a.txt"')
    assert "entry 1: lets nothing pass any more: it has a column here" in lintnews("check", "news").err
    assert lintnews("check", "news", "--select", "garbled").err == ""
    write(place / "other.txt", "Words.\n")
    assert lintnews("check", "other.txt").err == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[allow]]\nrule = "house"', "entry 1: say why, with the key 'reason'"),
        ('[[allow]]\nreason = "x"', "entry 1: say what may pass, with the keys 'rule', 'text' or 'fingerprint'"),
        ('[[allow]]\nreson = "x"', "entry 1: unknown key 'reson'; did you mean 'reason'?"),
        ("[[allow]]\nreason = 1", "entry 1: 'reason' must be text, not 1"),
        ('[[allow]]\nreason = "x"\nrule = "house"\nuntil = "May"', "entry 1: 'until' must be a date, not 'May'"),
        ("[allow]", "write [[allow]], with two brackets"),
        ("x = 1", "unknown key 'x'; expected [[allow]]"),
        ("[[allow", "lintnews.allow: invalid TOML"),
    ],
)
def test_wrong_allow_list(lintnews: Command, place: Path, text: str, message: str) -> None:
    write(place / "lintnews.allow", text)
    ran = lintnews("check", "news")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert message in ran.err


def test_allowed_findings_are_not_fixed(lintnews: Command, place: Path, article: Path) -> None:
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace("why:", "fix: delete\nsafe: true\nwhy:"))
    allow(place, 'rule = "house/wombat"')
    lintnews("check", "news", "--fix")
    assert article.read_text() == TEXT


def test_baseline(lintnews: Command, place: Path, article: Path) -> None:
    def new() -> int:
        ran = lintnews("check", "news", "--baseline", "lintnews-baseline.json", "--format", "json")
        found: int = ran.report["summary"]["findings"]
        assert ran.status == int(found > 0)
        return found

    wrote = lintnews("baseline", "write", "news")
    assert wrote == (0, "Wrote lintnews-baseline.json: 1 finding in 1 file\n", "")
    assert new() == 0
    article.write_text("More.\n" * 10 + TEXT)
    assert new() == 0
    write(place / "news" / "0.txt", "First now.\n")
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace("is an animal", "is no news"))
    assert new() == 0
    article.write_text(TEXT + TEXT)
    assert new() == 1
    write(place / "news" / "b.txt", TEXT)
    assert new() == 2
    assert lintnews("baseline", "check", "news").out == "2 new findings, 0 known findings gone\n"


def test_baseline_only_shrinks(lintnews: Command, place: Path, article: Path) -> None:
    write(place / "news" / "b.txt", TEXT)
    lintnews("baseline", "write", "news")
    article.write_text("Nothing.\n")
    ran = lintnews("check", "news/a.txt", "--baseline", "lintnews-baseline.json", "-q")
    assert ran.err == "lintnews: 1 known finding gone; take out with: lintnews baseline prune\n"
    assert lintnews("baseline", "check", "news").status == 1
    write(place / "news" / "b.txt", TEXT + TEXT)
    assert lintnews("baseline", "prune", "news").out == "Wrote lintnews-baseline.json: 1 finding in 1 file\n"
    known = json.loads((place / "lintnews-baseline.json").read_text())["files"]
    assert list(known) == ["news/b.txt"]
    article.write_text(TEXT)
    assert lintnews("check", "news", "--baseline", "lintnews-baseline.json", "-q").status == 1


def test_baseline_is_the_same_for_the_same_findings(lintnews: Command, place: Path) -> None:
    lintnews("baseline", "write", "news", "--file", "one.json")
    lintnews("baseline", "write", "./news/a.txt", "--file", "two.json")
    assert (place / "one.json").read_text() == (place / "two.json").read_text()


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 9}', '{"version": 1, "files": {"a": {"x": -1}}}'])
def test_wrong_baseline(lintnews: Command, place: Path, text: str) -> None:
    write(place / "b.json", text)
    ran = lintnews("check", "news", "--baseline", "b.json")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "b.json: no baseline" in ran.err
    assert lintnews("check", "news", "--baseline", "missing.json").err == (
        "lintnews: missing.json: no such file or directory\n"
    )
