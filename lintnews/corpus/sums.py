"""The sums of a corpus, from its shards: one pass, shard by shard, with little memory for each document."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from lintnews.corpus.across import BANNER
from lintnews.corpus.groups import Groups
from lintnews.corpus.rows import Row
from lintnews.corpus.shards import ACROSS
from lintnews.corpus.tables import FORMATS, read_table

WORST = 10
_LEVEL = 200  # words added to a document's before its findings are counted per words: three in ten words is no record
_LEVEL_SOURCE = 2000  # the same for sources
_SEVERITIES = ("error", "warning", "info")

Name = tuple[str, int | None]
"""A document: its path, and its record where the file has several."""


class NotARunError(Exception):
    """A folder holds no finished run; the words say what is missing."""


@dataclass(slots=True)
class Group:
    """Sums of some documents. ``affected`` of the ``characters`` stand in findings, each counted once."""

    documents: int = 0
    flagged: int = 0
    words: int = 0
    characters: int = 0
    affected: int = 0
    findings: int = 0
    by_category: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The share of text that stands in findings."""
        return self.affected / self.characters if self.characters else 0.0

    @property
    def rate(self) -> float:
        """Findings per 1000 words."""
        return 1000 * self.findings / self.words if self.words else 0.0


class RuleSum(NamedTuple):
    """How often a rule speaks, in how many documents, and how severe it is at worst."""

    rule: str
    findings: int
    documents: int
    severity: str


class Bad(NamedTuple):
    """A document, or a source, with the most findings for its length."""

    name: str
    findings: int
    words: int
    share: float
    rate: float


class Cluster(NamedTuple):
    """Documents that share passages, the likely origin first: the one with the earliest date, then in order."""

    documents: Sequence[str]
    dates: Sequence[str]


@dataclass(slots=True)
class Sums:
    """All there is to say of a corpus."""

    total: Group = field(default_factory=Group)
    errors: int = 0
    by_severity: Counter[str] = field(default_factory=Counter)
    rules: list[RuleSum] = field(default_factory=list)
    sources: dict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    languages: dict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    months: dict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    days: dict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    worst: list[Bad] = field(default_factory=list)
    worst_sources: list[Bad] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)


def sums_of(folder: Path) -> Sums:
    """The sums of a finished run.

    Raises:
        NotARunError: there is none.
        MissingError: its shards are Parquet, and pyarrow is not installed.
    """
    adder = Adder(_across(folder))
    for name in shards_of(folder):
        adder.shard(rows(folder, "documents", name), rows(folder, "findings", name))
        adder.sums.errors += sum(1 for _ in rows(folder, "errors", name))
    adder.sums.errors += sum(1 for _ in rows(folder, "errors", ACROSS))
    return adder.finish()


def shards_of(folder: Path) -> list[str]:
    """The names of a run's shards in order, without the one about several documents.

    Raises:
        NotARunError: there are none.
    """
    names = sorted(file.stem for file in (folder / "done").glob("*.json"))
    if not names:
        raise NotARunError(f"{folder}: no finished shards here (see: lintnews corpus --help)")
    return [name for name in names if name != ACROSS]


def rows(folder: Path, table: str, name: str) -> Iterator[Row]:
    """The rows of a table of a shard; none where it has no such table."""
    for form in FORMATS:
        file = folder / table / f"{name}.{form}"
        if file.exists():
            yield from read_table(file)


def name_of(row: Row) -> Name:
    """The document that a row is about."""
    return row["path"], row["record"]


def shown(name: Name) -> str:
    """A document's name in words."""
    return name[0] if name[1] is None else f"{name[0]}#{name[1]}"


def _across(folder: Path) -> dict[Name, list[Row]]:
    found: dict[Name, list[Row]] = defaultdict(list)
    for row in rows(folder, "findings", ACROSS):
        found[name_of(row)].append(row)
    return found


class Adder:
    """Adds up documents and what is found in them."""

    def __init__(self, across: Mapping[Name, list[Row]] = MappingProxyType({})) -> None:
        """Begin; ``across`` holds findings that shards do not have, by document."""
        self.sums = Sums()
        self._across = across
        self._rules: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._severity: dict[str, str] = {}
        self._worst: list[tuple[float, Bad]] = []
        self._copies = _Copies()

    def shard(self, documents: Iterable[Row], findings: Iterable[Row]) -> None:
        """Add the rows of a shard."""
        own: dict[Name, list[Row]] = defaultdict(list)
        for row in findings:
            own[name_of(row)].append(row)
        bad: list[tuple[float, Bad]] = []
        for document in documents:
            name = name_of(document)
            found = [*own.get(name, ()), *self._across.get(name, ())]
            self._copies.add(name, document["date"] or "", found)
            bad.append(self._document(name, document, found))
        self._worst = nlargest(WORST, [*self._worst, *bad], key=lambda one: one[0])

    def finish(self) -> Sums:
        """The sums of all that was added."""
        sums = self.sums
        sums.rules = sorted(
            (
                RuleSum(rule, findings, documents, self._severity[rule])
                for rule, (findings, documents) in self._rules.items()
            ),
            key=lambda one: (-one.findings, one.rule),
        )
        sums.worst = [bad for _, bad in self._worst if bad.findings]
        sources = [
            Bad(name, group.findings, group.words, group.share, group.rate) for name, group in sums.sources.items()
        ]
        named = [bad for bad in sources if bad.name and bad.findings]
        sums.worst_sources = nlargest(WORST, named, key=lambda bad: bad.findings / (bad.words + _LEVEL_SOURCE))
        sums.clusters = self._copies.clusters()
        return sums

    def _document(self, name: Name, document: Row, found: Sequence[Row]) -> tuple[float, Bad]:
        affected = min(_covered([(row["start"], row["end"]) for row in found if not row["whole"]]),
                       document["characters"])  # fmt: skip
        sums = self.sums
        groups = [sums.total, sums.sources[source_of(document)], sums.languages[document["language"] or ""]]
        date = document["date"] or ""
        groups += [sums.months[date[:7]], sums.days[date[:10]]]
        for group in groups:
            group.documents += 1
            group.flagged += bool(found)
            group.words += document["words"]
            group.characters += document["characters"]
            group.affected += affected
            group.findings += len(found)
            group.by_category.update(row["category"] for row in found)
        self._count(found)
        words = document["words"]
        share = affected / document["characters"] if document["characters"] else 0.0
        rate = 1000 * len(found) / words if words else 0.0
        return len(found) / (words + _LEVEL), Bad(shown(name), len(found), words, share, rate)

    def _count(self, found: Sequence[Row]) -> None:
        for row in found:
            rule, severity = row["rule"], row["severity"]
            self._rules[rule][0] += 1
            self.sums.by_severity[severity] += 1
            worst = self._severity.get(rule, severity)
            self._severity[rule] = min(worst, severity, key=_SEVERITIES.index)
        for rule in {row["rule"] for row in found}:
            self._rules[rule][1] += 1


class _Copies:
    """Joins documents that share passages."""

    def __init__(self) -> None:
        self._groups = Groups[Name]()
        self._order: dict[Name, int] = {}
        self._dates: dict[Name, str] = {}

    def add(self, name: Name, date: str, found: Sequence[Row]) -> None:
        """Take in a document and what is found in it."""
        self._order[name] = len(self._order)
        if date:
            self._dates[name] = date
        for row in found:
            if row["category"] != "duplication" or row["rule"] == BANNER or not row["related"]:
                continue  # who shares a banner is no copy
            for other in json.loads(row["related"]):
                there = other["path"], other["record"]
                if there != name:
                    self._groups.join(there, name)

    def clusters(self) -> list[Cluster]:
        """The clusters, the largest first."""
        groups: dict[Name, list[Name]] = defaultdict(list)
        for name in self._groups:
            groups[self._groups.root(name)].append(name)
        some = [sorted(group, key=self._first) for group in groups.values() if len(group) > 1]
        some.sort(key=lambda group: (-len(group), self._order.get(group[0], 0)))
        return [Cluster([shown(name) for name in group], [self._dates.get(name, "") for name in group])
                for group in some]  # fmt: skip

    def _first(self, name: Name) -> tuple[str, int]:
        return self._dates.get(name, "9999"), self._order.get(name, len(self._order))


def source_of(document: Row) -> str:
    """Where a document is from: what it says, else the host of its address; empty where neither is known."""
    host = ""
    if document["url"]:
        try:
            host = urlsplit(document["url"]).hostname or ""
        except ValueError:
            host = ""
    return document["source"] or host.removeprefix("www.")


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """How many characters stand in one span at least."""
    covered = behind = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, behind))
        behind = max(behind, end)
    return covered
