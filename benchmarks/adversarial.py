"""Worst cases: ``python -m benchmarks.adversarial``.

Feeds every pattern one-paragraph texts of 10 and 100 kB built from its own literals and from runs its classes might
stumble over, and prints the slowest with their speed at both lengths. Time that grows faster than the text shows as a
speed that falls: the command fails when a pattern is below 0.2 MB per second at 100 kB and less than half as fast as
at 10 kB.
"""

import signal
import sys
import time
from collections.abc import Iterator

from lintnews.checks import catalogue
from lintnews.checks.pattern import Pattern

_SHORT, _LONG = 10_000, 100_000
_SLOW = 0.2
_PATIENCE = 10.0  # seconds after which a text is given up
_FILLERS = [" ", "a", "a ", "A b ", "said ", ", ", '"', "x" * 50 + " ", "a-", "a.", "a1", "1,", "Aa "]


class _EnoughError(Exception):
    """The patience is at its end."""


def texts(pattern: Pattern, size: int) -> Iterator[str]:
    """Paragraphs of ``size`` characters made of the pattern's literals and fillers: mixed, and one behind the other."""
    for literal in pattern.literals[:3] or ("the",):
        for filler in _FILLERS:
            unit, run = literal + filler, filler * (size // len(filler))
            yield (unit * (size // len(unit) + 1))[:size]
            yield literal + run
            yield run + literal


def speed(pattern: Pattern, size: int) -> float:
    """The lowest speed over the texts, in MB per CPU second; that of a text that is given up is lower still."""
    regex = pattern.compile()
    slowest = float("inf")
    for text in texts(pattern, size):
        start = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
        try:
            for _ in regex.finditer(text):
                pass
        except _EnoughError:
            return 0.0
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = min(slowest, size / 1e6 / max(time.process_time() - start, 1e-6))
    return slowest


def _enough(number: int, frame: object) -> None:
    raise _EnoughError


def main() -> int:
    """Print the table; the exit status is 1 where a pattern's time grows faster than its text."""
    signal.signal(signal.SIGALRM, _enough)
    rows = sorted(
        (speed(pattern, _LONG), speed(pattern, _SHORT), rule.name, pattern.regex[:60])
        for rule in catalogue.rules()
        for pattern in rule.patterns
        if not pattern.whole
    )
    print("MB/s at 100 kB   at 10 kB   pattern")
    for long, short, name, regex in rows[:15]:
        print(f"{long:14.2f} {short:10.2f}   {name} {regex!r}")
    return int(any(long < _SLOW and long < short / 2 for long, short, _, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
