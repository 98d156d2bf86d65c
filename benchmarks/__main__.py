"""Measure: ``python -m benchmarks [--docs FOLDER] [--size MB] [--rounds N]``.

Prints, for lintnews, each of its stages and categories, and each peer found on this machine, megabytes of UTF-8 per CPU
second: the best and the median of the rounds, all measured in turn in one process, so that a slow spell of the machine
hits all alike; commands count with the processes they start. The last column is the ratio to proselint's best.
Downloads nothing.
"""

import argparse
import os
import resource
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.peers import missing, peers
from benchmarks.stages import stages

Run = Callable[[Sequence[str]], object]


def measure(runs: dict[str, tuple[Run, int]], texts: list[str], rounds: int) -> dict[str, list[float]]:
    """MB per CPU second of every run in every round; a run marked with n gets every n-th text."""
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (run, every) in runs.items():
            some = texts[::every]
            size = sum(len(text.encode("utf-8")) for text in some) / 1e6
            start = _cpu()
            run(some)
            speeds[name].append(size / max(_cpu() - start, 1e-9))
    return speeds


def _cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Run the benchmark and print its table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=Path, help="folder of .txt files; made-up articles without it")
    arguments.add_argument("--size", type=float, default=2.0, help="megabytes of made-up articles")
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    texts = corpus.read_folder(given.docs) if given.docs else corpus.make(int(given.size * 1e6))
    runs = {**stages(), **peers()}
    for run, every in runs.values():
        run(texts[: 3 * every : every])  # load what is loaded once
    speeds = measure(runs, texts, given.rounds)
    size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
    base = max(speeds.get("proselint", [0.0]))
    print(f"{len(texts)} articles, {size:.2f} MB; MB per CPU second")
    print(f"{'':32}{'best':>9}{'median':>9}{'x proselint':>13}")
    for name, some in speeds.items():
        ratio = f"{max(some) / base:13.1f}" if base else f"{'-':>13}"
        print(f"{name:32}{max(some):9.2f}{statistics.median(some):9.2f}{ratio}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process, peers that are libraries included: {peak:.0f} MiB")
    for name, how in missing().items():
        print(f"skipped: {name} ({how})")


if __name__ == "__main__":
    main()
