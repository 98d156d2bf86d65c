"""How many words two sentences have in common, in order."""

from collections.abc import Sequence


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """The length of the longest common subsequence.

    By bits of one large integer, a row of the table at a time: Hyyrö, "Bit-parallel LCS-length computation revisited",
    2004. Cost: one addition and three bit operations a word of ``other``.
    """
    places: dict[int, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        equal = row & places.get(word, 0)
        row = (row + equal | row - equal) & full
    return len(one) - row.bit_count()
