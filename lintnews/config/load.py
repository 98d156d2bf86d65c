"""Config files: read, extended, and found for each path."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lintnews.config.errors import ConfigError
from lintnews.config.settings import Config, make_config
from lintnews.config.toml import KeyPath, key_lines, parse, read

NAMES = (".lintnews.toml", "lintnews.toml", "pyproject.toml")
_TABLES = ("rules", "per-file", "metadata", "grammar", "filter", "thresholds")

Raw = tuple[dict[str, Any], dict[KeyPath, str]]
"""Parsed tables, and the place of each key."""


def load(file: Path, overrides: "Overrides | None" = None) -> Config:
    """The settings of a config file and of what it extends.

    Raises:
        ConfigError: a file cannot be read or is no TOML, a key is unknown, a value is not of its kind, or files extend
            each other in a circle.
    """
    return _finish(_load(file, ()), file.resolve().parent, overrides)


class Overrides:
    """Settings from the command line, which win over those of files: TOML tables, each with its place."""

    def __init__(self) -> None:
        self.parts: list[Raw] = []

    def add(self, data: dict[str, Any], place: str) -> None:
        """Set what is in ``data``; ``place`` names it in complaints (``--select``)."""
        self.parts.append((data, dict.fromkeys(_paths(data), place)))

    def add_text(self, text: str) -> None:
        """Set ``key = value``, as TOML.

        Raises:
            ConfigError: it is no TOML.
        """
        self.add(parse(text, "--config"), "--config")


class Finder:
    """The settings for each path: those of the nearest config file up the tree, read once."""

    def __init__(self, *, file: Path | None = None, isolated: bool = False, overrides: Overrides | None = None) -> None:
        """Find settings.

        Args:
            file: the one config file to use for all paths.
            isolated: use no config file.
            overrides: settings that win over those of files.
        """
        self._overrides = overrides
        self._folders: dict[Path, Config] = {}
        self._default: Config | None = None
        self._last: tuple[str, Config] | None = None
        self._fixed = load(file, overrides) if file else self._plain() if isolated else None

    def config(self, path: str) -> Config:
        """The settings for a file or folder.

        Raises:
            ConfigError: its config file is wrong.
        """
        if self._fixed:
            return self._fixed
        if self._last is None or path != self._last[0]:  # the records of a file have one path
            place = Path(os.path.abspath(path))  # noqa: PTH100  (links are not followed: their own folder counts)
            self._last = path, self._folder(place if place.is_dir() else place.parent)
        return self._last[1]

    def _folder(self, folder: Path) -> Config:
        if folder not in self._folders:
            file = config_file(folder)
            if file:
                self._folders[folder] = load(file, self._overrides)
            elif folder.parent != folder:
                self._folders[folder] = self._folder(folder.parent)
            else:
                self._folders[folder] = self._user()
        return self._folders[folder]

    def _user(self) -> Config:
        if self._default is None:
            file = user_file()
            # The user's own settings are for files anywhere: globs count from the working folder.
            self._default = _finish(_load(file, ()), Path.cwd(), self._overrides) if file else self._plain()
        return self._default

    def _plain(self) -> Config:
        return _finish(({}, {}), Path.cwd(), self._overrides)


def config_file(folder: Path) -> Path | None:
    """The config file of a folder; a pyproject.toml without ``[tool.lintnews]`` is none."""
    for name in NAMES:
        file = folder / name
        if file.is_file() and (name != "pyproject.toml" or _tool_table(file)):
            return file
    return None


def user_file() -> Path | None:
    """``$XDG_CONFIG_HOME/lintnews/lintnews.toml`` (``~/.config`` where the variable is not set), if there is one."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    file = Path(home) / "lintnews" / "lintnews.toml"
    return file if file.is_file() else None


def _paths(data: Mapping[str, Any]) -> Iterator[KeyPath]:
    """The path of every key of nested tables."""
    for key, value in data.items():
        yield (key,)
        if isinstance(value, Mapping):
            yield from ((key, *path) for path in _paths(value))


def _tool_table(file: Path) -> bool:
    # A pyproject.toml that is broken, and does not speak of lintnews, is not ours to complain about.
    text = read(file)
    return "lintnews" in text and "lintnews" in parse(text, str(file)).get("tool", {})


def _load(file: Path, extending: Sequence[Path]) -> Raw:
    file = Path(os.path.abspath(file))  # noqa: PTH100
    if file in extending:
        raise ConfigError(f"{_shown(extending[-1])}: extends itself by way of {_shown(file)}")
    text, prefix = read(file), KeyPath()
    data = parse(text, _shown(file))
    if file.name == "pyproject.toml":
        data, prefix = data.get("tool", {}).get("lintnews", {}), ("tool", "lintnews")
    places = {KeyPath(): _shown(file)}
    for path, line in key_lines(text).items():
        if path[: len(prefix)] == prefix:
            places[path[len(prefix) :]] = f"{_shown(file)}:{line}"
    return _extended((data, places), file, extending)


def _extended(raw: Raw, file: Path, extending: Sequence[Path]) -> Raw:
    data, places = raw
    _anchor(data, file.parent)
    if "extend" not in data:
        return raw
    base = data.pop("extend")
    if not isinstance(base, str):
        raise ConfigError(f"{places.get(('extend',), _shown(file))}: 'extend' must be the path of a config file")
    return _merged(_load(file.parent / base, [*extending, file]), raw)


def _anchor(data: dict[str, Any], folder: Path) -> None:
    """Make paths in a file count from its folder."""
    folders = data.get("rule-folders")
    if isinstance(folders, list):
        data["rule-folders"] = [str(folder / each) if isinstance(each, str) else each for each in folders]
    grammar = data.get("grammar")
    if isinstance(grammar, dict) and isinstance(grammar.get("folder"), str) and grammar["folder"][:1] != "~":
        grammar["folder"] = str(folder / grammar["folder"])


def _merged(base: Raw, over: Raw) -> Raw:
    """Settings that extend others: single values and lists are replaced, tables joined key by key."""
    data = dict(base[0])
    for key, value in over[0].items():
        below = data.get(key)
        if key in _TABLES and isinstance(value, Mapping) and isinstance(below, Mapping):
            data[key] = {**below, **{name: _joined(below.get(name), each) for name, each in value.items()}}
        else:
            data[key] = value
    return data, {**base[1], **over[1]}


def _joined(below: object, over: object) -> object:
    return {**below, **over} if isinstance(below, Mapping) and isinstance(over, Mapping) else over


def _finish(raw: Raw, root: Path, overrides: Overrides | None) -> Config:
    for part in overrides.parts if overrides else ():
        raw = _merged(raw, part)
    return make_config(raw[0], root, raw[1])


def _shown(file: Path) -> str:
    """A path as short as it can be said from the working folder."""
    try:
        return str(file.relative_to(Path.cwd()))
    except ValueError:
        return str(file)
