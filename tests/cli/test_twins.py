"""``lintnews twins``."""

import json
from pathlib import Path

import pytest

from lintnews.cli.app import run

SAME = " ".join(f"word{number}" for number in range(60))


def folder(tmp_path: Path) -> str:
    (tmp_path / "a.md").write_text(f"---\ndate: 2024-05-02\n---\n{SAME}.\n", "utf-8")
    (tmp_path / "b.md").write_text(f"---\ndate: 2024-05-01\n---\n{SAME}. And more of it that is new.\n", "utf-8")
    (tmp_path / "c.txt").write_text("Nothing of all this is in here.\n", "utf-8")
    return str(tmp_path)


def test_json_names_the_earlier_date_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["twins", folder(tmp_path), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["documents"] == 3
    (pair,) = report["pairs"]
    assert pair["first"]["path"].endswith("b.md")
    assert pair["later"]["date"] == "2024-05-02"
    assert pair["share_of_later"] > 0.95 > pair["share_of_first"] > 0.9
    assert pair["similarity"] == 1.0


def test_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["twins", folder(tmp_path)]) == 0
    head, row, total = capsys.readouterr().out.splitlines()
    assert head.split() == ["first", "later", "of", "first", "of", "later", "the", "same", "passages"]
    assert row.split()[-3:] == ["100", "%", "1"]
    assert total == "1 pair in 3 documents"


def test_no_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["twins", folder(tmp_path), "--least", "1"]) == 0
    assert capsys.readouterr().out == "0 pairs in 3 documents\n"


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["twins", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
