"""Findings that are known or allowed, taken out of what is reported."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lintnews import allow, markers
from lintnews.config.load import Finder
from lintnews.corpus.plan import below
from lintnews.findings import Result
from lintnews.reports.outcome import Outcome
from lintnews.reports.terminal import count

if TYPE_CHECKING:
    from lintnews.baseline import Baseline


class Sieve:
    """What stands in markers, in ``lintnews.allow`` beside each config file, and in one baseline."""

    def __init__(self, finder: Finder, known: Path | None, *, allowing: bool) -> None:
        """Get ready.

        Args:
            finder: the settings of each file.
            known: the baseline, if there is one.
            allowing: whether allow lists count.

        Raises:
            ConfigError: the baseline is none.
        """
        self._finder = finder
        self._allowing = allowing
        self._marked = markers.Marked()
        self._lists: dict[Path, allow.Allowed | None] = {}
        self._folder = known.parent if known else Path()
        self._baseline = _baseline(known) if known else None
        self._hidden = 0

    def sift(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes without what is allowed or known.

        Raises:
            ConfigError: an allow list is wrong.
        """
        for outcome in outcomes:
            yield self._sifted(outcome) if isinstance(outcome, Result) else outcome

    def notes(self, *, every_rule: bool) -> Iterator[str]:
        """One line for each thing to know afterwards: entries of no use, findings that are gone or not shown.

        What let nothing pass is of no use where ``every_rule`` ran that the settings ask for.
        """
        yield from self._marked.complaints(unused=every_rule)
        for each in self._lists.values():
            if each:
                yield from each.complaints(unused=every_rule)
        if self._baseline and self._hidden:
            yield f"{count(self._hidden, 'known finding')} not shown"
        if self._baseline and self._baseline.gone():
            yield f"{count(self._baseline.gone(), 'known finding')} gone; take out with: lintnews baseline prune"

    def _sifted(self, result: Result) -> Result:
        config = self._finder.config(result.path)
        result = self._marked.sift(result)
        if self._allowing:
            allowed = self._allowed(config.root)
            result = allowed.sift(result, below(config, result.path)) if allowed else result
        if self._baseline:
            before = len(result.findings)
            result = self._baseline.sift(result, seen_from(self._folder, result.path))
            self._hidden += before - len(result.findings)
        return result

    def _allowed(self, root: Path) -> allow.Allowed | None:
        if root not in self._lists:
            file = root / allow.NAME
            today = datetime.now().astimezone().date()
            self._lists[root] = allow.Allowed(allow.load(file), today) if file.is_file() else None
        return self._lists[root]


def _baseline(file: Path) -> "Baseline":
    from lintnews import baseline

    return baseline.Baseline(baseline.load(file))


def seen_from(folder: Path, path: str) -> str:
    """A path as seen from a folder, with "/"."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
