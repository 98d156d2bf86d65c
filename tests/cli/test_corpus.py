"""``lintnews corpus``: the same findings as ``check``, in shards; a run that was stopped goes on."""

import gzip
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lintnews.config.load import Finder
from lintnews.corpus.plan import make_plan
from lintnews.corpus.shards import run_shards, total_size
from lintnews.corpus.tables import read_table
from tests.cli.conftest import CONFIG, Command, write

pytest.importorskip("pyarrow", reason="needs lintnews[parquet]")

COPIED = (
    "The harbour of the old town was rebuilt with money from three foreign banks after the flood, said the mayor, "
    "and the fishermen who had lost their boats were paid within a year of the day on which the water came."
)
WORDS = "council budget river school market bridge library theatre station museum garden"


def corpus(place: Path) -> None:
    """Records in several files, one of them broken, a passage in two, and a plain file."""
    words = enumerate(WORDS.split())
    texts = [f"A wombat sat in {word}.\n\nNobody counted the {word} on day {n}." for n, word in words]
    texts[2] += f"\n\n{COPIED}"
    lines = [json.dumps({"text": text, "date": f"2024-05-{n + 1:02}"}) for n, text in enumerate(texts)]
    lines += ['{"text": broken', json.dumps({"text": "Two wombats é."})]
    for n in range(0, len(lines), 3):
        write(place / "in" / f"a{n:02}.jsonl", "\n".join(lines[n : n + 3]))
    write(place / "in" / "b.jsonl", json.dumps({"text": f"Wombat news.\n\n{COPIED}", "date": "2024-06-01"}))
    write(place / "in" / "c.txt", "A wombat.\n")
    write(place / "lintnews.toml", 'rule-folders = ["myrules"]\nselect = ["house", "duplication"]\n')


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [row for file in sorted((folder / table).iterdir()) for row in read_table(file)]


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["path"], row["record"] or 0, row["start"], row["end"], row["rule"])


def states(folder: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of every file."""
    return {
        str(file.relative_to(folder)): (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_same_findings_as_check(place: Path, lintnews: Command, form: str) -> None:
    corpus(place)
    checked = lintnews("check", "in", "--format", "json")
    ran = lintnews("corpus", "in", "--out", "out", "--shard-size", "0.0005", "--format", form)
    assert (checked.status, ran.status) == (2, 2)
    expected = [
        {"path": file["path"], "record": file.get("record"), "start": one["start"]["offset"],
         "end": one["end"]["offset"], "rule": one["rule"], "message": one["message"], "text": one["text"],
         "fingerprint": one["fingerprint"], "line": one["start"]["line"], "column": one["start"]["column"]}
        for file in checked.report["files"] for one in file["findings"]
    ]  # fmt: skip
    found = sorted(rows(place / "out", "findings"), key=key)
    assert [{name: row[name] for name in expected[0]} for row in found] == sorted(expected, key=key)
    assert {row["category"] for row in found} == {"house", "duplication"}
    documents = rows(place / "out", "documents")
    assert [(row["path"], row["record"]) for row in documents] == [
        (file["path"], file.get("record")) for file in checked.report["files"]
    ]
    assert documents[0]["date"] == "2024-05-01"
    assert documents[0]["words"] == checked.report["files"][0]["metrics"]["words"]
    (error,) = rows(place / "out", "errors")
    assert (error["path"], error["record"], error["line"]) == ("in/a09.jsonl", 2, 3)


def test_processes_make_no_difference(place: Path, lintnews: Command) -> None:
    corpus(place)
    lintnews("corpus", "in", "--out", "one", "--shard-size", "0.0005", "-q")
    lintnews("corpus", "in", "--out", "two", "--shard-size", "0.0005", "-q", "-j", "2")
    one, two = states(place / "one"), states(place / "two")
    assert {name: state[0] for name, state in one.items()} == {name: state[0] for name, state in two.items()}
    assert len(one) > 20


def test_a_run_that_was_stopped_goes_on(place: Path, lintnews: Command) -> None:
    corpus(place)
    arguments = ("corpus", "in", "--shard-size", "0.0005", "-q")
    lintnews(*arguments, "--out", "whole")
    shutil.copytree(place / "whole", place / "out")
    for half_written in ("findings/00002.parquet", "done/00002.json", "done/across.json"):
        (place / "out" / half_written).unlink()
    write(place / "out" / "findings" / ".00002.parquet.1.tmp", b"PAR1")
    before = states(place / "out")
    lintnews(*arguments, "--out", "out")
    after = states(place / "out")
    assert {name: state[0] for name, state in after.items()} == {
        name: state[0] for name, state in states(place / "whole").items()
    }
    redone = {name for name, state in after.items() if before.get(name) != state}
    assert {name.split("/")[1].partition(".")[0] for name in redone} == {"00002", "across"}


def test_other_settings_make_other_shards(place: Path, lintnews: Command) -> None:
    corpus(place)
    lintnews("corpus", "in", "--out", "out", "-q")
    lintnews("corpus", "in", "--out", "out", "-q", "--select", "house", "--no-compare")
    assert {row["category"] for row in rows(place / "out", "findings")} == {"house"}
    assert not (place / "out" / "summaries").exists()


def test_listed_files(place: Path, process: Command) -> None:
    corpus(place)
    ran = process("corpus", "--files-from", "-", "--out", "out", stdin=b"in/c.txt\nin/b.jsonl\n")
    assert ran.status == 0
    assert "2 documents, 2 findings, 0 errors" in ran.err
    assert process("check", "--files-from", "-", "-q", stdin=b"in/c.txt\0").out.startswith("in/c.txt:1:3")


def test_nothing_to_do(place: Path, lintnews: Command) -> None:
    assert lintnews("corpus", "--out", "out").status == 2
    assert lintnews("corpus", "missing", "--out", "out").status == 2
    assert rows(place / "out", "errors")[0]["message"] == "no such file or folder"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_was_killed_goes_on(place: Path, lintnews: Command, jobs: str) -> None:
    """Passages that documents share included: the summaries are those of both runs."""
    for n in range(70):
        text = f"Wombat {n} slept.\n\nNobody saw it. " * 20 + (f"\n\n{COPIED}" if n in (3, 66) else "")
        write(place / "in" / f"{n:03}.jsonl", json.dumps({"text": text}) + "\n")
    write(place / "lintnews.toml", 'rule-folders = ["myrules"]\nselect = ["house", "duplication/copied-passage"]\n')
    arguments = ["corpus", "in", "--shard-size", "0.0005", "-q", "--format", "jsonl", "-j", jobs]
    lintnews(*arguments, "--out", "whole")
    running = subprocess.Popen([sys.executable, "-m", "lintnews", *arguments, "--out", "out"])
    done = place / "out" / "done"
    deadline = time.monotonic() + 60
    while len(list(done.glob("0*.json"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.002)
    running.kill()
    assert running.wait() == -9, "it was done before it could be killed"
    quiet_down(place / "out")
    before = states(place / "out")
    finished = {Path(name).stem for name in before if name.startswith("done/") and not Path(name).name.startswith(".")}
    assert 5 <= len(finished) < 70
    lintnews(*arguments, "--out", "out")
    after, whole = states(place / "out"), states(place / "whole")
    assert {name: state[0] for name, state in after.items()} == {name: state[0] for name, state in whole.items()}
    for name, state in before.items():
        if Path(name).stem in finished:
            assert after[name] == state, "a finished shard was touched"
    copied = [row for row in rows(place / "out", "findings") if row["rule"] == "duplication/copied-passage"]
    assert [(row["path"], json.loads(row["related"])[0]["path"]) for row in copied] == [
        ("in/066.jsonl", "in/003.jsonl")
    ]


def quiet_down(folder: Path) -> None:
    """Wait until the worker processes of a run that was killed have ended too."""
    seen = None
    while seen != (seen := states(folder)):
        time.sleep(3)


def test_broken_files_do_not_stop_a_run(place: Path, lintnews: Command) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = "".join(json.dumps({"text": f"A wombat. {n * 7919 % 9973}"}) + "\n" for n in range(1500))
    write(place / "in" / "a.jsonl.gz", gzip.compress(lines.encode())[:-800])
    pq.write_table(pa.table({"body": ["A wombat."]}), place / "in" / "b.parquet")
    write(place / "in" / "c.jsonl", '{"text": "A wombat."}\n{"text": "' + "x" * 30_000 + '"}\n{"text": "A wombat."}')
    write(place / "in" / "d.jsonl", b'{"text": "\xff"}\nnull\n{"text": "A wombat."}')
    ran = lintnews("check", "in", "--format", "json", "--config", "size-limit = 0.02")
    assert ran.status == 2
    found = ran.report["summary"]["findings"]
    assert 3 + 100 < found < 1500
    assert [line.removeprefix("lintnews: in/").partition(" (looks like")[0] for line in ran.err.splitlines()] == [
        "a.jsonl.gz: truncated gzip data: the file ends too early; its last record may be missing",
        "b.parquet: no column 'text' in the file (it has 'body'); name it with --text-field",
        "c.jsonl:2: the record is larger than 0.02 MB (size-limit); it is not read",
        "d.jsonl:1: not UTF-8: byte 0xFF at offset 10; name its encoding with --encoding",
        "d.jsonl:2: the record is null, not an object",
    ]


def test_a_worker_that_dies_is_told_of(place: Path, lintnews: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from lintnews.corpus import shards

    corpus(place)
    monkeypatch.setattr(shards, "make_shard", lambda *_: os._exit(9))
    ran = lintnews("corpus", "in", "--out", "out", "-q", "-j", "2", "--shard-size", "0.0005")
    assert ran.status == 2
    assert ran.err == "lintnews: a worker process died (out of memory?); start again to go on\n"


def test_what_is_left_of_compressed_files(place: Path) -> None:
    """All bytes of the input have been read at the end: of compressed files, compressed ones."""
    chance = random.Random(1)
    numbers = [" ".join(str(chance.randrange(10**6)) for _ in range(4000)) for _ in range(60)]
    lines = "".join(json.dumps({"text": f"Wombat {some}."}) + "\n" for some in numbers)
    for name, content in (("a.jsonl.gz", gzip.compress(lines.encode())), ("b.jsonl", lines), ("c.txt", "A wombat.")):
        write(place / "in" / name, content)
    write(place / "lintnews.toml", CONFIG)
    plan = make_plan(["in"], Finder())
    read: list[int] = []
    run_shards(plan, place / "out", form="jsonl", size=400_000, watch=lambda done, more: read.append(more))
    assert sum(read) == total_size(plan) == sum(task.size for task in plan.tasks)
    assert len(read) > 4
    assert 0 < read[0] < total_size(plan)
