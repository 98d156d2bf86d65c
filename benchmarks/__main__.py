"""Measure: ``python -m benchmarks [--docs FOLDER] [--size MB] [--rounds N]``.

Prints, for lintnews, each of its stages and categories, and each peer found on this machine, megabytes of UTF-8 per CPU
second: the best and the median of the rounds, all measured in turn in one process, so that a slow spell of the machine
hits all alike. The last column is the ratio to proselint's best. Downloads nothing.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.peers import peers
from benchmarks.stages import stages

Run = Callable[[Sequence[str]], object]


def measure(runs: dict[str, tuple[Run, int]], texts: list[str], rounds: int) -> dict[str, list[float]]:
    """MB per CPU second of every run in every round; a run marked with n gets every n-th text."""
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (run, every) in runs.items():
            some = texts[::every]
            size = sum(len(text.encode("utf-8")) for text in some) / 1e6
            start = time.process_time()
            run(some)
            speeds[name].append(size / max(time.process_time() - start, 1e-9))
    return speeds


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


if __name__ == "__main__":
    main()
