"""A server run from its first message to its end."""

import logging
import os
import signal
import sys
from collections.abc import Callable

from lintnews.server.answers import register
from lintnews.server.linting import Wanted
from lintnews.server.server import Server


def over_stdio(wanted: Wanted) -> int:
    """Serve the client that started this process.

    Returns:
        The exit status of the protocol: 0 if the client said that it was about to end, 1 if it did not.
    """
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever is printed must not come between two messages
    return _run(wanted, lambda server: server.start_io(stdin, stdout))


def over_tcp(wanted: Wanted, host: str, port: int) -> int:
    """Serve the first client that connects.

    Returns:
        The exit status, as for ``over_stdio``.

    Raises:
        OSError: the address cannot be listened on.
    """
    return _run(wanted, lambda server: server.start_tcp(host, port))


def _run(wanted: Wanted, start: Callable[[Server], None]) -> int:
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # a client is told; its log need not have it twice
    server = Server(wanted)
    register(server)
    _end_at_signals(server)
    try:
        start(server)
    except SystemExit:
        pass
    finally:
        server.close()
    return 0 if server.orderly else 1


def _end_at_signals(server: Server) -> None:
    """Let signals end the process at once: a thread waits for the client, and nobody could tell it to stop.

    Nothing is lost; the server writes no files but those of the cache, which are written as a whole or not at all.
    """

    def end(number: int, _frame: object) -> None:
        server.close()
        os._exit(128 + number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
