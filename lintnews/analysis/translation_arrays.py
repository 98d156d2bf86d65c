"""The measures of the translation score from arrays: those of ``translation_score``, for those who have many texts.

Each token has a number, under which tables know its class, its step of rarity, its frequency and its length; the
classes and pairs of a text are then counted at once. Import this where numpy is loaded anyway.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from lintnews.analysis.translation_score import (
    RATES,
    STOPS,
    VARIED,
    Lower,
    Measures,
    Model,
    Pair,
    class_of,
    figures_from,
    load,
)
from lintnews.analysis.vocabulary import lexicon
from lintnews.analysis.word_rarity import MOST, SMALLEST, rarity_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REMEMBERED = 200_000  # tokens that are known by number
_NO_WORD = -1.0  # stands for the frequency of what is no word


class _Grams:
    """The classes, and pairs of neighbouring ones, that count; others have the number 0."""

    def __init__(self, grams: Iterable[Pair]) -> None:
        self.numbers = {gram: number for number, gram in enumerate(dict.fromkeys(grams), 1)}
        names = dict.fromkeys(name for gram in self.numbers for name in gram)
        self.classes = {name: number for number, name in enumerate(names, 1)}
        self._width = len(names) + 1
        self._table = np.zeros((self._width + 1) * self._width, np.int32)  # pairs, then classes alone
        for (first, *second), number in self.numbers.items():
            row = self.classes[first] if second else self._width
            self._table[row * self._width + self.classes[second[0] if second else first]] = number

    def count(self, classes: "NDArray[np.int64]") -> "NDArray[np.int64]":
        """How often each is in a row of classes, by its number."""
        alone = classes + self._width * self._width
        places = np.concatenate([classes[:-1] * self._width + classes[1:], alone])
        found: NDArray[np.int64] = np.bincount(self._table[places], minlength=len(self.numbers) + 1)
        found[0] = 0
        return found


class _Tokens(dict[str, int]):
    """The numbers of tokens, and a table with a row for each: class, rarity, frequency, length."""

    def __init__(self) -> None:
        super().__init__()
        model = load()
        self.classes = _Grams([*model.grams, *STOPS, *(gram for _, grams in RATES for gram in grams)])
        self.rarities = _Grams(model.rarity.grams)
        self._model = model
        self._table = np.empty((1024, 4))

    def rows(self, tokens: Sequence[str]) -> tuple["NDArray[np.int64]", "NDArray[np.float64]"]:
        """The numbers of some tokens, and their rows."""
        if len(self) > _REMEMBERED:
            self.clear()
        numbers = np.fromiter(map(self.__getitem__, tokens), np.int64, len(tokens))
        return numbers, self._table[numbers]

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        if number == len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        is_word = len(token) > 2 and token[0].islower()
        self._table[number] = (
            self.classes.classes.get(class_of(token, self._model.words), 0),
            self.rarities.classes.get(rarity_of(token, self._model.rarity.words), 0),
            lexicon().zipf(token) if is_word else _NO_WORD,
            len(token),
        )
        return number


class _Weights:
    """The weights of both models, by the numbers of grams."""

    def __init__(self, model: Model, tokens: _Tokens) -> None:
        none = (0.0, 0.0)
        self.idf, self.weight = np.array([none, *(model.grams.get(gram, none) for gram in tokens.classes.numbers)]).T
        known = model.rarity.grams
        rows = [(0.0, 1.0, 0.0), *(known[gram][:3] for gram in tokens.rarities.numbers)]
        self.mean, self.deviation, self.rarity = np.array(rows).T
        self.bare = model.rarity.base - float(self.rarity @ np.clip(-self.mean / self.deviation, -MOST, MOST))

    def of_classes(self, counts: "NDArray[np.int64]") -> float:
        """What ``weigh_grams`` says."""
        some = counts.nonzero()[0]
        values = (1 + np.log(counts[some])) * self.idf[some]
        norm = float(np.sqrt(values @ values))
        return float(values @ self.weight[some]) / norm if norm else 0.0

    def of_rarity(self, counts: "NDArray[np.int64]", size: int) -> float:
        """What ``word_rarity.weigh`` says."""
        rates = np.sqrt(counts / max(SMALLEST, size))
        return self.bare + float(self.rarity @ np.clip((rates - self.mean) / self.deviation, -MOST, MOST))


@cache
def _ready() -> tuple[_Tokens, _Weights]:
    tokens = _Tokens()
    return tokens, _Weights(load(), tokens)


def measured(model: Model, text: str, tokens: Sequence[str]) -> Measures:
    """The measures of a text, by the shipped model."""
    known, weights = _ready()
    numbers, rows = known.rows(tokens)
    classes, rarities = rows[:, :2].T.astype(np.int64)
    counts = known.classes.count(classes)
    words = rows[:, 2] >= 0
    frequencies = np.sort(rows[:, 2][words])
    lower = Lower(frequencies.tolist(), int(rows[:, 3][words].sum()), len(set(numbers[words][:VARIED].tolist())))
    found, named = counts.tolist(), known.classes.numbers
    return Measures(
        weights.of_classes(counts),
        weights.of_rarity(known.rarities.count(rarities), len(tokens)),
        figures_from(text, len(tokens), lower, lambda gram: found[named[gram]]),
    )
