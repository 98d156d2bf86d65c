"""The index of an archive: built, brought up to date, damaged, killed, and asked."""

import json
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.config.load import Finder
from lintnews.corpus import index as module
from lintnews.corpus.against import archive_at, index_files
from lintnews.corpus.fingerprints import fingerprints, shingle_hashes
from lintnews.corpus.index import FOLDER, Built, Index
from lintnews.corpus.plan import make_plan
from lintnews.corpus.run import run
from lintnews.corpus.segment import IndexDamagedError
from lintnews.findings import Finding, Result

FINDER = Finder(isolated=True)


def story(seed: int, words: int = 120) -> str:
    source = random.Random(seed)
    return " ".join(
        f"{source.choice('bdfgklmnprst')}{source.choice('aeiou')}{source.randrange(500)}" for _ in range(words)
    )


def archive(folder: Path, count: int = 6) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(story(number) + ".\n", "utf-8")
    return folder


def built(folder: Path, *, anew: bool = False) -> Built:
    return index_files(make_plan([str(folder)], FINDER), folder, None, FINDER, anew=anew)[1]


def checked(path: Path, against: Path) -> list[Finding]:
    found, problems = archive_at(str(against), FINDER)
    assert not problems
    (outcome,) = run(make_plan([str(path)], FINDER), archive=found)
    assert isinstance(outcome, Result), outcome
    return [one for one in outcome.findings if one.category == "duplication"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "new.txt"
    path.write_text(f"Something new about it.\n\n{story(3)[100:400]}.\n", "utf-8")
    return path


@pytest.mark.parametrize("indexed", [False, True])
def test_an_article_against_an_archive(tmp_path: Path, article: Path, indexed: bool) -> None:
    folder = archive(tmp_path / "archive")
    if indexed:
        assert built(folder) == (6, 0, 0, 6)
    (one,) = checked(article, folder)
    assert one.rule == "duplication/copied-passage"
    assert one.related[0].path.endswith("3.txt")
    assert one.start.line == 3


def test_a_file_of_the_archive_is_not_compared_with_itself(tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive")
    built(folder)
    assert checked(folder / "2.txt", folder) == []


def test_records_are_found(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    rows = "".join(json.dumps({"text": story(number)}) + "\n" for number in range(5))
    (folder / "all.jsonl").write_text(rows, "utf-8")
    assert built(folder).documents == 5
    (one,) = checked(article, folder)
    assert one.related[0].start.line == 4


def test_only_what_changed_is_read_again(tmp_path: Path, article: Path) -> None:
    folder = archive(tmp_path / "archive")
    built(folder)
    assert built(folder) == (0, 6, 0, 6)
    (folder / "3.txt").write_text("Nothing any more.\n", "utf-8")
    (folder / "5.txt").unlink()
    (folder / "7.txt").write_text(story(7), "utf-8")
    assert built(folder) == (2, 4, 1, 6)
    assert checked(article, folder) == []
    (folder / "8.txt").write_text(story(3), "utf-8")
    assert built(folder) == (1, 6, 0, 7)
    assert len(checked(article, folder)) == 1


def test_segments_are_merged(tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FLUSH", 10)
    monkeypatch.setattr(module, "_MOST_SEGMENTS", 3)
    folder = archive(tmp_path / "archive")
    assert built(folder).documents == 6
    assert len(Index(folder / FOLDER).segments) == 1
    assert built(folder) == (0, 6, 0, 6)
    assert len(checked(article, folder)) == 1


def test_a_killed_build_leaves_the_index_as_it_was(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive(tmp_path / "archive")
    built(folder)
    before = {path.name: path.read_bytes() for path in (folder / FOLDER).iterdir()}

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    (folder / "9.txt").write_text(story(9), "utf-8")
    for step in ("write_segment", "_list_digest"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(module, step, killed)
            built(folder)
        now = {path.name: path.read_bytes() for path in (folder / FOLDER).iterdir()}
        assert before.items() <= now.items()
    assert len(checked(article, folder)) == 1
    assert built(folder) == (1, 6, 0, 7)


def damages(folder: Path) -> Iterable[tuple[str, Path, bytes]]:
    listed = folder / FOLDER / "index.json"
    segment = next((folder / FOLDER).glob("*.segment"))
    content = segment.read_bytes()
    yield "missing", segment, b""
    yield "not complete", segment, content[:-40]
    yield "another version", segment, content[:8] + b"\7" + content[9:]
    yield "damaged", segment, content[:30] + b"x" + content[31:]
    yield "no part", segment, b"x" + content[1:]
    yield "damaged", listed, listed.read_bytes()[:-5]
    yield "damaged", listed, listed.read_bytes().replace(b'"gone": []', b'"gone": [0]')
    yield "another version", listed, listed.read_bytes().replace(b'"version": 2', b'"version": 1')


@pytest.mark.parametrize("number", range(8))
def test_damage_is_named_and_repaired_on_request(tmp_path: Path, article: Path, number: int) -> None:
    folder = archive(tmp_path / "archive")
    built(folder)
    message, path, content = list(damages(folder))[number]
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=message):
        archive_at(str(folder), FINDER)
    with pytest.raises(IndexDamagedError):
        built(folder)
    assert built(folder, anew=True).documents == 6
    assert len(checked(article, folder)) == 1


def test_a_changed_segment_is_found_out_by_the_next_build(tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive")
    built(folder)
    segment = next((folder / FOLDER).glob("*.segment"))
    content = segment.read_bytes()
    segment.write_bytes(content[:1000] + bytes([content[1000] ^ 1]) + content[1001:])
    with pytest.raises(IndexDamagedError, match="damaged"):
        built(folder)


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(0, 30))
def test_seven_common_words_share_a_fingerprint(words: list[int], start: int) -> None:
    ids = np.array(words, np.uint32)
    found = set(fingerprints(ids).tolist())
    assert found <= set(shingle_hashes(ids).tolist())
    piece = ids[start : start + 7]
    if len(piece) == 7:
        assert found & set(shingle_hashes(piece).tolist())
