"""``python -m lintnews``."""

from lintnews.cli import main

main(prog_name="lintnews")
