"""How many words two sentences have in common, in order."""

from collections.abc import Sequence


def common(one: Sequence[int], other: Sequence[int], least: float = 0) -> int:
    """The length of the longest common subsequence; 0 where it is less than ``least``.

    By bits of one large integer, a row of the table at a time: Hyyrö, "Bit-parallel LCS-length computation revisited",
    2004. Cost: one addition and three bit operations for each word that both have; none where these are too few.
    """
    known = set(one)
    other = [word for word in other if word in known]
    if len(other) < least:
        return 0
    known = set(other)
    one = [word for word in one if word in known]
    if len(one) < least:
        return 0
    places: dict[int, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        equal = row & places[word]
        row = (row + equal | row - equal) & full
    length = len(one) - row.bit_count()
    return length if length >= least else 0
