"""TOML text, and the lines on which its keys stand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lintnews.config.errors import ConfigError
from lintnews.regexes import regex

KeyPath = tuple[str, ...]
_HEADER = regex(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = regex(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'|\s*\.\s*)+)\s*=""")
_AT = regex(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def parse(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        ConfigError: it is no TOML; the message names ``name`` and the line.
    """
    import tomllib  # most runs have no settings

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        at = _AT.search(words)
        line = f":{at[1]}" if at and at[1] else ""
        raise ConfigError(f"{name}{line}: invalid TOML: {_lower(_AT.sub('', words))}") from None
    except RecursionError:
        raise ConfigError(f"{name}: invalid TOML: nested too deep") from None


def read(file: Path) -> str:
    """The text of a TOML file.

    Raises:
        ConfigError: it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{file}: not UTF-8: byte 0x{error.object[error.start]:02X} at offset {error.start}"
        ) from None
    except OSError as error:
        raise ConfigError(f"{file}: {_lower(error.strerror or str(error))}") from None


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line (1-based) of each key and table that stands at the beginning of one; where two claim it, the first."""
    found: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _path(f"[{header[1]}]") or table
            found.setdefault(table, number)
        elif (key := _KEY.match(line)) and (path := _path(f"{key[1]} = 0")):
            found.setdefault((*table, *path), number)
    return found


def _path(line: str) -> KeyPath:
    """The keys of a table header or of an assignment; none where the line is part of a longer value."""
    import tomllib

    try:
        data: Any = tomllib.loads(line)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    keys = []
    while isinstance(data, dict) and data:
        ((key, data),) = data.items()
        keys.append(key)
    return tuple(keys)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
