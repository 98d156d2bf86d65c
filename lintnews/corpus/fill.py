"""What else is the same in two documents of which one repeats a good part of the other.

Between two passages that are surely copies, sentences with half of their words changed are still copies: each
sentence left over is compared with those that stand between the same passages of the other document.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lintnews.analysis.alignment import Copy, Side
from lintnews.analysis.subsequence import common

_SAME = 0.5  # share of equal words from which two sentences are one
_EQUAL = 4  # equal words of a sentence
_SHORTEST = 5  # words of a sentence
_LONGEST = 120
_FURTHEST = 400  # words between two passages that are looked through


def filled(one: Side, other: Side, copies: Sequence[Copy]) -> list[Copy]:
    """More copies of two documents beside those known, which count as bounds where they follow each other in both."""
    chain = _chain(copies)
    ends = [Copy(0, 0, 0, 0, 0), *chain, Copy(len(one.keys), 0, len(other.keys), 0, 0)]
    found: list[Copy] = []
    for before, behind in pairwise(ends):
        found += _between(one, other, (before.first_end, behind.first), (before.later_end, behind.later))
    return found


def _chain(copies: Sequence[Copy]) -> list[Copy]:
    """The copies in order of both documents; one that does not fit is left out."""
    chain: list[Copy] = []
    for copy in sorted(copies, key=lambda copy: -copy.equal):
        at = sum(known.later < copy.later for known in chain)
        fits_before = at == 0 or chain[at - 1].first_end <= copy.first
        if fits_before and (at == len(chain) or copy.first_end <= chain[at].first):
            chain.insert(at, copy)
    return chain


def _between(one: Side, other: Side, ours: tuple[int, int], theirs: tuple[int, int]) -> Iterator[Copy]:
    if not 0 < ours[1] - ours[0] <= _FURTHEST or not 0 < theirs[1] - theirs[0] <= _FURTHEST:
        return
    left = list(_sentences(one, *ours))
    for start, end in _sentences(other, *theirs):
        best: Copy | None = None
        for begin, stop in left:
            longest = max(stop - begin, end - start)
            if min(stop - begin, end - start) < _SAME * longest:
                continue
            least = max(_EQUAL, _SAME * longest, best.equal + 1 if best else 0)
            equal = common(one.keys[begin:stop], other.keys[start:end], least)
            if equal:
                best = Copy(begin, stop, start, end, equal, longest - equal)
        if best is not None:
            left = [span for span in left if span[0] >= best.first_end]
            yield best


def _sentences(side: Side, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences, or what is left of them, of a stretch of words."""
    while start < end:
        stop = min(side.sentence(start)[1], end)
        if _SHORTEST <= stop - start <= _LONGEST:
            yield start, stop
        start = stop
