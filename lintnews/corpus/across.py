"""What passages shared between documents mean for each of them: hits of the rules of scope ``corpus``."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lintnews.analysis.alignment import Copy
from lintnews.analysis.copies import changes, percent
from lintnews.corpus.compare import Shared
from lintnews.corpus.groups import Groups
from lintnews.corpus.summary import Summary
from lintnews.findings import Hit, Related

PASSAGE, QUOTE, BANNER = "duplication/copied-passage", "duplication/quote-drift", "duplication/shared-banner"
HEADLINE, UNCREDITED = "duplication/same-headline", "provenance/uncredited-copy"
RULES = (PASSAGE, QUOTE, BANNER, HEADLINE, UNCREDITED)
"""The rules about several files."""

_BANNER_DOCUMENTS = 4  # documents from which a shared passage is a banner
_SAME_PLACE = 0.7  # share of the shorter of two passages that overlaps where they are taken for one
_NEIGHBOURS = 3  # words between two copies that are reported as one
_MOST_RELATED = 100


class CrossHit(NamedTuple):
    """A hit of a document (its number) and the numbers of the documents its related spans are in, in their order."""

    document: int
    rule: str
    hit: Hit
    others: tuple[int, ...]


class _Place(NamedTuple):
    """A passage of a document, in words."""

    document: int
    first: int
    behind: int


def hits(summaries: Sequence[Summary], shared: Sequence[Shared], old: int = 0) -> list[CrossHit]:
    """The hits of all documents, in order of documents and places.

    A passage in four documents or more is reported once, in the second of them. Others are reported in the later
    document, which is the one with the later date where both have one; several partners of a passage are one hit.
    The first ``old`` documents are an archive in which nothing is reported.
    """
    shared = [one if one.one < old else _by_date(one, summaries) for one in _joined(shared)]
    banners, rest = _banners(shared)
    found = [_banner(places, summaries, old) for places in banners]
    for _, group in groupby(sorted(rest, key=lambda one: one.other), key=lambda one: one.other):
        found += _of_document(list(group), summaries)
    return sorted(found, key=lambda one: (one.document, one.hit.start, one.hit.end))


def _joined(shared: Sequence[Shared]) -> Iterator[Shared]:
    """Copies of two documents that follow each other in both are one."""
    for _, group in groupby(sorted(shared), key=lambda one: one[:2]):
        last: Shared | None = None
        for one in sorted(group, key=lambda one: one.copy.later):
            gaps = _gaps(last, one)
            if last is not None and gaps is not None:
                copy = last.copy
                last = last._replace(
                    copy=Copy(
                        copy.first,
                        one.copy.first_end,
                        copy.later,
                        one.copy.later_end,
                        copy.equal + one.copy.equal,
                        copy.changed + one.copy.changed + max(gaps),
                        copy.places + one.copy.places + 1,
                    )
                )
                continue
            if last is not None:
                yield last
            last = one
        if last is not None:
            yield last


def _gaps(before: Shared | None, behind: Shared) -> tuple[int, int] | None:
    """The words between two copies in both documents; None where they are too many, or copies are out of order."""
    if before is None:
        return None
    gaps = behind.copy.first - before.copy.first_end, behind.copy.later - before.copy.later_end
    return gaps if min(gaps) >= 0 and max(gaps) <= _NEIGHBOURS else None


def _by_date(shared: Shared, summaries: Sequence[Summary]) -> Shared:
    """The same with the document of the earlier date first."""
    dates = day(summaries[shared.one].date), day(summaries[shared.other].date)
    if dates[0] is None or dates[1] is None or dates[0] <= dates[1]:
        return shared
    copy = shared.copy
    turned = copy._replace(first=copy.later, first_end=copy.later_end, later=copy.first, later_end=copy.first_end)
    return Shared(shared.other, shared.one, turned)


def day(text: str) -> datetime.date | None:
    """The day a date in ISO form names, with or without a time; None for other forms."""
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _banners(shared: Sequence[Shared]) -> tuple[list[list[_Place]], list[Shared]]:
    """Passages that stand in many documents, each with its places; and what is left."""
    places = [_places(one) for one in shared]
    nodes = _Nodes(places)
    roots = [nodes.root(one) for one, _ in places]
    clusters: dict[int, dict[int, _Place]] = defaultdict(dict)
    for root, pair in zip(roots, places, strict=True):  # both places of a copy have one root
        for place in pair:
            clusters[root].setdefault(place.document, place)
    large = {root for root, cluster in clusters.items() if len(cluster) >= _BANNER_DOCUMENTS}
    rest = [one for root, one in zip(roots, shared, strict=True) if root not in large]
    return [[clusters[root][document] for document in sorted(clusters[root])] for root in sorted(large)], rest


def _places(shared: Shared) -> tuple[_Place, _Place]:
    copy = shared.copy
    return _Place(shared.one, copy.first, copy.first_end), _Place(shared.other, copy.later, copy.later_end)


class _Nodes:
    """Which places hold one passage: those of a copy do, and those of a document that overlap for the most part."""

    def __init__(self, copies: Iterable[tuple[_Place, _Place]]) -> None:
        self._groups = Groups[_Place]()
        self._numbers: dict[_Place, int] = {}
        for one, other in copies:
            self._groups.join(one, other)
        for _, group in groupby(sorted(self._groups), key=lambda place: place.document):
            last: _Place | None = None
            for place in group:
                if last is not None and _overlap(last, place) >= _SAME_PLACE:
                    self._groups.join(last, place)
                if last is None or place.behind > last.behind:
                    last = place

    def root(self, place: _Place) -> int:
        """A number for the passage at a place."""
        return self._numbers.setdefault(self._groups.root(place), len(self._numbers))


def _overlap(one: _Place, other: _Place) -> float:
    if one.behind <= other.first or other.behind <= one.first:
        return 0
    both = min(one.behind, other.behind) - max(one.first, other.first)
    return both / max(1, min(one.behind - one.first, other.behind - other.first))


def _banner(places: Sequence[_Place], summaries: Sequence[Summary], old: int) -> CrossHit:
    flagged = next(place for place in places[1:] if place.document >= old)
    others = [place for place in places if place != flagged][:_MOST_RELATED]
    related = tuple(_related(place, summaries, "the same passage") for place in others)
    values = {"files": str(len(places)), "changes": ""}
    start, end = summaries[flagged.document].span(flagged.first, flagged.behind)
    hit = Hit(start, end, values, related=related)
    return CrossHit(flagged.document, BANNER, hit, tuple(place.document for place in others))


def _related(place: _Place, summaries: Sequence[Summary], message: str) -> Related:
    summary = summaries[place.document]
    return Related(*summary.span(place.first, place.behind), message, name_of(summary))


def name_of(summary: Summary) -> str:
    """A name for a document: its path, and its record where the file has several."""
    return summary.path if summary.record is None else f"{summary.path}#{summary.record}"


def _of_document(shared: Sequence[Shared], summaries: Sequence[Summary]) -> Iterator[CrossHit]:
    """The hits of a document, each with all documents that have the passage."""
    groups: list[tuple[_Place, list[Shared]]] = []
    for one in sorted(shared, key=lambda one: -one.copy.equal):
        place = _places(one)[1]
        for known, group in groups:
            if _overlap(known, place) >= _SAME_PLACE:
                group.append(one)
                break
        else:
            groups.append((place, [one]))
    for _, group in groups:
        yield _passage(sorted(group), summaries)


def _passage(group: Sequence[Shared], summaries: Sequence[Summary]) -> CrossHit:
    widest = max(group, key=lambda one: one.copy.later_end - one.copy.later)
    number, copy = widest.other, widest.copy
    start, end = summaries[number].span(copy.later, copy.later_end)
    related = tuple(_related(_places(one)[0], summaries, f"{percent(one.copy.similarity)} the same") for one in group)
    path = group[0].one
    values = {"other": summaries[path].path, "changes": changes(copy.changed)}
    rule = QUOTE if _drifts(widest, summaries) else PASSAGE
    return CrossHit(number, rule, Hit(start, end, values, related=related), tuple(one.one for one in group))


def _drifts(shared: Shared, summaries: Sequence[Summary]) -> bool:
    """Whether a copy is a quotation that has changed: most of it is quoted in both documents, and words differ."""
    return shared.copy.changed > 0 and all(
        _quoted(summaries[place.document], place) * 2 > place.behind - place.first for place in _places(shared)
    )


def _quoted(summary: Summary, place: _Place) -> int:
    """How many words of a place stand in quotations."""
    first, behind = place.first, place.behind
    return sum(
        min(end, behind) - max(start, first) for start, end in summary.quotes.tolist() if start < behind and end > first
    )
