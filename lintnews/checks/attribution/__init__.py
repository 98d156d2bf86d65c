"""Rules of the category attribution that are code."""

from lintnews.checks.attribution import anonymous, balance, claims, first_person, floating
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    "attribution.claim": claims.claim,
    "attribution.single_source": balance.single_source,
    "attribution.unmarked_quotation": first_person.unmarked_quotation,
    "attribution.without_speaker": floating.without_speaker,
    "attribution.anonymous_source": anonymous.source,
    "attribution.anonymous_group": anonymous.group,
    "attribution.anonymous_report": anonymous.report,
}
