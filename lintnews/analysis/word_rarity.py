"""Part of the translation score: which words stand beside which, words taken by how rare they are.

The thirty most frequent words stay as they are; others become the step of the Zipf scale they stand on, names ``Cap``,
numbers ``0``. Machines put more short, frequent words beside each other than translators do, whatever the language and
the topic. Each pair counts by the square root of its rate, as a distance from the mean in standard deviations, at most
two. The weights are a linear discriminant: the mean difference between the machine's and a person's translation of one
article, against how much articles differ otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any, NamedTuple

from lintnews.analysis.vocabulary import lexicon

Pair = tuple[str, ...]

MOST = 2.0  # standard deviations
SMALLEST = 40  # classes a text is taken to have at least
_UNKNOWN = 0.5  # Zipf scale


class Gram(NamedTuple):
    """A pair: mean and deviation of its rates, its weight, and the distance of a text without it from the mean."""

    mean: float
    deviation: float
    weight: float
    zero: float


class Rarity(NamedTuple):
    """The model: words that stay, what a text without any known pair gets, and the pairs."""

    words: frozenset[str]
    base: float
    grams: dict[Pair, Gram]


def load(words: Iterable[str], base: float, rows: Iterable[Sequence[Any]]) -> Rarity:
    """The model as it is stored: a row holds one or two classes, mean, deviation and weight."""
    grams = {
        tuple(gram): Gram(mean, deviation, weight, distance(0.0, mean, deviation))
        for *gram, mean, deviation, weight in rows
    }
    return Rarity(frozenset(words), base, grams)


def rarity_of(token: str, words: frozenset[str]) -> str:
    """The class of a token: one of ``words``, a step of rarity (``~4``), ``Cap``, ``0``, or the mark itself."""
    first = token[0]
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return "\n" if first == "\n" else first if " " < first < "\x7f" else "?"
    lower = token.lower()
    if lower in words:
        return lower
    if first.isupper():
        return "Cap"
    rarity = lexicon().zipf(lower)
    return "~?" if rarity < _UNKNOWN else f"~{int(rarity)}"


def rate(count: int, size: int) -> float:
    """How much of a text of that many classes a pair is, as its square root."""
    return sqrt(count / max(SMALLEST, size))


def distance(value: float, mean: float, deviation: float) -> float:
    """Standard deviations from the mean, held within bounds."""
    return max(-MOST, min(MOST, (value - mean) / deviation))


def weigh(model: Rarity, size: int, counts: Counter[Pair]) -> float:
    """What the pairs of a text of ``size`` classes say: high for a machine."""
    total, scale, known = model.base, rate(1, size), model.grams
    for gram, count in counts.items():
        if found := known.get(gram):
            mean, deviation, weight, zero = found
            value = (sqrt(count) * scale - mean) / deviation
            total += weight * ((-MOST if value < -MOST else MOST if value > MOST else value) - zero)
    return total
