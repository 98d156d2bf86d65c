"""``lintnews doctor``: what works here, what does not, and what mends it."""

import os
import sys

import click

from lintnews.cli.output import colour
from lintnews.config.load import Finder
from lintnews.reports.terminal import painter

_COLOURS = {"ok": "good", "off": "rule", "BAD": "error"}


@click.command("doctor")
@click.option("--quick", is_flag=True, help="Do not start LanguageTool.")
def command(quick: bool) -> int:
    """Tell what is installed, which optional parts are on, and how to mend what is broken (then exit with 1)."""
    from lintnews.doctor import State, examine

    paint = painter(colour("auto", sys.stdout, os.environ))
    broken = False
    for check in examine(Finder().config("."), start_server=not quick):
        state = paint(f"{check.state.value:<3}", _COLOURS[check.state.value])
        click.echo(f"{state}  {check.name:<12} {check.words}")
        if check.mend and check.state != State.OK:
            click.echo(f"                   {'mend' if check.state == State.BAD else 'turn on'}: {check.mend}")
        broken |= check.state == State.BAD
    return int(broken)
