"""Worker processes that start and stop with the process that needs them, whenever a signal comes."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

P = ParamSpec("P")
R = TypeVar("R")
_UNWINDING = 2.0  # seconds that a worker may take to clean up
_GRACE = 0.5  # seconds in which the process that started a worker has to end, if a signal went to both
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Submit(Protocol):
    """What hands a call to the next idle worker."""

    def __call__(self, do: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """What ``do`` will return; it and what is given must be picklable."""


@contextmanager
def workers(jobs: int, begin: Callable[..., None], *args: object) -> Iterator[Submit]:
    """A number of worker processes, each of which first calls ``begin(*args)``.

    They leave an interrupt from the keyboard to this process, end with it even when it is killed, and do not begin
    what was submitted but not begun when the block is left. When an exception leaves it, they unwind what they do and
    end.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import Pipe

    with uninterrupted():
        # Workers wait for the pipe to end, however that happens. A lock that one of them dies with would stop all.
        ends, own = Pipe(duplex=False)
        pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(ends, own, begin, args))

    def submit(do: Callable[..., Any], /, *given: object, **named: object) -> "Future[Any]":
        with uninterrupted():
            return pool.submit(_do, do, given, named)

    try:
        yield submit
    except BaseException:
        own.close()
        raise
    finally:
        with uninterrupted():
            pool.shutdown(cancel_futures=True)
            own.close()
            ends.close()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A signal that asks this process to end and comes inside the block is handled at its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: handler for number in _SIGNALS if callable(handler := signal.getsignal(number))}
    came: list[tuple[int, Any]] = []
    for number in handlers:
        signal.signal(number, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            handlers[came[0][0]](*came[0])


class _EndedError(BaseException):
    """A worker has to end."""


class _Life:
    """Whether this worker, if it is one, is at work, and whether it has to end. It must not while it sends a result."""

    busy = False
    ending = False
    told = threading.Event()


def _begin(ends: "Connection", own: "Connection", begin: Callable[..., None], args: tuple[object, ...]) -> None:
    own.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _SIGNALS[1:]:
        signal.signal(number, _unwind)  # in place of what the process has that they were forked from
    threading.Thread(target=_end_when_told, args=(ends,), daemon=True).start()
    begin(*args)


def _do(do: Callable[..., Any], given: tuple[object, ...], named: dict[str, object]) -> object:
    """What ``do`` returns; nothing, when this has to end: then ``do`` has cleaned up behind itself."""
    try:
        _Life.busy = True
        if _Life.ending or _Life.told.is_set():
            raise _EndedError
        return do(*given, **named)
    except _EndedError:
        _end_if_alone()
        return None
    finally:
        _Life.busy = False


def _unwind(number: int, frame: object) -> None:
    if _Life.ending:
        return
    _Life.ending = True
    if _Life.busy:
        raise _EndedError
    threading.Thread(target=_end_if_alone, daemon=True).start()


def _end_if_alone() -> None:
    """End this process, unless the one that started it is ending too: that one must not wait for half a result."""
    if not _Life.told.wait(_GRACE):
        os._exit(1)


def _end_when_told(ends: "Connection") -> None:
    ends.poll(None)  # nothing is ever sent
    _Life.told.set()
    if _Life.busy:
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_UNWINDING)
    os._exit(1)
