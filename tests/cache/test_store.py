"""The rows of the cache: what is damaged, locked, read-only or too much is no error, and is never given back."""

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.cache import store as module
from lintnews.cache.store import Store

ROWS = {bytes([number]) * 16: bytes([number]) * 100 for number in range(20)}


def test_rows_come_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "not" / "there")
    assert store.load(ROWS) == {}
    store.keep(ROWS)
    assert Store(tmp_path / "not" / "there").load([*ROWS, b"other"]) == ROWS
    store.keep({bytes(16): b"new"})
    assert store.load([bytes(16)]) == {bytes(16): b"new"}
    assert store.size().rows == len(ROWS)
    store.clear()
    assert (store.load(ROWS), store.size()) == ({}, (0, 0))


def test_others_cannot_read_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(ROWS)
    assert store.path.stat().st_mode & 0o077 == 0


@given(st.data())
def test_damage_is_a_miss(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    store.keep(ROWS)
    content = bytearray(store.path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    store.path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    assert store.load(ROWS).items() <= ROWS.items()
    store.keep(ROWS)
    store.keep(ROWS)
    assert store.load(ROWS).items() <= ROWS.items()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + bytes(2000)])
def test_file_that_is_no_database_makes_room(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    store.path.write_bytes(content)
    assert store.load(ROWS) == {}
    store.keep(ROWS)
    assert store.load(ROWS) == ROWS


def test_row_under_a_wrong_key_is_a_miss(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(ROWS)
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE kept SET key = ? WHERE key = ?", (b"x" * 16, bytes(16)))
    connection.close()
    assert store.load([b"x" * 16]) == {}


def test_oldest_rows_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path, largest=100_000)
    for day in range(30):
        monkeypatch.setattr("time.time", lambda day=day: day * 86_400.0)
        store.keep({b"%d" % day: bytes(10_000)})
        assert store.load([b"0"])
    kept = store.load(b"%d" % day for day in range(30))
    assert {b"0", b"29"} <= set(kept)
    assert 5 <= len(kept) <= 10
    assert store.size().bytes < 200_000


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file")
    store.keep(ROWS)
    assert store.load(ROWS) == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_read_only_place_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(ROWS)
    tmp_path.chmod(0o500)
    store.path.chmod(0o400)
    store.keep({b"other": b"row"})
    assert store.load([*ROWS, b"other"]) == ROWS
    tmp_path.chmod(0o700)


def test_locked_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    store = Store(tmp_path)
    store.keep(ROWS)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store.keep({b"other": b"row"})
    assert store.load(ROWS) == {}
    other.execute("ROLLBACK")
    other.close()
    assert store.load([*ROWS, b"other"]) == ROWS


def _write(folder: Path, number: int) -> None:
    for turn in range(20):
        Store(folder).keep({b"%d" % number: b"%d" % turn})


def test_several_processes(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(tmp_path, number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Store(tmp_path).load([b"0", b"1", b"2"]) == dict.fromkeys([b"0", b"1", b"2"], b"19")
