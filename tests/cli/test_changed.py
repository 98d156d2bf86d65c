"""``--changed-since``: findings on added lines alone."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write

OLD = "Title\n\nThe wombat slept.\n\nWords.\n"


def git(*args: str) -> None:
    name = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    subprocess.run(["git", *name, *args], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def repository(place: Path) -> None:
    for name in ("a.txt", "sub/ü b.txt", "same.txt"):
        write(place / name, OLD)
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Articles")


def lines(lintnews: Command, *args: str) -> list[str]:
    ran = lintnews("check", "--changed-since", "HEAD", "--format", "concise", "-q", *args)
    assert ran.err == ""
    return [line.partition(": ")[0] for line in ran.out.splitlines()]


def test_nothing_changed(lintnews: Command) -> None:
    assert lines(lintnews) == []


def test_added_lines_and_new_files(lintnews: Command, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(place / "a.txt", "New.\n" + OLD + "Another wombat.\n")
    write(place / "sub" / "ü b.txt", OLD.replace("Words.", "A wombat."))
    write(place / "sub" / "new.txt", OLD)
    write(place / "same.txt", OLD.replace("Title\n", ""))
    assert lines(lintnews) == ["a.txt:7:9", "sub/new.txt:3:5", "sub/ü b.txt:5:3"]
    git("add", ".")
    assert lines(lintnews) == ["a.txt:7:9", "sub/new.txt:3:5", "sub/ü b.txt:5:3"]
    monkeypatch.chdir(place / "sub")
    assert lines(lintnews, "ü b.txt", "../a.txt") == ["ü b.txt:5:3", "../a.txt:7:9"]
    git("commit", "-q", "-m", "More")
    assert lines(lintnews) == []


def test_what_git_cannot_answer(lintnews: Command, place: Path) -> None:
    for revision, message in (("nowhere", "git: bad revision 'nowhere'"), ("--all", "'--all' is no revision")):
        ran = lintnews("check", "--changed-since", revision)
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert message in ran.err
