"""Alignment of two texts around words that are equal: how far a copy goes over changed words.

It grows to both sides as the X-drop extension of sequence search does (Altschul and others, "Gapped BLAST and
PSI-BLAST", 1997; word ids instead of letters): an equal word counts one up, a changed one down, a changed name or
figure far down, and the best point reached is the end. Sentences built alike around other names and figures ("In Ohio …
45 percent") therefore never become copies: what changes in them is what they say. Cost: linear in the length of what is
aligned; equal words are passed many at a time.
"""

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

REACH = 4
"""Words that may be changed in one place."""

_DROP = 7.0  # how far the score may fall below its best before the alignment ends
_CHANGED, _NEWS, _DROPPED = 1.0, 4.0, 1.5
_COSTS = (0.0, _DROPPED, _NEWS)
_SEEN = REACH + 2  # words looked at for a step
_AT_ONCE = 32  # words compared at once
_STEPS = sorted(
    ((one, other) for one in range(REACH + 1) for other in range(REACH + 1) if one or other),
    key=lambda step: (max(step), step[0] + step[1]),
)


class Side(NamedTuple):
    """The words of one text: their keys, whether a word is a name or a figure, and the sentence a word is in.

    A sentence is given as the indices of its first word and of the one behind its last. Two sides that are compared
    have keys of the same size.
    """

    keys: "array[int]"
    news: Callable[[int], bool | int]
    sentence: Callable[[int], tuple[int, int]]
    data: bytes

    @classmethod
    def of(
        cls, keys: "array[int]", news: Callable[[int], bool | int], sentence: Callable[[int], tuple[int, int]]
    ) -> "Side":
        """A side with these words."""
        return cls(keys, news, sentence, keys.tobytes())


class Copy(NamedTuple):
    """A passage in two places, in word indices, ends exclusive: ``first`` of one text and ``later`` of the other one.

    ``equal`` words are the same in both; ``changed`` counts those that are not, on the longer side of each change;
    ``places`` counts the changes.
    """

    first: int
    first_end: int
    later: int
    later_end: int
    equal: int
    changed: int = 0
    places: int = 0

    @property
    def similarity(self) -> float:
        """Share of equal words in the passage, 0 to 1."""
        return self.equal / max(1, self.equal + self.changed)


_Reach = tuple[int, int, int, int, int]
"""How far an alignment goes to one side: words on either side, equal ones, changed ones, and the changes."""


def extended(one: Side, other: Side, copy: Copy, bounds: tuple[int, int, int, int]) -> Copy:
    """A copy with what else is the same on both sides of it.

    ``bounds`` are the first and last words (exclusive) the copy may take of either text.
    """
    low, high, other_low, other_high = bounds
    right = _reach(one, other, (copy.first_end, copy.later_end), 1, (high, other_high))
    left = _reach(one, other, (copy.first - 1, copy.later - 1), -1, (low - 1, other_low - 1))
    return Copy(
        copy.first - left[0],
        copy.first_end + right[0],
        copy.later - left[1],
        copy.later_end + right[1],
        copy.equal + left[2] + right[2],
        copy.changed + left[3] + right[3],
        copy.places + left[4] + right[4],
    )


def _reach(one: Side, other: Side, start: tuple[int, int], way: int, stop: tuple[int, int]) -> _Reach:
    """The best alignment from ``start`` on; ``way`` is 1 for forward and -1 for backward, ``stop`` exclusive."""
    keys, news = one.keys, one.news
    others, other_news = other.keys, other.news
    at, other_at = start
    left, other_left = abs(stop[0] - at), abs(stop[1] - other_at)
    best = (at, other_at, 0, 0, 0)
    equal = changed = places = 0
    score = top = 0.0
    while score > top - _DROP:
        if left and other_left and keys[at] == others[other_at]:
            ahead = _equal_ahead(one, other, at, other_at, way, left if left < other_left else other_left)
            at += way * ahead
            other_at += way * ahead
            left -= ahead
            other_left -= ahead
            equal += ahead
            score += ahead
            if score > top:
                top = score
                best = (at, other_at, equal, changed, places)
        step = _step(keys, others, at, other_at, way, left, other_left)
        if step is None:
            break
        ours, theirs = step
        if ours < 2 and theirs < 2:
            widest = 1
            sides = (1 if ours and news(at) else 0) + (1 if theirs and other_news(other_at) else 0)
        else:
            widest = max(step)
            sides = _has_news(one, at, way, ours) + _has_news(other, other_at, way, theirs)
        score -= widest * _CHANGED + _COSTS[sides]
        at += way * ours
        other_at += way * theirs
        left -= ours
        other_left -= theirs
        changed += widest
        places += 1
    return abs(best[0] - start[0]), abs(best[1] - start[1]), *best[2:]


def _equal_ahead(one: Side, other: Side, at: int, other_at: int, way: int, most: int) -> int:
    """How many words are equal from two places on."""
    size = one.keys.itemsize
    data, other_data = one.data, other.data
    count = 0
    while count < most:
        some = most - count
        if some > _AT_ONCE:
            some = _AT_ONCE
        if way > 0:
            begin, other_begin = (at + count) * size, (other_at + count) * size
        else:
            begin, other_begin = (at - count - some + 1) * size, (other_at - count - some + 1) * size
        ours, theirs = data[begin : begin + some * size], other_data[other_begin : other_begin + some * size]
        if ours != theirs:
            # The lowest or the highest bit that differs says which word does.
            bits = int.from_bytes(ours, "little") ^ int.from_bytes(theirs, "little")
            if way > 0:
                return count + ((bits & -bits).bit_length() - 1) // (8 * size)
            return count + some - 1 - (bits.bit_length() - 1) // (8 * size)
        count += some
    return count


def _step(
    keys: "array[int]", others: "array[int]", at: int, other_at: int, way: int, left: int, other_left: int
) -> tuple[int, int] | None:
    """How many words to leave out on either side until two are equal again."""
    if left > 2 and other_left > 2:  # what is most frequent, in the order of _STEPS
        ours, theirs = keys[at + way], others[other_at + way]
        if keys[at] == theirs and ours == others[other_at + 2 * way]:
            return 0, 1
        if ours == others[other_at] and keys[at + 2 * way] == theirs:
            return 1, 0
        if ours == theirs and keys[at + 2 * way] == others[other_at + 2 * way]:
            return 1, 1
    return _any_step(_ahead(keys, at, way, left), _ahead(others, other_at, way, other_left))


def _any_step(ours: Sequence[int], theirs: Sequence[int]) -> tuple[int, int] | None:
    if set(ours).isdisjoint(theirs):
        return None
    if len(ours) + len(theirs) < 2 * _SEEN:  # near an end: what is missing is equal to nothing
        ours, theirs = [*ours, *[-1] * (_SEEN - len(ours))], [*theirs, *[-2] * (_SEEN - len(theirs))]
    for one, other in _STEPS:
        if ours[one] == theirs[other] and ours[one + 1] == theirs[other + 1]:
            return one, other
    for one, other in _STEPS[:3]:  # one word is changed, and one is equal behind it
        if ours[one] == theirs[other]:
            return one, other
    return None


def _ahead(keys: "array[int]", at: int, way: int, left: int) -> Sequence[int]:
    """The next words one way, as many as a step looks at."""
    count = min(left, _SEEN)
    return keys[at : at + count] if way > 0 else keys[at - count + 1 : at + 1][::-1]


def _has_news(side: Side, start: int, way: int, count: int) -> int:
    """1 where there is a name or a figure among some words, else 0."""
    return 1 if any(map(side.news, range(start, start + way * count, way))) else 0


def cost(words: int, sides: int) -> float:
    """What a change costs: more where names or figures come or go, most where they take the place of others.

    Args:
        words: how many words changed.
        sides: on how many of the two sides there is a name or a figure among them.
    """
    return words * _CHANGED + _COSTS[sides]
