"""Attribution: nothing fails on odd marks, time grows with the text, and the report names speakers at their places."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.checks import catalogue
from lintnews.documents.document import Document, Source, from_text
from lintnews.engine import Engine
from lintnews.findings import Result
from lintnews.positions import OffsetMap, Piece, Span
from lintnews.selection import everything

RULES = [rule for rule in catalogue.rules() if rule.category == "attribution"]
ARTICLE = "The council of the harbour town met on Monday evening to talk about the closed bridge and its repair."
MARKS = ['"', "“", "”", "''", "«", "»", "'", "‘", "’"]
WORDS = ["officials said", "Some say", "I think so", "This is a whole sentence.", "reportedly", "Ann Lee said", "😀"]
PIECES = st.sampled_from([*MARKS, *WORDS, " ", "\n", "\n\n", ". ", ", ", ": ", "-", ARTICLE])


@cache
def engine() -> Engine:
    return Engine(RULES, catalogue.FUNCTIONS, fast=False)


def lint(document: Document) -> Result:
    return engine().lint(document, everything(RULES), figures=True)


def flagged(*paragraphs: str) -> list[str]:
    found = lint(from_text("\n\n".join(paragraphs))).findings
    return [finding.text for finding in found if finding.rule == "attribution/quotation-without-speaker"]


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_marks(pieces: list[str]) -> None:
    text = ARTICLE + "".join(pieces)
    result = lint(from_text(text))
    for finding in result.findings:
        assert 0 <= finding.start.offset < finding.end.offset <= len(text)
    for quote in result.quotations:
        assert (
            quote.speaker is None or text[quote.speaker.start.offset : quote.speaker.end.offset] == quote.speaker.text
        )


def test_speaker_has_its_place_in_the_file() -> None:
    words = '"We will go," Ann Lee said.'
    file = f"<p>{words}</p>"
    offsets = OffsetMap([Piece(0, len(words), 3, 3 + len(words), exact=True)])
    (quote,) = lint(Document(Source("a.html", file), words, offsets=offsets)).quotations
    assert quote.speaker is not None
    assert file[quote.speaker.start.offset : quote.speaker.end.offset] == "Ann Lee"
    assert file[quote.start.offset : quote.end.offset] == '"We will go,"'


def test_quotation_between_paragraphs_that_lead_nowhere() -> None:
    assert flagged(ARTICLE, '"Nobody told us how long it would take."', ARTICLE) == [
        '"Nobody told us how long it would take."'
    ]


@pytest.mark.parametrize(
    "lead",
    [
        '"We are angry," Ann Lee said.',
        "Ann Lee was angry:",
        "They had waited for years, Ann Lee said.",
        'Ann Lee said: "We have waited.',
    ],
)
def test_paragraph_before_leads_to_it(lead: str) -> None:
    assert flagged(ARTICLE, lead, '"Nobody told us how long it would take."', ARTICLE) == []


@pytest.mark.parametrize("sign", ["- Ann Lee", "Ann Lee, president of the port", "Former mayor Ann Lee"])
def test_signature_below(sign: str) -> None:
    assert flagged(ARTICLE, '"Nobody told us how long it would take."', sign) == []


def test_spans_of_unnamed_sources() -> None:
    text = f"{ARTICLE} The cost, federal and state officials said, would be high."
    (finding,) = lint(from_text(text)).findings
    assert Span(finding.start.offset, finding.end.offset) == Span(text.index("federal"), text.index(", would"))
