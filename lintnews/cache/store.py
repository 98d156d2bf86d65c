"""Rows of bytes under keys, in one file of the user's cache: bounded, shared by processes, and lost without harm."""

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lintnews import cachedir

FILE = "results.sqlite"
LARGEST = 500_000_000
"""Bytes of rows from which the oldest go."""
_LEFT = 0.75  # of it, when they have gone
_DIGEST = 8
_DAY = 86_400
_PATIENCE = 2.0  # seconds for which another process may write
_TO_READ = ("BEGIN",)
_TO_WRITE = (
    "PRAGMA synchronous = OFF",  # rows are checked when they are read
    "BEGIN IMMEDIATE",
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, used INTEGER NOT NULL, content BLOB NOT NULL)",
)


class Size(NamedTuple):
    """How many rows there are, and how many bytes their file has."""

    rows: int
    bytes: int


class Store:
    """The rows. A file that cannot be read or written, or is damaged, is as good as none: nothing is raised."""

    def __init__(self, folder: Path | None = None, largest: int = LARGEST) -> None:
        self.path = (folder or cachedir.folder()) / FILE
        self._largest = largest

    def load(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under keys, without those of which nothing is."""
        found: dict[bytes, bytes] = {}
        stale: list[bytes] = []
        today = int(time.time()) // _DAY
        with self._opened() as rows:
            for key, content, used in _rows(rows, keys) if rows else ():
                found[key] = content
                if used != today:
                    stale.append(key)
        if stale:
            with self._opened(write=True) as rows:
                if rows:
                    rows.executemany("UPDATE kept SET used = ? WHERE key = ?", ((today, key) for key in stale))
        return found

    def keep(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep rows, in place of those with the same keys; the oldest go where there are too many."""
        today = int(time.time()) // _DAY
        sealed = [(key, today, _sealed(key, content)) for key, content in rows.items()]
        with self._opened(write=True) as connection:
            if connection:
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", sealed)
                self._shrink(connection)

    def size(self) -> Size:
        """How much is kept."""
        rows = 0
        with self._opened() as connection:
            if connection:
                rows = connection.execute("SELECT count(*) FROM kept").fetchone()[0]
        try:
            return Size(rows, self.path.stat().st_size)
        except OSError:
            return Size(rows, 0)

    def clear(self) -> None:
        """Keep nothing.

        Raises:
            OSError: the file cannot be removed.
        """
        self.path.unlink(missing_ok=True)

    def _shrink(self, connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        if (pages - free) * page <= self._largest:
            return
        total, going = 0, []
        rows = connection.execute("SELECT key, length(content) FROM kept ORDER BY used DESC")
        for key, size in rows:
            total += size
            if total > self._largest * _LEFT:
                going.append((key,))
        connection.executemany("DELETE FROM kept WHERE key = ?", going)

    @contextlib.contextmanager
    def _opened(self, *, write: bool = False) -> Iterator[sqlite3.Connection | None]:
        """The rows, or None; what goes wrong with them ends the block, and what was written in it is not kept."""
        connection = self._connection(write=write)
        if connection is None:
            yield None
            return
        with contextlib.closing(connection):
            try:
                yield connection
                connection.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                self._give_up(error)

    def _connection(self, *, write: bool) -> sqlite3.Connection | None:
        """A new one each time, so that none is carried over to the workers of a run."""
        try:
            if write:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(0o600)  # what is kept quotes the articles
            where = f"{self.path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
            connection = sqlite3.connect(where, uri=True, timeout=_PATIENCE, isolation_level=None)
        except (sqlite3.Error, OSError):
            return None
        try:
            for command in _TO_WRITE if write else _TO_READ:
                connection.execute(command)
        except sqlite3.DatabaseError as error:
            connection.close()
            self._give_up(error)
            return None
        return connection

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """A file that is damaged makes room for another; one that is locked, read-only, or on a full disk stays."""
        if not isinstance(error, sqlite3.OperationalError):
            with contextlib.suppress(OSError):
                self.clear()


def _rows(connection: sqlite3.Connection, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    """Keys with what is kept under them, if it is whole, and the day on which it was of use."""
    for key in keys:
        row = connection.execute("SELECT content, used FROM kept WHERE key = ?", (key,)).fetchone()
        content = _unsealed(key, row[0]) if row else None
        if content is not None:
            yield key, content, row[1]


def _sealed(key: bytes, content: bytes) -> bytes:
    return _digest(key, content) + content


def _unsealed(key: bytes, stored: object) -> bytes | None:
    """The content of a row; None if it is damaged."""
    if not isinstance(stored, bytes):
        return None
    content = stored[_DIGEST:]
    return content if stored[:_DIGEST] == _digest(key, content) else None


def _digest(key: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST, key=key[:64]).digest()
