"""What reports are made from: the results and errors of a run in order, and their sums."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lintnews.documents.document import ReadError
from lintnews.findings import Result, Severity
from lintnews.thresholds import Thresholds

Outcome = Result | ReadError


class Style(NamedTuple):
    """What a report for people may look like.

    ``colour`` is for a terminal that shows it, ``statistics`` asks for a table of rules in place of the findings,
    ``quiet`` for no summary, and no line is wider than ``columns``. ``thresholds`` are the limits of the run, which has
    passed by when the last outcome is known; ``web`` is what a path is put behind to make an address of it.
    ``rule_folders`` and ``plugins`` say where rules come from beside the shipped ones.
    """

    colour: bool = False
    statistics: bool = False
    quiet: bool = False
    columns: int = 120
    thresholds: Thresholds | None = None
    web: str = ""
    rule_folders: Sequence[Path] = ()
    plugins: Sequence[str] = ()


Report = Callable[[Iterable[Outcome], Style], Iterator[str]]
"""A report: outcomes in, pieces of text out, as soon as they are known."""


class Tally:
    """The sums of a run, added up as its outcomes pass by."""

    def __init__(self) -> None:
        # ``severities`` holds the worst severity found for each rule.
        self.paths: set[str] = set()
        self.documents = 0
        self.errors = 0
        self.fixable = 0
        self.by_severity: Counter[Severity] = Counter()
        self.by_rule: Counter[str] = Counter()
        self.severities: dict[str, Severity] = {}
        self.languages: Counter[str] = Counter()  # of the documents, where it is known

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, ReadError):
            self.errors += 1
            return
        self.paths.add(outcome.path)
        self.documents += 1
        if outcome.language:
            self.languages[outcome.language] += 1
        for finding in outcome.findings:
            self.by_severity[finding.severity] += 1
            self.by_rule[finding.rule] += 1
            self.fixable += finding.fix is not None and finding.fix.safe
            self.severities[finding.rule] = max(finding.severity, self.severities.get(finding.rule, finding.severity))

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The same outcomes, each counted before it is passed on."""
        for outcome in outcomes:
            self.add(outcome)
            yield outcome

    @property
    def findings(self) -> int:
        """How many findings there were."""
        return self.by_severity.total()
