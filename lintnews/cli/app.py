"""The commands by name, each loaded when used, and what becomes of errors."""

import signal
from collections.abc import Sequence
from importlib import import_module
from typing import cast

import click

from lintnews import __version__
from lintnews.cli.interrupts import raised
from lintnews.memory import collect_seldom

BROKEN, INTERRUPTED, CLOSED = 2, 128, 128 + 13
"""Exit status: usage, config and reading errors; a signal (plus its number); no one reads the pipe (13 is SIGPIPE)."""

_NAMES = (
    "check",
    "baseline",
    "rules",
    "explain",
    "init",
    "doctor",
    "cache",
    "setup",
    "index",
    "twins",
    "corpus",
    "report",
    "provenance",
    "quotes",
    "filter",
    "serve",
    "spark",
)
_COMMANDS = {name: name for name in _NAMES}


class _Commands(click.Group):
    """A group whose commands are modules beside this one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        return cast(click.Command, import_module(f"lintnews.cli.{_COMMANDS[cmd_name]}").command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lintnews", message="%(prog)s %(version)s")
def app() -> None:
    """A linter for news text.

    Exit status: 0 nothing found, 1 findings, 2 something could not be read or makes no sense.
    """


def run(args: Sequence[str]) -> int:
    """Run the command with some arguments.

    Returns:
        The exit status.
    """
    with raised() as interrupts:
        try:
            return _run(args)
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED + (interrupts.number or signal.SIGINT)


def _run(args: Sequence[str]) -> int:
    from lintnews.cli.output import ReaderGoneError
    from lintnews.config.errors import ConfigError

    collect_seldom()
    try:
        return int(app.main(list(args), prog_name="lintnews", standalone_mode=False) or 0)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "lintnews"
        complain(f"{error.format_message()} See '{command} --help'.")
        return BROKEN
    except click.ClickException as error:
        complain(error.format_message())
        return BROKEN
    except ConfigError as error:
        complain(str(error))
        return BROKEN
    except ReaderGoneError:
        return CLOSED


def complain(message: str) -> None:
    """One line on standard error."""
    from lintnews.reports.terminal import safe

    click.echo(f"lintnews: {safe(message)}", err=True)
