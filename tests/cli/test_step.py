"""The summary of a step of GitHub Actions."""

from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, Command, write


@pytest.fixture(autouse=True)
def summary(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that a step appends to, as the runner makes it."""
    file = write(place.parent / "summary.md", "before\n")
    for name in ("SERVER_URL", "REPOSITORY", "SHA", "WORKSPACE"):
        monkeypatch.delenv(f"GITHUB_{name}", raising=False)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    write(place / "in" / "a b.txt", "Words.\n\nA wombat.\n")
    return file


def test_appended_for_github_alone(lintnews: Command, summary: Path) -> None:
    lintnews("check", "in")
    assert summary.read_text("utf-8") == "before\n"
    ran = lintnews("check", "in", "--format", "github")
    assert ran.out.startswith("::error title=house/wombat,file=in/a b.txt,line=3,")
    text = summary.read_text("utf-8")
    assert text.startswith("before\n### lintnews\n\n1 finding in 1 file")
    assert "| 🔴 error | house/wombat |" in text
    lintnews("check", "in", "--output", f"github={summary.parent / 'log'}")
    assert summary.read_text("utf-8").count("### lintnews") == 2


def test_places_lead_to_the_commit(
    lintnews: Command, place: Path, summary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"SERVER_URL": "https://git.example", "REPOSITORY": "o/r", "SHA": "abc", "WORKSPACE": str(place)}
    for name, value in known.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    lintnews("check", "in", "--format", "github")
    assert "(https://git.example/o/r/blob/abc/in/a%20b.txt#L3)" in summary.read_text("utf-8")
    monkeypatch.chdir(place / "in")
    lintnews("check", "--format", "github")
    assert summary.read_text("utf-8").count("(https://git.example/o/r/blob/abc/in/a%20b.txt#L3)") == 2
    monkeypatch.setenv("GITHUB_WORKSPACE", str(place / "elsewhere"))
    lintnews("check", "--format", "github")
    assert summary.read_text("utf-8").count("git.example") == 2


def test_limits_are_in_it(lintnews: Command, place: Path, summary: Path) -> None:
    write(place / "lintnews.toml", CONFIG + "[thresholds.house]\nmax-files = 0\nmax-per-1000-words = 900\n")
    lintnews("check", "in", "--format", "github")
    text = summary.read_text("utf-8")
    assert "| house | max-files | 1 | 0 | ❌ |" in text
    assert "| house | max-per-1000-words | 333.3 | 900 | ✅ |" in text


def test_file_that_cannot_be_written(lintnews: Command, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(place / "no" / "folder" / "x.md"))
    assert lintnews("check", "in", "--format", "github").status == 1
