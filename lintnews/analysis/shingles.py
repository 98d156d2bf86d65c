"""Where words repeat: runs of words that stand in two places, by their four-word shingles.

A shingle is four neighbouring words as one 64-bit number (Broder, "On the resemblance and containment of documents",
1997). Sorting the shingles of a text brings equal ones together; each is linked to the first place it stands at and to
the place before, never to all, so that a line that occurs a thousand times costs a thousand links and no million.
Neighbouring links of one distance join to a run. Cost: one sort, and a few passes over the words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lintnews.analysis.words import Numbers, Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

SHINGLE = 4
"""Words of a shingle."""

_LATER = attrgetter("later")
_FEW = 200  # links that are joined faster one by one
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_BITS = (1 << 64) - 1


class Run(NamedTuple):
    """Equal words in two places of a text: indices of the first words, ``first`` before ``later``, and how many."""

    first: int
    later: int
    words: int


def shingle_array(keys: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """The shingles that begin with each word but the last three."""
    import numpy as np

    pairs = keys[:-1] * np.uint64(FACTORS[0])
    pairs += keys[1:]
    fours: NDArray[np.uint64] = pairs[:-2] * np.uint64(FACTORS[1])
    fours += pairs[2:]
    return fours


def runs_within(words: Words) -> list[Run]:
    """All runs of four and more words of a text that stand earlier in the same text, by the place of the later one.

    The two places may overlap where words repeat at once.
    """
    links = _linked_arrays(words.keys) if words.is_array else _linked_lists(words.keys)
    return sorted(set(links), key=lambda run: (run.later, run.first))


def _linked_lists(keys: Sequence[int]) -> list[Run]:
    seen: dict[tuple[int, ...], int] = {}
    before: dict[tuple[int, ...], int] = {}
    firsts: list[tuple[int, int]] = []
    befores: list[tuple[int, int]] = []
    for later, shingle in enumerate(zip(keys, keys[1:], keys[2:], keys[3:], strict=False)):
        first = seen.setdefault(shingle, later)
        if first != later:
            firsts.append((first, later))
            befores.append((before.get(shingle, first), later))
            before[shingle] = later
    runs = list(_joined(befores))
    return runs if befores == firsts else [*runs, *_further(runs, _joined(firsts))]


def _further(runs: Sequence[Run], others: Iterable[Run]) -> Iterator[Run]:
    """Those of ``others`` whose later place is not all in one of ``runs``; both are in order of it."""
    for run in others:
        at = bisect_right(runs, run.later, key=_LATER) - 1
        if run.later + run.words > runs[at].later + runs[at].words:
            yield run


def _joined(links: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Runs of links (first, later), sorted by ``later``, each of which follows the one before by a word in both."""
    begun = last = (-2, -2)
    for link in links:
        if link != (last[0] + 1, last[1] + 1):
            if begun[0] >= 0:
                yield Run(*begun, last[0] - begun[0] + SHINGLE)
            begun = link
        last = link
    if begun[0] >= 0:
        yield Run(*begun, last[0] - begun[0] + SHINGLE)


def _linked_arrays(keys: Numbers) -> list[Run]:
    import numpy as np

    shingles = shingle_array(keys)
    count = len(shingles)
    room = 1 << max(count.bit_length(), 1)
    # The low bits give way to the place: one sort of numbers is faster than one of indices.
    packed = shingles & np.uint64((1 << 64) - room)
    packed += np.arange(count, dtype=np.uint64)
    packed.sort()
    same = ((packed[1:] ^ packed[:-1]) < np.uint64(room)).nonzero()[0]
    if not len(same):
        return []
    places = (packed & np.uint64(room - 1)).astype(np.int64)
    later, before = places[same + 1], places[same]
    begins = np.ones(len(same), np.bool_)
    begins[1:] = same[1:] != same[:-1] + 1
    first = before if begins.all() else before[np.maximum.accumulate(np.where(begins, np.arange(len(same)), 0))]
    # The bits that gave way count again here.
    true = (shingles[first] == shingles[later]) & (shingles[before] == shingles[later])
    if not true.all():
        first, before, later = first[true], before[true], later[true]
    if len(later) <= _FEW:
        runs = list(_joined_few(before, later))
        return runs if first is before else [*runs, *_further(runs, _joined_few(first, later))]
    columns = _joined_arrays(before, later)
    return [*_made(columns), *_made(_further_arrays(columns, _joined_arrays(first, later)))]


def _joined_few(first: "NDArray[np.int64]", later: "NDArray[np.int64]") -> Iterator[Run]:
    links = sorted(zip(later.tolist(), first.tolist(), strict=True))
    return _joined([(one, other) for other, one in links])


def _joined_arrays(first: "NDArray[np.int64]", later: "NDArray[np.int64]") -> "_Columns":
    """What ``_joined`` makes, as columns."""
    import numpy as np

    order = later.argsort()
    first, later = first[order], later[order]
    breaks = (np.diff(later) != 1) | (np.diff(first) != 1)
    begins = np.concatenate(([0], breaks.nonzero()[0] + 1))
    ends = np.concatenate((begins[1:], [len(first)]))
    return first[begins], later[begins], ends - begins + SHINGLE - 1


def _further_arrays(runs: "_Columns", others: "_Columns") -> "_Columns":
    """What ``_further`` makes, as columns."""
    at = runs[1].searchsorted(others[1], side="right") - 1
    further = others[1] + others[2] > runs[1][at] + runs[2][at]
    return others[0][further], others[1][further], others[2][further]


def _made(columns: "_Columns") -> Iterator[Run]:
    return map(Run._make, zip(*(column.tolist() for column in columns), strict=True))
