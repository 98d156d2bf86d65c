"""Measure: ``python -m benchmarks [--docs FOLDER] [--size MB] [--rounds N]``.

Prints, for lintnews, each of its stages and categories, and each peer found on this machine, megabytes of UTF-8 per CPU
second: the best and the median of the rounds. All take turns in one process, some articles at a time, so that a slow
spell of the machine hits all alike; commands get all articles at once, and count with the processes they start. The
last column is the ratio of the medians to proselint's. Downloads nothing.
"""

import argparse
import os
import resource
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.peers import commands, libraries, missing
from benchmarks.stages import TOGETHER, stages

Runs = dict[str, tuple[Callable[[Sequence[str]], object], int]]
_TURN = 2 * TOGETHER  # texts


def measure(runs: Runs, commands: Runs, texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """MB per CPU second of every run in every round; a run marked with n gets every n-th text.

    The runs of this process take turns with some texts at a time; a command gets all of its texts at once.
    """
    speeds: dict[str, list[float]] = {name: [] for name in (*runs, *commands)}
    for _ in range(rounds):
        sizes, seconds = dict.fromkeys(speeds, 0.0), dict.fromkeys(speeds, 1e-9)
        for some, turns in [*((texts[at : at + _TURN], runs) for at in range(0, len(texts), _TURN)), (texts, commands)]:
            for name, (run, every) in turns.items():
                own = some[::every]
                start = _cpu()
                run(own)
                seconds[name] += _cpu() - start
                sizes[name] += sum(len(text.encode("utf-8")) for text in own) / 1e6
        for name, found in speeds.items():
            found.append(sizes[name] / seconds[name])
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
    runs = {**stages(), **libraries()}
    for run, every in runs.values():
        run(texts[: 3 * every : every])  # load what is loaded once
    speeds = measure(runs, commands(), texts, given.rounds)
    size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
    base = statistics.median(speeds.get("proselint", [0.0]))
    print(f"{len(texts)} articles, {size:.2f} MB; MB per CPU second")
    print(f"{'':32}{'best':>9}{'median':>9}{'x proselint':>13}")
    for name, some in speeds.items():
        median = statistics.median(some)
        ratio = f"{median / base:13.1f}" if base else f"{'-':>13}"
        print(f"{name:32}{max(some):9.2f}{median:9.2f}{ratio}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process, peers that are libraries included: {peak:.0f} MiB")
    for name, how in missing().items():
        print(f"skipped: {name} ({how})")


if __name__ == "__main__":
    main()
