"""The line model: how likely a line is scraped residue, learned from labelled pages.

Two stages. A logistic regression over the features of ``line_features`` gives every line in question a score; boosted
trees then judge a line by its numbers and the scores around it, since residue comes in blocks. Trained by
``training/boilerplate_lines.py``; the file beside this module holds weights alone, words only as checksums.

Clean news must cost next to nothing: a document is looked at only where one of the rule's patterns matches and the own
words of a line that is no prose speak for residue; then its lines that are no prose, and prose that a pattern matches.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Collection, Iterator
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.checks.boilerplate.line_features import Lines
from lintnews.checks.rule import Given
from lintnews.findings import Hit

FILE = Path(__file__).with_name("line_model.bin")
_REACH = 4  # neighbours on either side whose scores count
BODY = -6.0  # the score (logit) of a line that is not looked at
_HOPELESS = -3.5
_STANDS_OUT = 0.4  # sum of own word weights
_CLIP, _SCALE = 3.0, 0.3


class Model(NamedTuple):
    """Weights of both stages; trees are rows of (feature, threshold, left, right, value), leaves have feature -1."""

    words: dict[int, float]
    bias: float
    means: list[float]
    deviations: list[float]
    weights: list[float]
    trees: list[list[tuple[int, float, int, int, float]]]
    base: float


@cache
def load() -> Model:
    """The shipped model."""
    head, _, body = FILE.read_bytes().partition(b"\n")
    about = json.loads(head)
    keys, values = array("I"), array("f")
    split = about["words"] * keys.itemsize
    keys.frombytes(body[:split])
    values.frombytes(body[split:])
    if sys.byteorder == "big":
        keys.byteswap()
        values.byteswap()
    return Model(
        dict(zip(keys, values, strict=True)),
        about["bias"],
        about["means"],
        about["deviations"],
        about["weights"],
        [[tuple(node) for node in tree] for tree in about["trees"]],
        about["base"],
    )


def key(word: str) -> int:
    """The checksum a word feature is stored under."""
    return zlib.crc32(word.encode("ascii"))


def first_stage(model: Model, lines: Lines, index: int) -> float:
    """The score (logit) of one line by itself."""
    known = model.words
    score = model.bias + sum(known.get(key(word), 0.0) for word in lines.words(index))
    for value, mean, deviation, weight in zip(
        lines.numbers(index), model.means, model.deviations, model.weights, strict=True
    ):
        score += weight * _SCALE * max(-_CLIP, min(_CLIP, (value - mean) / deviation))
    return score


def contexts(scores: list[float]) -> list[list[float]]:
    """What the second stage sees of the scores, for every line.

    The line's own score, its neighbours', the mean chance up to it, from it on and of all lines, and the lowest from it
    on.
    """
    chances = [chance(score) for score in scores]
    sums, lowest = [0.0], [1.0]
    for one in chances:
        sums.append(sums[-1] + one)
    for one in reversed(chances):
        lowest.append(min(lowest[-1], one))
    count, padded = len(scores), [BODY] * _REACH + scores + [BODY] * _REACH
    return [
        [
            score,
            *padded[i : i + _REACH],
            *padded[i + _REACH + 1 : i + 2 * _REACH + 1],
            sums[i + 1] / (i + 1),
            (sums[-1] - sums[i]) / (count - i),
            sums[-1] / count,
            lowest[count - i],
        ]
        for i, score in enumerate(scores)
    ]


def second_stage(model: Model, features: list[float]) -> float:
    """The chance (0..1) that a line is residue."""
    score = model.base
    for tree in model.trees:
        at = 0
        while tree[at][0] >= 0:
            feature, threshold, left, right, _ = tree[at]
            at = left if features[feature] <= threshold else right
        score += tree[at][4]
    return chance(score)


def chance(score: float) -> float:
    """The chance (0..1) a logit stands for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def likely_boilerplate(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Lines whose chance to be residue is at or above the option ``threshold``; the headline is none."""
    lines = Lines(analysis.shadow, analysis.paragraphs)
    headline = analysis.headline.start
    bare = [i for i, start in enumerate(analysis.paragraphs.starts) if start != headline and not lines.prose[i]]
    model = load()
    if not any(own_score(model, lines, index) >= _STANDS_OUT for index in bare):
        return
    prose = {match.paragraph for match in given.matches}
    for index, likely in residue(model, lines, prose):
        start, end = analysis.paragraph(index)
        if likely >= given.options["threshold"] and start != headline:
            yield Hit(start, end, {"chance": f"{likely:.0%}", "signals": signals(model, lines, index)})


def own_score(model: Model, lines: Lines, index: int) -> float:
    """What a line's own words weigh."""
    known = model.words
    return sum([known.get(key(word), 0.0) for word in lines.own_words(index)])


def residue(model: Model, lines: Lines, prose: Collection[int]) -> Iterator[tuple[int, float]]:
    """Every line that might be residue, with its chance; of prose only the lines named are looked at."""
    scores = [
        BODY if is_prose and index not in prose else first_stage(model, lines, index)
        for index, is_prose in enumerate(lines.prose)
    ]
    near = contexts(scores)
    for index, score in enumerate(scores):
        if score > _HOPELESS:
            yield index, second_stage(model, [*lines.numbers(index), *near[index]])


def signals(model: Model, lines: Lines, index: int) -> str:
    """What spoke loudest for a line: those of its own words that did, or its shape and place."""
    weighed = sorted(((model.words.get(key(word), 0.0), word) for word in lines.own_words(index)), reverse=True)
    spoken: list[str] = []
    for weight, word in weighed:
        words = word.partition("=")[2].replace("_", " ")
        fresh = any(char.isalpha() for char in words) and not any(words in other for other in spoken)
        if weight > _AUDIBLE and fresh and len(spoken) < _SIGNALS:
            spoken.append(f'"{words}"')
    return ", ".join([*spoken, "its shape and place"])


_AUDIBLE = 0.2
_SIGNALS = 2
