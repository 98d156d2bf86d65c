"""Rules of the category duplication that are code."""

from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {}
