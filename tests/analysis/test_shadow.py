"""Shadow text: one ASCII character a code point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.shadow import beyond_ascii, fold


@given(st.text())
def test_one_ascii_character_for_each_code_point(text: str) -> None:
    shadow = fold(text)
    assert len(shadow) == len(text)
    assert shadow.isascii()


@given(st.text(st.characters(max_codepoint=127, exclude_characters="\r")))
def test_ascii_is_its_own_shadow(text: str) -> None:
    assert fold(text) == text


@given(st.text())
def test_line_ends_and_only_they_become_line_feeds(text: str) -> None:
    assert [i for i, char in enumerate(fold(text)) if char == "\n"] == [
        i for i, char in enumerate(text) if char in "\r\n"
    ]


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("“Señor,” she said", '"Senor," she said'),
        ("it’s – really — here…", "it's - really - here."),
        ("Zürich\u00a0Ötzi Łódź", "Zurich Otzi Lodz"),
        ("Київ 42", "Xxxx 42"),
        ("zero\u200bwidth", "zero\x01width"),
        ("e\u0301", "e\x01"),
        ("€5 £6", "$5 $6"),
        ("© 2026", "\x04 2026"),
        ("«ja»", "\x0eja\x0f"),
        ("😀", "\x02"),
    ],
)
def test_what_characters_become(text: str, shadow: str) -> None:
    assert fold(text) == shadow


@given(st.text())
def test_characters_beyond_ascii(text: str) -> None:
    assert beyond_ascii(text) == "".join(char for char in text if not char.isascii())
    assert fold(text, beyond_ascii(text)) == fold(text)
