"""The command."""

import sys

from lintnews import __version__


def main() -> None:
    """Run the command ``lintnews`` and leave with its exit status."""
    if sys.argv[1:] == ["--version"]:  # needs nothing, so it loads nothing
        print(f"lintnews {__version__}")  # noqa: T201
        sys.exit(0)
    import signal

    try:
        from lintnews.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before it was ready to say so itself
        status = 128 + signal.SIGINT
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # all is done: no traceback while Python shuts down
    sys.exit(status)
