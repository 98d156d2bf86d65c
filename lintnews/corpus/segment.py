"""Segments of an index: files of arrays that are written once, read through the memory map, and never changed.

A segment holds some files' fingerprints in order, each with a document that has it, and a table of buckets that leads
to them by their upper bits. The file begins with eight bytes of name, the version of the format and the length of a
head in JSON that says where each array is; a checksum of the head follows it. Behind the arrays stand checksums of
their blocks (4096 bytes; CRC-32): what is looked at is checked first, and nothing else need be read for that.
"""

import hashlib
import json
import mmap
import os
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 2
"""Goes up whenever the words, their keys, the fingerprints or the format change."""

SUFFIX = ".segment"
_MAGIC = b"lintnews"
_ALIGN = 64
_DIGEST = 16
_PER_BUCKET = 64
_BLOCK = 4096  # bytes with one checksum
_SUM = "<u4"
_TYPES = {
    "keys": "<u4", "documents": "<u4", "buckets": "<u4", "records": "<i4", "firsts": "<u4", "path_ends": "<u4",
    "paths": "u1", "sizes": "<i8", "times": "<i8", "digests": "u1",
}  # fmt: skip


class IndexDamagedError(Exception):
    """An index that cannot be used: the file at fault, and what is wrong with it and can be done."""

    def __init__(
        self, path: Path, message: str, advice: str = "; make it again with 'lintnews index --rebuild'"
    ) -> None:
        super().__init__(path, message, advice)
        self.path = str(path)
        self.message = message + advice

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class FileEntry(NamedTuple):
    """A file of the archive: its path below the archive, size in bytes, time of change (ns), and digest (16 bytes)."""

    path: str
    size: int
    time: int
    digest: bytes


class Part(NamedTuple):
    """What a segment is made of.

    ``records`` are the documents' record numbers, -1 where a file is one document; ``firsts`` the first document of
    each file; ``keys`` (in order) and ``documents`` the fingerprints.
    """

    files: Sequence[FileEntry]
    firsts: Sequence[int]
    records: Sequence[int]
    keys: "NDArray[np.uint32]"
    documents: "NDArray[np.uint32]"


def write_segment(folder: Path, part: Part) -> str:
    """Write a segment and give its name, which is made from its content."""
    import numpy as np

    arrays = {name: np.ascontiguousarray(array, _TYPES[name]) for name, array in _arrays(part).items()}
    bits = _bucket_bits(len(part.keys))
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = [at, len(array)]
        at += -(-array.nbytes // _ALIGN) * _ALIGN
    sums = np.concatenate([_sums(_bytes(array)) for array in arrays.values()])
    check = hashlib.blake2b(sums.tobytes(), digest_size=_DIGEST).hexdigest()
    head = json.dumps({"arrays": places, "bits": bits, "size": at, "sums": len(sums), "check": check}).encode()
    digest = hashlib.blake2b(digest_size=_DIGEST)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-", suffix=SUFFIX)
    with os.fdopen(handle, "wb") as file:
        file.write(_MAGIC + VERSION.to_bytes(4, "little") + len(head).to_bytes(4, "little"))
        file.write(head + hashlib.blake2b(head, digest_size=_DIGEST).digest())
        file.write(b"\0" * (-file.tell() % _ALIGN))
        digest.update(head)
        for array in arrays.values():
            content = _bytes(array)
            file.write(content)
            file.write(b"\0" * (-array.nbytes % _ALIGN))
            digest.update(content)
        file.write(sums.tobytes())
        file.flush()
        os.fsync(file.fileno())
    name = digest.hexdigest() + SUFFIX
    Path(temporary).chmod(0o644)
    Path(temporary).replace(folder / name)
    return name


def _bytes(array: "NDArray[Any]") -> "memoryview | bytes":
    return array.data.cast("B") if array.nbytes else b""


def _sums(content: "memoryview | bytes") -> "NDArray[np.uint32]":
    """The checksums of the blocks of an array."""
    import numpy as np

    return np.array([zlib.crc32(content[at : at + _BLOCK]) for at in range(0, len(content), _BLOCK)], _SUM)


def _arrays(part: Part) -> "Mapping[str, Any]":
    import numpy as np

    paths = [entry.path.encode("utf-8", "surrogateescape") for entry in part.files]
    bits = _bucket_bits(len(part.keys))
    buckets = np.searchsorted(part.keys.astype(np.uint64) >> np.uint64(32 - bits), np.arange((1 << bits) + 1))
    return {
        "keys": part.keys,
        "documents": part.documents,
        "buckets": buckets,
        "records": part.records,
        "firsts": [*part.firsts, len(part.records)],
        "path_ends": np.cumsum([0, *map(len, paths)]),
        "paths": np.frombuffer(b"".join(paths), np.uint8),
        "sizes": [entry.size for entry in part.files],
        "times": [entry.time for entry in part.files],
        "digests": np.frombuffer(b"".join(entry.digest for entry in part.files), np.uint8),
    }


def _bucket_bits(count: int) -> int:
    return min(24, max(1, (count // _PER_BUCKET).bit_length()))


class Segment:
    """A segment on disk. Its arrays are read when they are looked at."""

    def __init__(self, path: Path) -> None:
        """Open a segment.

        Raises:
            IndexDamagedError: it is not there, not complete, or of another version.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            raise IndexDamagedError(path, "a part of the index is missing or empty") from None
        head = self._head()
        self._bits: int = head["bits"]
        self._places: Mapping[str, Sequence[int]] = head["arrays"]
        end = self._begin + head["size"]
        if len(self._map) != end + 4 * head["sums"]:
            raise IndexDamagedError(path, "a part of the index is not complete")
        if hashlib.blake2b(self._map[end:], digest_size=_DIGEST).hexdigest() != head["check"]:
            raise self._damaged()
        self._sums, self._checked = self._sums_of_arrays(end)

    def _head(self) -> Any:  # noqa: ANN401  (parsed JSON)
        start = self._map[:16]
        if start[:8] != _MAGIC:
            raise IndexDamagedError(self.path, "no part of an index")
        version = int.from_bytes(start[8:12], "little")
        if version != VERSION:
            raise IndexDamagedError(self.path, f"made by another version ({version}, expected {VERSION})")
        end = 16 + int.from_bytes(start[12:16], "little")
        head, digest = self._map[16:end], self._map[end : end + _DIGEST]
        if hashlib.blake2b(head, digest_size=_DIGEST).digest() != digest:
            raise self._damaged()
        self._begin = -(-(end + _DIGEST) // _ALIGN) * _ALIGN
        return json.loads(head)

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(self.path, "a part of the index is damaged")

    def _sums_of_arrays(self, at: int) -> "tuple[dict[str, NDArray[np.uint32]], dict[str, NDArray[np.bool_]]]":
        """The checksums of each array's blocks, and which blocks were compared with them."""
        import numpy as np

        sums, checked = {}, {}
        for name, (_, count) in self._places.items():
            blocks = -(-count * np.dtype(_TYPES[name]).itemsize // _BLOCK)
            sums[name], checked[name] = np.frombuffer(self._map, _SUM, blocks, at), np.zeros(blocks, np.bool_)
            at += 4 * blocks
        return sums, checked

    def array(self, name: str) -> "NDArray[Any]":
        """One of the arrays, see ``Part``, as it is on disk."""
        import numpy as np

        at, count = self._places[name]
        return np.frombuffer(self._map, _TYPES[name], count, self._begin + at)

    def sound(self, name: str, places: "NDArray[np.int64] | None" = None) -> "NDArray[Any]":
        """One of the arrays, compared with its checksums where some of its places (all by default) are.

        Raises:
            IndexDamagedError: it is not what was written.
        """
        import numpy as np

        array, sums, checked = self.array(name), self._sums[name], self._checked[name]
        blocks = np.arange(len(sums)) if places is None else np.unique(places * array.itemsize // _BLOCK)
        content = _bytes(array)
        for block in blocks[~checked[blocks]].tolist():
            if zlib.crc32(content[block * _BLOCK : (block + 1) * _BLOCK]) != sums[block]:
                raise self._damaged()
            checked[block] = True
        return array

    def intact(self) -> bool:
        """Whether the content is what was written; reads all of it."""
        import numpy as np

        digest = hashlib.blake2b(json.dumps(self._head()).encode(), digest_size=_DIGEST)
        for name in self._places:
            digest.update(np.ascontiguousarray(self.array(name)).data.cast("B") if self._places[name][1] else b"")
        return self.path.name == digest.hexdigest() + SUFFIX

    def files(self) -> list[FileEntry]:
        """The files in the segment."""
        ends, blob = self.array("path_ends").tolist(), self.array("paths").tobytes()
        sizes, times, digests = (self.array(name) for name in ("sizes", "times", "digests"))
        return [
            FileEntry(
                blob[ends[number] : ends[number + 1]].decode("utf-8", "surrogateescape"),
                size,
                time,
                digests[number * _DIGEST : (number + 1) * _DIGEST].tobytes(),
            )
            for number, (size, time) in enumerate(zip(sizes.tolist(), times.tolist(), strict=True))
        ]

    def file_of(self, document: int) -> int:
        """The number of the file a document is in."""
        return int(self.sound("firsts").searchsorted(document, side="right")) - 1

    def path_of(self, file: int) -> str:
        """The path of a file, below the archive."""
        import numpy as np

        start, end = self.sound("path_ends", np.array([file, file + 1]))[file : file + 2].tolist()
        path = self.sound("paths", np.arange(start, end))[start:end]
        return path.tobytes().decode("utf-8", "surrogateescape")

    def record_of(self, document: int) -> int | None:
        """The record a document is, None where the file is one document."""
        import numpy as np

        record = int(self.sound("records", np.array([document]))[document])
        return None if record < 0 else record

    def find(self, keys: "NDArray[np.uint32]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Where some fingerprints stand: indices into ``keys`` and the documents, in order of the fingerprints.

        Raises:
            IndexDamagedError: what leads there is not what was written.
        """
        import numpy as np

        bucket = (keys.astype(np.uint64) >> np.uint64(32 - self._bits)).astype(np.int64)
        buckets = self.sound("buckets", np.concatenate((bucket, bucket + 1)))
        low, high = buckets[bucket].astype(np.int64), buckets[bucket + 1].astype(np.int64)
        sizes = high - low
        which = np.repeat(np.arange(len(keys)), sizes)
        places = np.arange(int(sizes.sum())) + np.repeat(low - np.cumsum(sizes) + sizes, sizes)
        same = self.sound("keys", places)[places] == keys[which]
        places = places[same]
        return which[same], self.sound("documents", places)[places].astype(np.int64)
