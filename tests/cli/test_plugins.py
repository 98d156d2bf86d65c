"""Plugins: packages with rules that are really installed, found by their entry points, loaded where they are named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, RULE, Ran

pytest.importorskip("hatchling", reason="plugins are installed with hatchling, which is not there")

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "lintnews-{name}"
version = "{version}"

[project.entry-points."lintnews.rules"]
{name} = "lintnews_{name}"

[tool.hatch.build.targets.wheel]
packages = ["lintnews_{name}"]
"""
CODE = """\
from pathlib import Path

from lintnews.findings import Hit

RULES = Path(__file__).parent / "rules"
Path({trace!r}).open("a").write("loaded\\n")


def scores(analysis, given):
    for match in given.matches:
        yield Hit(match.start, match.end, {{"match": analysis.text[match.start : match.end]}})


FUNCTIONS = {{"{name}.scores": scores}}
"""
SCORES = """\
message: '"{match}" is a score without its game'
severity: warning
why: Tables are no news.
find: ['\\d{1,3}-\\d{1,3}']
function: sport.scores
languages: [any]
bad: ["They won [[3-1]]."]
good: ["They won."]
"""


def install(place: Path, name: str, version: str, files: dict[str, str]) -> None:
    """Install a distribution with one plugin into a folder that is on the path of ``lintnews``."""
    source = place / f"source-{name}-{version}"
    for path, text in {"pyproject.toml": PROJECT.format(name=name, version=version), **files}.items():
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    target = ["--target", str(place / "site"), "--upgrade", "--disable-pip-version-check", str(source)]
    subprocess.run([*command, *target], check=True, env={**os.environ, "PYTHONPATH": ""})


def sport(place: Path, version: str = "1.0", rule: str = SCORES, code: str = CODE) -> None:
    code = code.format(trace=str(place / "trace"), name="sport")
    files = {"lintnews_sport/__init__.py": code, "lintnews_sport/rules/sport/bare-score.yaml": rule}
    install(place, "sport", version, files)


def lintnews(place: Path, *args: str) -> Ran:
    """The command in a process that sees what is installed."""
    path = os.pathsep.join([str(ROOT), str(place / "site")])
    done = subprocess.run(
        [sys.executable, "-m", "lintnews", *args],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def rules_found(ran: Ran) -> list[str]:
    return [finding["rule"] for file in ran.report["files"] for finding in file["findings"]]


@pytest.fixture
def article(place: Path) -> str:
    (place / "lintnews.toml").unlink()
    (place / "a.txt").write_text("The home side won 3-1 on Sunday, and a wombat ran across the field.\n", "utf-8")
    return "a.txt"


def test_loaded_only_where_it_is_named(place: Path, article: str) -> None:
    sport(place)
    assert "sport/bare-score" not in rules_found(lintnews(place, "check", "--format", "json", article))
    assert lintnews(place, "rules").status == 0
    assert not (place / "trace").exists()
    ran = lintnews(place, "check", "--format", "json", "--plugin", "sport", article)
    assert ran.status == 1
    assert "sport/bare-score" in rules_found(ran)
    assert (place / "trace").exists()


def test_named_in_the_settings(place: Path, article: str) -> None:
    sport(place)
    (place / "lintnews.toml").write_text(
        'plugins = ["sport"]\nselect = ["sport"]\nrule-folders = ["myrules"]\n', "utf-8"
    )
    assert rules_found(lintnews(place, "check", "--format", "json", article)) == ["sport/bare-score"]
    assert "sport/bare-score" in lintnews(place, "rules").out
    assert "Tables are no news." in lintnews(place, "explain", "sport/bare-score").out
    many = place / "many"
    many.mkdir()
    for number in range(12):
        (many / f"{number:02}.txt").write_text("It ended 2-2.\n" * (number + 1), "utf-8")
    alone = lintnews(place, "check", "--format", "json", "--no-cache", "--jobs", "1", "many")
    assert lintnews(place, "check", "--format", "json", "--no-cache", "--jobs", "2", "many").out == alone.out
    assert set(rules_found(alone)) == {"sport/bare-score"}


@pytest.mark.parametrize(
    ("code", "rule", "cause"),
    [
        ("1 / 0\n#{trace}", SCORES, "plugin 'sport' (lintnews-sport 1.0) cannot be loaded: ZeroDivisionError"),
        ("import nothing_of_the_kind\n#{trace}", SCORES, "cannot be loaded: ModuleNotFoundError"),
        ("#{trace}", SCORES, "plugin 'sport' (lintnews-sport 1.0) has no RULES"),
        ("RULES = '/nowhere/at/all'\n#{trace}", SCORES, "its folder of rules, /nowhere/at/all, is not there"),
        (CODE.replace('"{name}.scores"', '"boilerplate.scores"'), SCORES, "must begin with 'sport.'"),
        (CODE, SCORES.replace("sport.scores", "sport.nothing"), "no function 'sport.nothing'"),
        (CODE, SCORES.replace("find:", "fined:"), "bare-score.yaml: unknown key 'fined'"),
    ],
)
def test_broken(place: Path, article: str, code: str, rule: str, cause: str) -> None:
    sport(place, code=code, rule=rule)
    ran = lintnews(place, "check", "--plugin", "sport", article)
    assert ran.status == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert cause in ran.err


def test_not_installed(place: Path, article: str) -> None:
    ran = lintnews(place, "check", "--plugin", "sport", article)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "lintnews: plugin 'sport' is not installed; there is none\n"
    sport(place)
    assert "did you mean 'sport'?" in lintnews(place, "check", "--plugin", "sprot", article).err


def test_shipped_rules_stay_as_they_are(place: Path, article: str) -> None:
    files = {
        "lintnews_other/__init__.py": "from pathlib import Path\nRULES = Path(__file__).parent / 'rules'\n",
        "lintnews_other/rules/boilerplate/read-more-teaser.yaml": RULE.replace("[house/marsupial]", "[]"),
    }
    install(place, "other", "2.1", files)
    ran = lintnews(place, "check", "--plugin", "other", article)
    assert ran.status == 2
    assert "there is a rule 'boilerplate/read-more-teaser' already" in ran.err


def test_kept_results_are_those_of_the_version(place: Path) -> None:
    many = place / "many"
    many.mkdir()
    for number in range(8):
        (many / f"{number}.txt").write_text(f"It ended 2-{number}.\n", "utf-8")
    command = ("check", "--format", "json", "--plugin", "sport", "--select", "sport", "many")
    sport(place)
    first = lintnews(place, *command)
    assert lintnews(place, *command).out == first.out
    sport(place, version="1.1", code=CODE.replace("for match in given.matches:", "for match in given.matches[:0]:"))
    assert len(rules_found(first)) == 8
    assert rules_found(lintnews(place, *command)) == []
    without = lintnews(place, "check", "--format", "json", "many")
    assert json.loads(without.out)["files"] is not None
    assert "sport/bare-score" not in rules_found(without)
