"""Limits on what a corpus may have."""

from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, Command, write

LIMITS = '[thresholds."{name}"]\n{limit} = {most}\n'


@pytest.fixture(autouse=True)
def articles(place: Path) -> None:
    """Three findings in two of three files, in 12 words."""
    write(place / "a.txt", "A wombat and a wombat.\n")
    write(place / "b.txt", "The wombat slept here.\n")
    write(place / "c.txt", "Nobody knew why.\n")


def limit(place: Path, name: str, limit: str, most: float) -> None:
    write(place / "lintnews.toml", CONFIG + LIMITS.format(name=name, limit=limit, most=most))


@pytest.mark.parametrize("name", ["house", "house/wombat", "all"])
@pytest.mark.parametrize(
    ("key", "most", "said"),
    [
        ("max-files", 1, "findings in 2 files, the limit is 1 (max-files)"),
        ("max-files", 2, ""),
        ("max-per-1000-words", 249.9, "250.00 findings per 1000 words, the limit is 249.9 (max-per-1000-words)"),
        ("max-per-1000-words", 250.0, ""),
    ],
)
def test_limits(lintnews: Command, place: Path, name: str, key: str, most: float, said: str) -> None:
    limit(place, name, key, most)
    ran = lintnews("check", "-q")
    assert ran.status == bool(said)
    assert ran.err == (f"lintnews: lintnews.toml:4: {name}: {said}\n" if said else "")
    assert ran.out.count("house/wombat") == 3
    report = lintnews("check", "--format", "json").report
    assert [(each["name"], each["exceeded"]) for each in report["summary"]["thresholds"]] == [(name, bool(said))]
    assert lintnews("check", "--exit-zero").status == 0


def test_findings_without_a_limit_fail_as_ever(lintnews: Command, place: Path) -> None:
    limit(place, "garbled", "max-files", 9)
    assert lintnews("check").status == 1
    assert lintnews("check", "--ignore", "house/wombat").status == 0


def test_no_words_no_rate(lintnews: Command, place: Path) -> None:
    limit(place, "house", "max-per-1000-words", 0)
    write(place / "empty" / "e.txt", "")
    assert lintnews("check", "empty").status == 0


def test_what_is_not_reported_does_not_count(lintnews: Command, place: Path) -> None:
    limit(place, "house", "max-files", 1)
    assert lintnews("check").status == 1
    write(place / "lintnews.allow", '[[allow]]\nrule = "house"\npath = "b.txt"\nreason = "seen"\n')
    assert lintnews("check").status == 0


def test_report_without_limits_says_nothing_of_them(lintnews: Command) -> None:
    assert "thresholds" not in lintnews("check", "--format", "json").report["summary"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[thresholds.hose]\nmax-files = 1", "unknown rule or category 'hose'; did you mean 'house'"),
        ("[thresholds.house]\nmax-file = 1", "unknown key 'max-file'; did you mean 'max-files'"),
        ("[thresholds.house]\nmax-files = 1.5", "'max-files' must be a whole number, not 1.5"),
        ('[thresholds.house]\nmax-per-1000-words = "1"', "'max-per-1000-words' must be a number, not '1'"),
        ("thresholds = 1", "'thresholds' must be a table, not 1"),
    ],
)
def test_wrong_limits(lintnews: Command, place: Path, text: str, message: str) -> None:
    write(place / "lintnews.toml", CONFIG + text)
    ran = lintnews("check")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert message in ran.err
