"""``lintnews filter``: what is left, and a ledger from which the rest can be put back."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.corpus.policy import Cut
from lintnews.corpus.rewrite import restored, without
from tests.cli.conftest import Command, write

pytest.importorskip("pyarrow", reason="needs lintnews[parquet]")

RECORDS = [
    {"id": 1, "text": "A \u201cwombat\u201d\nsat.\nIt was a wombat.", "z": [1, {"a": None}]},
    {"id": 2, "text": "Nothing here."},
    {"id": 3, "text": "wombat wombat wombat wombat"},
]


def ledger() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("out/ledger.jsonl").read_text("ascii").splitlines()]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_spans_are_cut_and_can_be_put_back(place: Path, lintnews: Command, suffix: str) -> None:
    lines = [json.dumps(record) for record in RECORDS]
    data = ("\n".join(lines) + "\n").encode()
    write(place / "in" / f"a.jsonl{suffix}", gzip.compress(data) if suffix else data)
    ran = lintnews("filter", "in", "--out", "out", "--cut", "house")
    assert (ran.status, ran.err) == (0, "3 documents kept, 0 dropped, 6 spans cut out: out/ledger.jsonl\n")
    left = (place / "out" / "corpus" / "in" / f"a.jsonl{suffix}").read_bytes()
    kept = (gzip.decompress(left) if suffix else left).decode().splitlines()
    assert [json.loads(line)["text"] for line in kept] == [
        "A \u201c\u201d\nsat.\nIt was a .", "Nothing here.", "   ",
    ]  # fmt: skip
    assert json.loads(kept[0])["z"] == [1, {"a": None}]
    entries = ledger()
    for number, line in enumerate(kept):
        assert restored(line, [entry for entry in entries if entry["record"] == number]) == lines[number]


def test_documents_are_dropped(place: Path, lintnews: Command) -> None:
    write(place / "a.jsonl", "\n".join(map(json.dumps, RECORDS)) + "\nbroken\n")
    write(place / "b.txt", "A wombat.")
    write(place / "c.txt", "A koala.")
    assert lintnews("filter", "a.jsonl", "b.txt", "c.txt", "--out", "out", "--most-share", "0.5").status == 0
    kept = (place / "out" / "corpus" / "a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in kept] == [1, 2]
    entries = {(entry["path"], entry["record"]): entry for entry in ledger()}
    dropped = entries.pop(("a.jsonl", 2))
    assert (dropped["action"], dropped["reason"]) == ("drop", "89% of the text in findings")
    assert json.loads(dropped["removed"]) == RECORDS[2]
    assert entries.pop(("a.jsonl", 3))["action"] == "unreadable"
    assert entries.pop(("b.txt", None))["reason"] == "67% of the text in findings"
    assert not entries
    assert not (place / "out" / "corpus" / "b.txt").exists()
    assert (place / "out" / "corpus" / "c.txt").read_text("utf-8") == "A koala."


def test_parquet_keeps_its_other_columns(place: Path, lintnews: Command) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"n": [1, 2, 3], "text": ["A wombat.", "Koala.", "B."], "x": pa.array([[1], None, []])})
    pq.write_table(table, place / "a.parquet", row_group_size=2)
    assert lintnews("filter", "a.parquet", "--out", "out", "--cut", "house/wombat:error").status == 0
    left = pq.read_table(place / "out" / "corpus" / "a.parquet")
    assert left.to_pylist() == [
        {"n": 1, "text": "A .", "x": [1]}, {"n": 2, "text": "Koala.", "x": None}, {"n": 3, "text": "B.", "x": []},
    ]  # fmt: skip
    assert left.schema == table.schema
    lintnews("filter", "a.parquet", "--out", "out", "--drop", "error")
    assert pq.read_table(place / "out" / "corpus" / "a.parquet").column("n").to_pylist() == [2, 3]


def test_policy_from_the_config(place: Path, lintnews: Command) -> None:
    config = (place / "lintnews.toml").read_text("utf-8")
    write(place / "lintnews.toml", config + '[filter]\ndrop = ["house:error"]\n')
    write(place / "a.txt", "A wombat.")
    assert "1 dropped" in lintnews("filter", "a.txt", "--out", "out").err
    write(place / "lintnews.toml", config + '[filter]\ndrop = "house"\n')
    assert lintnews("filter", "a.txt", "--out", "out").err == (
        "lintnews: lintnews.toml:4: 'drop' must be a list of texts, not 'house'\n"
    )


def test_what_makes_no_sense(place: Path, lintnews: Command) -> None:
    write(place / "a.html", "<p>A wombat.</p>")
    assert lintnews("filter", "a.html", "--out", "out").status == 2
    assert lintnews("filter", "a.html", "--out", "out", "--drop", "house:loud").err.startswith(
        "lintnews: unknown severity 'loud'"
    )
    ran = lintnews("filter", "a.html", "--out", "out", "--cut", "house")
    assert ran.status == 2
    assert "a.html: nothing can be cut out of html; it can only be dropped" in ran.err


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=5), st.integers(0, 99))
def test_cuts_are_undone(text: str, spans: list[tuple[int, int]], base: int) -> None:
    cuts, behind = [], 0
    for start, size in sorted(spans):
        if behind <= start and start + size <= len(text):
            cuts.append(Cut(start + base, start + size + base, "a/b", "error"))
            behind = start + size
    entries = [{"start": cut.start - base, "removed": text[cut.start - base : cut.end - base]} for cut in cuts]
    assert restored(without(text, cuts, base), entries) == text
