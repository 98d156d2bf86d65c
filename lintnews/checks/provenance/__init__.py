"""Rules of the category provenance that are code."""

from lintnews.checks.provenance.dates import weekday_against_date
from lintnews.checks.provenance.languages import language_mismatch
from lintnews.checks.provenance.metadata import agency_dateline, malformed_metadata, missing_metadata
from lintnews.checks.provenance.names import mixed_names
from lintnews.checks.provenance.origin import missing_origin
from lintnews.checks.provenance.second_hand import second_hand, single_outlet, state_controlled
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    "agency-dateline": agency_dateline,
    "language-mismatch": language_mismatch,
    "malformed-metadata": malformed_metadata,
    "missing-metadata": missing_metadata,
    "name-spelled-two-ways": mixed_names,
    "no-byline-or-date": missing_origin,
    "second-hand": second_hand,
    "single-outlet": single_outlet,
    "state-controlled-outlet": state_controlled,
    "weekday-against-date": weekday_against_date,
}
