"""What is not compared is reported as it comes; too much input is not compared, and that is said."""

import json
from pathlib import Path

import pytest

from lintnews.config.load import Finder, Overrides
from lintnews.corpus import run as module
from lintnews.corpus import worker
from lintnews.corpus.plan import Asked, make_plan
from lintnews.documents.document import ReadError


def lines(path: Path, number: int) -> str:
    path.write_text("".join(json.dumps({"text": f"Text {n}."}) + "\n" for n in range(number)), "utf-8")
    return str(path)


def test_outcomes_come_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overrides = Overrides()
    overrides.add({"select": ["garbled"]}, "test")
    plan = make_plan([lines(tmp_path / "a.jsonl", 500)], Finder(isolated=True, overrides=overrides))
    read: list[int] = []
    whole = worker.documents

    def watched(*given: object) -> object:
        for one in whole(*given):  # type: ignore[arg-type]
            read.append(1)
            yield one

    monkeypatch.setattr(worker, "documents", watched)
    next(module.run(plan, Asked(jobs=1)))
    assert len(read) <= 32  # those that are searched together


def test_too_much_to_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMPARED", 10)
    plan = make_plan([lines(tmp_path / "a.jsonl", 5)], Finder(isolated=True))
    first, *rest = module.run(plan, Asked(jobs=1))
    assert isinstance(first, ReadError)
    assert "too large to compare" in first.message
    assert len(rest) == 5
