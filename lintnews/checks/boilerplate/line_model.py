"""The line model: how likely a line is page furniture, learned from labelled pages.

Boosted trees over the features of ``line_features``: the shape and place of a line, and the phrases of page furniture
around it. No word of the training pages is in the model, and with the function words of other languages it serves those
too. Trained by ``training/boilerplate_lines.py`` on English pages.

Clean news must cost next to nothing: a document in which no pattern rule of the category matches anything is not
looked at, nor is running text that stands among running text.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.checks.boilerplate.code import is_code
from lintnews.checks.boilerplate.line_features import NAMES, Page
from lintnews.checks.boilerplate.line_trees import Model, load, scorer
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.positions import Span
from lintnews.regexes import regex

_ALNUM = regex(r"[A-Za-z0-9]")
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


def chance(logit: float) -> float:
    """The chance (0..1) a logit stands for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def likely_boilerplate(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Blocks of lines whose chance to be page furniture is at or above the option ``threshold``.

    Left out are the headline, lines without letters or digits, and those that a pattern rule has a better word for.
    """
    if not given.beside:
        return
    page = Page(analysis.shadow, analysis.lines, given.beside, analysis.language)
    code = {match.paragraph for match in given.beside.get("boilerplate/template-residue", ())}
    found = (
        one
        for one in _flagged(page, analysis.headline, given.options["threshold"])
        if not is_code(page.texts[one.line]) and analysis.paragraph_at(page.lines.starts[one.line]) not in code
    )
    for block in _blocks(found):
        chances = [chance(one.score) for one in block]
        low, high = f"{min(chances):.0%}", f"{max(chances):.0%}"
        loudest = max(block, key=lambda one: one.score)
        values = {
            "what": f"these {len(block)} lines are" if len(block) > 1 else "this line is",
            "chance": high if low == high else f"{low} to {high}",
            "signals": signals(load(), loudest.row),
        }
        yield Hit(page.lines.starts[block[0].line], page.lines.ends[block[-1].line], values)


class _Flagged(NamedTuple):
    """A line that is likely page furniture, with its score (logit) and features."""

    line: int
    score: float
    row: list[float]


def _flagged(page: Page, headline: Span, threshold: float) -> Iterator[_Flagged]:
    score = scorer()
    for index in candidates(page):
        start = page.lines.starts[index]
        if index in page.groups or headline.start <= start < headline.end or not _ALNUM.search(page.texts[index]):
            continue
        row = page.row(index)
        found = score(row)
        if chance(found) >= threshold:
            yield _Flagged(index, found, row)


def _blocks(some: Iterable[_Flagged]) -> Iterator[list[_Flagged]]:
    """Lines that follow each other, together."""
    block: list[_Flagged] = []
    for one in some:
        if block and one.line != block[-1].line + 1:
            yield block
            block = []
        block.append(one)
    if block:
        yield block


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
    words = _names()
    for tree in model.trees:
        feature, threshold, below, above, value = tree
        while feature >= 0:
            word, before = words[feature], value
            feature, threshold, below, above, value = below if row[feature] <= threshold else above
            raised[word] = raised.get(word, 0.0) + value - before
    loudest = sorted(raised, key=lambda word: (-raised[word], word))[:_SIGNALS]
    return ", ".join(word for word in loudest if raised[word] > 0)


@cache
def _names() -> list[str]:
    return [_words(name) for name in NAMES]


def _words(name: str) -> str:
    """What a feature is called in a message."""
    if name in _SAID:
        return _SAID[name]
    if "anchor" in name or "hint" in name or name.startswith(("since_", "until_")):
        return "the page furniture around it"
    return "its neighbours" if name[-2:-1] in "+-" else "its shape and place"
