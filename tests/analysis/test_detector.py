"""Our arithmetic for langdetect: the very numbers that langdetect gives."""

import langdetect
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.analysis.detector import guesses

TEXTS = [
    "Der Bürgermeister sagte am Montag, dass die Brücke bis zum Frühjahr gesperrt bleibt.",
    "Le maire a déclaré lundi que le pont resterait fermé jusqu'au printemps.",
    "The mayor said on Monday that the bridge would stay closed until spring. https://example.org/a",
    "Мэр заявил в понедельник, что мост останется закрытым до весны.",
    "市長は月曜日、橋は春まで閉鎖されると述べた。",
    "12345 67 --- !!!",
    "",
    "NATO UN EU",
]


def theirs(text: str) -> tuple[tuple[str, float], ...]:
    langdetect.DetectorFactory.seed = 0
    langdetect.detector_factory.init_factory()
    langdetect.detector_factory._factory.set_seed(0)
    try:
        return tuple((each.lang, each.prob) for each in langdetect.detect_langs(text))
    except langdetect.LangDetectException:
        return ()


@pytest.mark.parametrize("text", TEXTS)
def test_the_numbers_are_those_of_langdetect(text: str) -> None:
    assert guesses(text) == theirs(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=30).map(" ".join) | st.text(max_size=80))
def test_the_numbers_are_those_of_langdetect_on_any_text(text: str) -> None:
    assert guesses(text) == theirs(text)
