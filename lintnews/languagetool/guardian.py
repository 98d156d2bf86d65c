"""Runs a command, and ends it when whoever started this is gone: a server must not outlive its user.

Started as a script of its own: ``python guardian.py COMMAND…``, with a pipe as standard input that its user never
writes to. The pipe ends when the user does, however that happens.
"""

import contextlib
import os
import subprocess
import sys
import threading

_LOOK = 0.5  # seconds between two looks


def main() -> int:
    """Run the command of the arguments.

    Returns:
        Its exit status.
    """
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)  # noqa: S603  (what the user's settings name)
    parent, orphaned = os.getppid(), threading.Event()

    def wait_for_the_end() -> None:
        while os.read(0, 1024):
            pass
        orphaned.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    try:
        while child.poll() is None and not orphaned.is_set() and os.getppid() == parent:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(_LOOK)
    finally:
        child.kill()
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
