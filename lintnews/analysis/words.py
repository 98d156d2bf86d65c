"""The words of a text as three parallel sequences: where each begins, where it ends, and a 64-bit key of its letters.

A word is a run of letters and digits; an apostrophe between two of them belongs to it. Equal words have equal keys
whatever their case, accents or kind of apostrophe. Keys do not depend on the document, the process or the machine, so
that they can be compared between documents and kept on disk.

There are two ways with equal results. In Python alone each different word is hashed once; this suits single articles,
for which loading numpy would cost more than all the rest. With numpy the key of a word is the difference of two prefix
sums of a polynomial over the text (the fingerprint of Karp and Rabin, "Efficient randomized pattern-matching
algorithms", 1987, in rolling form), modulo 2^64 and mixed at the end (the finaliser of splitmix64: Steele, Lea and
Flood, "Fast splittable pseudorandom number generators", 2014). Cost: a few passes over the characters.
"""

import sys
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.analysis.shadow import fold
from lintnews.regexes import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = regex(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
_LONG = 100_000  # characters from which loading numpy pays
_BLOCK = 1 << 18  # characters hashed at a time: the tables of powers stay in the processor's cache
_BITS = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST_SHIFT = 31
_REMEMBERED = 100_000  # words whose keys are kept, without numpy
_APOSTROPHE = ord("'")
_LOWER = bytes(
    ord(chr(code).lower()) if code == _APOSTROPHE or (code < 128 and chr(code).isalnum()) else 0 for code in range(256)
)
"""Letters and digits in lower case by their ASCII code, the apostrophe as itself, 0 for all else."""

Numbers = Any
"""Either ``list[int]`` or a numpy array: both have a length, indices, slices and an order."""


class Words(NamedTuple):
    """The words of a text: ``starts`` and ``ends`` in code points, and ``keys`` (0 to 2^64 - 1).

    All three are numpy arrays or all three lists of Python's integers, see ``is_array``; the values are equal.
    """

    starts: Numbers
    ends: Numbers
    keys: Numbers

    @property
    def is_array(self) -> bool:
        """Whether the sequences are numpy arrays."""
        return not isinstance(self.keys, list)

    def __len__(self) -> int:
        return len(self.keys)


def use_arrays() -> None:
    """Load numpy, so that from now on all texts of this process use it: worth it from some ten documents on."""
    import numpy  # noqa: F401


def find_words(shadow: str, text: str, *, far: bool, arrays: bool | None = None) -> Words:
    """The words of a text.

    Args:
        shadow: the text's shadow.
        text: the text itself.
        far: whether the text has letters beyond the Latin scripts, which the shadow cannot tell apart.
        arrays: whether to use numpy; by default for long texts, and for all where numpy is loaded anyway.
    """
    if arrays is None:
        arrays = len(shadow) >= _LONG or "numpy" in sys.modules
    folded = text.translate(_FOLDED) if far else None
    return _with_numpy(shadow, folded) if arrays else _in_python(shadow, folded or shadow.lower())


def equal_at(words: Words, distance: int) -> list[int]:
    """Indices ``i`` of the words that are equal to word ``i + distance``, in order."""
    keys = words.keys
    if words.is_array:
        equal: list[int] = (keys[:-distance] == keys[distance:]).nonzero()[0].tolist()
        return equal
    return [i for i, (one, other) in enumerate(zip(keys, keys[distance:], strict=False)) if one == other]


class _Folded(dict[int, str]):
    """What a character is compared as: its shadow in lower case, or itself where the shadow is but a stand-in."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shadow = fold(char)
        folded = char.lower() if code > 127 and shadow in "xX0" else shadow.lower()
        self[code] = folded = folded if len(folded) == 1 else char
        return folded


_FOLDED = _Folded()


def _in_python(shadow: str, folded: str) -> Words:
    spans = [found.span() for found in _WORD.finditer(shadow)]
    keys = [word_key(folded[start:end]) for start, end in spans]
    return Words([start for start, _ in spans], [end for _, end in spans], keys)


def word_key(folded: str) -> int:
    """The key of a word in lower case."""
    return _known_key(folded) if len(folded) < 32 else _key(folded)


def _key(folded: str) -> int:
    key = 0
    for char in reversed(folded):
        key = (key * _BASE + ord(char)) & _BITS
    for shift, factor in _MIX:
        key = ((key ^ key >> shift) * factor) & _BITS
    return key ^ key >> _LAST_SHIFT


_known_key = lru_cache(_REMEMBERED)(_key)


def _with_numpy(shadow: str, folded: str | None) -> Words:
    """The same as ``_in_python``; ``folded`` is None where it is the shadow in lower case."""
    import numpy as np

    padded = _codes(shadow)
    inside = padded != 0
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    codes: NDArray[np.unsignedinteger] = padded[1:-1]
    if folded is not None:
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) <= _BLOCK:
        return Words(starts, ends, _keys(codes, starts, ends))
    parts = []
    for first, last in _blocks(starts):
        start, end = starts[first], ends[last - 1]
        parts.append(_keys(codes[start:end], starts[first:last] - start, ends[first:last] - start))
    return Words(starts, ends, np.concatenate(parts) if parts else np.empty(0, np.uint64))


def _blocks(starts: "NDArray[np.int64]") -> list[tuple[int, int]]:
    """Index ranges of words that begin in the same block of text."""
    import numpy as np

    size = int(starts[-1]) + 1 if len(starts) else 0
    cuts = np.searchsorted(starts, range(0, size + _BLOCK, _BLOCK)).tolist()
    return [(first, last) for first, last in pairwise(cuts) if first < last]


def _codes(shadow: str) -> "NDArray[np.uint8]":
    """The characters in lower case, 0 for those outside of words; one 0 more on either side."""
    import numpy as np

    folded = bytearray(f" {shadow} ".encode("ascii").translate(_LOWER))
    codes = np.frombuffer(folded, np.uint8)
    if _APOSTROPHE in folded:
        marks = (codes == _APOSTROPHE).nonzero()[0]
        codes[marks] = 0
        codes[marks[(codes[marks - 1] != 0) & (codes[marks + 1] != 0)]] = _APOSTROPHE
    return codes


def _keys(
    codes: "NDArray[np.unsignedinteger]", starts: "NDArray[np.int64]", ends: "NDArray[np.int64]"
) -> "NDArray[np.uint64]":
    import numpy as np

    powers, inverses = _powers(1 << max(14, len(codes).bit_length()))
    sums = np.empty(len(codes) + 1, np.uint64)
    sums[0] = 0
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    keys: NDArray[np.uint64] = (sums[ends] - sums[starts]) * inverses[starts]
    for shift, factor in _MIX:
        keys ^= keys >> np.uint64(shift)
        keys *= np.uint64(factor)
    keys ^= keys >> np.uint64(_LAST_SHIFT)
    return keys


@cache
def _powers(size: int) -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    """The powers of the base and of its inverse modulo 2^64, from the power 0 on."""
    import numpy as np

    def series(base: int) -> "NDArray[np.uint64]":
        table = np.full(size, base, np.uint64)
        table[0] = 1
        return np.cumprod(table, dtype=np.uint64)

    return series(_BASE), series(pow(_BASE, -1, 1 << 64))
