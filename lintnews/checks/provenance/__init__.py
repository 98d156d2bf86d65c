"""Rules of the category provenance that are code."""

from lintnews.checks.provenance.languages import language_mismatch
from lintnews.checks.provenance.names import mixed_names
from lintnews.checks.provenance.origin import missing_origin
from lintnews.checks.provenance.second_hand import second_hand
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    "language-mismatch": language_mismatch,
    "name-spelled-two-ways": mixed_names,
    "no-byline-or-date": missing_origin,
    "second-hand": second_hand,
}
