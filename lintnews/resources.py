"""Where the data that travels with the package is found."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def rules_folder() -> Path:
    """The folder of the shipped rules: inside the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


@cache
def tools_folder() -> Path:
    """The folder of what is needed to set other programs up."""
    inside = _PACKAGE / "tools"
    return inside if inside.is_dir() else _PACKAGE.parent / "tools"


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The entries of ``rules/words/NAME.txt``: one a line, ``#`` begins a comment, order kept.

    Raises:
        FileNotFoundError: there is no such list.
    """
    lines = (rules_folder() / "words" / f"{name}.txt").read_text("utf-8").split("\n")
    entries = (line.partition("#")[0].strip() for line in lines)
    return tuple(entry for entry in entries if entry)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``rules/tables/NAME.tsv``: the first line names the columns, ``#`` begins a line of comment.

    A row may leave out its last cells.

    Raises:
        FileNotFoundError: there is no such table.
        ValueError: a row has more cells than there are columns; the message names its line.
    """
    columns: list[str] = []
    rows = []
    text = (rules_folder() / "tables" / f"{name}.tsv").read_text("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise ValueError(f"rules/tables/{name}.tsv:{number}: {len(cells)} cells for {len(columns)} columns")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)


@cache
def word_set(name: str) -> frozenset[str]:
    """The entries of a word list, case-folded, for look-ups."""
    return frozenset(entry.casefold() for entry in word_list(name))
