"""Rules of the category boilerplate that are code."""

from lintnews.checks.boilerplate.line_model import likely_boilerplate
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {"likely_boilerplate": likely_boilerplate}
