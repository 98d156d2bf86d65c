"""What a filter does with a document: leaves it as it is, cuts spans out of it, or drops it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lintnews.config.settings import FilterSettings
from lintnews.corpus.rows import Row
from lintnews.findings import Severity


class Cut(NamedTuple):
    """A stretch of a file (code points) that a rule has cut out."""

    start: int
    end: int
    rule: str
    severity: str


class Verdict(NamedTuple):
    """What to do with a document: why it is dropped, if it is, with the rule to blame; else what is cut out of it."""

    reason: str = ""
    rule: str | None = None
    cuts: Sequence[Cut] = ()


class _Choice(NamedTuple):
    """Findings of a rule or category (of any where empty) from a severity on."""

    name: str
    severity: Severity

    def fits(self, row: Row) -> bool:
        named = not self.name or self.name in (row["rule"], row["category"])
        return named and Severity.parse(row["severity"]) >= self.severity


class Policy:
    """Decides over documents by their findings."""

    def __init__(self, settings: FilterSettings) -> None:
        """Understand settings.

        Raises:
            ValueError: an entry names no severity where it should.
        """
        self._settings = settings
        self._drop = [_choice(entry) for entry in settings.drop]
        self._cut = [_choice(entry) for entry in settings.cut]

    @property
    def does_nothing(self) -> bool:
        """Whether no document can be changed or dropped."""
        limits = self._settings.most_share, self._settings.most_rate
        return not self._drop and not self._cut and all(limit is None for limit in limits)

    def verdict(self, document: Row, findings: Sequence[Row]) -> Verdict:
        """What to do with a document, given its row and those of its findings."""
        for row in findings:
            if any(choice.fits(row) for choice in self._drop):
                return Verdict(f"{row['rule']} ({row['severity']})", row["rule"])
        reason = self._measured(document, findings)
        if reason:
            return Verdict(reason)
        some = (cut for row in findings if any(choice.fits(row) for choice in self._cut) for cut in _cuts(row))
        return Verdict(cuts=list(_merged(some)))

    def _measured(self, document: Row, findings: Sequence[Row]) -> str:
        settings, words = self._settings, document["words"]
        rate = 1000 * len(findings) / words if words else 0.0
        if settings.most_rate is not None and rate > settings.most_rate:
            return f"{rate:.1f} findings per 1000 words"
        spans = (Cut(row["start"], row["end"], "", "") for row in findings if not row["whole"])
        share = sum(cut.end - cut.start for cut in _merged(spans)) / max(document["characters"], 1)
        if settings.most_share is not None and share > settings.most_share:
            return f"{min(share, 1):.0%} of the text in findings"
        return ""


def _choice(entry: str) -> _Choice:
    """An entry of a policy: ``rule``, ``category``, ``severity``, or one of the first two, a colon, and a severity."""
    name, colon, severity = entry.partition(":")
    if colon:
        return _Choice(name, Severity.parse(severity))
    try:
        return _Choice("", Severity.parse(name))
    except ValueError:
        return _Choice(name, Severity.INFO)


def _cuts(row: Row) -> Iterator[Cut]:
    """What to cut for a finding: what its fix would delete, else its span; nothing for one about the document."""
    if row["whole"]:
        return
    edits: list[dict[str, Any]] = json.loads(row["fix"])["edits"] if row["fix"] else []
    if not edits or any(edit["text"] for edit in edits):
        edits = [row]
    for edit in edits:
        yield Cut(edit["start"], edit["end"], row["rule"], row["severity"])


def _merged(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """The same stretches, each character in one at most; of those that overlap the first names the rule."""
    last: Cut | None = None
    for cut in sorted(cuts):
        if last is not None and cut.start < last.end:
            last = last._replace(end=max(last.end, cut.end))
            continue
        if last is not None:
            yield last
        last = cut
    if last is not None:
        yield last
