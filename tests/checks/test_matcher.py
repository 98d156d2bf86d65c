"""The two ways of matching lead to the same matches, which are those of every pattern on every paragraph."""

import random
import re
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews import cachedir
from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue, literal_search
from lintnews.checks.examples import parse_example
from lintnews.checks.hyperscan_pass import HyperscanPass
from lintnews.checks.matcher import Matcher, confirm
from lintnews.checks.needs import SHAPED
from lintnews.checks.pattern import PatternError, any_of, make_pattern
from lintnews.checks.rule import Match, Rule
from lintnews.documents.document import from_text

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAGES = catalogue.pages()
FAST, PLAIN = Matcher(PAGES, fast=True), Matcher(PAGES, fast=False)
EXAMPLES = [parse_example(example).text for rule in PAGES for example in (*rule.bad, *rule.good)]
LITERALS = sorted({literal for rule in PAGES for pattern in rule.patterns for literal in pattern.literals})
GLUE = [" ", "\n", ". ", ", ", "\n\n", "’s ", " “", "” ", "é", "\u00a0", "\r\n", "\t", "—", "Ж", "😀", "\x00", "\u2028"]
SNIPPETS = st.one_of(st.sampled_from(LITERALS), st.sampled_from(GLUE), st.text(string.ascii_letters, max_size=6))
TEXTS = st.one_of(st.lists(SNIPPETS, max_size=40).map("".join), st.text(max_size=200))


def order(match: Match) -> tuple[tuple[int, int, int], list[tuple[str, str]]]:
    return match[:3], sorted(match.groups.items())


def spoken(analysis: Analysis) -> list[Rule]:
    """The rules that fit a text's language: the others' matches are of no use, and need not be found."""
    return [rule for rule in PAGES if rule.speaks(analysis.language)]


def naive(analysis: Analysis) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for rule in spoken(analysis):
        for paragraph in range(len(analysis.paragraphs)):
            for pattern in rule.patterns:
                found.setdefault(rule.name, []).extend(confirm(pattern, analysis, paragraph))
    return {name: sorted(some, key=order) for name, some in found.items() if some}


def matches(matcher: Matcher, text: str) -> dict[str, list[Match]]:
    analysis = Analysis(from_text(text))
    names = {rule.name for rule in spoken(analysis)}
    found = matcher.matches(analysis)
    return {name: sorted(some, key=order) for name, some in found.items() if name in names}


def test_hyperscan_is_not_asked_for_letters_that_no_shadow_has() -> None:
    regexes = (r"a long caf\u00e9 bar", "the second pattern")
    patterns = [make_pattern(one, whole=False, case=False, raw=False) for one in regexes]
    opened = HyperscanPass.open(list(enumerate(patterns, 7)), build=True)
    assert opened is not None
    assert opened.numbers == [8]
    assert {number for number, _ in opened.ends("a long cafe bar, the second pattern")} == {8}


def test_hyperscan_is_used() -> None:
    pytest.importorskip("hyperscan", reason="compares the two ways, of which one needs hyperscan")
    assert FAST.fast
    assert not PLAIN.fast


def test_both_ways_find_what_the_naive_way_finds_in_all_examples() -> None:
    text = "\n".join(EXAMPLES)
    expected = naive(Analysis(from_text(text)))
    assert expected
    assert matches(FAST, text) == expected
    assert matches(PLAIN, text) == expected


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda seed: seed.stem[:3])
def test_both_ways_find_what_the_naive_way_finds_in_the_seeds(seed: Path) -> None:
    text = seed.read_bytes().decode("utf-8")
    expected = naive(Analysis(from_text(text)))
    assert expected
    assert matches(FAST, text) == expected
    assert matches(PLAIN, text) == expected


def test_blanks_around_a_paragraph_hide_neither_end() -> None:
    for text in ("  ** bold ** \n", "\x1f**bold **\t\x0c", " - ** \r\n"):
        assert matches(FAST, text) == matches(PLAIN, text)


@settings(deadline=None, max_examples=120)
@given(TEXTS)
def test_both_ways_agree_on_any_text(text: str) -> None:
    assert matches(FAST, text) == matches(PLAIN, text)


def test_both_ways_agree_with_the_naive_way_on_shuffled_examples() -> None:
    order = random.Random(7)
    words = [word for example in EXAMPLES for word in example.split(" ")]
    order.shuffle(words)
    text = " ".join(word + order.choice(["", "", ".", "\n"]) for word in words[:4000])
    expected = naive(Analysis(from_text(text)))
    assert matches(FAST, text) == expected
    assert matches(PLAIN, text) == expected


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("read more", ("read more",)),
        ("(?:said|says|saying) so", ("said so", "saying so", "says so")),
        ("[a-z]+ing", ("ing",)),
        ("powered by (?:blogger|wordpress)", ("powered by blogger", "powered by wordpress")),
        ("(?:some|many) \\w+ say", ("many ", "some ")),
        ("photos?", ("photo",)),
        ("[a-z]{3}", ()),
    ],
)
def test_literals_of_a_pattern(pattern: str, literals: tuple[str, ...]) -> None:
    assert make_pattern(pattern, whole=False, case=False, raw=False).literals == literals


@pytest.mark.parametrize("pattern", ["(unclosed", "a*", "{{no-such-list}} said"])
def test_unusable_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        make_pattern(pattern, whole=False, case=False, raw=False)


def test_curly_marks_in_a_pattern_match_any_mark() -> None:
    pattern = make_pattern("editor’s note", whole=False, case=False, raw=False)
    for text in ("Editor's note", "EDITOR’S NOTE"):
        assert confirm(pattern, Analysis(from_text(text)), 0)


@given(st.lists(st.text("ab c'-", min_size=1, max_size=5), min_size=1, max_size=8), st.text("ab c'-", max_size=12))
def test_word_list_matches_its_words_the_longest_first(words: list[str], text: str) -> None:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    trie, plain = re.compile(any_of(words)), re.compile(f"(?:{longest_first})")
    assert trie.findall(text) == plain.findall(text)


@pytest.mark.parametrize(
    ("pattern", "case", "shapes"),
    [
        ("[a-z]{2}[,;][A-Z][a-z]+", True, ("aa,Aa", "aa;Aa")),
        ("[A-Z]{2}[a-z]{3,}", True, ("AAaaa",)),
        ("[a-z][A-Z]{2,}", False, ()),
        ("at \\d{1,2}:\\d\\d", False, ("aa 00:00", "aa 0:00")),
        ("[0-9] {1,3}[?!]", True, ("0   !", "0   ?", "0  !", "0  ?", "0 !", "0 ?")),
        ("[a-z]+, [A-Z]*(?:Inc|Ltd)\\.", True, ("Aaa.",)),
        ("[^,]x", True, ()),
        ("(?i:[a-z]{2},[A-Z])", True, ()),
        ("(?i)[a-z],[A-Z]", True, ("a,a",)),
    ],
)
def test_shapes_of_a_pattern(pattern: str, case: bool, shapes: tuple[str, ...]) -> None:
    assert make_pattern(pattern, whole=False, case=case, raw=False).shapes == shapes


@settings(deadline=None, max_examples=20)
@given(TEXTS)
def test_every_match_of_a_pattern_holds_what_it_needs(text: str) -> None:
    shadow = Analysis(from_text(text)).shadow
    for rule in PAGES:
        for pattern in rule.patterns:
            if pattern.raw or not pattern.shapes:
                continue
            for found in pattern.compile().finditer(shadow):
                shape = found[0].encode("ascii").translate(SHAPED).decode("ascii")
                assert any(some in (shape if pattern.case else shape.lower()) for some in pattern.shapes)


@pytest.mark.parametrize("content", [b"", b"x", b"(\x05", b"[\x00\x00\x00\x00"])
def test_a_damaged_index_of_literals_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(tmp_path))
    some = dict(list(PLAIN.by_literals().items())[:200])
    expected = literal_search.opened(some)
    (kept,) = tmp_path.glob("literals-*")
    assert literal_search.opened(some) == expected
    cachedir.store(kept.name, content)
    assert literal_search.opened(some) == expected
    assert literal_search.opened(dict(list(some.items())[1:])) != expected
