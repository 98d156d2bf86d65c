"""Where the data that travels with the package is found."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import mmap

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


def shipped_file(name: str) -> Path:
    """The file of something that was compiled when lintnews was installed; it need not exist."""
    return _PACKAGE / "compiled" / f"{name}.bin"


def mapped(name: str, key: str) -> "tuple[mmap.mmap, int] | None":
    """The file that holds what was compiled when lintnews was installed, and the byte at which that begins.

    None where it was not compiled, or not from what ``key`` stands for.
    """
    import mmap

    try:
        with shipped_file(name).open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    head = key.encode("ascii") + b"\n"
    return (content, len(head)) if content[: len(head)] == head else None


def shipped(name: str, key: str) -> memoryview | None:
    """What was compiled when lintnews was installed; None as for ``mapped``."""
    found = mapped(name, key)
    return memoryview(found[0])[found[1] :] if found else None


def ship(name: str, key: str, content: bytes) -> Path:
    """Put what was compiled, and what it was compiled from, where ``shipped`` finds it."""
    file = shipped_file(name)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(key.encode("ascii") + b"\n" + content)
    return file


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
