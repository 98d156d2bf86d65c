"""``rules``, ``explain``, ``init``, ``--version``, shell completion."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lintnews import __version__
from lintnews.cli.init import TEMPLATE
from lintnews.config.settings import KEYS, Config, make_config
from tests.cli.conftest import Command, write


def test_version(process: Command) -> None:
    assert process("--version") == (0, f"lintnews {__version__}\n", "")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from lintnews.cli.app import run; run(['check', '--help']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not loaded & {
        "numpy",
        "yaml",
        "hyperscan",
        "ftfy",
        "wordfreq",
        "langdetect",
        "textstat",
        "concurrent.futures",
    }
    assert "--statistics" in done.stdout


def test_rules(lintnews: Command) -> None:
    listed = lintnews("rules").out.splitlines()
    assert any(re.fullmatch(r'house/wombat +error    "\{match\}" is an animal', line) for line in listed)
    assert listed == sorted(listed)
    names = [rule["name"] for rule in json.loads(lintnews("rules", "--format", "json").out)]
    assert names == [line.split()[0] for line in listed]


def test_explain(lintnews: Command) -> None:
    ran = lintnews("explain", "house/wombat")
    assert ran.out.startswith('house/wombat  error\n  "{match}" is an animal\n\nWombats are no news.\n')
    assert "A [[wombat]]." in ran.out
    assert 'option     words = ["a"]' in ran.out
    assert lintnews("explain", "house/marsupial").out == ran.out
    assert "A \x1b[1;31mwombat\x1b[0m." in lintnews("explain", "house/wombat", "--color", "always").out


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("house/wombut", "house/wombat"),
        ("boilerplate/read-more", "boilerplate/read-more-teaser"),
        ("wombat", "house/wombat"),
    ],
)
def test_explain_names_what_may_have_been_meant(lintnews: Command, name: str, meant: str) -> None:
    ran = lintnews("explain", name)
    assert ran.status == 2
    assert re.fullmatch(rf"lintnews: unknown rule '{name}'; did you mean .*'{meant}'.*\?\n", ran.err)


def test_explain_a_rule_of_languagetool(lintnews: Command) -> None:
    ran = lintnews("explain", "grammar/en-a-vs-an")
    assert ran.status == 0
    assert ran.out.startswith("grammar/en-a-vs-an  warning\n  EN_A_VS_AN, a rule of LanguageTool\n")
    assert "was right 8 and wrong 3 times" in ran.out
    assert "MORFOLOGIK_RULE_EN_* (all of these names)" in lintnews("explain", "grammar/morfologik-rule-en-gb").out
    assert "lintnews leaves it out: on news it is noise." in lintnews("explain", "grammar/whether").out
    assert lintnews("explain", "grammar/i-of-tomorrow").out.startswith("grammar/i-of-tomorrow  info\n")
    assert lintnews("explain", "grammar/").status == 2


def test_handbook_has_every_shipped_rule(lintnews: Command) -> None:
    handbook = lintnews("explain", "--all").out
    names = [rule["name"] for rule in json.loads(lintnews("rules", "--format", "json").out)]
    assert re.findall(r"^### (.*)$", handbook, re.MULTILINE) == [
        name for name in names if not name.startswith("house/")
    ]
    assert handbook.count("```") % 2 == 0


def test_init(lintnews: Command, place: Path) -> None:
    (place / "lintnews.toml").unlink()
    assert lintnews("init") == (0, "Wrote lintnews.toml\n", "")
    write(place / "a.txt", "Words.\n")
    assert lintnews("check", "--select", "boilerplate").status == 0
    write(place / "lintnews.toml", "# mine\n")
    ran = lintnews("init")
    assert (ran.status, ran.err) == (2, "lintnews: lintnews.toml: is there already; it is left as it is\n")
    assert (place / "lintnews.toml").read_text() == "# mine\n"


def test_init_shows_every_setting_with_its_default() -> None:
    lines = [line[2:] for line in TEMPLATE.split("\n") if re.match(r"# (?:[a-z-]+ = |\[)", line)]
    data = tomllib.loads("\n".join(lines))
    assert set(data) == set(KEYS)
    shown = {key: data[key] for key in data if not isinstance(data[key], dict) and key != "extend"}
    config = make_config({**shown, "select": []}, Path(), {})
    assert config == Config(format="text", encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str, place: Path) -> None:
    script = complete({"_LINTNEWS_COMPLETE": f"{shell}_source"})
    assert "_LINTNEWS_COMPLETE" in script


def test_completion_of_rules() -> None:
    words = {"COMP_WORDS": "lintnews check --select boilerplate/read", "COMP_CWORD": "3"}
    assert "plain,boilerplate/read-more-teaser" in complete({"_LINTNEWS_COMPLETE": "bash_complete", **words})
    words = {"COMP_WORDS": "lintnews ch", "COMP_CWORD": "1"}
    assert complete({"_LINTNEWS_COMPLETE": "bash_complete", **words}) == "plain,check\n"


def complete(environment: dict[str, str]) -> str:
    import os

    code = "from lintnews.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    assert done.stderr == ""
    return done.stdout


def test_quotes(lintnews: Command, place: Path) -> None:
    (place / "a.txt").write_text(
        'It rained.\n\n"We will go," Ann Lee said.\n\n"Nobody knows when it will end."\n', "utf-8"
    )
    (place / "b.txt").write_text('"No."', "utf-8")
    ran = lintnews("quotes", "a.txt", "b.txt", "c.txt")
    rows = [line.split(maxsplit=3) for line in ran.out.splitlines()]
    assert [row[0] for row in rows] == ["a.txt:3:1", "a.txt:5:1", "b.txt:1:1"]
    assert rows[0][1:] == ["Ann", "Lee", '"We will go,"']
    assert rows[2][1] == "?"
    assert ran.status == 2
    assert "c.txt" in ran.err
