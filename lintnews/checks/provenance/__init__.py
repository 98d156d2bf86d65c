"""Rules of the category provenance that are code."""

from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {}
