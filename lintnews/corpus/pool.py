"""Worker processes that start and stop with the process that needs them, whenever an interrupt comes."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

P = ParamSpec("P")
R = TypeVar("R")


class Submit(Protocol):
    """What hands a call to the next idle worker."""

    def __call__(self, do: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """What ``do`` will return; it and what is given must be picklable."""


@contextmanager
def workers(jobs: int, begin: Callable[..., None], *args: object) -> Iterator[Submit]:
    """A number of worker processes, each of which first calls ``begin(*args)``.

    They leave an interrupt from the keyboard to this process, end with it even when it is killed, and do not begin
    what was submitted but not begun when the block is left.
    """
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(begin, args))

    def submit(do: Callable[..., Any], /, *given: object, **named: object) -> "Future[Any]":
        with uninterrupted():
            return pool.submit(do, *given, **named)

    try:
        yield submit
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """An interrupt from the keyboard that comes inside the block is raised at its end."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, Any]] = []
    signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if came:
            handler(*came[0])


def _begin(begin: Callable[..., None], args: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*args)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
