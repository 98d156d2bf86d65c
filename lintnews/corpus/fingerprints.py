"""The few shingles by which a document is found again in an archive.

Of every four neighbouring shingles the one with the smallest hash is kept (winnowing: Schleimer, Wilkerson and Aiken,
"Winnowing: local algorithms for document fingerprinting", 2003). Two documents that share seven words in a row
therefore share a fingerprint for certain; about two in five shingles are kept. Cost: a few passes over the words.
"""

from typing import TYPE_CHECKING

from lintnews.corpus.links import id_shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WINDOW = 4


def shingle_hashes(ids: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """A 32-bit hash of each shingle of some words."""
    import numpy as np

    hashes: NDArray[np.uint32] = (id_shingles(ids) >> np.uint64(32)).astype(np.uint32)
    return hashes


def fingerprints(ids: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """The hashes of the shingles that are kept, in order of size and each once."""
    import numpy as np

    hashes = shingle_hashes(ids)
    if len(hashes) <= _WINDOW:
        return np.unique(hashes)
    count = len(hashes) - _WINDOW + 1
    least = hashes[:count].copy()
    for place in range(1, _WINDOW):
        np.minimum(least, hashes[place : place + count], out=least)
    return np.unique(least)
