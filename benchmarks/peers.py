"""The peers that are installed, each as it is meant to be called from a program."""

import importlib.util
from collections.abc import Callable, Sequence

Run = Callable[[Sequence[str]], object]


def peers() -> dict[str, tuple[Run, int]]:
    """Name → (what to run on texts, take every n-th text) for each peer found; the slow ones get fewer texts."""
    found: dict[str, tuple[Run, int]] = {}
    if importlib.util.find_spec("proselint"):
        found["proselint"] = (_proselint, 10)
    if importlib.util.find_spec("harper"):
        found["harper-py"] = (_harper, 40)
    return found


def _proselint(texts: Sequence[str]) -> object:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(__register__)
    return [LintFile("text", text).lint() for text in texts]


def _harper(texts: Sequence[str]) -> object:
    import harper

    linter = harper.Linter()
    return [linter.lint(text) for text in texts]
