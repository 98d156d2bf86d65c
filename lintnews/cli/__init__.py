"""The command."""

import sys

from lintnews import __version__


def main() -> None:
    """Run the command ``lintnews`` and leave with its exit status."""
    if sys.argv[1:] == ["--version"]:  # needs nothing, so it loads nothing
        print(f"lintnews {__version__}")  # noqa: T201
        sys.exit(0)
    from lintnews.cli.app import run

    sys.exit(run(sys.argv[1:]))
