"""How long one document may take: an alarm that ends what is done with it, in processes that can have one."""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class TimeIsUpError(BaseException):
    """The time for a document is over. No Exception, since whoever catches these would go on with the document."""


_armed = [False]


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Give the block some seconds; 0 is no limit, and there is none outside of a process's main thread or on Windows.

    Raises:
        TimeIsUpError: they are over.
    """
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        _armed[0] = True
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        _armed[0] = False  # an alarm from here on is too late
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def each_limited(some: Iterable[T], seconds: float) -> Iterator[T]:
    """Some things, each of which may take some seconds to come.

    Raises:
        TimeIsUpError: one takes longer; no more will come.
    """
    iterator = iter(some)
    while True:
        with limited(seconds):
            try:
                one = next(iterator)
            except StopIteration:
                return
        yield one


def _ring(number: int, frame: object) -> None:
    if _armed[0]:
        _armed[0] = False
        raise TimeIsUpError
