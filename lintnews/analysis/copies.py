"""Copies: passages of words that stand twice, the same or with a few words changed.

They grow from runs of equal words (see ``alignment``). Cost: linear in the length of what is aligned.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintnews.analysis.alignment import Copy, Side, extended
from lintnews.analysis.shingles import SHINGLE, Run
from lintnews.analysis.stock import stock_words

SHORTEST = 8
"""Words that must be equal in a copy."""

_STOCK = 20  # words up to which a copy can be a stock phrase
_SNAP = 3  # words to the end of a sentence that are taken in, whatever they are
_NEAR = 6  # words looked at on either side of a short run


class Least(NamedTuple):
    """The least a copy needs to count, in equal words less changed ones.

    ``whole`` is for a sentence or more, ``edge`` for what begins or ends with a sentence, ``inside`` for the rest.
    """

    whole: int = 6
    edge: int = 10
    inside: int = 12


WITHIN = Least()


def copies_within(side: Side, runs: Iterable[Run]) -> list[Copy]:
    """The copies of a text in itself, later ones by place; no word is in two later copies.

    Args:
        side: the words of the text.
        runs: its runs of equal words.
    """
    taken = Taken(len(side.keys))
    found: list[Copy] = []
    for full in sorted(runs, key=lambda run: (-run.words, run.later)):
        run = taken.left_of_run(full)
        if run.words < SHORTEST and not promising(side.keys, run, side.keys):
            continue
        copy, room = _grown(side, run, taken)
        if copy.equal < SHORTEST or not worth(side, side, copy, WITHIN):
            continue
        if not is_stock([key >> 32 for key in side.keys[copy.later : copy.later_end]], copy):
            found.append(snapped(side, side, copy, room))
            taken.add(found[-1].later, found[-1].later_end)
    return sorted(found, key=lambda copy: copy.later)


def _grown(side: Side, run: Run, taken: "Taken") -> tuple[Copy, tuple[int, int]]:
    """The copy around a run of a text in itself, and the room its later place had."""
    room = taken.room(Copy(run.first, run.first, run.later, run.later, 0))
    # The first place ends where the later one begins.
    words = min(run.words, run.later - run.first)
    known = Copy(run.first, run.first + words, run.later, run.later + words, words)
    copy = extended(side, side, known, (0, run.later, max(room[0], run.first + words), room[1]))
    end = max(copy.later_end, run.later + run.words)
    return copy._replace(later_end=end, equal=copy.equal + run.words - words), room


class Taken:
    """The words of a text that are in later copies already, as spans that do not overlap."""

    def __init__(self, count: int) -> None:
        self._starts: list[int] = [-1]
        self._ends: list[int] = [0]
        self._count = count

    def add(self, start: int, end: int) -> None:
        """Take the words of a span that lies in free room."""
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def room(self, copy: Copy) -> tuple[int, int]:
        """The free words around a copy's later place."""
        at = bisect_right(self._starts, copy.later)
        return self._ends[at - 1], self._starts[at] if at < len(self._starts) else self._count

    def left_of(self, copy: Copy) -> Copy | None:
        """What of a copy is free at its later place, if it is the same throughout; else all or nothing."""
        if copy.places:
            at = bisect_right(self._starts, copy.later)
            free = self._ends[at - 1] <= copy.later and (at == len(self._starts) or copy.later_end <= self._starts[at])
            return copy if free else None
        run = self.left_of_run(Run(copy.first, copy.later, copy.equal))
        if run.words < SHINGLE:
            return None
        return Copy(run.first, run.first + run.words, run.later, run.later + run.words, run.words)

    def left_of_run(self, run: Run) -> Run:
        """What of a run is free at its later place: the first part, where there are several."""
        if len(self._starts) == 1:
            return run
        start, end = run.later, run.later + run.words
        at = bisect_right(self._starts, start)
        start = max(start, self._ends[at - 1])
        while at < len(self._starts) and self._starts[at] <= start:
            start = max(start, self._ends[at])
            at += 1
        if at < len(self._starts):
            end = min(end, self._starts[at])
        return Run(run.first + start - run.later, start, max(end - start, 0))


def promising(keys: Sequence[int], run: Run, others: Sequence[int]) -> bool:
    """Whether enough of the words around a short run are equal too; ``others`` are the words of the later place."""
    if run.words < SHINGLE:
        return False
    first, later, words = run
    before = set(keys[max(first - _NEAR, 0) : first]).intersection(others[max(later - _NEAR, 0) : later])
    first, later = first + words, later + words
    after = set(keys[first : first + _NEAR]).intersection(others[later : later + _NEAR])
    return words + len(before) + len(after) >= SHORTEST


def is_stock(ids: Sequence[int], copy: Copy) -> bool:
    """Whether what is equal in a copy is hardly more than stock phrases; ``ids`` are its words, as upper halves."""
    return copy.equal <= _STOCK and copy.equal - stock_words(ids) < SHORTEST - 1


def worth(one: Side, other: Side, copy: Copy, least: Least) -> bool:
    """Whether a copy is long enough: least where it is a sentence or more, most inside one."""
    score = copy.equal - copy.changed
    if score >= least.inside:
        return True
    if score < least.whole:
        return False
    ends = [_edges(side, *span) for side, span in _sides(one, other, copy)]
    if any(all(edges) for edges in ends):
        return True
    return score >= least.edge and any(ends[1])


def _sides(one: Side, other: Side, copy: Copy) -> tuple[tuple[Side, tuple[int, int]], tuple[Side, tuple[int, int]]]:
    return (one, (copy.first, copy.first_end)), (other, (copy.later, copy.later_end))


def _edges(side: Side, start: int, end: int) -> tuple[bool, bool]:
    """Whether a passage begins with a sentence, and whether it ends with one; nearly is enough."""
    begin, behind = side.sentence(start)[0], side.sentence(end - 1)[1]
    slack = (end - start) // SHORTEST
    return start - begin <= slack, behind - end <= slack


def snapped(one: Side, other: Side, copy: Copy, room: tuple[int, int]) -> Copy:
    """The copy with the few words to the start and end of the sentence, where both sides have but a few."""
    begin, other_begin = one.sentence(copy.first)[0], other.sentence(copy.later)[0]
    before = copy.first - begin, copy.later - max(other_begin, room[0])
    if min(before) > 0 and max(before) <= _SNAP:
        copy = copy._replace(first=copy.first - before[0], later=copy.later - before[1],
                             changed=copy.changed + max(before), places=copy.places + 1)  # fmt: skip
    end, other_end = one.sentence(copy.first_end - 1)[1], other.sentence(copy.later_end - 1)[1]
    after = end - copy.first_end, min(other_end, room[1]) - copy.later_end
    if min(after) > 0 and max(after) <= _SNAP:
        copy = copy._replace(first_end=copy.first_end + after[0], later_end=copy.later_end + after[1],
                             changed=copy.changed + max(after), places=copy.places + 1)  # fmt: skip
    return copy


def changes(number: int) -> str:
    """What a message says of changed words; nothing where there are none."""
    if not number:
        return ""
    return ", with one word changed" if number == 1 else f", with {number} words changed"


def percent(share: float) -> str:
    """A share, rounded down, so that only what is the same throughout is called 100 %."""
    return f"{int(100 * share)} %"
