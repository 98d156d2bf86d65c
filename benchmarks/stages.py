"""What of lintnews is measured: the whole, its stages, and what each category costs."""

import gc
from collections.abc import Callable, Sequence

from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.checks.matcher import Matcher
from lintnews.checks.rule import CATEGORIES
from lintnews.config.settings import Config
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.memory import collect_seldom
from lintnews.selection import Selector

TOGETHER = 32  # documents searched at once
Run = Callable[[Sequence[str]], object]


def stages() -> dict[str, tuple[Run, int]]:
    """Name → (what to run on texts, take every n-th text)."""
    rules = catalogue.rules()
    runs: dict[str, tuple[Run, int]] = {
        "lintnews, default rules": (_lint(Engine(rules, catalogue.FUNCTIONS, fast=True)), 1),
        "lintnews, without hyperscan": (_lint(Engine(rules, catalogue.FUNCTIONS, fast=False)), 4),
    }
    for category in CATEGORIES:
        some = [rule for rule in rules if rule.category == category]
        runs[f"  {category} alone"] = (_lint(Engine(some, catalogue.FUNCTIONS, fast=True)), 1)
    matcher = Matcher(rules, fast=True)
    runs["  stage: matching"] = (lambda texts: [matcher.matches(a) for a in _analyses(texts)], 1)
    runs["  stage: shadow, paragraphs"] = (lambda texts: [a.shadow for a in _analyses(texts)], 1)
    runs["  stage: quotations"] = (lambda texts: [a.quotations for a in _analyses(texts)], 1)
    runs["  stage: sentences"] = (_sentences, 1)
    return runs


def _analyses(texts: Sequence[str]) -> list[Analysis]:
    return [Analysis(from_text(text)) for text in texts]


def _sentences(texts: Sequence[str]) -> object:
    return [[a.sentences(i) for i in range(len(a.paragraphs))] for a in _analyses(texts)]


def _lint(engine: Engine) -> Run:
    selection = Selector(engine.rules).select(Config(), "article.txt")

    def lint(texts: Sequence[str]) -> object:
        results = []
        before = gc.get_threshold()
        collect_seldom()  # as the command does
        for at in range(0, len(texts), TOGETHER):
            documents = [from_text(text) for text in texts[at : at + TOGETHER]]
            ahead = engine.look_ahead(documents, [selection] * len(documents))
            results += [engine.lint(one, selection, ahead=some) for one, some in zip(documents, ahead, strict=True)]
        gc.set_threshold(*before)
        return results

    return lint
