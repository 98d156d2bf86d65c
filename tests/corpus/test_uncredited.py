"""Copies without credit: which document is the copy, what counts as credit, and where the note stands."""

import json
from pathlib import Path

import pytest

from lintnews.config.load import Finder
from lintnews.corpus.plan import Asked, make_plan
from lintnews.corpus.run import run
from lintnews.findings import Finding, Result

BODY = (
    "The lamp was lit for the first time in 1871 and has failed only twice since, both times during the great storms."
    "\n\nNobody on the island remembers when the ships began to pass by without a greeting, the keeper said on Friday."
)
RULE = "provenance/uncredited-copy"


def copies(folder: Path) -> dict[str, list[Finding]]:
    found = {}
    for outcome in run(make_plan([str(folder)], Finder(isolated=True)), Asked(jobs=1)):
        assert isinstance(outcome, Result), outcome
        found[Path(outcome.path).name] = [one for one in outcome.findings if one.rule == RULE]
    return found


def write(folder: Path, name: str, **fields: str) -> None:
    (folder / name).write_text(json.dumps({"text": f"Storms and lamps of the island\n\n{BODY}", **fields}), "utf-8")


def test_by_the_dates_the_later_copy_is_noted_on_its_headline(tmp_path: Path) -> None:
    write(tmp_path, "a.json", date="2021-05-03", source="Island Courier")
    write(tmp_path, "b.json", date="2021-05-01", source="Lamp Weekly")
    found = copies(tmp_path)
    assert found["b.json"] == []
    (one,) = found["a.json"]
    assert one.text == "Storms and lamps of the island"
    assert one.message.startswith("9")
    assert [place.path.endswith("b.json") for place in one.related] == [True]


@pytest.mark.parametrize(
    "fields",
    [
        {"source": "Lamp Weekly"},
        {"author": "Reuters, Lamp Weekly"},
        {"url": "https://lamps.example/1"},
        {"text": f"Storms and lamps of the island (AP)\n\n{BODY}"},
        {"text": f"Storms and lamps of the island\n\n{BODY}\n\nSource: the island's own paper"},
    ],
)
def test_credit_silences(tmp_path: Path, fields: dict[str, str]) -> None:
    write(tmp_path, "a.json", date="2021-05-01", source="Lamp Weekly", url="https://lamps.example/1")
    write(tmp_path, "b.json", date="2021-05-03", **fields)
    assert copies(tmp_path) == {"a.json": [], "b.json": []}


def test_of_several_earlier_texts_one_is_named(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path, f"{number}.json", date=f"2021-05-0{number + 1}")
    found = copies(tmp_path)
    assert [len(found[f"{number}.json"]) for number in range(6)] == [0, 1, 1, 1, 1, 1]
    assert all(len(one.related) == 1 for some in found.values() for one in some)
