"""Files that take too long, change while they are read, or are many: the others are checked all the same."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lintnews.corpus.timelimit import TimeIsUpError, each_limited, limited
from tests.cli.conftest import RULE, Command

# Each letter more doubles the time: no limit, no end.
ENDLESS = (
    RULE.replace("wombats?", "(?:[a-z]+)+[0-9]").replace("wombat", "wombat1").replace("[house/marsupial]", "[]")
).replace('options: {most: 3, words: ["a"], strict: false}\n', "")
SLOW = "a" * 80 + "\n"
MESSAGE = "not checked: it takes longer than 0.5 s (time-limit)"

needs_alarm = pytest.mark.skipif(not hasattr(os, "fork"), reason="no alarms on this system")


@pytest.fixture
def mixed(place: Path) -> Path:
    (place / "myrules" / "house" / "endless.yaml").write_text(ENDLESS, "utf-8")
    (place / "in").mkdir()
    for number in range(8):
        text = SLOW if number in (2, 5) else f"A wombat1 and {number} wombats.\n"
        (place / "in" / f"{number}.txt").write_text(text, "utf-8")
    return place


@needs_alarm
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_slow_files(mixed: Path, process: Command, jobs: str) -> None:
    ran = process("check", "--timeout", "0.5", "--jobs", jobs, "--format", "json", "in")
    assert ran.status == 2
    assert ran.err.splitlines() == [f"lintnews: in/{number}.txt: {MESSAGE}" for number in (2, 5)]
    found = {file["path"]: {finding["rule"] for finding in file["findings"]} for file in ran.report["files"]}
    assert {f"in/{number}.txt" for number in (0, 1, 3, 4, 6, 7)} <= found.keys()
    assert all(found[f"in/{number}.txt"] == {"house/wombat", "house/endless"} for number in (0, 1, 3, 4, 6, 7))


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")


@needs_pipes
def test_pipes_are_read_once(place: Path) -> None:
    """Among so many files that results are kept, and beside a copy, with which the text is compared."""
    text = "A wombat walked into the town hall, sat down beside the mayor and would not leave the whole day long.\n"
    for name in "abcdef":
        (place / f"{name}.txt").write_text(text if name == "a" else f"Text {name}.\n", "utf-8")
    os.mkfifo("pipe")
    command = [sys.executable, "-m", "lintnews", "check", "--format", "json", "--select", "house,duplication", "pipe"]
    with subprocess.Popen([*command, *(f"{name}.txt" for name in "abcdef")], stdout=subprocess.PIPE) as running:
        (place / "pipe").write_text(text, "utf-8")
        out, _ = running.communicate(timeout=120)
    files = {file["path"]: [finding["rule"] for finding in file["findings"]] for file in json.loads(out)["files"]}
    assert "house/wombat" in files["pipe"]
    assert "duplication/copied-passage" in (*files["pipe"], *files["a.txt"])


@needs_pipes
@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--no-cache",)])
def test_files_that_vanish_or_change_behind_the_listing(place: Path, options: tuple[str, ...]) -> None:
    """The list of files waits for a pipe; when it is written to, some of them are not what they were."""
    folder = place / "in"
    folder.mkdir()
    for name in "abcdefgh":
        (folder / f"{name}.txt").write_text(f"A wombat {name}.\n" * 9, "utf-8")
    os.mkfifo("pipe")
    command = [sys.executable, "-m", "lintnews", "check", "--format", "json", *options, "in", "pipe"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        with (place / "pipe").open("w") as pipe:  # opens when the other end does: the folder is listed
            (folder / "b.txt").unlink()
            (folder / "c.txt").unlink()
            (folder / "c.txt").mkdir()
            (folder / "d.txt").write_text("", "utf-8")
            (folder / "e.txt").write_text("A wombat.\n", "utf-8")
            (folder / "f.txt").write_bytes(b"\0\1\2" * 999)
            (folder / "g.txt").unlink()
            (folder / "g.txt").symlink_to("g.txt")
            pipe.write("A wombat.\n")
        out, err = running.communicate(timeout=120)
    assert running.returncode == 2
    assert sorted(line.split(":")[1].strip() for line in err.splitlines()) == [f"in/{name}.txt" for name in "bcfg"]
    files = {file["path"]: len(file["findings"]) for file in json.loads(out)["files"]}
    assert [files[f"in/{name}.txt"] for name in "adeh"] == [9, 0, 1, 9]
    assert files["pipe"] == 1


def test_file_that_shrinks_and_grows_while_it_is_read(place: Path) -> None:
    """A second process rewrites a file of records all the time; every run ends, with whole records or complaints."""
    lines = "".join(json.dumps({"text": f"A wombat {number}.", "id": "x" * 200}) + "\n" for number in range(1_000))
    (place / "a.jsonl").write_text(lines, "utf-8")
    code = (
        "import itertools, os, pathlib\nfor n in itertools.count(): os.truncate('a.jsonl', 5_000 + n * 7919 % 250_000)"
    )
    (place / "b.txt").write_text("A wombat.\n", "utf-8")
    with subprocess.Popen([sys.executable, "-c", code]) as other:
        try:
            for jobs in ("1", "2"):
                command = [
                    sys.executable,
                    "-m",
                    "lintnews",
                    "check",
                    "--jobs",
                    jobs,
                    "--format",
                    "json",
                    "a.jsonl",
                    "b.txt",
                ]
                ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
                assert ran.returncode in (1, 2), ran.stderr
                assert "internal error" not in ran.stderr
                assert "Traceback" not in ran.stderr
                files = json.loads(ran.stdout)["files"]
                assert [len(file["findings"]) for file in files if file["path"] == "b.txt"] == [1]
        finally:
            other.kill()


@needs_alarm
def test_slow_record(mixed: Path, lintnews: Command) -> None:
    lines = [json.dumps({"text": text}) for text in ("A wombat1.", SLOW, "Two wombats.")]
    (mixed / "a.jsonl").write_text("\n".join(lines), "utf-8")
    (mixed / "lintnews.toml").write_text('rule-folders = ["myrules"]\nselect = ["house"]\ntime-limit = 0.5\n', "utf-8")
    ran = lintnews("check", "--format", "json", "a.jsonl")
    assert ran.status == 2
    assert ran.err == f"lintnews: a.jsonl:2: {MESSAGE}\n"
    records = [(file.get("record"), len(file["findings"])) for file in ran.report["files"] if file["findings"]]
    assert [record for record, _ in records] == [0, 2]


@needs_alarm
def test_slow_file_is_not_fixed_and_not_kept(mixed: Path, lintnews: Command) -> None:
    first = lintnews("check", "--timeout", "0.5", "in")
    assert (first.status, lintnews("check", "--timeout", "0.5", "in").out) == (2, first.out)
    (mixed / "myrules" / "house" / "endless.yaml").unlink()
    assert lintnews("check", "--timeout", "0.5", "in").status == 1
    assert (mixed / "in" / "2.txt").read_text("utf-8") == SLOW


def test_time_limit_must_be_a_number(mixed: Path, lintnews: Command) -> None:
    ran = lintnews("check", "--config", 'time-limit = "long"', "in")
    assert (ran.status, ran.err) == (2, "lintnews: --config: 'time-limit' must be a number, not 'long'\n")


def numbers() -> Iterator[int]:
    yield 1
    yield 2
    while True:
        pass


@needs_alarm
def test_alarm_of_a_block_is_gone_behind_it() -> None:
    with pytest.raises(TimeIsUpError), limited(0.05):
        while True:
            pass
    given: list[int] = []
    with pytest.raises(TimeIsUpError):
        given.extend(each_limited(numbers(), 0.2))
    time.sleep(0.3)  # in which an alarm that is left over would ring
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert list(each_limited([1, 2], 0.2)) == [1, 2]
