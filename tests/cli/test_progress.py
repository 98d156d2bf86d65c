"""The line of a long run: on a terminal alone, after a second, gone at the end."""

import io
import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from lintnews.checks.hyperscan_pass import HyperscanPass
from lintnews.checks.pattern import make_pattern
from lintnews.cli.progress import Progress
from lintnews.documents.document import ReadError
from lintnews.findings import Result
from tests.cli.conftest import write

PATTERN = partial(make_pattern, whole=False, case=False, raw=False)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def screen(self) -> str:
        """What the line shows in the end."""
        cells: list[str] = []
        at = 0
        for char in self.getvalue():
            at = 0 if char == "\r" else at
            if char != "\r":
                cells[at:] = [char, *cells[at + 1 :]]
                at += 1
        return "".join(cells)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal()


def seconds(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def test_line(terminal: Terminal) -> None:
    clock = seconds(0.5)
    with Progress(10, stream=terminal, clock=lambda: next(clock)) as progress:
        progress.tick("a.txt")
        assert terminal.getvalue() == ""
        for name in "bcde":
            progress.tick(f"{name}.txt")
        assert terminal.screen().rstrip() == "[##########..........] 5 of 10 files, 2 s left"
        for _ in range(3):
            progress.tick("f.jsonl")
        assert "6 of 10 files, 8 documents" in terminal.screen()
        for name in "ghij":
            progress.tick(f"{name}.txt")
        assert terminal.screen().startswith("[####################] 10 of 10 files, 12 documents, almost done")
    assert terminal.screen().strip() == ""
    assert all(len(line) < 80 for line in terminal.getvalue().split("\r"))


def test_one_file_of_many_records(terminal: Terminal) -> None:
    clock = seconds(0.5)
    progress = Progress(1, stream=terminal, clock=lambda: next(clock))
    for _ in range(1200):
        progress.tick("a.jsonl")
    assert terminal.screen().rstrip() == "1,200 documents checked"


def test_away_while_something_is_printed(terminal: Terminal) -> None:
    clock = seconds(2)
    progress = Progress(10, stream=terminal, clock=lambda: next(clock))
    result, error = Result("a.txt", ()), ReadError("b.txt", "gone")
    for printing, outcome, away in ((True, result, True), (False, result, False), (False, error, True)):
        progress.tick(str(printing) + outcome.path)
        for _ in progress.shown_between([outcome], printing=printing):
            assert (terminal.screen().strip() == "") == away


def test_nothing_where_nobody_looks(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(progress: Progress) -> bool:
        for number in range(10):
            progress.tick(str(number))
        progress.clear()
        return terminal.getvalue() == ""

    clock = seconds(1)
    assert not silent(Progress(99, stream=terminal, clock=lambda: next(clock)))
    terminal.truncate(0)
    assert silent(Progress(99, stream=terminal, wanted=False, clock=lambda: next(clock)))
    assert silent(Progress(99, stream=io.StringIO(), clock=lambda: next(clock)))
    monkeypatch.setenv("TERM", "dumb")
    assert silent(Progress(99, stream=terminal, clock=lambda: next(clock)))


def test_first_run_says_what_it_waits_for(terminal: Terminal, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(place / "cache"))
    pytest.importorskip("hyperscan", reason="shows that its database is made")
    with Progress(9, stream=terminal):
        assert terminal.getvalue() == ""
        HyperscanPass.open([(0, PATTERN("wombats?"))], build=True)
        assert terminal.screen().startswith("compiling the rules")
    assert terminal.screen().strip() == ""
    again = Terminal()
    with Progress(9, stream=again):
        HyperscanPass.open([(0, PATTERN("wombats?"))], build=True)
    with Progress(9, stream=again, wanted=False):
        HyperscanPass.open([(0, PATTERN("koalas?"))], build=True)
    assert again.getvalue() == ""


def shown_by(place: Path, *args: str, after: float) -> tuple[str, bytes]:
    """What a real run writes to a terminal that is its standard error, and to a pipe that is its standard output.

    The bar is to show after so many seconds.
    """
    main, end = pty.openpty()
    got: list[bytes] = []

    def read() -> None:
        try:
            while some := os.read(main, 4096):
                got.append(some)
        except OSError:  # the other end is closed
            pass

    reader = threading.Thread(target=read)
    reader.start()
    sooner = f"from lintnews.cli import main, progress; progress._AFTER = {after}; main()"
    command = [sys.executable, "-c", sooner, "check", *args]
    done = subprocess.run(command, cwd=place, stdout=subprocess.PIPE, stderr=end, check=False)
    os.close(end)
    reader.join()
    os.close(main)
    return b"".join(got).decode(), done.stdout


def test_real_terminal(place: Path) -> None:
    for number in range(60):
        words = f"The minister of town {number} spoke at noon. A wombat slept, and nobody knew why it did.\n\n" * 50
        write(place / "in" / f"{number:02}.txt", words)
    everything = ["in", "--config", "select=['all']", "--no-cache", "--jobs", "1"]
    shown, report = shown_by(place, *everything, after=0.2)
    assert re.search(r"\r\[#+\.+\] \d+ of 60 files, \d+ s left", shown)
    assert re.search(r"\r +\r$", shown)
    assert b"\r" not in report
    assert shown_by(place, "in/00.txt", "in/01.txt", after=60)[0] == ""
