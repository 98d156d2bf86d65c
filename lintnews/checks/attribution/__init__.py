"""Rules of the category attribution that are code."""

from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {}
