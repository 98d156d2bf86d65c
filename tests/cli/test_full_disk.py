"""A disk that fills up while something is kept does no harm; while a report is written, it is one line and status 2."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="no limit on the size of files on this system")

MOST = 4096  # bytes that a file may get, as if the disk were full behind them


def limited() -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails with an error, as it does on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))


def lintnews(*args: str, cache: Path, before: Callable[[], None] | None = limited) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LINTNEWS_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "lintnews", "check", *args]
    return subprocess.run(command, capture_output=True, text=True, env=environment, preexec_fn=before)


@pytest.fixture
def articles(place: Path) -> Path:
    folder = place / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"A wombat and {number} wombats.\n" * 30, "utf-8")
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_cache(articles: Path, tmp_path: Path, jobs: str) -> None:
    expected = lintnews("--format", "json", "in", cache=tmp_path / "good", before=None)
    for _ in range(2):  # what was left behind the first time must not mislead the second
        ran = lintnews("--format", "json", "--jobs", jobs, "in", cache=tmp_path / "full")
        assert (ran.returncode, ran.stderr) == (1, "")
        assert ran.stdout == expected.stdout
    assert [file.name for file in (tmp_path / "full").glob(".*.tmp")] == []
    after = lintnews("--format", "json", "in", cache=tmp_path / "full", before=None)
    assert after.stdout == expected.stdout


def test_report(articles: Path, place: Path, tmp_path: Path) -> None:
    (place / "report.json").write_text("the old one", "utf-8")
    ran = lintnews("--output-file", "report.json", "--format", "json", "in", cache=tmp_path / "good")
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].startswith("lintnews: report.json: ")
    assert "file too large" in ran.stderr.lower()
    assert (place / "report.json").read_text("utf-8") == "the old one"
    assert sorted(file.name for file in place.iterdir() if "report" in file.name) == ["report.json"]


def test_fixed_file(place: Path, tmp_path: Path) -> None:
    text = "The council voted on the the budget.\n" * 200
    (place / "a.txt").write_text(text, "utf-8")
    ran = lintnews("--fix", "--select", "garbled/doubled-word", "a.txt", cache=tmp_path / "good")
    assert ran.returncode == 2
    assert (place / "a.txt").read_text("utf-8") == text
    assert [file.name for file in place.iterdir() if file.name.startswith(".")] == []
