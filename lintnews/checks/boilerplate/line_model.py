"""The line model: how likely a line is page furniture, learned from labelled pages.

Boosted trees over the features of ``line_features``: the shape and place of a line, and the phrases of page furniture
around it. No word of the training pages is in the model. Trained by ``training/boilerplate_lines.py``.

Clean news must cost next to nothing: a document in which no pattern rule of the category matches anything is not
looked at, nor is running text that stands among running text.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.checks.boilerplate.line_features import NAMES, Page
from lintnews.checks.rule import Given
from lintnews.findings import Hit

FILE = Path(__file__).with_name("line_model.json")
_ALNUM = re.compile(r"[A-Za-z0-9]")
_SIGNALS = 2
_SAID = {
    "length": "its length",
    "words": "its few words",
    "end": "how it ends",
    "capitals": "its capitals",
    "repeats": "it is repeated",
    "run": "it stands among short lines",
    "past_last_prose": "it comes after the last paragraph",
    "to_first_prose": "it comes before the first paragraph",
    "text_share": "most of the article is above it",
    "prose_after": "how little of the article comes after it",
    "hint": "its phrases",
    "anchor": "its phrases",
    "date": "its date",
}


class Tree(NamedTuple):
    """A decision tree as parallel lists: a leaf has feature -1, ``values`` are the scores of leaves and inner nodes."""

    features: list[int]
    thresholds: list[float]
    lefts: list[int]
    rights: list[int]
    values: list[float]


class Model(NamedTuple):
    """The score (logit) to begin with, and trees that add to it."""

    base: float
    trees: list[Tree]


@cache
def load() -> Model:
    """The shipped model."""
    about = json.loads(FILE.read_bytes())
    return Model(about["base"], [Tree(*tree) for tree in about["trees"]])


def score(model: Model, row: Sequence[float]) -> float:
    """The score (logit) of a line."""
    total = model.base
    for features, thresholds, lefts, rights, values in model.trees:
        at = 0
        feature = features[0]
        while feature >= 0:
            at = lefts[at] if row[feature] <= thresholds[at] else rights[at]
            feature = features[at]
        total += values[at]
    return total


def chance(logit: float) -> float:
    """The chance (0..1) a logit stands for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def likely_boilerplate(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Lines whose chance to be page furniture is at or above the option ``threshold``.

    Left out are the headline, lines without letters or digits, and those that a pattern rule has a better word for.
    """
    if not given.beside:
        return
    page = Page(analysis.shadow, analysis.lines, given.beside)
    model, threshold = load(), given.options["threshold"]
    headline = analysis.headline
    for index in candidates(page):
        start, end = page.lines.starts[index], page.lines.ends[index]
        if index in page.groups or headline.start <= start < headline.end or not _ALNUM.search(page.texts[index]):
            continue
        row = page.row(index)
        likely = chance(score(model, row))
        if likely >= threshold:
            yield Hit(start, end, {"chance": f"{likely:.0%}", "signals": signals(model, row)})


def candidates(page: Page) -> Iterator[int]:
    """The lines that are looked at: all but running text that has running text on both sides and no hint near."""
    count = len(page.texts)
    for index in range(count):
        near = range(max(0, index - 1), min(count, index + 2))
        if not all(page.prose[one] and one not in page.hints for one in near):
            yield index


def signals(model: Model, row: Sequence[float]) -> str:
    """What spoke loudest for a line, in words: the features whose questions raised its score most."""
    raised: dict[str, float] = {}
    for tree in model.trees:
        at = 0
        while tree.features[at] >= 0:
            feature = tree.features[at]
            after = tree.lefts[at] if row[feature] <= tree.thresholds[at] else tree.rights[at]
            words = _words(NAMES[feature])
            raised[words] = raised.get(words, 0.0) + tree.values[after] - tree.values[at]
            at = after
    loudest = sorted(raised, key=lambda words: (-raised[words], words))[:_SIGNALS]
    return ", ".join(words for words in loudest if raised[words] > 0)


def _words(name: str) -> str:
    """What a feature is called in a message."""
    if name in _SAID:
        return _SAID[name]
    if "anchor" in name or "hint" in name or name.startswith(("since_", "until_")):
        return "the page furniture around it"
    return "its neighbours" if name[-2:-1] in "+-" else "its shape and place"
