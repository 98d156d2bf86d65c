"""Lines around spans: safe, in step with their marks, and as wide as asked."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lintnews.reports.terminal import fit, safe, width

ANY = st.text(alphabet=st.characters(), max_size=40)


def test_mark_stands_below_wide_and_combined_characters() -> None:
    marked = fit("東京\t", "wo\u0301m🐨", " slept", 100)
    assert marked.before + marked.inside + marked.after == "東京    wo\u0301m🐨 slept"
    assert marked.underline() == " " * 8 + "^" * 5
    assert fit("a", "", "b", 100).underline() == " ^"


def test_nothing_drives_the_terminal() -> None:
    assert safe("\x1b[31mred\x07\u202eevil\ud800\n\u200b") == "\\x1b[31mred\\x07\\u202eevil\\ud800\\x0a\\u200b"
    assert safe("\ufffe \ufdd0 \U0001ffff \ufffd") == "\\ufffe \\ufdd0 \\U0001ffff \ufffd"
    assert safe("नमस्\u200dते é “quoted”\u00a0") == "नमस्\u200dते é “quoted”\u00a0"


@given(ANY)
def test_safe_text_has_no_control_characters(text: str) -> None:
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in safe(text))


def test_context_is_cut_on_both_sides() -> None:
    marked = fit("a" * 50, "wombat", "b" * 50, 20)
    assert marked == ("…" + "a" * 6, "wombat", "b" * 6 + "…")
    assert fit("aa", "wombat", "b" * 50, 20) == ("aa", "wombat", "b" * 11 + "…")
    assert fit("a" * 50, "wombat", "b", 20) == ("…" + "a" * 12, "wombat", "b")
    assert fit("a", "w" * 50, "b", 20) == ("", "w" * 19 + "…", "")
    assert width("".join(fit("a" * 50, "wombat", "", 20, (False, True)))) == 20
    assert fit("", "wombat", "", 20, (True, True)) == ("…", "wombat", "…")


@given(ANY, ANY, ANY, st.integers(4, 60), st.booleans(), st.booleans())
def test_line_is_never_too_wide_and_keeps_its_span(
    before: str, inside: str, after: str, columns: int, left: bool, right: bool
) -> None:
    marked = fit(before, inside, after, columns, (left, right))
    assert width("".join(marked)) <= columns
    assert safe(inside).startswith(marked.inside.removesuffix("…")) or marked.inside == safe(inside)
    assert safe(before).endswith(marked.before.removeprefix("…"))
    assert safe(after).startswith(marked.after.removesuffix("…"))
