"""How likely a text is machine-translated, from the way it is built rather than what it is about.

Three linear models, all without topic words. One weighs unigrams and bigrams of word classes: the most frequent words
as they are, other words by their ending, marks by their shape. It is trained on pairs of a machine's and a person's
translation of one article, so that topics cancel out. The second does so with words by their rarity
(``word_rarity``). The third weighs some twenty figures of the text: how rare its words are, how long its sentences,
how many participles, possessives and contractions it has. The file beside this module holds the weights alone;
``training/translation_score.py`` makes it, ``docs/translation-score.md`` says what it can and cannot do.
"""

import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from math import exp, log, log1p, sqrt
from pathlib import Path
from typing import NamedTuple

from lintnews.analysis import word_rarity
from lintnews.analysis.vocabulary import lexicon
from lintnews.regexes import regex

Pair = tuple[str, ...]
"""One class, or two neighbouring ones."""

FILE = Path(__file__).with_name("translation_model.json")
SHORTEST = 60  # words below which nothing is said
ARTEFACT = 2.0  # how much the artefacts found in a text weigh (on the scale of log odds)
WEIGHTS = (1.0, 2.0, 1.0)  # of the three models: classes, rarity, figures
BREAK = "\n"
_TOKEN = regex(r"\n+|[A-Za-z]+|\d+(?:[.,]\d+)*|[^\sA-Za-z0-9]")
_ENDINGS = ("ing", "ed", "ly", "tion", "ment", "ness", "ity", "er", "s")
_REMEMBERED = 200_000  # tokens whose classes are kept
VARIED = 150  # words from the beginning whose variety counts
_RARE = (0.01, 1.5, 2.8)  # frequencies (Zipf scale) below which words are unknown, very rare, rare
_LEAST = 40  # tokens a text is taken to have at least, so that rates of short ones stay small
_FOREIGN = regex(r"[a-zà-ÿ]*[à-öø-ÿāăčćęěğıłńňőřśšţťůűźžþð][a-zà-ÿ]+")
_FOREIGN_LETTER = regex(r"[à-öø-ÿāăčćęěğıłńňőřśšţťůűźžþð]")
_ODD = regex(r"\d: \d\d\b|[a-z]:[a-z]{1,3}\b|[\u3000-\u9fff\uff00-\uffef]")
_ODD_ASCII = regex(r":[a-z]|: \d\d")  # what of it is in a text of ASCII alone
STOPS: tuple[Pair, ...] = ((".",), ("?",), ("!",))
_BE = ("is", "was", "were", "are", "been", "be")
RATES: tuple[tuple[str, tuple[Pair, ...]], ...] = (
    ("passives", tuple((be, "-ed") for be in _BE)),
    ('"of the"', (("of", "the"),)),
    ("relative clauses", tuple((",", word) for word in ("which", "who", "where"))),
    ("participles behind a comma", ((",", "-ing"),)),
    ("contractions", tuple(("'", word) for word in ("t", "re", "ve", "ll", "d", "m"))),
    ("possessives", (("'", "s"),)),
    (
        "connectives that open a sentence",
        tuple((".", word) for word in ("-ly", "however", "therefore", "thus", "also", "according", "moreover", "in")),
    ),
    ('"it is" and "it was"', (("it", "is"), ("it", "was"))),
    ("adverbs", (("-ly",),)),
    ("participles", (("-ing",),)),
    ("abstract nouns", (("-tion",), ("-ment",), ("-ness",), ("-ity",))),
)
_LENGTH = "length of the text"  # no reason to give
FIGURES = (
    "mean frequency of words",
    "unknown words",
    "very rare words",
    "rare words",
    "frequency of the rarest tenth of words",
    "frequency of the rarest quarter of words",
    "median frequency of words",
    "length of words",
    "length of sentences",
    _LENGTH,
    "variety of words",
    "words with foreign letters",
    "foreign notation",
    *(name for name, _ in RATES),
)


class Model(NamedTuple):
    """Weights of all models; ``grams`` gives each class n-gram its inverse document frequency and its weight.

    ``scale`` is mean and deviation of what each of the three says: classes, rarity, figures.
    """

    words: frozenset[str]
    grams: dict[Pair, tuple[float, float]]
    rarity: word_rarity.Rarity
    means: list[float]
    deviations: list[float]
    weights: list[float]
    scale: tuple[tuple[float, float], ...]
    calibration: tuple[float, float]
    translated: tuple[float, list[float]]
    thresholds: dict[str, float]


class Judgement(NamedTuple):
    """``machine``: 0 to 1, higher means more likely a machine's translation. ``translated``: by whomever.

    ``reasons`` name the figures that speak most for a machine, the strongest first.
    """

    machine: float
    translated: float
    reasons: tuple[str, ...]


@cache
def load() -> Model:
    """The shipped model."""
    data = json.loads(FILE.read_text("utf-8"))
    grams = {tuple(gram): (idf, weight) for *gram, idf, weight in data.pop("grams")}
    rarity = word_rarity.load(*data.pop("rarity"))
    return Model(words=frozenset(data.pop("words")), grams=grams, rarity=rarity, **data)


def judge(text: str, shadow: str) -> Judgement | None:
    """The judgement on a text in English, given with its shadow; None where it is too short to say anything."""
    tokens = tokens_of(shadow)
    if len(tokens) < SHORTEST:
        return None
    model = load()
    if "numpy" in sys.modules:
        from lintnews.analysis.translation_arrays import measured
    else:
        measured = in_python
    measures = measured(model, text, tokens)
    figures = standard(model, measures.figures)
    raw = together((measures.classes, measures.rarity, _dot(model.weights, figures)), model.scale)
    slope, offset = model.calibration
    own, weights = model.translated
    return Judgement(_sigmoid(slope * raw + offset), _sigmoid(own + _dot(weights, figures)), _reasons(model, figures))


class Measures(NamedTuple):
    """What of a text is weighed: the words of the first two models, and the figures that the third one weighs."""

    classes: float
    rarity: float
    figures: list[float]


def in_python(model: Model, text: str, tokens: Sequence[str]) -> Measures:
    """The measures of a text; ``translation_arrays`` has them faster, and numpy to load."""
    counts = grams_of([_class(token) for token in tokens])
    rarity = word_rarity.weigh(model.rarity, len(tokens), grams_of([_rarity(token) for token in tokens]))
    return Measures(weigh_grams(model, counts), rarity, figures_of(text, tokens, counts))


def together(parts: Sequence[float], scale: Sequence[tuple[float, float]]) -> float:
    """What the three models say in all; rarity counts twice."""
    both = zip(parts, scale, WEIGHTS, strict=True)
    return sum(weight * (part - mean) / deviation for part, (mean, deviation), weight in both)


def with_artefacts(machine: float, number: int) -> float:
    """The score of a text in which that many artefacts of translation were found, one by one, by rules."""
    machine = min(max(machine, 1e-9), 1 - 1e-9)
    return _sigmoid(log(machine / (1 - machine)) + ARTEFACT * log1p(number))


def tokens_of(shadow: str) -> list[str]:
    """Words, numbers, marks and line breaks of a shadow text."""
    return _TOKEN.findall("\n" + shadow.strip())


def class_of(token: str, words: frozenset[str]) -> str:
    """The class of a token: a frequent word as it is, ``Cap``, an ending, ``W``, ``0`` for numbers, or the mark."""
    first = token[0]
    if first == BREAK:
        return BREAK
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return first if " " < first < "\x7f" else "?"
    lower = token.lower()
    if lower in words:
        return lower
    if first.isupper():
        return "Cap"
    return next((f"-{end}" for end in _ENDINGS if lower.endswith(end) and len(lower) > len(end) + 2), "W")


class _Known(dict[str, str]):
    """The class of each token, worked out when first met."""

    def __init__(self, work_out: Callable[[str], str]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, token: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = found = self._work_out(token)
        return found


_class = _Known(lambda token: class_of(token, load().words)).__getitem__
_rarity = _Known(lambda token: word_rarity.rarity_of(token, load().rarity.words)).__getitem__


def grams_of(classes: Sequence[str]) -> Counter[Pair]:
    """How often each class, and each pair of neighbouring classes, occurs."""
    counts: Counter[Pair] = Counter(zip(classes, islice(classes, 1, None), strict=False))
    counts.update(zip(classes, strict=True))
    return counts


def weigh_grams(model: Model, counts: Counter[Pair]) -> float:
    """The first model's word: the weights of the n-grams, by logarithmic counts on a scale of length one."""
    total = norm = 0.0
    known = model.grams
    for gram in counts.keys() & known.keys():
        idf, weight = known[gram]
        value = (1 + log(counts[gram])) * idf
        total += value * weight
        norm += value * value
    return total / sqrt(norm) if norm else 0.0


def figures_of(text: str, tokens: Sequence[str], counts: Counter[Pair]) -> list[float]:
    """The figures of a text, in the order of ``FIGURES``."""
    lower = [token for token in tokens if len(token) > 2 and token[0].islower()]
    words = Lower(sorted(map(lexicon().zipf, lower)), sum(map(len, lower)), len(set(lower[:VARIED])))
    return figures_from(text, len(tokens), words, counts.__getitem__)


class Lower(NamedTuple):
    """The words of a text that begin with a small letter and have more than two characters.

    Their frequencies (Zipf scale), sorted; how many letters they have together; how many of the first are different.
    """

    known: list[float]
    letters: int
    different: int


def figures_from(text: str, tokens: int, words: Lower, count: Callable[[Pair], int]) -> list[float]:
    """The figures of a text, from its number of tokens, its words, and how often each class or pair of them occurs.

    Counts are logarithms of rates in a thousand tokens.
    """
    size = max(_LEAST, tokens)
    stops = max(1, sum(map(count, STOPS)))
    known = words.known or [0.0]
    number, some = len(known), len(words.known)
    bounds = [bisect_left(known, limit) for limit in _RARE]

    def rate(count: float) -> float:
        return log1p(1000 * count / size)

    return [
        sum(known) / number,
        rate(bounds[0]),
        rate(bounds[1] - bounds[0]),
        rate(bounds[2] - bounds[1]),
        known[number // 10],
        known[number // 4],
        known[number // 2],
        words.letters / max(1, some),
        min(60.0, size / stops),
        log(size),
        words.different / max(1, min(some, VARIED)),
        rate(0 if text.isascii() or not _FOREIGN_LETTER.search(text) else len(_FOREIGN.findall(text))),
        rate(0 if text.isascii() and not _ODD_ASCII.search(text) else len(_ODD.findall(text))),
        *(rate(sum(map(count, grams))) for _, grams in RATES),
    ]


def standard(model: Model, figures: Sequence[float]) -> list[float]:
    """The figures as distances from the mean in standard deviations, at most four."""
    both = zip(figures, model.means, model.deviations, strict=True)
    return [max(-4.0, min(4.0, (value - mean) / deviation)) for value, mean, deviation in both]


def _reasons(model: Model, figures: Sequence[float]) -> tuple[str, ...]:
    parts = [weight * value for weight, value in zip(model.weights, figures, strict=True)]
    order = sorted((i for i, name in enumerate(FIGURES) if name != _LENGTH), key=lambda index: -parts[index])
    return tuple(f"{'more' if figures[i] > 0 else 'less'} {FIGURES[i]}" for i in order[:3] if parts[i] > 0)


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _sigmoid(value: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
