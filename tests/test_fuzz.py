"""Any text, through all rules: no exception, every span inside the text and equal to the words it quotes."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.corpus import inputs
from fuzz.target import PATHS, one_input
from lintnews.checks import catalogue
from lintnews.checks.examples import parse_example
from lintnews.documents.document import Document, Source, from_text
from lintnews.documents.read import read
from lintnews.engine import Engine
from lintnews.findings import Result
from lintnews.positions import Place, Span
from lintnews.selection import everything

PAGES = catalogue.pages()
ENGINE = Engine(PAGES, catalogue.FUNCTIONS, fast=False)
ALL = everything(PAGES)
EXAMPLES = [parse_example(example).text for rule in PAGES for example in (*rule.bad, *rule.good)]
PIECES = st.one_of(
    st.sampled_from(EXAMPLES),
    st.sampled_from(['"', "“", "”", "''", "«", "»", "‘", "’", "\n", "\r\n", "\r", "\u2028", "\ufeff", "\x00", "\t"]),
    st.sampled_from(
        [" said ", "Mr. ", ". ", " , ", "the the", "\u200b", "\u00ad", "â€œ", "😀", "e\u0301", "Жж", "東京"]
    ),
    st.text(string.printable, max_size=12),
    st.text(max_size=8),
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def check(document: Document, result: Result) -> None:
    lines = document.source.lines
    first, last = lines.start.offset, lines.end().offset
    for finding in result.findings:
        start, end = finding.start.offset, finding.end.offset
        assert first <= start <= end <= last
        assert finding.text == lines.slice(Span(start, end))
        assert finding.start == lines.place(start)
        assert finding.end == lines.place(end)
        for edit in finding.fix.edits if finding.fix else ():
            assert first <= edit.start <= edit.end <= last
    places = [(finding.start.offset, finding.end.offset, finding.rule) for finding in result.findings]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_any_text(text: str) -> None:
    document = from_text(text)
    check(document, ENGINE.lint(document, ALL))


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_any_text_gives_the_same_twice(text: str) -> None:
    assert ENGINE.lint(from_text(text), ALL) == ENGINE.lint(from_text(text), ALL)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
def test_any_text_in_jsonl(texts: list[str], ascii_only: bool) -> None:
    lines = "\n".join(json.dumps({"title": "x", "text": text}, ensure_ascii=ascii_only) for text in texts)
    for document in read("a.jsonl", data=lines.encode("utf-8", "surrogatepass")):
        if isinstance(document, Document):
            check(document, ENGINE.lint(document, ALL))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(TEXTS, st.sampled_from(["<p>", "</p>", "<br>", "&amp;", "&#8220;", "<b>", "<", "<!--"]))))
def test_any_text_in_html(pieces: list[str]) -> None:
    for document in read("a.html", data="".join(pieces).encode("utf-8", "surrogatepass")):
        if isinstance(document, Document):
            check(document, ENGINE.lint(document, ALL))


@pytest.mark.parametrize("name", PATHS)
def test_what_the_fuzzer_begins_with(name: str) -> None:
    some = [data for data in inputs() if PATHS[data[0] % len(PATHS)] == name]
    assert some or name in {"a.json.gz", "a.html.gz"}
    for data in some[:40]:
        one_input(data)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    one_input(data)


def test_a_place_is_where_it_says() -> None:
    source = Source("a", "x\r\ny\rz")
    assert source.lines.place(3) == Place(2, 1, 3)
    assert source.lines.place(5) == Place(3, 1, 5)
