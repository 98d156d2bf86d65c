"""``lintnews cache``: what is kept between runs, and how to be rid of it."""

import click

from lintnews import cachedir
from lintnews.cache.store import Store
from lintnews.reports.terminal import count


@click.group("cache")
def command() -> None:
    """Show or clear what is kept between runs: compiled rules, and results of files that are as they were."""


@command.command("show")
def show() -> None:
    """Say where it is and how large."""
    files = cachedir.files()
    size = sum(file.stat().st_size for file in files)
    much = f"{size / 1e6:,.1f} MB in {count(len(files), 'file')}" if files else "empty"
    click.echo(f"{cachedir.folder()}: {much}")
    rows, held = Store().size()
    if rows:
        click.echo(f"{held / 1e6:,.1f} MB of it are results of earlier runs, in {count(rows, 'row')}")


@command.command("clear")
def clear() -> None:
    """Remove it; the next run makes it anew."""
    for file in cachedir.files():
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise click.ClickException(f"{file}: {(error.strerror or str(error)).lower()}") from None
