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
def word_list(name: str) -> tuple[str, ...]:
    """The entries of ``rules/words/NAME.txt``: one a line, ``#`` begins a comment, order kept.

    Raises:
        FileNotFoundError: there is no such list.
    """
    lines = (rules_folder() / "words" / f"{name}.txt").read_text("utf-8").split("\n")
    entries = (line.partition("#")[0].strip() for line in lines)
    return tuple(entry for entry in entries if entry)


@cache
def word_set(name: str) -> frozenset[str]:
    """The entries of a word list, case-folded, for look-ups."""
    return frozenset(entry.casefold() for entry in word_list(name))
