"""Limits that a corpus may not exceed: findings per 1000 words, and files with findings, by category and rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from lintnews.config.settings import ALL, Limits
from lintnews.findings import Result

T = TypeVar("T")
RATE, FILES = "max-per-1000-words", "max-files"


class Verdict(NamedTuple):
    """A figure against its limit. ``name`` is a category, a rule, or ``all``; ``limit`` is RATE or FILES."""

    name: str
    limit: str
    figure: float
    most: float

    @property
    def exceeded(self) -> bool:
        """Whether the figure is above the limit."""
        return self.figure > self.most

    def __str__(self) -> str:
        files = "file" if self.figure == 1 else "files"
        rate, spread = f"{self.figure:.2f} findings per 1000 words", f"findings in {self.figure:g} {files}"
        return f"{self.name}: {rate if self.limit == RATE else spread}, the limit is {self.most:g} ({self.limit})"


class Thresholds:
    """The limits of a run, and what there is of it so far."""

    def __init__(self, limits: Mapping[str, Limits]) -> None:
        self._limits = limits
        self._words = 0.0
        self._findings: Counter[str] = Counter()
        self._files: dict[str, set[str]] = {name: set() for name in limits}

    @property
    def counts_words(self) -> bool:
        """Whether results must say how many words a text has (``metrics["words"]``)."""
        return any(limits.max_per_1000_words is not None for limits in self._limits.values())

    def covers(self, rule: str) -> bool:
        """Whether a limit decides on the findings of a rule, so that one of them alone is no failure."""
        return any(name in self._limits for name in _names(rule))

    def watch(self, outcomes: Iterable[T]) -> Iterator[T]:
        """The same outcomes, each result counted before it is passed on."""
        for outcome in outcomes:
            if isinstance(outcome, Result):
                self._add(outcome)
            yield outcome

    def _add(self, result: Result) -> None:
        self._words += result.metrics.get("words", 0)
        for finding in result.findings:
            for name in _names(finding.rule):
                if name in self._limits:
                    self._findings[name] += 1
                    self._files[name].add(result.path)

    def verdicts(self) -> Iterator[Verdict]:
        """How each limit was kept, in the order in which they are set."""
        for name, limits in self._limits.items():
            if limits.max_per_1000_words is not None:
                rate = 1000 * self._findings[name] / self._words if self._words else 0.0
                yield Verdict(name, RATE, rate, limits.max_per_1000_words)
            if limits.max_files is not None:
                yield Verdict(name, FILES, len(self._files[name]), limits.max_files)


def _names(rule: str) -> tuple[str, str, str]:
    return ALL, rule.partition("/")[0], rule
