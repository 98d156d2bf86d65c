import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.places import changed, document, trace

BLANK = " \t\n\r\f"
WORDS = st.text(st.characters(exclude_characters="<&\0" + BLANK, exclude_categories=["Cs"]), min_size=1, max_size=6)
# What may stand in a page, and what it shows; a line break stands for the border of a block.
TOKENS = st.one_of(
    WORDS.map(lambda words: (words, words)),
    st.text(BLANK, min_size=1, max_size=3).map(lambda space: (space, " ")),
    st.sampled_from(
        [
            ("&amp;", "&"),
            ("&copy ", "© "),
            ("&notin;", "∉"),
            ("&#128512;", "😀"),
            ("&#x1F600;", "😀"),
            ("&nbsp;", "\u00a0"),
            ("&#10;", " "),
            ("&Tab;", " "),
            ("&NotEqualTilde;", "≂̸"),
            ("&nonsense;", "&nonsense;"),
            ("& ", "& "),
            ("< ", "< "),
            ("<b class='a>b'>", ""),
            ("</b>", ""),
            ('<a href=x/y title="&lt;p>">', ""),
            ("<img alt='words'/>", ""),
            ("<!-- <p> -->", ""),
            ("<!-->", ""),
            ("<?xml ?>", ""),
            ("<script>if (a<b) '</p>'</script>", ""),
            ("<SVG><p>x<svg></svg></SVG>", ""),
            ("<p>", "\n"),
            ("</DIV >", "\n"),
            ("<br/>", "\n"),
            ("<li\nid=1>", "\n"),
        ]
    ),
)


def folded(words: str) -> str:
    lines = (" ".join(part for part in line.split(" ") if part) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


@settings(deadline=None)
@given(st.lists(TOKENS, max_size=20))
def test_text_and_the_way_back(tokens: list[tuple[str, str]]) -> None:
    found = document("a.html", "".join(written for written, _ in tokens) or " ")
    assert found.text == folded("".join(shown for _, shown in tokens))
    for char, stretch in trace(found):
        if char == "\n":
            assert stretch == ""
        elif char == " ":
            assert html.unescape(stretch).strip(BLANK) == ""
            assert stretch
        else:
            assert stretch == char or (char in html.unescape(stretch) and stretch.startswith("&"))


@given(st.text(st.sampled_from("&#;xX0123aAglmpqnotcdry \n"), min_size=1, max_size=30))
def test_entities_are_read_as_the_standard_says(words: str) -> None:
    shown = document("a.html", f"<pre>.{words}.</pre>").text
    assert shown == html.unescape(f".{words}.")


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/!-?'\"= apre&;b\n\r\0[]"), max_size=40))
def test_any_markup_can_be_read(words: str) -> None:
    found = document("a.html", words or " ")
    for char, stretch in trace(found):
        assert stretch == char or char in " \n" or html.unescape(stretch) == char


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a <i> b</i> <i> c</i>", "a b c"),
        ("<p>a</p>b<div><p>c</div>", "a\nb\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc"),
        ("a<br><br>b", "a\nb"),
        ("<pre>\n a\n\n  b </pre>c  d", " a\n\n  b \nc d"),
        ("<pre>\r\na\r\nb\rc</pre>", "a\nb\nc"),
        ("<textarea>\n <b> &amp;</textarea>x", " <b> &\nx"),
        ("<title>t</title><style>s</style><noscript>n</noscript>a<template>x</template>", "a"),
        ("<head><meta name=a content=b></head><body>a", "a"),
        ("<svg/>a<svg><title>n</title><svg></svg>x</svg>b", "ab"),
        ("a<script>x", "a"),
        ("a <b", "a"),
        ("a <!-- b", "a"),
        ("1 < 2 <3 a<", "1 < 2 <3 a<"),
        ("a</>b</ c>d<![CDATA[x]]>e", "abde"),
        ("<a href='x>y\"'>z</a> w", "z w"),
        ("<p title=it's>x</p>y", "x\ny"),
        ("<button>Share</button><button>Tweet</button>", "Share\nTweet"),
        ("</pre>a  b", "a b"),
        ("a\u00a0 \u2003b\u2028c", "a\u00a0 \u2003b\u2028c"),
        ("&amp;lt; &AMP &#0; &#x80;", "&lt; & \ufffd €"),
    ],
)
def test_pages(page: str, text: str) -> None:
    assert document("a.html", page).text == text


def test_places_across_tags() -> None:
    found = document("a.html", "\ufeff<p>Caf&eacute; <b>so\r\n good</b>😀</p>")
    assert found.source.bom
    assert found.text == "Café so good😀"
    assert changed(found) == [("é", "&eacute;"), (" ", "\r\n ")]


def test_an_unclosed_quotation_mark_in_a_tag_does_not_swallow_the_page() -> None:
    assert document("a.html", '<a href="x>one</a> two').text == "one two"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "<b>" * 100_000 + "x",
        "x" + "<a href='" * 50_000,
        "x" + "<!--" * 50_000,
        "x" + "<" * 50_000,
        "x" + "&" * 50_000,
        "x" + "<a b=" * 50_000,
        "x" + "<svg>" * 50_000,
        "x" + "<textarea>" * 50_000,
        "x" + "</" * 50_000,
        "x" + "<pre> " * 20_000,
    ],
    ids=lambda page: page[:8],
)
def test_deep_and_broken_pages(page: str) -> None:
    assert document("a.html", page).text.startswith("x")


def test_metadata_of_tags() -> None:
    page = """<!doctype html><html lang="en-GB"><head><title> Words &amp;
      more | The Post</title><link rel=canonical href="https://example.com/a?b&amp;c">
      <meta name="Author" content='Ann "A" Lee'><meta property="article:published_time" content="2024-01-02">
      <meta property=og:site_name content=Post></head><body><svg><title>no</title></svg>x</body>"""
    assert document("a.html", page).metadata == {
        "title": "Words & more | The Post",
        "url": "https://example.com/a?b&c",
        "author": 'Ann "A" Lee',
        "date": "2024-01-02",
        "source": "Post",
        "language": "en-GB",
    }


@pytest.mark.parametrize("wrapped", [False, True])
def test_linked_data_come_first(wrapped: bool) -> None:
    article = {
        "@type": ["NewsArticle", "Thing"],
        "headline": "Head",
        "author": [{"@type": "Person", "name": "Ann"}, {"name": "Bo"}],
        "datePublished": "2024-01-02T03:04:05Z",
        "publisher": {"@type": "Organization", "name": "The Post"},
        "inLanguage": "en",
        "mainEntityOfPage": {"@id": "https://example.com/a"},
    }
    others = [{"@type": "WebSite", "name": "x"}, article]
    data = json.dumps({"@graph": others} if wrapped else others)
    script = "<script type='application/ld+json'>"
    page = f"<title>T</title>{script}{{</script>{script}{data}</script>"
    assert document("a.html", page).metadata == {
        "title": "Head",
        "author": "Ann, Bo",
        "date": "2024-01-02T03:04:05Z",
        "source": "The Post",
        "language": "en",
        "url": "https://example.com/a",
    }


def test_linked_data_nested_too_deep_are_passed_over() -> None:
    page = f"<title>T</title><script type='application/ld+json'>{'[' * 100_000}</script>x"
    assert document("a.html", page).metadata == {"title": "T"}
