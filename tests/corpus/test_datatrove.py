"""The step for datatrove, on its local executor; skipped where it is not installed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lintnews.config.load import Finder

pytest.importorskip("datatrove", reason="needs lintnews[datatrove]")
pytestmark = pytest.mark.filterwarnings("ignore")

TEXTS = [
    "Read more\n\nThe council met at noon and said said nothing.",
    "The budget was passed at noon.",
    "Subscribe to our newsletter\n\nSign up for our newsletter",
]


def ran(tmp_path: Path, **policy: Any) -> list[dict[str, Any]]:
    """What leaves a pipeline with the step."""
    from datatrove.data import Document
    from datatrove.executor.local import LocalPipelineExecutor

    from lintnews.corpus.datatrove import Lint

    step = Lint(Finder(isolated=True).config("."), fast=None, **policy)
    about = {"author": "Anna Writer", "date": "2024-05-01"}
    documents = [Document(text=text, id=f"d{n}", metadata=dict(about)) for n, text in enumerate(TEXTS)]
    left: list[dict[str, Any]] = []

    def keep(data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        for one in data:
            left.append({"id": one.id, "text": one.text, "metadata": one.metadata})
            yield one

    LocalPipelineExecutor(pipeline=[documents, step, keep], logging_dir=str(tmp_path / "logs"), tasks=1).run()
    return left


def test_findings_go_with_the_documents(tmp_path: Path) -> None:
    found = ran(tmp_path)
    assert [one["text"] for one in found] == TEXTS
    first = {finding["rule"]: finding for finding in found[0]["metadata"]["lintnews"]}
    assert {"boilerplate/read-more-teaser", "garbled/doubled-word"} <= set(first)
    for finding in first.values():
        assert TEXTS[0][finding["start"] : finding["end"]] == finding["text"]
    assert found[1]["metadata"]["lintnews"] == []


def test_policy(tmp_path: Path) -> None:
    found = ran(tmp_path, cut=["boilerplate/read-more-teaser"], most_share=0.6)
    assert [one["id"] for one in found] == ["d0", "d1"]
    assert "Read more" not in found[0]["text"]
    assert found[0]["text"].endswith("The council met at noon and said said nothing.")
