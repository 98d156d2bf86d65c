"""Boilerplate: what the line model sees, how it judges, and the fixes of exact phrases."""

import json
import re
from collections.abc import Iterator
from functools import cache
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.lineshape import is_caption_like, is_title_like
from lintnews.checks import catalogue
from lintnews.checks.boilerplate import line_model, line_trees
from lintnews.checks.boilerplate.line_features import FAR, NAMES, Page
from lintnews.checks.rule import Match
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.findings import Finding
from lintnews.selection import everything

PROSE = (
    "The council voted on Tuesday to close the old bridge for good, after engineers had found cracks in two of its "
    "piers and in the road that leads to it."
)
ARTICLE = (
    f"Old bridge to close\n\n{PROSE}\n\nShare this article\n\n{PROSE}\n\nRelated Articles\nRowers win the cup again\n"
)


def page(text: str, *phrases: str) -> Page:
    analysis = Analysis(from_text(text))
    found = [(text.index(phrase), len(phrase)) for phrase in phrases]
    matches = [Match(start, start + length, analysis.paragraph_at(start), {}) for start, length in found]
    return Page(analysis.shadow, analysis.lines, {"boilerplate/share-button": matches} if matches else {})


def feature(row: list[float], name: str) -> float:
    return row[NAMES.index(name)]


@cache
def engine(fast: bool) -> Engine:
    rules = [rule for rule in catalogue.rules() if rule.category == "boilerplate"]
    return Engine(rules, catalogue.FUNCTIONS, fast=fast)


def findings(text: str, fast: bool = False) -> tuple[Finding, ...]:
    return engine(fast).lint(from_text(text), everything(engine(fast).rules)).findings


def test_features_have_names() -> None:
    seen = page(ARTICLE, "Share this article")
    assert {len(seen.row(index)) for index in range(len(seen.texts))} == {len(NAMES)}
    assert len(set(NAMES)) == len(NAMES)


def test_running_text_is_known_by_the_little_words_of_its_language() -> None:
    german = (
        "Der Stadtrat hat am Montag beschlossen, die alte Brücke für immer zu sperren, weil in zwei Pfeilern und auf "
        "der Fahrbahn Risse gefunden wurden.\n"
    )
    analysis = Analysis(from_text(german))
    assert Page(analysis.shadow, analysis.lines, {}, "de").prose == [True]
    assert Page(analysis.shadow, analysis.lines, {}, "en").prose == [False]


def test_running_text_in_another_script_is_known_by_its_shape() -> None:
    russian = (
        "Городской совет в понедельник решил закрыть старый мост, потому что в двух опорах нашли опасные трещины.\n"
        "Гребцы снова победили\n"
    )
    analysis = Analysis(from_text(russian))
    assert Page(analysis.shadow, analysis.lines, {}, "ru").prose == [True, False]


def test_lists_of_other_articles_are_found_in_other_languages() -> None:
    prose = (
        "Der Stadtrat hat am Montag beschlossen, die alte Brücke für immer zu sperren, weil in zwei Pfeilern und auf "
        "der Fahrbahn Risse gefunden wurden, die sich nach Ansicht der Fachleute nicht mehr schließen lassen."
    )
    links = "Weitere Artikel\nRuderer holen den Pokal\nMarkthalle öffnet im Mai\nKontakt\nImpressum\n"
    text = f"{prose}\n\n{prose}\n\n{links}"
    found = [one for one in findings(text) if one.rule == "boilerplate/likely-boilerplate"]
    start = text.index("Ruderer")
    assert any(one.start.offset <= start < one.end.offset for one in found), found


def test_places_and_distances() -> None:
    seen = page(ARTICLE, "Share this article")
    assert seen.prose == [False, True, False, True, False, False]
    last = seen.row(5)
    assert feature(last, "past_last_prose") == 2
    assert feature(last, "since_prose") == 2
    assert feature(last, "since_share") == 3
    assert feature(last, "until_share") == FAR
    assert feature(last, "run") == 2
    assert feature(seen.row(2), "anchor") == 1
    assert feature(seen.row(1), "anchor_after") == 1


def test_a_phrase_in_a_longer_line_is_a_hint_but_no_anchor() -> None:
    seen = page(f"{PROSE}\nShare this, he said to the men who stood at the gate.", "Share this")
    assert seen.hints == {1}
    assert seen.groups == {}


def test_running_text_far_from_phrases_is_not_looked_at() -> None:
    seen = page("\n\n".join([PROSE] * 5 + ["Share this"]), "Share this")
    assert list(line_model.candidates(seen)) == [4, 5]


def test_the_model_fits_the_features() -> None:
    assert json.loads(line_trees.FILE.read_bytes())["features"] == list(NAMES)
    used = {feature for tree in line_trees.load().trees for feature in _features(tree)}
    assert used <= set(range(len(NAMES)))
    assert len(used) > 50


@given(st.lists(st.integers(-1, 120).map(float), min_size=len(NAMES), max_size=len(NAMES)))
def test_the_score_is_the_sum_of_the_trees(row: list[float]) -> None:
    model = line_trees.load()
    found = line_trees.scorer()(row)
    sums = [model.base]
    for tree in model.trees:
        while tree[0] >= 0:
            tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
        sums.append(sums[-1] + tree[4])
    given_up = next((sums[trees] for trees, hopeless in line_trees.HOPELESS if sums[trees] < hopeless), sums[-1])
    assert isclose(found, given_up, abs_tol=1e-9)


def _features(node: line_trees.Node) -> Iterator[int]:
    """The features a tree asks for."""
    if node[0] >= 0:
        yield node[0]
        yield from _features(node[2])
        yield from _features(node[3])


def test_signals_are_named() -> None:
    found = [one for one in findings(ARTICLE) if one.rule == "boilerplate/likely-boilerplate"]
    assert [one.text for one in found] == ["Rowers win the cup again"]
    assert found[0].message.startswith("this line is likely no part of the article (")
    assert "it" in found[0].message.partition("): ")[2]


def test_lines_that_follow_each_other_are_one_finding() -> None:
    found = [
        one
        for one in findings(f"{ARTICLE}Market hall to open in the spring\n")
        if one.rule.endswith("likely-boilerplate")
    ]
    assert [one.text for one in found] == ["Rowers win the cup again\nMarket hall to open in the spring"]
    assert re.match(r"these 2 lines are likely no part of the article \(\d+% to \d+%\)", found[0].message)


def test_style_sheet_is_one_finding_and_prose_beside_it_none() -> None:
    sheet = "@media print {\n.side-box {\n\nwidth: 40%;\n}.\n\n}."
    found = [one for one in findings(f"{PROSE}\n\n{sheet}\n\n{PROSE}") if one.rule == "boilerplate/template-residue"]
    assert [one.text for one in found] == [sheet]


def test_a_text_without_any_phrase_is_left_alone() -> None:
    assert findings(f"Old bridge to close\n\n{PROSE}\n\nA new bridge\n\n{PROSE}\n\nRowers win the cup again") == ()


def test_fixes_delete_whole_lines_and_leave_silence() -> None:
    text = f"{PROSE}\nShare on Facebook\n{PROSE}\nAdvertisement\nPowered by Blogger.\n"
    edits = [edit for one in findings(text) if one.fix and one.fix.safe for edit in one.fix.edits]
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert text == f"{PROSE}\n{PROSE}\n"
    assert findings(text) == ()


def test_titles_and_captions() -> None:
    assert is_title_like("Why the Swans Left the Lake")
    assert is_title_like("Who pays for the bridge?")
    assert not is_title_like("The swans left the lake.")
    assert not is_title_like("Two words")
    assert is_caption_like("Fishing boats lie in the old basin at Fenport, May 4, 2021.")
    assert not is_caption_like("The boats are old, the mayor said on Monday.")


LINES = st.sampled_from(
    [
        PROSE,
        "Share this",
        "Related Articles",
        "Rowers win the cup again",
        "* Sport",
        "",
        "12",
        "é 😀",
        "Read more",
        "—-",
    ]
)


@given(st.lists(LINES, max_size=12))
def test_any_order_of_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    for one in findings(text):
        assert 0 <= one.start.offset < one.end.offset <= len(text)
        assert one.text == text[one.start.offset : one.end.offset]


@given(st.text(alphabet="abcxyzSR. \n*-|'\"é😀123@", max_size=200))
def test_features_of_any_text(text: str) -> None:
    seen = page(text)
    for index in range(len(seen.texts)):
        row = seen.row(index)
        assert len(row) == len(NAMES)
        assert 0 <= line_model.chance(line_trees.scorer()(row)) <= 1
