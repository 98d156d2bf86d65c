"""Signals that ask the command to end: they unwind it like an error, so that nothing half-written stays behind."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # from the keyboard, from whoever runs it, from a terminal that closes
_CALM = 1.0  # seconds after a signal in which others are taken for the same wish


class InterruptedRunError(KeyboardInterrupt):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Interrupts:
    """Raises the signals that come; ``number`` is that of the first one, 0 as long as there is none."""

    def __init__(self) -> None:
        self.number = 0
        self._last = 0.0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Raise a signal, unless one was raised a moment ago: what it set going must not be broken off."""
        now = time.monotonic()
        if self.number and now - self._last < _CALM:
            return
        self._last = now
        self.number = self.number or number
        raise InterruptedRunError(number)


@contextmanager
def raised() -> Iterator[Interrupts]:
    """Signals that would end the process raise InterruptedRunError inside the block.

    Those that whoever started it wants to be ignored (``nohup``) still are. Only in the main thread of a process.
    """
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    before = {number: handler for number, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    for number in before:
        signal.signal(number, interrupts)
    try:
        yield interrupts
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
