"""How time grows with the length of odd texts: ``python -m benchmarks.growth``.

Finds the quotations and their speakers, and lints, in texts of one repeated piece, at 20 and at 160 kB, and prints the
ratio of the times: 8 is linear. The command fails where a ratio is above 24 in each of three tries.
"""

import sys
import time
from collections.abc import Callable

from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.selection import everything

_SHORT, _LONG, _WORST, _TRIES = 20_000, 160_000, 24.0, 3
_PIECES = ['"', "“", "”", "'", "''", ' "', "‘a", '"a b" and ', '"One two." ', '"One two three."\n\n', "officials said "]


def seconds(work: Callable[[str], object], text: str) -> float:
    """CPU seconds of the faster of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


def growth(work: Callable[[str], object], piece: str) -> float:
    """The lowest ratio of several tries."""
    ratios = []
    for _ in range(_TRIES):
        short, long = (seconds(work, piece * (size // len(piece))) for size in (_SHORT, _LONG))
        ratios.append(long / max(short, 0.002))
        if ratios[-1] <= _WORST:
            break
    return min(ratios)


def main() -> int:
    """Print the table."""
    rules = [rule for rule in catalogue.rules() if rule.category == "attribution"]
    engine, selection = Engine(rules, catalogue.FUNCTIONS, fast=False), everything(rules)
    works: dict[str, Callable[[str], object]] = {
        "quotations": lambda text: Analysis(from_text(text)).quotations.single,
        "speakers": lambda text: Analysis(from_text(text)).speakers,
        "attribution": lambda text: engine.lint(from_text(text), selection, figures=True),
    }
    worst = 0.0
    for name, work in works.items():
        for piece in _PIECES:
            ratio = growth(work, piece)
            worst = max(worst, ratio)
            print(f"{ratio:6.1f}  {name} of {piece!r}")
    return int(worst > _WORST)


if __name__ == "__main__":
    sys.exit(main())
