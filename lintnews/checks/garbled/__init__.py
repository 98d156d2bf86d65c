"""Rules of the category garbled that are code."""

from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {}
