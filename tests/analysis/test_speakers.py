"""Who says a quotation: the span of the words that name the speaker."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.analysis.analysis import Analysis
from lintnews.documents.document import from_text

MARKS = ['"', "“", "”", "''", "«", "»", "'", "‘", "’"]
WORDS = [
    "said",
    "Ann Lee",
    "he",
    "according to ",
    "Mr.",
    "that",
    "who",
    "saying",
    "The mayor",
    "é",
    "😀",
    "\x03",
    "x" * 30,
]
PIECES = st.sampled_from([*MARKS, *WORDS, " ", "\n", "\n\n", ". ", ", ", "? ", ": ", "; ", " - ", "(", ")"])


def speakers(text: str) -> list[str | None]:
    analysis = Analysis(from_text(text))
    return [span and analysis.text[span.start : span.end] for span in analysis.speakers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will go," Ann Lee said on Monday.', "Ann Lee"),
        ('"We will go," said Ann Lee, a spokeswoman for the port.', "Ann Lee, a spokeswoman for the port"),
        ('"We will go," said Ann Lee in a statement.', "Ann Lee"),
        ("“We will go,” she has often said.", "she"),
        ('Ann Lee said: "We will go."', "Ann Lee"),
        ('On Monday, Ann Lee said that the plan was "a step too far" for her.', "Ann Lee"),
        ('Ann Lee, the head of the port, said the plan was "a step too far".', "Ann Lee, the head of the port"),
        ('But when the vote came, the foreign minister called it "a step too far".', "the foreign minister"),
        ('According to Ann Lee, the plan is "a step too far".', "Ann Lee"),
        ('According to Ann Lee, a lawyer, the plan is "a step too far".', "Ann Lee, a lawyer"),
        ('The plan is "a step too far," according to Ann Lee.', "Ann Lee"),
        ('"We will go." - Ann Lee', "Ann Lee"),
        ('"Is that all?" Mr. Lee asked.', "Mr. Lee"),
        ('The bridge is "in a bad state", the mayor said.', "the mayor"),
    ],
)
def test_speaker_in_the_sentence(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


def test_quotations_of_a_paragraph_go_on() -> None:
    text = '"We will go," Ann Lee said. "We will not stay. It is late," she added. "There is no bus."'
    assert speakers(text) == ["Ann Lee", "she", "she"]


def test_colon_before_a_paragraph_leads_to_it() -> None:
    assert speakers('Then Ann Lee wrote to the board:\n\n"We will go. There is no way back."') == ["Ann Lee"]


def test_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = 'Ann Lee said: "We will go.\n\n"There is more to do.\n\n"There always is."'
    assert speakers(text) == ["Ann Lee"] * 3


def test_next_quotation_names_the_speaker() -> None:
    assert speakers('"We will go." "There is no bus," Ann Lee said.') == ["Ann Lee", "Ann Lee"]


def test_nobody() -> None:
    assert speakers('"We will go home before the rain comes."') == [None]


def test_marks_name_nobody() -> None:
    assert speakers('according to  ”“"') == [None]
    assert speakers('"We will go," according to  Ann Lee.') == ["Ann Lee"]


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_marks(pieces: list[str]) -> None:
    analysis = Analysis(from_text("".join(pieces)))
    assert len(analysis.speakers) == len(analysis.quotations.double)
    for span in filter(None, analysis.speakers):
        phrase = analysis.text[span.start : span.end]
        assert phrase and phrase == phrase.strip() and phrase[-1] != ","
