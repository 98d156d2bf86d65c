"""``lintnews index`` killed by the system at any moment: the index that was there serves on."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lintnews.corpus.index import FOLDER

ROOT = Path(__file__).parent.parent.parent
BUILD = """
import os, signal, sys
from pathlib import Path
from lintnews.corpus import index
from lintnews.cli.app import run
index._FLUSH = 4000  # many segments, so that there are many moments
if sys.argv[2] == "before":
    replace = Path.replace
    left = int(sys.argv[3])
    def killed(self, target):
        global left
        if Path(target).name == "index.json":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)
    Path.replace = killed
sys.exit(run(["index", sys.argv[1]]))
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")


def story(seed: int) -> str:
    source = random.Random(seed)
    return " ".join(f"{source.choice('bdfgk')}{source.choice('aeiou')}{source.randrange(500)}" for _ in range(300))


def write(folder: Path, numbers: range, shift: int = 0) -> None:
    for number in numbers:
        (folder / f"{number}.txt").write_text(story(number + shift) + ".\n", "utf-8")


def build(folder: Path, *how: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder), *(how or ("whole",))],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def found(article: Path, archive: Path) -> list[tuple[str, int, str]]:
    """The copies in an article: rule, place and the file of the archive, from a run of the command."""
    options = ["--against", str(archive), "--isolated", "--no-cache", "--select", "duplication", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "lintnews", "check", str(article), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 1
    (file,) = json.loads(done.stdout)["files"]
    return [(one["rule"], one["start"]["offset"], Path(one["related"][0]["path"]).name) for one in file["findings"]]


def leftovers(folder: Path) -> set[str]:
    """The files of an index that it does not use."""
    index = folder / FOLDER
    listed = {each["name"] for each in json.loads((index / "index.json").read_bytes())["segments"]}
    return {path.name for path in index.iterdir()} - listed - {"index.json"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    write(folder, range(60))
    assert build(folder).wait() == 0
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "new.txt"
    path.write_text(f"News of it.\n\n{story(7)[200:700]}.\n", "utf-8")
    return path


def test_killed_at_any_moment(archive: Path, article: Path) -> None:
    before = found(article, archive)
    assert [name for _, _, name in before] == ["7.txt"]
    source = random.Random(5)
    write(archive, range(60, 160), shift=500)
    began = time.monotonic()
    assert build(archive).wait() == 0
    whole = time.monotonic() - began  # the moments are those of this machine
    killed = 0
    for turn in range(4):
        write(archive, range(60, 160), shift=1000 * turn)
        process = build(archive)
        begun = archive / FOLDER
        names = {path.name for path in begun.iterdir()}
        while process.poll() is None and turn % 2 and {path.name for path in begun.iterdir()} == names:
            time.sleep(0.001)  # every other time until it writes
        time.sleep(source.uniform(0, whole * (0.1 if turn % 2 else 0.8)))
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert found(article, archive) == before
    assert killed
    assert build(archive).wait() == 0
    assert leftovers(archive) == set()
    assert found(article, archive) == before


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_killed_before_the_list_is_replaced(archive: Path, article: Path, nth: int) -> None:
    before = found(article, archive)
    listed = (archive / FOLDER / "index.json").read_bytes()
    write(archive, range(60, 160))
    assert build(archive, "before", str(nth)).wait() == -signal.SIGKILL
    assert ((archive / FOLDER / "index.json").read_bytes() == listed) == (nth == 0)
    assert leftovers(archive)
    assert found(article, archive) == before
    assert build(archive).wait() == 0
    assert leftovers(archive) == set()
    assert found(article, archive) == before


def test_killed_before_there_is_an_index(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    write(folder, range(60))
    assert build(folder, "before", "0").wait() == -signal.SIGKILL
    assert [name for _, _, name in found(article, folder)] == ["7.txt"]  # from the files themselves
    assert build(folder).wait() == 0
    assert leftovers(folder) == set()
    assert [name for _, _, name in found(article, folder)] == ["7.txt"]
