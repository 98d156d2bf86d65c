"""Front matter: the fields that a Markdown file begins with, as YAML or TOML."""

import re
import tomllib
from collections.abc import Mapping
from typing import NamedTuple

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_FIELD = re.compile(r"\s*[\w\"'][\w .\"'-]*\s*[:=]")


class FrontMatter(NamedTuple):
    """The fields of a file's front matter, how many lines it takes up, and what is wrong with it, if anything."""

    fields: Mapping[object, object]
    lines: int
    error: str | None = None


NONE = FrontMatter({}, 0)


def front_matter(lines: list[str]) -> FrontMatter:
    """The front matter of a file, given its lines without their ends.

    A first line ``---`` or ``+++`` begins it if a line that ends it follows and the first line with words between
    them looks like a field; otherwise it is part of the text.
    """
    opening = lines[0].rstrip() if lines else ""
    ends = _FENCES.get(opening, ())
    closing = next((n for n, line in enumerate(lines) if n and line.rstrip() in ends), None) if ends else None
    if closing is None:
        return NONE
    inner = lines[1:closing]
    first = next((line for line in inner if line.strip() and not line.startswith("#")), "")
    if not _FIELD.match(first):
        return NONE if first else FrontMatter({}, closing + 1)
    text = "\n".join(inner) + "\n"
    try:
        fields = tomllib.loads(text) if opening == "+++" else _yaml(text)
    except (ValueError, RecursionError) as error:
        return FrontMatter({}, closing + 1, f"broken front matter: {_first_line(error)}")
    if not isinstance(fields, Mapping):
        return FrontMatter({}, closing + 1, "broken front matter: not a mapping of names to values")
    return FrontMatter(fields, closing + 1)


def _yaml(text: str) -> object:
    """The value of a YAML text.

    Raises:
        ValueError: it is no YAML.
    """
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(getattr(error, "problem", None) or str(error)) from None


def _first_line(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error).partition("\n")[0]
