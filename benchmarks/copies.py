"""Copies across files: ``python -m benchmarks.copies --docs FOLDER [--copies 1 5 16] [--rounds N] [--noise SHARE]``.

Copies a corpus several times, a share of the words of each copy changed, and finds the duplicates: lintnews (passages
of two files with both ends), rensa (5-word shingles of documents and of paragraphs, MinHash of 128 permutations, LSH of
32 bands, pairs that are half the same), and a suffix array with its common prefixes (pydivsufsort; repeats of 50 bytes
and more, as deduplicate-text-datasets finds them). Each run is a process of its own with one thread and reads the same
files; they take turns, and of several rounds the fastest counts. What is not installed is named and left out. Prints
CPU seconds, megabytes of UTF-8 per CPU second, the peak of the memory (the interpreter's and the texts' too where they
are kept), what was found, and how the cost grows with the size n: the exponent of n that fits best, beside that of
n log n for the same sizes. Downloads nothing.

The command fails where lintnews is slower than a peer or takes more than 1.5 times its memory at the largest size, or
grows faster than n log n (by more than 0.1, which is noise). rensa on whole documents is shown beside the others and
does not count: it says that two articles are alike, not where, and misses passages and quotations.
"""

import argparse
import importlib.util
import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import corpus
from lintnews.memory import collect_seldom

_PERMUTATIONS, _BANDS, _SHINGLE, _SAME = 128, 32, 5, 0.5
_REPEAT = 50  # bytes
_MEMORY, _SLACK = 1.5, 0.1
_NO_SPANS = ("rensa, documents",)
_ONE_THREAD = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Cost(NamedTuple):
    """What a run took: bytes read, CPU seconds, bytes of memory at the peak, and in words what it found."""

    size: int
    seconds: float
    memory: int
    found: str

    @property
    def speed(self) -> float:
        """Megabytes per CPU second."""
        return self.size / 1e6 / max(self.seconds, 1e-9)


def copied(texts: Sequence[str], copies: int, noise: float, seed: int) -> Iterator[str]:
    """The texts as they are, and again with a share of their words changed, until there are as many copies."""
    chance = random.Random(seed)  # noqa: S311
    words = corpus.words_of(texts)
    for number in range(copies):
        for text in texts:
            yield corpus.noisy(text, noise, words, chance) if number else text


def lintnews(files: Sequence[Path]) -> str:
    """Summaries, what they share, and the hits that come of it."""
    from lintnews.corpus.across import hits
    from lintnews.corpus.compare import compare
    from lintnews.corpus.summary import Summary, summarised
    from lintnews.documents.document import from_text

    documents = (from_text(_text(file), str(file)) for file in files)
    summaries = [one for one in summarised(documents) if isinstance(one, Summary)]
    found = hits(summaries, compare(summaries))
    return f"{len(found)} passages, {sum(len(one.hit.related) for one in found)} pairs of places"


def rensa_documents(files: Sequence[Path]) -> str:
    """Pairs of documents."""
    return _rensa(_text(file) for file in files)


def rensa_paragraphs(files: Sequence[Path]) -> str:
    """Pairs of paragraphs."""
    return _rensa(line for file in files for line in _text(file).splitlines() if line)


def _rensa(texts: Iterator[str]) -> str:
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=_SAME, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    hashes: list[Any] = []
    for text in texts:
        words = text.lower().split()
        if len(words) >= _SHINGLE:
            own = RMinHash(num_perm=_PERMUTATIONS, seed=1)
            own.update(list(map(" ".join, zip(*(words[place:] for place in range(_SHINGLE)), strict=False))))
            lsh.insert(len(hashes), own)
            hashes.append(own)
    pairs = 0
    for number, own in enumerate(hashes):
        pairs += sum(other < number and own.jaccard(hashes[other]) >= _SAME for other in lsh.query(own))
    return f"{pairs} pairs of {len(hashes)}"


def suffix_array(files: Sequence[Path]) -> str:
    """Stretches of bytes that stand elsewhere too."""
    import numpy as np
    from pydivsufsort import divsufsort, kasai

    data = b"\0".join(file.read_bytes() for file in files)
    suffixes = divsufsort(data)
    prefixes = kasai(data, suffixes)
    same = (prefixes[: len(data)] >= _REPEAT).nonzero()[0]
    places = np.concatenate((suffixes[same], suffixes[(same + 1) % len(suffixes)]))
    marks = np.zeros(len(data) + _REPEAT + 1, np.int32)
    np.add.at(marks, places, 1)
    np.add.at(marks, places + _REPEAT, -1)
    covered = np.cumsum(marks, out=marks) > 0
    stretches = int(np.count_nonzero(covered[1:] & ~covered[:-1])) + int(covered[0])
    return f"{stretches} stretches, {100 * int(np.count_nonzero(covered)) // max(len(data), 1)} % of the bytes"


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


RUNS: dict[str, tuple[str, Callable[[Sequence[Path]], str]]] = {
    "lintnews": ("lintnews", lintnews),
    "rensa, documents": ("rensa", rensa_documents),
    "rensa, paragraphs": ("rensa", rensa_paragraphs),
    "suffix array": ("pydivsufsort", suffix_array),
}
"""Name → the package it needs, and what to run on files."""


def measured(name: str, folder: Path) -> Cost:
    """What a run on the files of a folder takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.copies", "--docs", str(folder), "--run", name]
    done = subprocess.run(command, env=os.environ | _ONE_THREAD, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return Cost(**json.loads(done.stdout))


def _run(name: str, folder: Path) -> None:
    """Run and print the cost: the side of ``measured`` in the other process."""
    files = sorted(folder.glob("*.txt"))
    size = sum(file.stat().st_size for file in files)
    collect_seldom()  # as the command does; none of the others is slower for it
    start = time.process_time()
    found = RUNS[name][1](files)
    seconds = time.process_time() - start
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(json.dumps(Cost(size, seconds, memory, found)._asdict()))


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The exponent e with which costs grow as a multiple of size ** e, by least squares of the logarithms."""
    return statistics.linear_regression([*map(math.log, sizes)], [*map(math.log, costs)]).slope


def main() -> int:
    """Print the tables; the exit status is 1 where lintnews falls behind."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--docs", type=Path, required=True, help="folder of .txt files")
    arguments.add_argument("--copies", type=int, nargs="+", default=[1, 5, 16], help="how often the corpus is copied")
    arguments.add_argument("--rounds", type=int, default=1, help="how often each is run at each size")
    arguments.add_argument("--noise", type=float, default=0.03, help="share of the words changed in each copy")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--run", choices=RUNS, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.run:
        _run(given.run, given.docs)
        return 0
    runs = [name for name, (package, _) in RUNS.items() if importlib.util.find_spec(package)]
    for name in RUNS.keys() - set(runs):
        print(f"{name}: left out, {RUNS[name][0]} is not installed")
    texts = corpus.read_folder(given.docs)
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for copies in sorted(given.copies):
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(copied(texts, copies, given.noise, given.seed)):
                (Path(folder) / f"{number:07}.txt").write_bytes(text.encode("utf-8"))
            rounds = [{name: measured(name, Path(folder)) for name in runs} for _ in range(given.rounds)]
        for name in runs:
            costs[name].append(min((some[name] for some in rounds), key=lambda cost: cost.seconds))
        _table(copies, {name: some[-1] for name, some in costs.items()})
    return int(not _growth(costs) or not _kept_up({name: some[-1] for name, some in costs.items()}))


def _table(copies: int, costs: dict[str, Cost]) -> None:
    size = costs["lintnews"].size / 1e6
    print(f"\n{copies} x, {size:.1f} MB{'':10}CPU s   MB per CPU s   peak MiB   found")
    for name, cost in costs.items():
        numbers = f"{cost.seconds:9.2f}{cost.speed:15.2f}{cost.memory / 2**20:11.0f}"
        print(f"{name:21}{numbers}   {cost.found}", flush=True)


def _growth(costs: dict[str, list[Cost]]) -> bool:
    """Print how the runs grow; whether lintnews grows no faster than n log n."""
    sizes = [float(cost.size) for cost in costs["lintnews"]]
    if len(sizes) < 2:
        return True
    fair = exponent(sizes, [size * math.log(size) for size in sizes])
    found = {name: exponent(sizes, [cost.seconds for cost in some]) for name, some in costs.items()}
    print(f"\ngrowth: CPU seconds as n^e, where n log n is e = {fair:.2f}")
    for name, own in found.items():
        print(f"{name:21}{own:9.2f}")
    return found["lintnews"] <= fair + _SLACK


def _kept_up(costs: dict[str, Cost]) -> bool:
    own = costs["lintnews"]
    others = [cost for name, cost in costs.items() if name not in ("lintnews", *_NO_SPANS)]
    return all(own.speed >= cost.speed and own.memory <= _MEMORY * cost.memory for cost in others)


if __name__ == "__main__":
    sys.exit(main())
