"""A second run over files that are as they were: the same report to the byte, without linting."""

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from lintnews.cache.store import Store
from lintnews.corpus.plan import Task
from lintnews.corpus.worker import Worker
from lintnews.reports.formats import FORMATS
from tests.cli.conftest import ROOT, RULE, Command, write

SHARED = (
    "The harbour authority said on Tuesday that forty fishing boats had been moved to the northern quay "
    "before the storm reached the coast, and that none of their crews had been hurt in the night."
)
PIECES = [
    SHARED,
    SHARED.replace("forty", "fifty"),
    "A wombat slept.",
    "Read more",
    "“It is late,” said Anna Berg, the mayor of the town. “We waited for for hours.”",
    "Officials familiar with the matter said nothing.",
    "Le ministre a dit mardi que les bateaux étaient partis avant la tempête, et que personne n'a été blessé.",
]
ALL = 'rule-folders = ["myrules"]\n[per-file."draft/**"]\nignore = ["house"]\n'


@pytest.fixture(autouse=True)
def corpus(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of several formats, and a cache of their own for results alone."""
    monkeypatch.setattr(Store.__init__, "__defaults__", (tmp_path / "results", 500_000_000))
    write(place / "lintnews.toml", ALL)
    for number, suffix in enumerate((".txt", ".md", ".html", ".json", ".txt", ".txt", ".jsonl", ".txt")):
        folder = "draft" if number % 3 == 0 else "news"
        write(place / folder / f"{number}{suffix}", _content(suffix, PIECES[: number + 1]))
    return place


def _content(suffix: str, paragraphs: list[str]) -> str:
    import json

    if suffix == ".html":
        return "<html><body>" + "".join(f"<p>{each}</p>" for each in paragraphs) + "</body></html>"
    if suffix == ".json":
        return json.dumps({"title": "Title", "date": "2024-05-01", "text": "\n\n".join(paragraphs)})
    if suffix == ".jsonl":
        return "".join(json.dumps({"text": each}) + "\n" for each in paragraphs)
    return "Title\n\n" + "\n\n".join(paragraphs) + "\n"


def same(lintnews: Command, *args: str) -> None:
    """What a run says with the cache, twice, and without it."""
    plain = lintnews("check", *args, "--no-cache")
    assert lintnews("check", *args) == plain, args
    assert lintnews("check", *args) == plain, args


@pytest.fixture
def linted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are linted."""
    paths: list[str] = []
    real = Worker.lint

    def lint(self: Worker, task: Task, *more: object) -> object:
        paths.append(task.path)
        return real(self, task, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "lint", lint)
    return paths


def test_every_format(lintnews: Command) -> None:
    for form in FORMATS:
        same(lintnews, "--format", form, "--severity", "info")


def test_only_what_changes_is_linted(lintnews: Command, place: Path, linted: list[str]) -> None:
    (place / "news" / "7.txt").rename(place / "news" / "6.txt")
    shutil.rmtree(place / "draft")
    (place / "draft").mkdir()
    for name in "abcd":
        write(place / "draft" / f"{name}.txt", "Title\n\n" + SHARED + "\n")
    (place / "draft" / "6.jsonl").unlink(missing_ok=True)
    first = lintnews("check", "--format", "json")
    assert len(linted) >= 5
    linted.clear()
    assert lintnews("check", "--format", "json") == first
    assert linted == []
    write(place / "draft" / "b.txt", "Title\n\n" + SHARED + "\n\nA wombat.\n")
    changed = lintnews("check", "--format", "json")
    assert linted == ["draft/b.txt"]
    assert changed == lintnews("check", "--format", "json", "--no-cache")
    assert "duplication/shared-banner" in changed.out
    linted.clear()
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace("is an animal", "is no news"))
    assert "is no news" in lintnews("check", "news", "draft").out
    assert len(linted) > 5


def test_random_changes(lintnews: Command, place: Path) -> None:
    chance = random.Random(5)
    for turn in range(15):
        files = sorted(path for path in place.rglob("*") if path.parent.name in ("draft", "news"))
        for file in chance.sample(files, chance.randrange(3)):
            if chance.random() < 0.2:
                file.rename(file.with_name(f"moved{turn}{file.suffix}"))
            elif chance.random() < 0.2:
                shutil.copy(file, place / "news" / f"copy{turn}{file.suffix}")
            else:
                pieces = chance.sample(PIECES, chance.randrange(len(PIECES)))
                write(file, _content(file.suffix, pieces) if chance.random() < 0.9 else b"\xff\xfe\x00bad")
        options = chance.choice([[], ["--select", "house,duplication"], ["--jobs", "2"], ["--ignore", "duplication"]])
        same(lintnews, "--format", chance.choice(["json", "sarif", "text"]), *options)


def test_known_and_allowed_findings(lintnews: Command, place: Path) -> None:
    assert lintnews("baseline", "write").status == 0
    write(place / "news" / "new.txt", "Title\n\n" + "\n\n".join(PIECES))
    same(lintnews, "--baseline", "lintnews-baseline.json")
    write(place / "lintnews.allow", '[[allow]]\nrule = "house"\nreason = "seen"\npath = "news/new.txt"\n')
    same(lintnews, "--baseline", "lintnews-baseline.json")
    assert lintnews("baseline", "check").out == lintnews("baseline", "check").out


def test_changed_since(lintnews: Command, place: Path) -> None:
    git = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    for args in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Articles"]):
        subprocess.run([*git, *args], check=True, capture_output=True)
    file = place / "news" / "4.txt"
    file.write_text(file.read_text("utf-8") + "\nThree wombats.\n", "utf-8")
    same(lintnews, "--changed-since", "HEAD", "--format", "json")
    assert "news/4.txt" in lintnews("check", "--changed-since", "HEAD", "--format", "concise").out


def test_archive(lintnews: Command, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "archive" / "old.txt", "Old\n\n" + SHARED)
    same(lintnews, "--against", str(tmp_path / "archive"), "--format", "json")
    same(lintnews, "--format", "json")


def test_fixes_are_seen(lintnews: Command, place: Path) -> None:
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace("why:", "fix: delete\nsafe: true\nwhy:"))
    lintnews("check")
    assert "house/wombat" not in lintnews("check", "--fix", "--format", "concise", "news").out
    same(lintnews)


def test_nothing_is_kept_where_nothing_is_asked(lintnews: Command, process: Command, tmp_path: Path) -> None:
    lintnews("check", "--no-cache")
    assert not (tmp_path / "results").exists()
    own = tmp_path / "own"
    process("check", "-", stdin=b"Title\n\nA wombat slept.\n", LINTNEWS_CACHE_DIR=str(own))
    assert Store(own).size().rows == 0
    process("check", "news/1.md", LINTNEWS_CACHE_DIR=str(own))
    assert Store(own).size().rows > 0


def test_wrong_settings_are_complained_of_as_ever(lintnews: Command, place: Path) -> None:
    lintnews("check")
    write(place / "myrules" / "house" / "wombat.yaml", "message: [")
    same(lintnews)
    write(place / "myrules" / "house" / "wombat.yaml", RULE)
    same(lintnews, "--ignore", "nonsense")


def test_real_process_whose_home_cannot_be_written(process: Command, place: Path) -> None:
    plain = process("check", "--no-cache")
    assert process("check", LINTNEWS_CACHE_DIR=str(place / "lintnews.toml" / "no")) == plain
    assert process("check", LINTNEWS_CACHE_DIR=os.devnull) == plain


def test_many_processes_at_once(place: Path, tmp_path: Path) -> None:
    import sys

    command = [sys.executable, "-m", "lintnews", "check", "--format", "json"]
    environment = {**os.environ, "LINTNEWS_CACHE_DIR": str(tmp_path / "shared"), "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(4)]
    reports = {process.communicate()[0] for process in running}
    again = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert reports == {again.stdout}


def test_command_cache(lintnews: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store.__init__, "__defaults__", (None, 500_000_000))
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(tmp_path / "mine"))
    write(tmp_path / "mine" / "thesis.txt", "not ours")
    lintnews("check")
    shown = lintnews("cache", "show")
    assert shown.status == 0
    assert shown.out.startswith(f"{tmp_path / 'mine'}: ")
    assert "results of earlier runs" in shown.out
    cleared = lintnews("cache", "clear")
    assert cleared.status == 0
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    assert lintnews("cache", "show").out == f"{tmp_path / 'mine'}: empty\n"


def test_a_single_file_is_known_too(lintnews: Command, place: Path, linted: list[str]) -> None:
    file = place / "news" / "4.txt"
    first = lintnews("check", str(file))
    assert len(linted) == 1
    assert lintnews("check", str(file)) == first
    assert len(linted) == 1
    write(file, file.read_text("utf-8").replace("A wombat slept.", "A wombat woke."))
    changed = lintnews("check", str(file))
    assert len(linted) == 2
    assert changed == lintnews("check", str(file), "--no-cache")
    assert changed != first
