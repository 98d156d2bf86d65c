"""The command, in this process or as a user starts it, in a folder of its own with a rule of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from lintnews.cli.app import run

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "lintnews" / "reports" / "report.schema.json").read_text("utf-8"))

RULE = """\
message: '"{match}" is an animal'
severity: error
why: Wombats are no news.
find: ["wombats?"]
languages: [any]
options: {most: 3, words: ["a"], strict: false}
aliases: [house/marsupial]
bad: ["A [[wombat]]."]
good: ["A koala."]
"""
WEAK = RULE.replace("error", "info").replace("wombat", "koala").replace("[house/marsupial]", "[]")
CONFIG = 'rule-folders = ["myrules"]\nselect = ["house"]\n'


class Ran(NamedTuple):
    """How a run of the command ended."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report, valid by its schema."""
        report: dict[str, Any] = json.loads(self.out)
        Draft202012Validator(SCHEMA).validate(report)
        return report


Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty working folder with the house rules, and no settings from outside."""
    for name in list(os.environ):
        if name.startswith("LINTNEWS_") or name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
            monkeypatch.delenv(name)
    cache = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(cache))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    folder = tmp_path / "work"
    write(folder / "myrules" / "house" / "wombat.yaml", RULE)
    write(folder / "myrules" / "house" / "koala.yaml", WEAK)
    write(folder / "lintnews.toml", CONFIG)
    monkeypatch.chdir(folder)
    yield folder


def write(file: Path, content: str | bytes) -> Path:
    """A file, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


@pytest.fixture
def lintnews(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, run in this process."""

    def command(*args: str | Path) -> Ran:
        status = run([str(arg) for arg in args])
        return Ran(status, *capsys.readouterr())

    return command


@pytest.fixture
def process() -> Command:
    """The command, run as a process."""

    def command(*args: str | Path, stdin: bytes = b"", timeout: float = 60, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "lintnews", *map(str, args)],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            env={**os.environ, **environment},
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return command
