"""``lintnews setup``: get what is not part of the package."""

from pathlib import Path

import click


@click.group("setup")
def command() -> None:
    """Set up other programs that lintnews can use."""


@command.command("languagetool")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to put it.")
@click.option("--download", is_flag=True, help="Let language-tool-python download a release, without Maven.")
def languagetool(folder: Path | None, download: bool) -> int:
    """Get LanguageTool for --grammar: with Maven where it is installed, else by language-tool-python's download."""
    from lintnews.analysis import grammar
    from lintnews.languagetool.installation import find_installation
    from lintnews.languagetool.java import find_java
    from lintnews.languagetool.setup import set_up
    from lintnews.languagetool.unavailable import Unavailable

    try:
        find_java()
        if download:
            found = find_installation(str(grammar.download()))
        else:
            try:
                found = set_up(click.echo, folder=folder)
            except Unavailable as error:
                click.echo(f"{error}; trying the download of language-tool-python ...")
                found = find_installation(str(grammar.download()))
    except Unavailable as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"LanguageTool {found.version} is in {found.folder}; use it: lintnews check --grammar")
    return 0
