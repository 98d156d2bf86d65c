"""Findings about several files in the outcomes of a run."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.subsequence import common
from lintnews.analysis.words import find_words
from lintnews.config.load import Finder
from lintnews.corpus.across import day
from lintnews.corpus.compare import compare
from lintnews.corpus.links import find_links
from lintnews.corpus.plan import Asked, make_plan
from lintnews.corpus.run import run
from lintnews.corpus.summary import Summary, summarise, summarised
from lintnews.documents.document import Document, ReadError, from_text
from lintnews.findings import Finding, Result

COPIED = "The lamp was lit for the first time in 1871 and has failed only twice since, both times during great storms."
NOTE = "Storms and lamps\n\nNobody on the island remembers when the ships began to pass by without a greeting."


def findings(folder: Path, jobs: int = 1) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for outcome in run(make_plan([str(folder)], Finder(isolated=True)), Asked(jobs=jobs)):
        assert isinstance(outcome, Result), outcome
        name = Path(outcome.path).name + ("" if outcome.record is None else f"#{outcome.record}")
        found[name] = [one for one in outcome.findings if one.category == "duplication"]
    return found


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_later_file_is_flagged_and_the_first_named(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "a.txt").write_text(f"{NOTE}\n\n{COPIED}\n", "utf-8")
    (tmp_path / "b.html").write_text(f"<html><body><p>Lamps &amp; storms</p><p>{COPIED}</p></body></html>", "utf-8")
    (tmp_path / "c.txt").write_text("Something else stands here.\n", "utf-8")
    found = findings(tmp_path, jobs)
    assert found["a.txt"] == found["c.txt"] == []
    (one,) = found["b.html"]
    assert one.rule == "duplication/copied-passage"
    assert one.text == COPIED[:-1]
    (related,) = one.related
    assert related.path.endswith("a.txt")
    assert related.start[:2] == (5, 1)


def test_pieces_of_an_article_that_follow_each_other_stay_apart(tmp_path: Path) -> None:
    pieces = [COPIED, "The keeper walked down to the harbour in the morning and bought bread for nine people."]
    (tmp_path / "a.txt").write_text("\n\n".join([NOTE, *pieces]) + "\n", "utf-8")
    rows = [{"text": piece} for piece in pieces]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = findings(tmp_path)
    assert [[one.text for one in found[f"b.jsonl#{number}"]] for number in (0, 1)] == [[piece[:-1]] for piece in pieces]


@given(st.lists(st.lists(st.integers(0, 3), max_size=12), max_size=8))
def test_runs_lie_within_their_documents(words: list[list[int]]) -> None:
    documents = [np.array(some, np.uint32) for some in words]
    links = find_links(documents)
    ids = np.concatenate([*documents, np.empty(0, np.uint32)])
    for first, later, length, one, other in zip(*links[1:6], strict=True):
        assert links.bases[one] <= first <= first + length <= links.bases[one + 1]
        assert links.bases[other] <= later <= later + length <= links.bases[other + 1]
        assert one < other
        assert ids[first : first + length].tolist() == ids[later : later + length].tolist()


def test_records_are_documents(tmp_path: Path) -> None:
    rows = [{"text": f"{NOTE}\n\n{COPIED}"}, {"text": "Nothing."}, {"text": f'He said "no".\n\n{COPIED}'}]
    path = tmp_path / "all.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = findings(tmp_path)
    assert found["all.jsonl#0"] == found["all.jsonl#1"] == []
    (one,) = found["all.jsonl#2"]
    text = path.read_text("utf-8")
    (related,) = one.related
    assert text[one.start.offset : one.end.offset] == text[related.start.offset : related.end.offset] == COPIED[:-1]
    assert (one.start.line, related.start.line) == (3, 1)


def test_the_earlier_date_comes_first(tmp_path: Path) -> None:
    for name, date in (("a.md", "2024-05-02"), ("b.md", "2024-05-01")):
        (tmp_path / name).write_text(f"---\ndate: {date}\n---\n{COPIED}\n", "utf-8")
    found = findings(tmp_path)
    assert found["b.md"] == []
    (one,) = found["a.md"]
    assert one.related[0].path.endswith("b.md")


@pytest.mark.parametrize(("text", "known"), [("2024-05-02T10:00:00Z", True), ("2 May 2024", False), ("", False)])
def test_dates(text: str, known: bool) -> None:
    assert (day(text) is not None) == known


def summaries(*texts: str) -> list[Summary]:
    return [summarise(Analysis(from_text(text, f"{number}.txt"))) for number, text in enumerate(texts)]


def test_stock_phrases_are_learned() -> None:
    phrase = "declined to say anything about the matter on the record before the trial in the spring"
    texts = []
    for who in ("mayor", "widow", "bank", "brother", "prosecutor"):
        story = " ".join(f"{who}{number}" for number in range(200))
        texts.append(f"Their {who} {phrase}.\n\n{story}.")
    assert compare(summaries(*texts[:2]))
    assert compare(summaries(*texts)) == []


def test_no_documents_and_empty_ones() -> None:
    assert compare([]) == []
    assert compare(summaries("", "", "one two")) == []


@given(st.text(alphabet=st.sampled_from("Ab1 \n.'\"-é’“”"), max_size=60))
def test_summaries_agree_with_the_analysis(text: str) -> None:
    analysis = Analysis(from_text(text))
    summary = summarise(analysis)
    count = len(analysis.words)
    assert summary.news.tolist() == [analysis.is_news(word) for word in range(count)]
    lines = {int(word) for word in np.searchsorted(analysis.words.starts, analysis.lines.starts) if word < count}
    assert lines <= set(summary.sentences.tolist()) | {0}
    words = find_words(analysis.shadow, text, far=False, arrays=False)
    assert [summary.span(word, word + 1) for word in range(count)] == list(zip(words.starts, words.ends, strict=True))


@given(st.lists(st.text(alphabet=st.sampled_from("Ab1 \n\r.'\"-é’“”Ж"), max_size=40), max_size=6), st.integers(1, 50))
def test_documents_summarised_together_are_as_each_by_itself(texts: list[str], together: int) -> None:
    documents: list[Document | ReadError] = [from_text(text, f"{number}.txt") for number, text in enumerate(texts)]
    documents.insert(len(texts) // 2, ReadError("unread.txt", "cannot be read"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lintnews.corpus.summary._TOGETHER", together)
        found = list(summarised(documents))
    assert found.pop(len(texts) // 2) is documents[len(texts) // 2]
    for one, each in zip(found, summaries(*texts), strict=True):
        assert isinstance(one, Summary)
        for name, value in each._asdict().items():
            own = getattr(one, name)
            assert np.array_equal(own, value), name
            assert getattr(own, "dtype", None) == getattr(value, "dtype", None), name


def test_sentences_of_a_summary() -> None:
    text = 'Mr. Lund said no. "It rained," he said. (Nobody knew.) 3 came from the U.S. Army! Why? e.g. this.\nA line'
    (summary,) = summaries(text)
    begins = [text[summary.starts[word] :].split()[0] for word in summary.sentences.tolist()]
    assert begins == ["Mr.", "It", "Nobody", "3", "Why?", "A"]


@given(
    st.lists(st.integers(0, 3), max_size=9), st.lists(st.integers(0, 3), max_size=9), st.floats(0, 9, allow_nan=False)
)
def test_common_words(one: list[int], other: list[int], least: float) -> None:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, mine in enumerate(one):
        for j, theirs in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if mine == theirs else max(table[i][j + 1], table[i + 1][j])
    length = table[-1][-1]
    assert common(one, other) == length
    assert common(one, other, least) == (length if length >= least else 0)
