"""Names that one text spells in two ways."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Hit, Related, Severity
from lintnews.regexes import regex

_EXPLAINED = regex(r"formerly|once|now|then|renamed|also|known|called|spell?ed|spelt|Soviet|\(", re.IGNORECASE)


def mixed_names(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The first place of each form of a name that has several forms in the text.

    A form that is no more than the older one, alone in its text, is worth a note (option ``older``).
    """
    families: dict[str, dict[str, Match]] = {}
    for match in given.matches:
        form = analysis.shadow[match.start : match.end]
        families.setdefault(match.groups["name"], {}).setdefault(form.casefold(), match)
    for family, forms in families.items():
        yield from _mixed(analysis, family, forms) if len(forms) > 1 else _older(analysis, given, family, forms)


def _mixed(analysis: Analysis, family: str, forms: dict[str, Match]) -> Iterator[Hit]:
    places = sorted(forms.values())
    if any(_explains(analysis, one, other) for one, other in pairwise(places)):
        return
    for place, match in enumerate(places):
        other = places[0 if place else 1]
        words = analysis.text[other.start : other.end]
        related = (Related(other.start, other.end, "the other form"),)
        yield Hit(match.start, match.end, {"other": words, "current": _current(family)}, related=related)


def _explains(analysis: Analysis, one: Match, other: Match) -> bool:
    """Whether a text gives the second form on purpose, beside the first: "Mumbai, formerly Bombay"."""
    return bool(_EXPLAINED.search(analysis.shadow, one.end, min(other.start, one.end + 30)))


def _older(analysis: Analysis, given: Given, family: str, forms: dict[str, Match]) -> Iterator[Hit]:
    (form, match), current = next(iter(forms.items())), _current(family)
    if given.options["older"] and form != current.casefold():
        yield Hit(match.start, match.end, {"other": current, "current": current}, Severity.INFO)


def _current(family: str) -> str:
    """The form in use: the first of the table's row."""
    return family.partition(";")[0]
