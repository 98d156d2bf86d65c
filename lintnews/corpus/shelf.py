"""Summaries of documents on disk, for comparing them when all are known."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from lintnews.corpus.summary import Summary
from lintnews.corpus.tables import written

_ARRAYS = ("ids", "starts", "sizes", "news", "sentences", "quotes")


def save_summaries(path: Path, summaries: Sequence[Summary]) -> None:
    """Write the summaries of a shard; the file is not there until it is complete."""
    written(path, lambda temporary: temporary.write_bytes(packed(summaries)))


def load_summaries(path: Path) -> Iterator[Summary]:
    """The summaries of a shard."""
    return unpacked(path.read_bytes())


def packed(summaries: Sequence[Summary]) -> bytes:
    """Summaries as bytes."""
    import numpy as np

    heads = [
        [one.path, one.record, one.date, one.length, list(one.headline), [len(getattr(one, name)) for name in _ARRAYS]]
        for one in summaries
    ]
    arrays: dict[str, Any] = {
        name: np.concatenate([np.asarray(getattr(one, name)) for one in summaries]) if summaries else np.empty(0)
        for name in _ARRAYS
    }
    file = BytesIO()
    np.savez(file, heads=np.frombuffer(json.dumps(heads).encode(), np.uint8), **arrays)
    return file.getvalue()


def unpacked(data: bytes) -> Iterator[Summary]:
    """The summaries that were packed into bytes."""
    import numpy as np

    with np.load(BytesIO(data), allow_pickle=False) as stored:
        heads = json.loads(stored["heads"].tobytes())
        arrays = {name: stored[name] for name in _ARRAYS}
    at = dict.fromkeys(_ARRAYS, 0)
    for file, record, date, length, headline, sizes in heads:
        parts = {}
        for name, size in zip(_ARRAYS, sizes, strict=True):
            parts[name] = arrays[name][at[name] : at[name] + size]
            at[name] += size
        yield Summary(path=file, record=record, date=date, length=length, headline=tuple(headline), **parts)
