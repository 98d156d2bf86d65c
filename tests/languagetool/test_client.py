"""Matches of a server at the right places, kept in the cache, and turned into findings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.grammar import Grammar, Match, Server
from lintnews.documents.document import from_text
from lintnews.findings import Severity
from lintnews.languagetool.server import about
from lintnews.languagetool.unavailable import Unavailable
from lintnews.positions import Span, utf16_span
from lintnews.proofreader import is_misspelt, proofread, rule_name, use_of
from lintnews.selection import declared
from tests.languagetool.fake import FakeServer, fake_server, utf16


def words(found: list[Match], text: str) -> list[str]:
    return [text[match.start : match.end] for match in found]


def asking(server: FakeServer, *, cached: bool = False) -> Grammar:
    return Grammar(Server(server.url, "0.fake"), cached=cached)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n\n\n 😀 \n"])
def test_places_with_emoji_and_any_line_ends(gap: str) -> None:
    text = f"😀😀 One wombat is 😀 here.{gap}Two 👩‍👩‍👧 wombats and a wom😀bat.{gap}No more."
    with fake_server(WOMBAT="wom😀?bats?") as server:
        found = asking(server).matches(Analysis(from_text(text)))
    assert words(found, text) == ["wombat", "wombats", "wom😀bat"]


@given(st.text(st.sampled_from("ab 😀\n.𝔘é"), max_size=60), st.data())
def test_utf16_lengths_lead_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert utf16_span(text, start, utf16(text[start:end])) == Span(start, end)


def test_long_texts_go_in_batches_of_whole_paragraphs() -> None:
    text = "\n\n".join(f"Paragraph {number} is about a wombat, and it goes on for a while." for number in range(1000))
    with fake_server(WOMBAT="wombat") as server:
        found = asking(server).matches(Analysis(from_text(text)))
        assert words(found, text) == ["wombat"] * 1000
        assert 3 <= len(server.asked) <= 5
        assert all(asked.startswith("Paragraph") and asked.endswith("while.") for asked in server.asked)


def test_foreign_paragraphs_are_not_asked_about() -> None:
    german = "Die Ministerin sagte am Montag, dass die Brücke nicht vor dem Sommer fertig wird."
    text = f"The bridge stayed closed on Monday, and the ferry was full by eight.\n{german}\nThat was all of it."
    with fake_server(X="zzz") as server:
        asking(server).matches(Analysis(from_text(text)))
        assert german not in "".join(server.asked)


def test_an_answer_is_kept_and_no_server_needed_again(tmp_path: object) -> None:
    text = "One wombat is here."
    with fake_server(WOMBAT="wombat") as server:
        first = asking(server, cached=True).matches(Analysis(from_text(text)))

    def never() -> str:
        raise AssertionError("asked again")

    kept = Grammar(Server("", "0.fake"), url=never).matches(Analysis(from_text(text)))
    assert kept == first
    with pytest.raises(AssertionError):
        Grammar(Server("", "0.other"), url=never).matches(Analysis(from_text(text)))


def test_a_server_that_is_gone_is_one_clear_error() -> None:
    with fake_server(X="x") as server:
        url = server.url
    with pytest.raises(Unavailable, match="does not answer"):
        Grammar(Server(url, "0.fake"), cached=False).matches(Analysis(from_text("One wombat is here.")))
    with pytest.raises(Unavailable, match="no LanguageTool server answers at"):
        about(url)
    with pytest.raises(Unavailable, match="no address"):
        about("wombat")


def hits(text: str, *found: Match) -> list[tuple[str, Severity]]:
    return [(rule.name, severity) for rule, severity, _ in proofread(Analysis(from_text(text)), found, declared)]


def match(rule: str, text: str, word: str, *better: str, category: str = "TYPOS") -> Match:
    start = text.index(word)
    return Match(start, start + len(word), rule, category, "Not so.", list(better))


def test_the_table_says_what_is_used() -> None:
    assert use_of("EN_A_VS_AN", "MISC") == "warning"
    assert use_of("EN_COMPOUNDS_ROBO_CALLS", "MISC") == use_of("ANYTHING", "STYLE") == "off"
    assert use_of("NEVER_SEEN", "NEVER_SEEN") == "info"
    assert rule_name("EN_A_VS_AN") == "grammar/en-a-vs-an"
    text = "It is a apple."
    assert hits(text, match("EN_A_VS_AN", text, "a", "an")) == [("grammar/en-a-vs-an", Severity.WARNING)]
    assert hits(text, match("WHATEVER", text, "a", "an", category="STYLE")) == []


@pytest.mark.parametrize(
    ("text", "word", "better", "wrong"),
    [
        ("He left becuase of rain.", "becuase", ["because"], True),
        ("Yes, saidthe mayor.", "saidthe", ["said the"], True),
        ("The town of Wyrzysk is small.", "Wyrzysk", ["Wrysk"], False),
        ('He said: "It was becuase of rain."', "becuase", ["because"], False),
        ("A colour is a colour.", "colour", ["color"], False),
        ("They organise it.", "organise", ["organize"], False),
        ("He was sceptical.", "sceptical", ["skeptical"], False),
        ("It was played on the pitchside.", "pitchside", ["pitch side"], False),
        ("The wobbegong and another wobbegong.", "wobbegong", ["webbing"], False),
        ("He has no zorblax.", "zorblax", [], False),
        ("It cost 3pm.", "pm", ["am"], False),
    ],
)
def test_names_quotations_and_british_words_are_no_spelling_errors(
    text: str, word: str, better: list[str], wrong: bool
) -> None:
    assert is_misspelt(Analysis(from_text(text)), match("MORFOLOGIK_RULE_EN_US", text, word, *better)) is wrong
