"""Passages that documents share: the second of the two pure functions, on the summaries the first one makes."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from lintnews.analysis.alignment import Copy, Side, extended
from lintnews.analysis.copies import SHORTEST, Least, Taken, is_stock, promising, snapped, worth
from lintnews.analysis.shingles import SHINGLE, Run
from lintnews.corpus.chains import covered, find_chains, supported
from lintnews.corpus.fill import filled
from lintnews.corpus.groups import Groups
from lintnews.corpus.links import Links, find_links
from lintnews.corpus.quotations import quoted, same_quotation
from lintnews.corpus.summary import Summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST = Least(whole=7, edge=11, inside=13)
_LONG = 60  # words from which a passage is long
_SAY_ENOUGH = ((_LONG, _LONG), (20, 10))  # words of a passage, and of those in its place that it makes needless
_ENOUGH, _ENOUGH_FOR_SHORT = 4, 2  # partners of a passage; a long one counts twice
_MORE = {twice: bytes(min(count + 1 + twice, 255) for count in range(256)) for twice in (False, True)}
_PART = 8  # the part of the shorter document, as 1/8, from which two documents are looked through for more
_ROWS = 1 << 12  # chains made rows at a time
_STOCK_WORDS = 20  # words up to which a passage can be a stock phrase
_STOCK_DOCUMENTS = 4  # unrelated documents from which it is one
_COUNTED = 16  # places of a shingle that are looked at at once
_STOCK_ELSEWHERE = 12  # the same for documents of which more is not known


Spread = Callable[["NDArray[np.uint32]"], Sequence[int]]
"""In how many documents each shingle of some words (given by their ids) stands; 0 where that is not known."""


class Shared(NamedTuple):
    """A passage that two documents share, by their numbers; ``one`` is the earlier document."""

    one: int
    other: int
    copy: Copy


def compare(summaries: Sequence[Summary], old: int = 0, spread: Spread | None = None) -> list[Shared]:
    """The passages the documents share, in order of the later document and its words.

    Documents are compared in the given order: the earlier one counts as the first. A passage is linked to a
    few documents, a long one to two.

    Args:
        summaries: the documents.
        old: how many of them, from the first on, are an archive that is not compared in itself.
        spread: in how many documents of the rest of an archive some shingles stand, as far as that is known.
    """
    links = find_links([summary.ids for summary in summaries])
    sides = _Sides(summaries)
    found: list[Shared] = []
    for number, rows in groupby(_rows(links, summaries, old), key=_OTHER):
        found += _of_document(number, rows, sides)
    stock = _Stock(links, summaries, found, spread)
    kept = [shared for shared in found if not stock.knows(shared)]
    return sorted([*kept, *_filled(kept, summaries, sides)])


_OTHER = itemgetter(1)

_Row = tuple[int, int, int, int, int, int, int, int, int, bool]
"""Two documents, a chain of theirs (the fields of ``Copy``), and whether it lies in quotations of similar length."""


def _rows(links: Links, summaries: Sequence[Summary], old: int) -> Iterator[_Row]:
    """The chains worth a look, by later document, the longest first; words counted from their document's begin."""
    import numpy as np

    if not summaries:
        return
    chains = find_chains(links, np.concatenate([summary.news for summary in summaries]))
    inside = quoted(chains, links.bases, summaries)
    look = (supported(chains) | inside) & (chains.other >= old)
    for long, short in _SAY_ENOUGH:
        look &= ~covered(chains, int(links.bases[-1]), long=long, short=short)
    keep = look.nonzero()[0]
    keep = keep[np.lexsort((chains.one[keep], chains.later[keep], -chains.equal[keep], chains.other[keep]))]
    chains, inside = chains.take(keep), inside[keep]
    base, later_base = links.bases[chains.one], links.bases[chains.other]
    columns = (
        chains.one,
        chains.other,
        chains.first - base,
        chains.first_end - base,
        chains.later - later_base,
        chains.later_end - later_base,
        *chains[6:],
        inside,
    )
    for begin in range(0, len(keep), _ROWS):  # Python's numbers take several times as much memory
        yield from zip(*(column[begin : begin + _ROWS].tolist() for column in columns), strict=True)


def _filled(found: Sequence[Shared], summaries: Sequence[Summary], sides: "_Sides") -> Iterator[Shared]:
    """What else the documents share that share a good part already."""
    pairs: dict[tuple[int, int], list[Copy]] = {}
    for shared in found:
        pairs.setdefault(shared[:2], []).append(shared.copy)
    for (one, other), copies in pairs.items():
        equal = sum(copy.equal for copy in copies)
        if len(copies) > 1 and equal * _PART >= min(len(summaries[one].ids), len(summaries[other].ids)):
            for copy in filled(sides.get(one), sides.get(other), copies):
                yield Shared(one, other, copy)


class _Sides:
    """The words of documents as the alignment wants them; the latest ones used are kept."""

    def __init__(self, summaries: Sequence[Summary]) -> None:
        self._summaries = summaries
        # Not of a method of its own, or what is kept would live until Python looks for circles of objects.
        self.get = lru_cache(maxsize=512)(partial(_side, summaries))

    def both(self, number: int) -> tuple[Summary, Side]:
        """A document's summary and its words."""
        return self._summaries[number], self.get(number)


def _side(summaries: Sequence[Summary], number: int) -> Side:
    summary = summaries[number]
    sentences = array("I", summary.sentences.tobytes())
    count = len(summary.ids)

    def sentence(word: int) -> tuple[int, int]:
        at = bisect_right(sentences, word)
        return sentences[at - 1] if at else 0, sentences[at] if at < len(sentences) else count

    data = summary.ids.tobytes()
    return Side(array("I", data), summary.news.tobytes().__getitem__, sentence, data)


def _of_document(number: int, rows: Iterable[_Row], sides: _Sides) -> Iterator[Shared]:
    """The passages a document shares with earlier ones, from its chains."""
    other = sides.get(number)
    taken: dict[int, Taken] = {}
    partners = bytearray(len(other.keys))
    for row in rows:
        one, _, _, _, later, later_end, equal, _, _, in_quotation = row
        enough = _ENOUGH if equal >= _LONG else _ENOUGH_FOR_SHORT
        if partners[(later + later_end) // 2] >= enough:
            continue
        own = taken.get(one)
        if own is None:
            own = taken[one] = Taken(len(other.keys))
        begun = own.left_of(Copy._make(row[2:9]))
        if begun is None:
            continue
        copy = None
        if in_quotation:
            copy = same_quotation(sides.both(one), sides.both(number), begun.first, begun.later)
        copy = copy or _copy(sides.get(one), other, begun, own.room(begun))
        if copy is not None:
            yield Shared(one, number, copy)
            own.add(copy.later, copy.later_end)
            place = slice(copy.later, copy.later_end)
            partners[place] = partners[place].translate(_MORE[copy.equal >= _LONG])


def _copy(one: Side, other: Side, chain: Copy, room: tuple[int, int]) -> Copy | None:
    run = Run(chain.first, chain.later, chain.equal)
    if chain.equal < SHORTEST and not chain.places and not promising(one.keys, run, other.keys):
        return None
    copy = extended(one, other, chain, (0, len(one.keys), *room))
    if copy.equal < SHORTEST or not worth(one, other, copy, LEAST):
        return None
    return None if is_stock(other.keys[copy.later : copy.later_end], copy) else snapped(one, other, copy, room)


class _Stock:
    """Tells stock phrases: short passages that stand in many documents which share nothing else."""

    def __init__(
        self, links: Links, summaries: Sequence[Summary], found: Sequence[Shared], spread: Spread | None
    ) -> None:
        self._links, self._summaries, self._elsewhere = links, summaries, spread
        self._families = _families(summaries, found)
        self._spreads: dict[int, int] = {}

    def knows(self, shared: Shared) -> bool:
        """Whether a passage is a stock phrase."""
        copy = shared.copy
        if copy.equal > _STOCK_WORDS:
            return False
        spread = [self._spread(shared.other, word) for word in range(copy.later, copy.later_end - SHINGLE + 1)]
        return _median(spread) >= _STOCK_DOCUMENTS or self._known_elsewhere(shared)

    def _known_elsewhere(self, shared: Shared) -> bool:
        """Whether the rest of an archive has a passage often; relatives among its documents are not told apart."""
        if self._elsewhere is None:
            return False
        ids = self._summaries[shared.other].ids[shared.copy.later : shared.copy.later_end]
        return _median(self._elsewhere(ids)) >= _STOCK_ELSEWHERE

    def _spread(self, document: int, word: int) -> int:
        """In how many unrelated documents the shingle at a word stands; counted as far as makes a difference."""
        group = int(self._links.group_of[int(self._links.bases[document]) + word])
        if group < 0:
            return 0
        if group not in self._spreads:
            self._spreads[group] = self._count(group)
        return self._spreads[group]

    def _count(self, group: int) -> int:
        import numpy as np

        places = self._links.members[self._links.groups[group] : self._links.groups[group + 1]]
        if len(places) < _STOCK_DOCUMENTS:
            return len(places)
        families: set[int] = set()
        for at in range(0, len(places), _COUNTED):
            documents = np.searchsorted(self._links.bases, places[at : at + _COUNTED], side="right") - 1
            families.update(self._families[one] for one in documents.tolist())
            if len(families) >= _STOCK_DOCUMENTS:
                break
        return min(len(families), _STOCK_DOCUMENTS)


def _median(spread: Sequence[int]) -> int:
    """The middle one of the numbers that are not 0."""
    known = sorted(number for number in spread if number)
    return known[len(known) // 2] if known else 0


def _families(summaries: Sequence[Summary], found: Sequence[Shared]) -> list[int]:
    """A number for each document, the same for those of which one repeats a good part of the other."""
    equal: dict[tuple[int, int], int] = {}
    for shared in found:
        pair = shared.one, shared.other
        equal[pair] = equal.get(pair, 0) + shared.copy.equal
    groups = Groups[int]()
    for (one, other), words in equal.items():
        if words * 4 >= min(len(summaries[one].ids), len(summaries[other].ids)):
            groups.join(one, other)
    return [groups.root(number) for number in range(len(summaries))]
