"""Rules of the category boilerplate that are code."""

from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {}
