"""An index with bytes changed or cut off: refused with a word about the file, or as good as before."""

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.cli.app import run as lintnews
from lintnews.config.load import Finder
from lintnews.corpus.against import archive_at, index_files
from lintnews.corpus.index import FOLDER
from lintnews.corpus.plan import make_plan
from lintnews.corpus.run import run
from lintnews.corpus.segment import IndexDamagedError, Segment
from lintnews.documents.document import ReadError
from lintnews.findings import Finding

FINDER = Finder(isolated=True)
WORDS = [f"{begin}{middle}{end}" for begin in "bdfgklmnprst" for middle in "aeiou" for end in ("", "n", "rd", "st")]


def story(seed: int) -> str:
    source = random.Random(seed)
    return " ".join(source.choice(WORDS) for _ in range(400)) + ".\n"


class Indexed(NamedTuple):
    """An archive with its index, a new article, what is found in it, and the files of the index as they were."""

    archive: Path
    article: Path
    findings: list[Finding]
    files: dict[str, bytes]

    def put_back(self) -> None:
        shutil.rmtree(self.archive / FOLDER)
        (self.archive / FOLDER).mkdir()
        for name, content in self.files.items():
            (self.archive / FOLDER / name).write_bytes(content)


def built(folder: Path, *, anew: bool = False) -> int:
    return index_files(make_plan([str(folder)], FINDER), folder, None, FINDER, anew=anew)[1].documents


def checked(article: Path, archive: Path) -> tuple[list[Finding], list[ReadError]]:
    found, problems = archive_at(str(archive), FINDER)
    findings: list[Finding] = []
    for outcome in run(make_plan([str(article)], FINDER), archive=found):
        if isinstance(outcome, ReadError):
            problems.append(outcome)
        else:
            findings += [one for one in outcome.findings if one.category == "duplication"]
    return findings, problems


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    base = tmp_path_factory.mktemp("indexed")
    archive, article = base / "archive", base / "new.txt"
    archive.mkdir()
    for number in range(40):
        (archive / f"{number}.txt").write_text(story(number), "utf-8")
    article.write_text(f"News of it.\n\n{story(7)[200:600]}.\n\n{story(31)[:300]}.\n", "utf-8")
    built(archive)
    findings, problems = checked(article, archive)
    assert not problems
    assert {Path(one.related[0].path or "").name for one in findings} >= {"7.txt", "31.txt"}
    return Indexed(archive, article, findings, {path.name: path.read_bytes() for path in (archive / FOLDER).iterdir()})


@pytest.fixture
def fresh(indexed: Indexed) -> Iterator[Indexed]:
    yield indexed
    indexed.put_back()


def no_worse(indexed: Indexed, path: Path) -> bool:
    """Checks that a changed index is refused by name, or serves as before; whether it was refused."""
    try:
        findings, problems = checked(indexed.article, indexed.archive)
    except IndexDamagedError as error:
        assert str(path) in str(error)
        assert "--rebuild" in str(error)
        return True
    assert [str(path) in str(problem) for problem in problems] == [True] * len(problems)
    assert problems or findings == indexed.findings
    return bool(problems)


@settings(max_examples=40, deadline=None)
@given(st.booleans(), st.integers(0, 10**9), st.integers(1, 255))
def test_changed_bytes(indexed: Indexed, listed: bool, place: int, change: int) -> None:
    name = next(name for name in indexed.files if name.endswith(".json") == listed)
    content = bytearray(indexed.files[name])
    content[place % len(content)] ^= change
    path = indexed.archive / FOLDER / name
    path.write_bytes(content)
    try:
        no_worse(indexed, path)
        try:
            assert built(indexed.archive) == 40
        except IndexDamagedError as error:
            assert str(path) in str(error)
            assert built(indexed.archive, anew=True) == 40
            assert checked(indexed.article, indexed.archive) == (indexed.findings, [])
    finally:
        indexed.put_back()


@settings(max_examples=20, deadline=None)
@given(st.booleans(), st.floats(0, 1, exclude_max=True))
def test_cut_off(indexed: Indexed, listed: bool, share: float) -> None:
    name = next(name for name in indexed.files if name.endswith(".json") == listed)
    path = indexed.archive / FOLDER / name
    path.write_bytes(indexed.files[name][: int(share * len(indexed.files[name]))])
    try:
        assert no_worse(indexed, path)
    finally:
        indexed.put_back()


def places(segment: Segment) -> Mapping[str, Sequence[int]]:
    return segment._places  # (where each array is: not for users)


@pytest.mark.parametrize(
    "array", ["keys", "documents", "buckets", "records", "firsts", "path_ends", "paths", "sizes", "times", "digests"]
)
def test_every_array(fresh: Indexed, array: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(name for name in fresh.files if name.endswith(".segment"))
    path = fresh.archive / FOLDER / name
    segment = Segment(path)
    begin = segment._begin + places(segment)[array][0]
    size = segment.array(array).nbytes
    content = bytearray(fresh.files[name])
    for place in range(begin, begin + size, 64):
        content[place] ^= 0x55
    path.write_bytes(content)
    refused = no_worse(fresh, path)
    # What tells whether files have changed is looked at by builds alone.
    assert refused or array in ("sizes", "times", "digests")
    options = ["check", str(fresh.article), "--against", str(fresh.archive), "--isolated", "--no-cache", "--quiet"]
    assert lintnews([*options, "--select", "duplication"]) == (2 if refused else 1)
    assert (str(path) in capsys.readouterr().err) == refused
    assert lintnews(["index", str(fresh.archive)]) == 2
    assert str(path) in capsys.readouterr().err
    assert lintnews(["index", str(fresh.archive), "--rebuild"]) == 0
    assert checked(fresh.article, fresh.archive) == (fresh.findings, [])
