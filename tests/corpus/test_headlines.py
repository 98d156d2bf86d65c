"""Headlines that several files have: which are findings, and where."""

import random
from pathlib import Path

import pytest

from lintnews.config.load import Finder
from lintnews.corpus.plan import make_plan
from lintnews.corpus.run import run
from lintnews.findings import Finding, Result

HEADLINE = "Ferry to the outer islands stopped by a strike of its crews"


def body(seed: int) -> str:
    source = random.Random(seed)
    words = [f"{source.choice('bdfgk')}{source.choice('aeiou')}{source.randrange(500)}" for _ in range(90)]
    return " ".join(words).capitalize() + "."


def findings(folder: Path, *heads: str, bodies: str = "", dates: tuple[str, ...] = ()) -> list[tuple[str, Finding]]:
    for number, head in enumerate(heads):
        front = f"---\ndate: {dates[number]}\n---\n" if dates else ""
        text = f"{front}{head}\n\n{bodies or body(number)}\n"
        (folder / f"{number}.md").write_text(text, "utf-8")
    found = []
    for outcome in run(make_plan([str(folder)], Finder(isolated=True))):
        assert isinstance(outcome, Result), outcome
        found += [(Path(outcome.path).name, one) for one in outcome.findings if one.category == "duplication"]
    return found


@pytest.mark.parametrize(
    "other",
    [
        HEADLINE,
        HEADLINE.upper() + "!",
        "Ferry to outer islands stopped by a strike of its crews",
        "Ferry to the outer islands halted by a strike of its crews",
        "Stopped by a strike of its crews: ferry to the outer islands",
    ],
)
def test_the_same_or_nearly(tmp_path: Path, other: str) -> None:
    ((name, one),) = findings(tmp_path, HEADLINE, other)
    assert (name, one.rule, one.text) == ("1.md", "duplication/same-headline", other.rstrip("!"))
    (related,) = one.related
    assert (related.path or "").endswith("0.md")
    assert related.start[:2] == (1, 1)
    assert related.message.endswith("% the same")


@pytest.mark.parametrize(
    "pair",
    [
        (HEADLINE, "Ferry to the outer islands freed of a strike by its captain"),
        ("What the ferry carried, week 12", "What the ferry carried, week 13"),
        ("The mayor of Lisbon has opened the new bridge", "The mayor of Madrid has opened the new bridge"),
        ("Mayor Opens Longest Bridge Over River Today", "Mayor Closes Longest Bridge Over River Today"),
        ("News in brief today", "News in brief today"),
    ],
)
def test_other_news(tmp_path: Path, pair: tuple[str, str]) -> None:
    assert findings(tmp_path, *pair) == []


def test_columns_are_silent(tmp_path: Path) -> None:
    assert findings(tmp_path, *["What the islands talked about in the past week"] * 4) == []
    names = ("Boats", "Boats", "Sheep", "Lamps", "Storms")
    assert findings(tmp_path, *(f"{name}: what we have learned on the islands this week" for name in names)) == []


def test_a_cluster_is_one_finding(tmp_path: Path) -> None:
    ((name, one),) = findings(tmp_path, HEADLINE, HEADLINE + "!", HEADLINE.title())
    assert name == "2.md"
    assert [Path(related.path or "").name for related in one.related] == ["0.md", "1.md"]


def test_the_later_date_is_flagged(tmp_path: Path) -> None:
    ((name, _),) = findings(tmp_path, HEADLINE, HEADLINE, dates=("2024-05-02", "2024-05-01"))
    assert name == "0.md"


def test_copies_are_reported_once(tmp_path: Path) -> None:
    found = findings(tmp_path, HEADLINE, HEADLINE, bodies=body(0))
    assert [(name, one.rule) for name, one in found] == [("1.md", "duplication/copied-passage")]


def test_sentences_are_no_headlines(tmp_path: Path) -> None:
    sentence = "The ferry to the outer islands has been stopped by a strike of its crews, the owner of the boats said."
    found = findings(tmp_path, sentence, sentence.replace("owner", "agent"))
    assert [(name, one.rule) for name, one in found] == [("1.md", "duplication/copied-passage")]
