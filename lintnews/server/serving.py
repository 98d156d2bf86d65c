"""A server run from its first message to its end."""

import logging
import sys
from collections.abc import Callable

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
    try:
        start(server)
    except SystemExit:
        pass
    finally:
        server.close()
    return 0 if server.orderly else 1
