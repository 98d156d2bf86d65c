"""No text of a pattern's own words holds a pattern up: time that grows as a power of the length would not end here."""

import signal
from collections.abc import Iterator

import pytest

from benchmarks.adversarial import texts
from lintnews.checks import catalogue
from lintnews.checks.pattern import Pattern
from lintnews.checks.rule import CATEGORIES

RULES = catalogue.rules()
SIZE = 4_000
PATIENCE = 60  # seconds for one text, which takes some milliseconds


@pytest.fixture
def patience() -> Iterator[None]:
    def enough(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, enough)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def stuck(pattern: Pattern) -> str:
    """The text that a pattern does not come to the end of; empty where there is none."""
    regex = pattern.compile()
    for text in texts(pattern, SIZE):
        signal.alarm(PATIENCE)
        try:
            for _ in regex.finditer(text):
                pass
        except TimeoutError:
            return text
    return ""


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("category", CATEGORIES)
def test_pattern_ends(category: str) -> None:
    found = {
        f"{rule.name}: {pattern.regex[:80]}": text[:40] + text[-40:]
        for rule in RULES
        if rule.category == category
        for pattern in rule.patterns
        if not pattern.whole and (text := stuck(pattern))
    }
    assert found == {}
