import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.documents.document import Document, ReadError
from tests.documents.places import changed, document, documents, trace

WORD = st.text(st.sampled_from("abzéЖ中😀\u0301'’“”,"), min_size=1, max_size=5)
# Parts of a line: what is written and what is shown.
INLINE = st.one_of(
    WORD.map(lambda word: (word, word)),
    WORD.map(lambda word: (f"x**x{word}x**", f"xx{word}x")),
    WORD.map(lambda word: (f"*x{word}x*", f"x{word}x")),
    WORD.map(lambda word: (f"`{word}  *{word}`", f"{word}  *{word}")),
    WORD.map(lambda word: (f"[x{word} *z*](http://x.y/a_b_c 't')", f"x{word} z")),
    st.sampled_from(
        [
            ("&amp;", "&"),
            ("&copy;", "©"),
            ("\\*", "*"),
            ("\\_x\\_", "_x_"),
            ("a_b_c", "a_b_c"),
            ("AT&T", "AT&T"),
            ("x<b>y</b>", "xy"),
            ("x ![alt text](i.png)", "x"),
            ("x <!-- gone -->", "x"),
            ("x~~struck~~", "xstruck"),
            ("2*3*x", "23x"),
            ("``a`b``", "a`b"),
        ]
    ),
)
LINES = st.lists(INLINE, min_size=1, max_size=5)


def quoted(written: str) -> str:
    return "\n".join("> " + line for line in written.split("\n"))


def listed(written: str) -> str:
    return "- " + written.replace("\n", "\n  ")


def numbered(written: str) -> str:
    return "7)  " + written.replace("\n", "\n    ")


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, str]:
    parts = draw(LINES)
    kind = draw(st.sampled_from(["paragraph", "atx", "setext"]))
    joint = " " if kind == "atx" else draw(st.sampled_from([" ", "\n", " \n   "]))
    written = joint.join(written for written, _ in parts)
    if kind == "atx":
        written = f"## {written} ##"
    elif kind == "setext":
        written += "\n==="
    for wrap in draw(st.lists(st.sampled_from([quoted, listed, numbered]), max_size=3)):
        written = wrap(written)
    return written, " ".join(shown for _, shown in parts)


def is_fine(char: str, stretch: str) -> bool:
    if char == stretch or (stretch[:1] == "&" and html.unescape(stretch) == char) or stretch == "\\" + char:
        return True
    return stretch == "" if char == "\n" else char == " " and stretch.strip(" \t\r\n>") == ""


@settings(deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\r"]))
def test_text_and_the_way_back(parts: list[tuple[str, str]], end: str) -> None:
    written = "\n\n<!-- between -->\n\n".join(written for written, _ in parts)
    found = document("a.md", written.replace("\n", end))
    assert found.text == "\n".join(shown for _, shown in parts)
    for char, stretch in trace(found):
        assert is_fine(char, stretch)


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("ab *_`~[]()!\\&;<>/#-+=|.1\n\r\t\0\u00a0\u2028"), max_size=40))
def test_any_markup_can_be_read(written: str) -> None:
    found = document("a.md", written or " ")
    for char, stretch in trace(found):
        assert char in " \n" or is_fine(char, stretch)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("# Head *line* ##\n\ntext", "Head line\ntext"),
        ("one\ntwo  \nthree\\\nfour<br>five", "one two\nthree\nfour\nfive"),
        ("- a\n- b\n\n  c\n  1. d\n     e\n", "a\nb\nc\nd e"),
        ("> a\nb\n> > c", "a b\nc"),
        ("a\n\n```\ncode\n```\n\n    more code\n\nb", "a\nb"),
        ("a <!-- c --> b ![i](x) ![i](y).", "a b ."),
        ("<!--\nx\n-->\n<div>\na <b>b</b> &amp; c\n</div>\n\nd", "a b & c\nd"),
        ("> <div>a</div>\n\nb", "b"),
        ("| A | B \\| `c` |\n|---|---|\n| d\n| e | f | g |", "A\nB | c\nd\ne\nf"),
        ("- x\n\n  a | b\n  --|--\n  c | d", "x\na\nb\nc\nd"),
        ("<http://x.y/z> and <a@b.c>", "http://x.y/z and a@b.c"),
        ("[a]: http://x\n\n[words][a] and [a] [b]", "words and a [b]"),
        ("[![alt](x)](y) a", "a"),
        ("a * b _ c ** d", "a * b _ c ** d"),
        ("a\n***\nb\n---\n", "a\nb"),
        ("`` ` `` and ` a\n  b `", "` and a b"),
        ("a  b\tc", "a  b\tc"),
        ("\u00a0\nfoo\x0b\nbar", "foo\x0b bar"),
        ("a\\1b", "a\\1b"),
        ("*a*\u2028b", "a\u2028b"),
        ("\\&amp; &#65; &bogus; & x", "&amp; A &bogus; & x"),
    ],
)
def test_marks(written: str, text: str) -> None:
    found = document("a.md", written)
    assert found.text == text
    assert all(char in " \n" or is_fine(char, stretch) for char, stretch in trace(found))


def test_places() -> None:
    found = document("a.md", "---\r\ntitle: T\r\n---\r\n> *Caf&eacute;* \\*\r\n> a | `b`\r\n")
    assert found.text == "Café * a | b"
    assert changed(found) == [("é", "&eacute;"), ("*", "\\*"), (" ", "\r\n> ")]
    table = document("a.md", "> | a | b\\|c |\n> |--|--|\n> | \\|d | |\n")
    assert table.text == "a\nb|c\n|d"
    assert [stretch for _, stretch in trace(table)] == ["a", "", "b", "|", "c", "", "|", "d"]


@pytest.mark.parametrize(
    "written",
    [
        "---\ntitle: A\ndate: 2024-01-02\nauthor: [Ann, {name: Bo}]\nlang: en\n---\ntext",
        '+++\ntitle = "A"\ndate = 2024-01-02\nauthors = ["Ann", "Bo"]\nlanguage = "en"\n+++\ntext',
        "---\r\n# note\r\nTitle: A\r\npublished: 2024-01-02\r\nbyline: Ann, Bo\r\nlang: en\r\n...\r\ntext",
    ],
)
def test_front_matter(written: str) -> None:
    found = document("a.md", written)
    assert found.metadata == {"title": "A", "date": "2024-01-02", "author": "Ann, Bo", "language": "en"}
    assert (found.text, changed(found)) == ("text", [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("---\ntitle: [a\n---\ntext", "broken front matter: expected"),
        ("---\ndate: 2024-13-45\n---\ntext", "broken front matter: month must be in 1..12"),
        ("---\na: b\n- c\n---\ntext", "broken front matter: "),
        ("+++\ntitle = \n+++\ntext", "broken front matter: Invalid value"),
        (f"---\na: {'[' * 5000}\n---\ntext", "broken front matter: nested too deep"),
        ("---\na: \x01\n---\ntext", "broken front matter: "),
    ],
)
def test_broken_front_matter_is_reported_and_left_out(written: str, message: str) -> None:
    error, found = documents("a.md", written)
    assert isinstance(error, ReadError)
    assert str(error).startswith(f"a.md:1: {message}")
    assert "\n" not in str(error)
    assert isinstance(found, Document)
    assert found.text == "text"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("---\nWords of a text.\n\n---\nmore", "Words of a text.\nmore"),
        ("---\ntitle: never closed\n", "title: never closed"),
        ("text\n\n---\ntitle: a\n\n---\n", "text\ntitle: a"),
        ("---\n---\ntext", "text"),
        ("---\ntitle: a\n---", ""),
    ],
)
def test_what_is_no_front_matter(written: str, text: str) -> None:
    assert document("a.md", written).text == text


@pytest.mark.parametrize("mark", ["> ", "- ", "[", "*a ", "`", "![", "<b", "(", "[a]("])
def test_deep_nesting(mark: str) -> None:
    found = documents("a.md", mark * 2000 + "x")
    assert [type(each) for each in found] == [Document]
