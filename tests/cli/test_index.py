"""``lintnews index`` and ``check --against``."""

from pathlib import Path

import pytest

from lintnews.cli.app import run

SAME = "The lamp was lit for the first time in 1871 and has failed only twice since, both times during great storms."


def folders(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, head in ((old, "Storms and lamps"), (new, "A lamp on an island")):
        folder.mkdir()
        (folder / "one.txt").write_text(f"{head}\n\n{SAME}\n", "utf-8")
    return str(old), str(new)


def test_check_against_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = folders(tmp_path)
    assert run(["index", old]) == 0
    assert capsys.readouterr().out.endswith("1 documents; files read: 1, unchanged: 0, gone: 0\n")
    options = ["--isolated", "--select", "duplication", "--format", "concise", "--quiet"]
    assert run(["check", new, "--against", old, *options]) == 1
    out = capsys.readouterr().out
    assert "duplication/copied-passage" in out
    assert out.startswith(new)
    assert run(["check", new, *options]) == 0


def test_damaged_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = folders(tmp_path)
    run(["index", old])
    (tmp_path / "old" / ".lintnews-index" / "index.json").write_text("{}", "utf-8")
    capsys.readouterr()
    for command in (["check", new, "--against", old], ["index", old]):
        assert run(command) == 2
        assert "lintnews index --rebuild" in capsys.readouterr().err
    assert run(["index", old, "--rebuild"]) == 0


def test_no_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, new = folders(tmp_path)
    for command in (["check", new, "--against", str(tmp_path / "none")], ["index", str(tmp_path / "none")]):
        assert run(command) == 2
        assert "none" in capsys.readouterr().err
