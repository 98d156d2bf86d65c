"""Files that take too long, change while they are read, or are many: the others are checked all the same."""

import json
import os
import signal
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
