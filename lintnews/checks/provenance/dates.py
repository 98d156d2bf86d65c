"""Weekdays that do not fit their dates."""

import re
from collections.abc import Iterator
from datetime import date

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = regex(r"\d+")
_MONTH = regex("|".join(_MONTHS), re.IGNORECASE)


def weekday_against_date(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The weekday of each full date that does not fall on it; dates that do not exist are left out."""
    for match in given.matches:
        words = analysis.shadow[match.start : match.end]
        weekday = words[: words.index("day") + 3]
        day = _date(words[len(weekday) :])
        if day and _WEEKDAYS[day.weekday()].casefold() != weekday.casefold():
            values = {"date": day.isoformat(), "right": _WEEKDAYS[day.weekday()]}
            yield Hit(match.start, match.start + len(weekday), values)


def _date(words: str) -> date | None:
    number, year = (int(found) for found in _NUMBER.findall(words))
    month = _MONTH.search(words)
    try:
        return date(year, _MONTHS.index(month[0].lower()) + 1, number) if month else None
    except ValueError:
        return None
