"""Quotations that two documents give in different words: found by a few equal words, judged as wholes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lintnews.analysis.alignment import Copy, Side
from lintnews.analysis.subsequence import common
from lintnews.corpus.chains import Chains
from lintnews.corpus.summary import Summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHORTEST, _LONGEST = 8, 150  # words of a quotation
_SAME = 0.6  # share of equal words from which two quotations are one


def quoted(chains: Chains, bases: "NDArray[np.int64]", summaries: Sequence[Summary]) -> "NDArray[np.bool_]":
    """Which chains lie in quotations of similar length in both documents."""
    import numpy as np

    sizes = np.zeros(int(bases[-1]) + 1, np.int16)
    for base, summary in zip(bases.tolist(), summaries, strict=False):
        for start, end in summary.quotes.tolist():
            if _SHORTEST <= end - start <= _LONGEST:
                sizes[base + start : base + end] = end - start
    one, other = sizes[chains.first], sizes[chains.later]
    inside = (one > 0) & (other > 0) & (one == sizes[chains.first_end - 1]) & (other == sizes[chains.later_end - 1])
    similar: NDArray[np.bool_] = inside & (np.minimum(one, other) >= _SAME * np.maximum(one, other))
    return similar


def same_quotation(one: tuple[Summary, Side], other: tuple[Summary, Side], first: int, later: int) -> Copy | None:
    """The two quotations around a word of each as a copy, if most of their words are the same."""
    ours, theirs = _around(one[0], first), _around(other[0], later)
    if ours is None or theirs is None:
        return None
    longest = max(ours[1] - ours[0], theirs[1] - theirs[0])
    equal = common(one[1].keys[slice(*ours)], other[1].keys[slice(*theirs)], _SAME * longest)
    return Copy(*ours, *theirs, equal, longest - equal) if equal else None


def _around(summary: Summary, word: int) -> tuple[int, int] | None:
    at = int(summary.quotes[:, 0].searchsorted(word, side="right")) - 1
    if at < 0 or word >= summary.quotes[at, 1]:
        return None
    return int(summary.quotes[at, 0]), int(summary.quotes[at, 1])
