"""Rules of the category translation that are code."""

from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {}
