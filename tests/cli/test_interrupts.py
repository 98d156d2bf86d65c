"""Signals at any moment: the exit status says which, no process stays behind, nothing is half-written."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import write

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks for processes in /proc")

FILES, WORDS = 190, "The minister spoke at noon and nobody listened. A wombat.\n\n" * 25
BOTH = (signal.SIGTERM, signal.SIGINT)


@pytest.fixture(autouse=True)
def articles(place: Path) -> Path:
    for number in range(FILES):
        write(place / "in" / f"{number:03}.txt", WORDS)
    return place


def begun(place: Path, *args: str) -> "subprocess.Popen[str]":
    """The command, started in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "lintnews", *args],
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )


def in_group(group: int) -> list[str]:
    """The names of the processes of a group that live."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name, fields = (entry / "stat").read_text().rsplit(")", 1)
            except (FileNotFoundError, ProcessLookupError):
                continue
            state, _, its_group = fields.split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(f"{name}) {state}")
    return found


def ended(running: "subprocess.Popen[str]", number: int) -> bool:
    """Whether a process ended by the signal it was sent; soon, alone, without a traceback.

    It has not where the signal came after its work, or before it listens to any, when Python itself obeys.
    """
    try:
        _, err = running.communicate(timeout=20)
        left = in_group(running.pid)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert "Traceback" not in err
    assert left == []
    if running.returncode in (0, 1, -number):
        return False
    assert running.returncode == 128 + number, err
    return True


COMMANDS = {
    "one process": ("check", "in", "--no-cache", "--jobs", "1", "--output-file", "report.txt", "--format", "json"),
    "several": ("check", "in", "--no-cache", "--jobs", "3", "--output-file", "report.txt", "--output", "csv=other.csv"),
    "corpus": ("corpus", "in", "--out", "shards", "--jobs", "2", "--shard-size", "0.02", "--format", "jsonl"),
}


def duration(place: Path, *args: str) -> float:
    """Seconds that the command takes when it is left alone."""
    start = time.monotonic()
    with begun(place, *args) as running:
        running.communicate()
    return time.monotonic() - start


def interrupted(place: Path, args: Sequence[str], share: float, send: Callable[[int], None], number: int) -> None:
    """Send a signal after a share of the command's time; if it was faster this time, earlier."""
    whole = SECONDS.get(args) or SECONDS.setdefault(args, duration(place, *args))
    for _ in range(8):
        shutil.rmtree(place / "shards", ignore_errors=True)
        with begun(place, *args) as running:
            time.sleep(whole * share)
            send(running.pid)
            if ended(running, number):
                return
        share *= 0.8
    pytest.fail("the command was never interrupted")


SECONDS: dict[Sequence[str], float] = {}


@pytest.mark.parametrize("number", BOTH, ids=["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_signal_at_any_moment(place: Path, command: Sequence[str], number: int) -> None:
    share = 0.8 if number == signal.SIGTERM else 0.5
    interrupted(place, command, share, lambda pid: os.kill(pid, number), number)
    assert list(place.rglob(".*")) == []


def test_storm_of_signals(place: Path) -> None:
    def storm(pid: int) -> None:
        for _ in range(200):
            os.kill(pid, signal.SIGINT)

    interrupted(place, COMMANDS["several"], 0.6, storm, signal.SIGINT)
    assert not list(place.glob(".report*"))


def test_signal_to_the_whole_group(place: Path) -> None:
    interrupted(place, COMMANDS["several"], 0.6, lambda pid: os.killpg(pid, signal.SIGTERM), signal.SIGTERM)


def test_a_file_that_is_fixed_stays_whole(place: Path) -> None:
    texts = {}
    for number in range(FILES):
        text = f"The first word {number}.\n\nRead more\n\nThe last word.\n"
        texts[write(place / "in" / f"{number:03}.txt", text)] = (text, text.replace("Read more\n", ""))
    with begun(place, "check", "in", "--fix", "--select", "boilerplate") as running:
        first = min(texts)
        while first.read_text() == texts[first][0] and running.poll() is None:
            time.sleep(0.002)
        running.terminate()
        ended(running, signal.SIGTERM)
    assert all(file.read_text() in both for file, both in texts.items())
    assert len(list((place / "in").iterdir())) == FILES


def test_ignored_signal_stays_ignored(place: Path) -> None:
    code = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); from lintnews.cli.app import run; "
    code += "from lintnews.cli.interrupts import raised\nwith raised(): signal.raise_signal(signal.SIGHUP)\nprint('on')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "on\n"
