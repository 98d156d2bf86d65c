"""Rules that other packages bring: entry points of the group ``lintnews.rules``, loaded only where they are named.

An entry point leads to a module, or anything else, with ``RULES``, the folder of its rules as in ``rules/``, and if its
rules need code ``FUNCTIONS``, by names that begin with the name of the entry point: ``{"sport.scores": function}``. A
function is what ``lintnews.checks.rule.Function`` says.
"""

import os
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from lintnews.checks.rule import Function
from lintnews.config.errors import ConfigError, hint

GROUP = "lintnews.rules"


class PluginError(ConfigError):
    """A plugin that cannot be used: the message names it and the cause."""


class Plugin(NamedTuple):
    """A plugin: its name, the package it is from with its version, the folder of its rules, its code."""

    name: str
    package: str
    folder: Path
    functions: Mapping[str, Function]
    code: Path | None


def installed() -> list[str]:
    """The names of the plugins that are installed; none of them is loaded."""
    return sorted({point.name for point in metadata.entry_points(group=GROUP)})


@cache
def plugin(name: str) -> Plugin:
    """A plugin, whose code runs now.

    Raises:
        PluginError: it is not installed, installed twice, fails when it is loaded, or is not what a plugin is.
    """
    points = {(point.value, _package(point)): point for point in metadata.entry_points(group=GROUP, name=name)}
    if not points:
        known = installed()
        raise PluginError(f"plugin {name!r} is not installed{hint(name, known) or '; there is none'}")
    if len(points) > 1:
        raise PluginError(f"plugin {name!r} is installed twice: by {' and '.join(sorted(each for _, each in points))}")
    ((_, package), point) = points.popitem()
    about = f"plugin {name!r} ({package})"
    try:
        loaded: Any = point.load()
    except Exception as error:
        raise PluginError(f"{about} cannot be loaded: {type(error).__name__}: {error}") from error
    return Plugin(name, package, _folder(loaded, about), _functions(loaded, name, about), _code(loaded))


def _package(point: metadata.EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _folder(loaded: object, about: str) -> Path:
    rules = getattr(loaded, "RULES", None)
    if not isinstance(rules, str | os.PathLike):
        raise PluginError(f"{about} has no RULES, the path of its folder of rules")
    folder = Path(rules)
    if not folder.is_dir():
        raise PluginError(f"{about}: its folder of rules, {folder}, is not there")
    return folder


def _functions(loaded: object, name: str, about: str) -> Mapping[str, Function]:
    functions = getattr(loaded, "FUNCTIONS", {})
    if not isinstance(functions, Mapping) or not all(map(callable, functions.values())):
        raise PluginError(f"{about}: FUNCTIONS must be a mapping of names to functions")
    for key in functions:
        if not isinstance(key, str) or not key.startswith(f"{name}."):
            raise PluginError(f"{about}: the name of its function {key!r} must begin with '{name}.'")
    return functions


def _code(loaded: object) -> Path | None:
    """The folder of a package, or the file of a module."""
    file = getattr(loaded, "__file__", None)
    if not isinstance(file, str):
        return None
    place = Path(file)
    return place.parent if place.name == "__init__.py" else place
