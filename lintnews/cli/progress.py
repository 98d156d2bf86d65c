"""How far a long run is, on a terminal: one line on standard error, which is gone when the run is over."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TextIO

from lintnews import cachedir
from lintnews.documents.document import ReadError
from lintnews.reports.outcome import Outcome
from lintnews.reports.terminal import count

_AFTER = 1.0  # seconds without a line
_EVERY = 0.1  # seconds between two of them
_WIDE = 20  # characters of the bar


class Progress:
    """The line; on no terminal, or where nobody wants it, there is none."""

    def __init__(
        self,
        files: int,
        *,
        stream: TextIO | None = None,
        wanted: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin.

        Args:
            files: how many there are.
            stream: where the line is shown if it is a terminal; standard error if not given.
            wanted: whether it is shown at all.
            clock: tells the time, in seconds.
        """
        self._files = files
        self._stream = stream or sys.stderr
        self._on = wanted and self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._clock = clock
        self._begun = self._drawn = self._first = clock()
        self._path = ""
        self._done = self._documents = 0
        self._shown = 0

    def __enter__(self) -> "Progress":
        if self._on:
            cachedir.when_building.append(self._building)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._on:
            cachedir.when_building.remove(self._building)
        self.clear()

    def _building(self) -> None:
        """The first run with these rules over a large input takes its time."""
        self._show("compiling the rules, once; this takes some ten seconds")

    def tick(self, path: str) -> None:
        """Another document of a file is done."""
        if not self._on:
            return
        now = self._clock()
        if not self._documents:
            self._first = now  # what came before, such as compiling, does not say how long the rest takes
        self._documents += 1
        if path != self._path:
            self._path = path
            self._done += 1
        last = self._done == self._files > 1
        if now - self._begun >= _AFTER and (last or now - self._drawn >= _EVERY):
            self._drawn = now
            self._show(self._line(now))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("\r" + " " * self._shown + "\r")
            self._shown = 0

    def shown_between(self, outcomes: Iterable[Outcome], *, printing: bool) -> Iterator[Outcome]:
        """The outcomes; the line is away when one of them may be printed: all of them, or errors alone."""
        for outcome in outcomes:
            if printing or isinstance(outcome, ReadError):
                self.clear()
            yield outcome

    def _line(self, now: float) -> str:
        if self._files < 2:
            return f"{count(self._documents, 'document')} checked"
        filled = _WIDE * self._done // self._files
        bar = "#" * filled + "." * (_WIDE - filled)
        more = f", {count(self._documents, 'document')}" if self._documents > self._done else ""
        left = (now - self._first) * (self._files - self._done) / max(self._done - 1, 1)
        rest = f"{_duration(left)} left" if self._done < self._files else "almost done"
        return f"[{bar}] {self._done:,} of {count(self._files, 'file')}{more}, {rest}"

    def _show(self, line: str) -> None:
        import shutil

        line = line[: shutil.get_terminal_size().columns - 1]
        self._write("\r" + line + " " * (self._shown - len(line)))
        self._shown = len(line)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60} min"
