"""Input that cannot be linted: one clear line, exit status 2, and the other files are linted all the same."""

import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, RULE, Command, Ran, write

LINE = re.compile(r"lintnews: .+\n")


@pytest.fixture(autouse=True)
def good(place: Path) -> Path:
    return write(place / "good.txt", "A wombat.\n")


def refused(ran: Ran, message: str) -> None:
    """One line on standard error, and no traceback."""
    assert ran.status == 2
    assert LINE.fullmatch(ran.err), ran.err
    assert message in ran.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "picture.txt: binary file"),
        ("nuls.txt", b"\0\1\2" * 999, "nuls.txt: binary file"),
        ("latin.txt", "Un caf\xe9".encode("latin-1"), "latin.txt: not UTF-8: byte 0xE9 at offset 6; name its encoding"),
        ("r.jsonl", '{"text": "A."}\n' * 6 + '{"text": \n', "r.jsonl:7:"),
        ("r.jsonl", '{"text": "A."}\n{"body": "B."}\n', "r.jsonl:2: "),
        ("r.json", "{", "r.json:1:"),
    ],
    ids=["binary", "nuls", "not UTF-8", "JSONL line 7", "JSONL without text", "JSON"],
)
def test_file_that_cannot_be_read(process: Command, place: Path, name: str, content: str | bytes, message: str) -> None:
    write(place / name, content)
    ran = process("check", "good.txt", name, "--format", "json")
    refused(ran, message)
    report = ran.report
    assert report["files"][0]["findings"][0]["rule"] == "house/wombat"
    assert report["errors"][0]["path"] == name
    assert report["errors"][0]["message"] in ran.err


def test_line_of_a_broken_record_is_in_the_report(lintnews: Command, place: Path) -> None:
    write(place / "r.jsonl", '{"text": "A."}\n\n{"text": \n{"text": "A wombat."}\n')
    report = lintnews("check", "r.jsonl", "--format", "json").report
    (error,) = report["errors"]
    assert (error["line"], error["record"]) == (3, 1)
    assert [file["record"] for file in report["files"]] == [0, 2]


def test_paths_that_lead_nowhere(process: Command, place: Path) -> None:
    (place / "empty").mkdir()
    (place / "broken.txt").symlink_to("nowhere.txt")
    refused(process("check", "missing.txt"), "missing.txt: no such file or folder")
    refused(process("check", "empty"), "empty: no file to read in this folder")
    refused(process("check", "broken.txt"), "broken.txt: broken symbolic link")
    ran = process("check", "missing.txt", "good.txt", "--format", "concise", "-q")
    assert (ran.status, ran.out) == (2, 'good.txt:1:3: error house/wombat: "wombat" is an animal\n')


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_file_without_permission(process: Command, good: Path) -> None:
    good.chmod(0)
    refused(process("check", "good.txt"), "good.txt: permission denied")


@pytest.mark.parametrize("content", ["", "\n", "No line end", "\ufeff", "\ufeffA line.\r\nAnother.\rA third"])
def test_odd_but_fine(process: Command, place: Path, content: str) -> None:
    write(place / "odd.txt", content)
    assert process("check", "odd.txt") == (0, "Nothing found in 1 file\n", "")


def test_endless_line(lintnews: Command, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintnews.corpus.run.LARGE", 10**9)  # to build the pattern database would take longer
    write(place / "huge.txt", b"The animal slept and nobody said a word about it. " * 5_000 + b"A wombat.")
    ran = lintnews("check", "huge.txt", "--statistics")
    assert ran.out == "1  error    house/wombat\n1 finding in 1 file: 1 error\n"


def test_error_does_not_drive_the_terminal(process: Command, place: Path) -> None:
    write(place / "a\x1b[31m\nb.txt", b"\xff")
    ran = process("check", ".")
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err + ran.out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("severity:", "colour: red\nseverity:"), "wombat.yaml: unknown key 'colour'"),
        (('["wombats?"]', "[(?: wombat)]"), "wombat.yaml: find: {'(?': 'wombat)'} is no text; quote every pattern"),
        (('["wombats?"]', '["(wombat"]'), "wombat.yaml: find: '(wombat': "),
        (("severity: error", "severity: [error"), "wombat.yaml:3: invalid YAML: "),
        (("severity: error", "severity: awful"), "wombat.yaml: unknown severity 'awful'"),
        (('bad: ["A [[wombat]]."]', ""), "wombat.yaml: a rule needs at least one example under 'bad'"),
        (("why:", "function: nowhere\nwhy:"), "wombat.yaml: no function 'nowhere'"),
        (("message:", "\xff:"), "wombat.yaml: unknown key"),
    ],
)
def test_rule_file(process: Command, place: Path, change: tuple[str, str], message: str) -> None:
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace(*change))
    refused(process("check", "good.txt"), message)


def test_rule_file_in_another_encoding(process: Command, place: Path) -> None:
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace("no news", "caf\xe9").encode("latin-1"))
    refused(process("check", "good.txt"), "wombat.yaml: not UTF-8: byte 0xE9")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("selct = []", "lintnews.toml:3: unknown key 'selct'; did you mean 'select'?"),
        ("[rules]\nx = 1", "lintnews.toml:4: 'x' must be a table, not 1"),
        ('ignore = "all"', "lintnews.toml:3: 'ignore' must be a list of texts, not 'all'"),
        ("\nseverity = 'eror'", "lintnews.toml:4: unknown severity 'eror', expected one of info, warning, error"),
        ("respect-gitignore = 'no'", "lintnews.toml:3: 'respect-gitignore' must be true or false"),
        ("encoding = 8", "lintnews.toml:3: 'encoding' must be text, not 8"),
        ("ignore = ['wombat']", "lintnews.toml:3: unknown rule or category 'wombat'; did you mean 'house/wombat'"),
        ("ignore = [\n  'house/wombut'\n]", "lintnews.toml:3: unknown rule or category 'house/wombut'; did you mean"),
        ("[rules.'house/wombut']", "lintnews.toml:3: unknown rule 'house/wombut'; did you mean 'house/wombat'"),
        (
            "[rules.'house/wombat']\nmst = 1",
            "lintnews.toml:4: rule 'house/wombat' has no option 'mst'; did you mean 'most'?",
        ),
        (
            "[rules.'house/wombat']\nmost = 'x'",
            "lintnews.toml:4: option 'most' of 'house/wombat' must be a whole number",
        ),
        (
            "[rules.'house/wombat']\nmost = true",
            "lintnews.toml:4: option 'most' of 'house/wombat' must be a whole number",
        ),
        (
            "[rules.'house/wombat']\nwords = [1]",
            "lintnews.toml:4: option 'words' of 'house/wombat' must be a list of texts",
        ),
        (
            "[rules.'house/wombat']\nstrict = 1",
            "lintnews.toml:4: option 'strict' of 'house/wombat' must be true or false",
        ),
        ("[per-file.'a/**']\nignor = []", "lintnews.toml:4: unknown key 'ignor'; did you mean 'ignore'?"),
        ("[per-file.'a/**']\nignore = ['x']", "lintnews.toml:4: unknown rule or category 'x'"),
        ("[metadata]\nauthr = 'x'", "lintnews.toml:4: unknown key 'authr'; did you mean 'author'?"),
        ("format = 'yaml'", "lintnews.toml:3: unknown format 'yaml'; expected one of"),
        ("extend = 'nowhere.toml'", "nowhere.toml: no such file or directory"),
        ("extend = 'lintnews.toml'", "lintnews.toml: extends itself by way of lintnews.toml"),
        ("extend = 1", "lintnews.toml:3: 'extend' must be the path of a config file"),
        ("select = 1\n", "lintnews.toml:3: invalid TOML: cannot overwrite a value"),
        ("x = [1,\n", "lintnews.toml: invalid TOML: "),
        ("encoding = 'nonsense'", "good.txt: unknown encoding 'nonsense'"),
        ("\n[rules]", ""),
    ],
)
def test_config_file(process: Command, place: Path, more: str, message: str) -> None:
    write(place / "lintnews.toml", f"{CONFIG}{more}\n")
    ran = process("check", "good.txt")
    if message:
        refused(ran, message)
    else:
        assert ran.status == 1


def test_config_file_that_cannot_be_read(process: Command, place: Path) -> None:
    write(place / "lintnews.toml", b"x = '\xff'")
    refused(process("check", "good.txt"), "lintnews.toml: not UTF-8: byte 0xFF at offset 5")
    refused(process("check", "good.txt", "--config", "missing.toml"), "missing.toml: no such file")
    write(place / "lintnews.toml", "rule-folders = ['nowhere']")
    refused(process("check", "good.txt"), "nowhere: no such file or directory")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--select", "house/wombut"],
            "--select: unknown rule or category 'house/wombut'; did you mean 'house/wombat'",
        ),
        (["--ignore", "hause"], "--ignore: unknown rule or category 'hause'; did you mean 'house'?"),
        (["--config", "selct = []"], "--config: unknown key 'selct'; did you mean 'select'?"),
        (["--config", "select = ["], "--config: invalid TOML"),
        (["--encoding", "utf-9"], "good.txt: unknown encoding 'utf-9'"),
        (["--output-file", "no/where.txt"], "no/where.txt: cannot write: no such file or directory"),
    ],
)
def test_option_values(process: Command, options: list[str], message: str) -> None:
    refused(process("check", "good.txt", *options), message)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["check", "--formt", "json"], "No such option '--formt'. (Did you mean one of: '--format'"),
        (["check", "--severity", "awful"], "'awful' is not one of 'info', 'warning', 'error'"),
        (["chek"], "No such command 'chek'"),
        (["check", "--jobs", "-1"], "-1 is not in the range"),
        (["check", "--config", "a.toml", "--config", "b.toml"], "only one config file can be used"),
        (["explain"], "name one rule, or use --all"),
    ],
)
def test_usage(lintnews: Command, args: list[str], message: str) -> None:
    refused(lintnews(*args), message)


def test_trouble_inside_loses_no_other_file(
    lintnews: Command, place: Path, monkeypatch: pytest.MonkeyPatch, good: Path
) -> None:
    from lintnews.engine import Engine

    def lint(self: Engine, document: object, *args: object, **more: object) -> object:
        if "evil" in str(getattr(document, "path", "")):
            raise RuntimeError("oh no")
        return honest(self, document, *args, **more)  # type: ignore[arg-type]

    honest = Engine.lint
    monkeypatch.setattr(Engine, "lint", lint)
    write(place / "evil.txt", "x")
    ran = lintnews("check", "evil.txt", "good.txt", "--format", "json")
    refused(ran, "evil.txt: internal error: RuntimeError: oh no; please report it")
    assert ran.report["summary"]["findings"] == 1
