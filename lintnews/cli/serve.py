"""``lintnews serve``: the language server."""

import os
import sys
from pathlib import Path

import click

_EXTRA = "the language server needs pygls: pip install 'lintnews[serve]'"


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, int] | None:
    if value is None:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter("expected HOST:PORT")
    return host.strip("[]"), int(port)


@click.command("serve")
@click.option(
    "--tcp",
    callback=_address,
    metavar="HOST:PORT",
    help="Listen there for one client.  [default: standard input and output]",
)
@click.option(
    "--against",
    type=click.Path(exists=True),
    metavar="FOLDER",
    help="Compare with an archive too: a folder, or the index of one ('lintnews index').",
)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this config file for all.")
@click.option("--isolated", is_flag=True, help="Use no config file.")
@click.option("--stdio", is_flag=True, hidden=True, help="What some editors add; it is what happens anyway.")
def command(
    tcp: tuple[str, int] | None, against: str | None, config: Path | None, isolated: bool, stdio: bool
) -> int:  # fmt: skip
    """Serve editors: findings while you type, their reasons, and their fixes (Language Server Protocol).

    An editor starts it; see docs/editors.md. Exit status: 0 the editor ended it, 1 the editor is gone.
    """
    if stdio and tcp:
        raise click.UsageError("--stdio and --tcp exclude each other")
    try:
        from lintnews.server.linting import Wanted
        from lintnews.server.serving import over_stdio, over_tcp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise click.ClickException(_EXTRA) from None
    wanted = Wanted(config or _named(isolated=isolated), isolated, against)
    try:
        status = over_tcp(wanted, *tcp) if tcp else over_stdio(wanted)
    except OSError as error:
        raise click.ClickException(f"--tcp: {(error.strerror or str(error)).lower()}") from None
    sys.stderr.flush()
    os._exit(status)  # a thread may still be linting, or reading from a client that is gone


def _named(*, isolated: bool) -> Path | None:
    name = os.environ.get("LINTNEWS_CONFIG")
    return Path(name) if name and not isolated else None
