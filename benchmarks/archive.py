"""The index of a large archive: ``python -m benchmarks.archive --docs FOLDER [--articles 100000] [--into FOLDER]``.

Puts articles together from the sentences of a corpus, a third of their words changed for others of it (the same for
the same seed), and runs ``lintnews index`` on them: CPU and wall seconds, the memory at its peak, the size on disk, and
the same again where nothing has changed. Then one new article, of which a paragraph stands in the archive, is checked
against it: as the command in a fresh process, with and without ``--against``, and by a process that has checked others
before. Needs some 5 kB of disk an article, in a temporary folder unless ``--into`` names one. Downloads nothing.

The command fails where the check takes 0.3 CPU seconds or more after start-up, or does not find the paragraph.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus

_SENTENCES, _CHANGED = 35, 1 / 3
_IN_FOLDER = 1000
_TARGET = 0.3  # seconds
_TRIES = 15
_STOP = re.compile(r"(?<=[.!?]) +|\n+")


class Took(NamedTuple):
    """What a process took: CPU and wall seconds, bytes of memory at the peak; and what it wrote."""

    cpu: float
    wall: float
    memory: int
    out: str


def articles(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Articles of a headline and five paragraphs, put together from changed sentences of some texts."""
    chance = random.Random(seed)  # noqa: S311
    sentences = [found for text in texts for found in _STOP.split(text) if len(found.split()) >= 6]
    words = corpus.words_of(texts)
    for number in range(count):
        some = [corpus.noisy(one, _CHANGED, words, chance) for one in chance.choices(sentences, k=_SENTENCES)]
        paragraphs = [" ".join(some[place::5]) for place in range(5)]
        yield "\n\n".join([f"Article {number} of the archive", *paragraphs]) + "\n"


def took(command: Sequence[str]) -> Took:
    """Run lintnews in a process of its own.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "lintnews", *command], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        out = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"lintnews {' '.join(command)}: exit status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Took(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss * unit, out)


def after_start(files: Sequence[Path], archive: Path) -> list[tuple[float, float]]:
    """CPU and wall seconds to open the index and check each file but the first, in this process."""
    from lintnews.config.load import Finder
    from lintnews.corpus.against import archive_at
    from lintnews.corpus.plan import make_plan
    from lintnews.corpus.run import run

    times = []
    for file in files:
        start, cpu = time.perf_counter(), time.process_time()
        finder = Finder(isolated=True)
        against, _ = archive_at(str(archive), finder)
        list(run(make_plan([str(file)], finder), archive=against))
        times.append((time.process_time() - cpu, time.perf_counter() - start))
    return times[1:]


def main() -> int:
    """Print the figures; the exit status is 1 where a check is slow or finds nothing."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--docs", type=Path, required=True, help="folder of .txt files")
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--into", type=Path, help="folder for the archive, which stays there")
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = given.into or Path(temporary)
        return _measure(corpus.read_folder(given.docs), given.articles, given.seed, base)


def _measure(texts: Sequence[str], count: int, seed: int, base: Path) -> int:
    archive, new = base / "archive", base / "new"
    new.mkdir(parents=True, exist_ok=True)
    size = 0
    for number, text in enumerate(articles(texts, count, seed)):
        folder = archive / f"{number // _IN_FOLDER:04}"
        folder.mkdir(parents=True, exist_ok=True)
        size += (folder / f"{number:07}.txt").write_bytes(text.encode("utf-8"))
    old = (archive / "0000" / f"{min(_IN_FOLDER, count) // 2:07}.txt").read_text("utf-8").split("\n\n")[3]
    files = []
    for number, text in enumerate(articles(texts, _TRIES, seed + 1)):
        files.append(new / f"{number}.txt")
        files[-1].write_text(f"{text}\n\n{old}\n", "utf-8")
    print(f"{count} articles, {size / 1e6:.0f} MB")
    for name in ("build", "again"):
        made = took(["index", str(archive)])
        print(f"{name:24}{made.cpu:8.2f} s CPU{made.wall:8.2f} s{made.memory / 2**20:8.0f} MiB", flush=True)
    index = archive / ".lintnews-index"
    print(f"{'size on disk':24}{sum(file.stat().st_size for file in index.iterdir()) / 1e6:8.0f} MB")
    options = ["check", str(files[0]), "--isolated", "--no-cache", "--format", "json"]
    alone = [took(options) for _ in range(3)]
    against = [took([*options, "--against", str(archive)]) for _ in range(3)]
    for name, some in (("check", alone), ("check --against", against)):
        best = min(some, key=lambda one: one.wall)
        print(f"{name:24}{best.cpu:8.2f} s CPU{best.wall:8.2f} s{best.memory / 2**20:8.0f} MiB")
    times = after_start(files, archive)
    cpu, wall = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{'after start-up (median)':24}{cpu:8.3f} s CPU{wall:8.3f} s")
    found = [one for file in json.loads(against[0].out)["files"] for one in file["findings"]]
    right = any(one["rule"] == "duplication/copied-passage" for one in found)
    print("the paragraph is found" if right else "the paragraph is NOT found")
    return int(not right or cpu >= _TARGET)


if __name__ == "__main__":
    sys.exit(main())
