"""Where reports go: terminals, pipes that close, files; and how runs end."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lintnews.cli.output import colour, to_file
from tests.cli.conftest import Command, write


@pytest.fixture
def many(place: Path) -> Path:
    """A folder whose report is larger than a pipe."""
    for number in range(40):
        write(place / "many" / f"{number}.txt", "The wombat slept.\n" * 25)
    return place / "many"


def test_reader_of_the_pipe_may_leave(many: Path) -> None:
    command = f"{sys.executable} -m lintnews check many | head -n 1"
    done = subprocess.run(["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["many/0.txt:1:5 error house/wombat", "141"]


def test_report_in_a_file(lintnews: Command, place: Path, many: Path) -> None:
    ran = lintnews("check", "many", "--format", "json", "--output-file", "report.json")
    assert (ran.status, ran.out) == (1, "")
    report = (place / "report.json").read_text("utf-8")
    assert report == lintnews("check", "many", "--format", "json").out
    assert oct((place / "report.json").stat().st_mode & 0o777) == oct((place / "many" / "0.txt").stat().st_mode & 0o777)


def test_several_reports_at_once(lintnews: Command, place: Path, many: Path) -> None:
    ran = lintnews("check", "many", "--output", "sarif=out.sarif", "--output", "json=out.json", "--format", "concise")
    assert ran.out == lintnews("check", "many", "--format", "concise").out
    assert len(json.loads((place / "out.sarif").read_text())["runs"][0]["results"]) == 1000
    assert (place / "out.json").read_text() == lintnews("check", "many", "--format", "json").out
    assert lintnews("check", "many", "--output", "yaml=x").status == 2
    assert lintnews("check", "many", "--output", "json").status == 2


def test_failed_report_leaves_the_old_one(
    lintnews: Command, place: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(place / "report.txt", "old")
    old.chmod(0o600)

    def broken(*_: object) -> object:
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setattr("lintnews.reports.concise.report", broken)
    assert lintnews("check", "many", "--format", "concise", "--output-file", "report.txt").status == 130
    assert old.read_text() == "old"
    assert sorted(each.name for each in place.iterdir()) == ["lintnews.toml", "many", "myrules", "report.txt"]
    monkeypatch.undo()
    monkeypatch.chdir(place)
    assert lintnews("check", "many", "--format", "concise", "--output-file", "report.txt").status == 1
    assert oct(old.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt(place: Path, many: Path, jobs: str) -> None:
    for number in range(1000):
        write(place / "more" / f"{number}.txt", "The wombat slept.\n" * 12)
    command = [sys.executable, "-m", "lintnews", "check", "--jobs", jobs, "--output-file", "out.txt", "more"]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    ) as running:
        while not list(place.glob(".out.txt.*")) and running.poll() is None:
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)
        assert running.stderr is not None
        assert running.stderr.read().strip() == ""
    assert running.returncode == 130
    assert not list(place.glob("*out.txt*"))


def test_terminal_gets_colour_and_its_width(many: Path) -> None:
    parent, child = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    command = [sys.executable, "-m", "lintnews", "check", "many/0.txt", "--statistics"]
    subprocess.run(command, stdout=child, env=environment, check=False)
    os.close(child)
    assert b"\x1b[1;31merror\x1b[0m" in os.read(parent, 10_000)


@pytest.mark.parametrize(
    ("choice", "environment", "coloured"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True),
        ("auto", {"NO_COLOR": "1", "CLICOLOR_FORCE": "0"}, False),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_on_a_terminal(choice: str, environment: dict[str, str], coloured: bool) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    assert colour(choice, Terminal(), environment) is coloured  # type: ignore[arg-type]


def test_other_encodings_of_the_terminal(process: Command, place: Path) -> None:
    write(place / "é.txt", "“Ein wombat” → 🐨\n")
    ran = process("check", "é.txt", PYTHONIOENCODING="ascii")
    assert "\\u201cEin wombat\\u201d" in ran.out
    ran = process("check", "é.txt", "--format", "json", PYTHONIOENCODING="latin-1")
    assert ran.report["files"][0]["path"] == "é.txt"


def test_full_disk_is_one_line(many: Path) -> None:
    command = [sys.executable, "-m", "lintnews", "check", "many"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "lintnews: standard output: cannot write: no space left on device\n")


def test_report_that_the_disk_cannot_hold(place: Path, many: Path) -> None:
    command = f"ulimit -f 0; exec {sys.executable} -m lintnews check many --no-cache --output-file report.txt"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "lintnews: report.txt: cannot write: file too large\n")
    assert not list(place.glob("*report*"))


def test_named_pipe_is_written_to(place: Path, many: Path) -> None:
    os.mkfifo("pipe")
    command = [sys.executable, "-m", "lintnews", "check", "many", "--output-file", "pipe", "--format", "concise"]
    with subprocess.Popen(command) as running:
        assert "many/0.txt:1:5: error" in Path("pipe").read_text()
    assert running.returncode == 1
    assert (place / "pipe").is_fifo()


def test_signal_as_soon_as_the_file_is_there(place: Path, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.open

    def opened(path: "str | Path", flags: int, mode: int = 0o777) -> int:
        handle = really(path, flags, mode)
        if ".report.txt." in str(path):
            raise KeyboardInterrupt
        return handle

    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(KeyboardInterrupt):
        to_file(["a"], "report.txt")
    assert not list(place.glob("*report*"))
