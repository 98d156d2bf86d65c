"""Whole processes: ``python -m benchmarks.whole [start] [again] [jobs] [streaming] [--docs FOLDER] [--megabytes N …]``.

start: one seed article with an empty cache, another than before, the same as before, and by proselint where it is
installed; with Python's compiled files, as pip installs them. again: 1,000 files that are as they were. jobs: one and
two processes. streaming: JSON Lines of several sizes. Prints wall and CPU seconds and the peak memory of the largest
process, as the operating system accounts for them; medians where there are several runs. Needs a system with ``wait4``.

Articles are those of ``--docs``, over and over, or made up; made-up ones are put together from a few sentences and have
twenty times the findings of news, most of them repetitions, so that they cost more.
"""

import argparse
import compileall
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus
from lintnews.checks import catalogue

ROOT = Path(__file__).parent.parent
LINTNEWS = (sys.executable, "-m", "lintnews", "check", "-q", "--format", "jsonl")
_ACROSS = ",".join(rule.name for rule in catalogue.rules() if rule.scope == "corpus")
_RUNS = 7


class Cost(NamedTuple):
    """Wall and CPU seconds, and the peak memory in MiB."""

    wall: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        return f"wall {self.wall:7.3f} s   CPU {self.cpu:7.3f} s   peak {self.peak:5.0f} MiB"


def cost(command: Sequence[str], cache: Path) -> Cost:
    """What one run of a command takes."""
    environment = {**os.environ, "LINTNEWS_CACHE_DIR": str(cache), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)  # noqa: S603
    _, _, used = os.wait4(running.pid, 0)
    running.returncode = 0
    return Cost(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The medians of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def start(place: Path, _texts: Sequence[str]) -> None:
    """One article."""
    compileall.compile_dir(ROOT / "lintnews", quiet=1)
    seed = sorted((ROOT / "seeds").glob("*.txt"))[0]
    changed = place / seed.name
    commands = {
        "empty cache": [*LINTNEWS, str(seed)],
        "another article": [*LINTNEWS, str(changed)],
        "the same article": [*LINTNEWS, str(seed)],
    }
    if importlib.util.find_spec("proselint"):
        commands["proselint"] = [sys.executable, "-m", "proselint", "check", str(changed)]
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    cost(commands["the same article"], place / "cache")
    for run in range(_RUNS):
        shutil.rmtree(place / "none", ignore_errors=True)
        changed.write_text(f"{seed.read_text('utf-8')}\n\nThe vote was put off {run + 2} times.\n", "utf-8")
        for name, command in commands.items():
            costs[name].append(cost(command, place / ("none" if name == "empty cache" else "cache")))
    for name, some in costs.items():
        print(f"start, {name:16}  {median(some)}")


def again(place: Path, texts: Sequence[str]) -> None:
    """A thousand files, and the same again."""
    folder = place / "thousand"
    folder.mkdir()
    for number, text in enumerate(islice(cycle(texts), 1000)):
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    first = cost([*LINTNEWS, str(folder)], place / "cache")
    print(f"1,000 files, first   {first}")
    print(f"1,000 files, again   {median([cost([*LINTNEWS, str(folder)], place / 'cache') for _ in range(5)])}")


def jobs(place: Path, texts: Sequence[str]) -> None:
    """One and two processes over the same files: the fastest of three runs each."""
    file = _records(place / "jobs.jsonl", texts, 20)
    best: dict[str, Cost] = {}
    for _ in range(3):
        for number in ("1", "2"):
            used = cost([*LINTNEWS, "--no-cache", "--ignore", _ACROSS, "--jobs", number, str(file)], place / "cache")
            best[number] = min(used, best.get(number, used))
    for number, used in best.items():
        print(f"--jobs {number}             {used}")
    print(f"--jobs 2 is {best['1'].wall / best['2'].wall:.2f} times as fast as --jobs 1")


def streaming(place: Path, texts: Sequence[str], sizes: Sequence[int]) -> None:
    """JSON Lines of several sizes, without comparing documents, which would keep what they have in common."""
    for size in sizes:
        file = _records(place / "streaming.jsonl", texts, size)
        used = cost([*LINTNEWS, "--no-cache", "--ignore", _ACROSS, "--jobs", "1", str(file)], place / "cache")
        print(f"{size:4} MB of records    {used}   {used.cpu / size:.3f} CPU s per MB")


def _records(file: Path, texts: Sequence[str], megabytes: int) -> Path:
    """A file of articles as JSON Lines."""
    size = 0
    with file.open("wb") as lines:
        for text in cycle(texts):
            size += lines.write(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
            if size >= megabytes * 1_000_000:
                return file
    return file


def main() -> None:
    """Run what is asked for, or all."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.whole", description=__doc__)
    arguments.add_argument("what", nargs="*", default=["start", "again", "jobs", "streaming"])
    arguments.add_argument("--megabytes", nargs="+", type=int, default=[1, 10, 50, 200])
    arguments.add_argument("--docs", type=Path, help="folder of .txt files")
    given = arguments.parse_args()
    texts = corpus.read_folder(given.docs) if given.docs else corpus.make(4_000_000)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for what in given.what:
            if what == "streaming":
                streaming(place, texts, given.megabytes)
            else:
                {"start": start, "again": again, "jobs": jobs}[what](place, texts)


if __name__ == "__main__":
    main()
