"""The document score: what it is made of, and what it must not depend on."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis import translation_score as score
from lintnews.analysis import word_rarity
from lintnews.analysis.shadow import fold
from lintnews.analysis.translation_arrays import measured
from lintnews.checks import catalogue
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.selection import everything

PLAIN = "The dog sat down and Anna, who had seen it all before, didn't say a word about the broken chairs. " * 8


def judged(text: str) -> score.Judgement | None:
    return score.judge(text, fold(text))


def test_short_texts_get_no_score() -> None:
    assert judged("The dog sat down.") is None


@given(st.text(max_size=400))
def test_any_text_gets_a_score_from_0_to_1_or_none(text: str) -> None:
    judgement = judged(text * 3 + PLAIN)
    assert judgement is not None
    assert 0 <= judgement.machine <= 1
    assert 0 <= judgement.translated <= 1


@given(st.lists(st.sampled_from([*PLAIN.split(), "Ščepán", "café", "3:20", "a:b", "8: 30", "«", "it's", "Is", "."])))
def test_arrays_give_the_same_measures(words: list[str]) -> None:
    text = " ".join(words)
    shadow = fold(text)
    tokens = score.tokens_of(shadow)
    plain, fast = score.in_python(score.load(), text, tokens), measured(score.load(), text, tokens)
    assert fast.classes == pytest.approx(plain.classes, abs=1e-9)
    assert fast.rarity == pytest.approx(plain.rarity, abs=1e-9)
    assert fast.figures == pytest.approx(plain.figures, abs=1e-9)


def test_names_do_not_matter() -> None:
    assert judged(PLAIN) == judged(PLAIN.replace("Anna", "Olga"))


def test_classes_hold_no_topic_words() -> None:
    words = score.load().words
    classes = [score.class_of(token, words) for token in score.tokens_of("The dogs of Oslo are barking, 3 (or 4).")]
    assert classes == ["\n", "the", "-s", "of", "Cap", "are", "-ing", ",", "0", "(", "or", "0", ")", "."]


def test_rarity_knows_frequent_words_steps_names_and_marks() -> None:
    tokens = score.tokens_of('The bridge of Oslo is "xqzvk", 3 days.')
    classes = [word_rarity.rarity_of(token, frozenset({"the", "of", "is"})) for token in tokens]
    assert classes == ["\n", "the", "~4", "of", "Cap", "is", '"', "~?", '"', ",", "0", "~5", "."]


@given(st.lists(st.sampled_from(["the", "Cap", "~4", ",", "nothing"]), max_size=60))
def test_rarity_is_the_sum_over_all_pairs_of_the_model(classes: list[str]) -> None:
    model = score.load().rarity
    counts = score.grams_of(classes)
    bare = model.base - sum(gram.weight * gram.zero for gram in model.grams.values())
    assert abs(bare) < 0.01  # the base is what a text without any pair gets; weights are rounded
    in_full = sum(
        weight * word_rarity.distance(word_rarity.rate(counts[gram], len(classes)), mean, deviation)
        for gram, (mean, deviation, weight, _) in model.grams.items()
    )
    assert abs(word_rarity.weigh(model, len(classes), counts) - in_full - bare) < 1e-9


def test_model_is_small_and_holds_weights_alone() -> None:
    assert score.FILE.stat().st_size < 3_000_000
    data = json.loads(score.FILE.read_text("utf-8"))
    assert len(data["words"]) < 400
    assert len(data["rarity"][0]) <= 30
    assert len(data["weights"]) == len(data["means"]) == len(score.FIGURES)
    known = {*score.load().words, "Cap", "W", "0", "?", "\n", *(f"-{end}" for end in ("ing", "ed", "ly", "tion"))}
    known |= {"-ment", "-ness", "-ity", "-er", "-s"}
    assert all(part in known or len(part) == 1 for gram in score.load().grams for part in gram)


def test_rule_is_no_laxer_than_the_measured_threshold() -> None:
    rule = catalogue.page("translation/likely-machine-translated")
    thresholds = score.load().thresholds
    assert rule.options["machine"] >= thresholds["machine"]
    assert rule.options["translated"] >= thresholds["translated"]


def test_report_has_the_score_only_when_figures_are_wanted() -> None:
    rules = catalogue.rules()
    engine = Engine(rules, catalogue.FUNCTIONS, fast=False)
    document = from_text(PLAIN)
    assert engine.lint(document, everything(rules)).scores == {}
    scores = engine.lint(document, everything(rules), figures=True).scores
    judgement = judged(PLAIN)
    assert judgement is not None
    assert scores == {"translation": round(judgement.machine, 4)}


def test_artefacts_raise_the_score_and_none_leave_it() -> None:
    assert abs(score.with_artefacts(0.3, 0) - 0.3) < 1e-9
    assert 0.3 < score.with_artefacts(0.3, 1) < score.with_artefacts(0.3, 5) < 1
    assert 0 < score.with_artefacts(0.0, 9) < 1
    assert score.with_artefacts(1.0, 9) <= 1
