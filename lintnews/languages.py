"""Names and codes of languages (``rules/tables/languages.tsv``)."""

from collections.abc import Mapping
from functools import cache

from lintnews.resources import table


def language_name(code: str) -> str:
    """The English name of a language, its code where it is not known."""
    row = _by_name().get(code)
    return row["name"] if row else code


def language_code(said: str) -> str:
    """The code (ISO 639-1) of a language, from what metadata call it: ``en-GB``, ``eng``, ``English``; else empty."""
    words = said.strip().casefold().replace("_", "-")
    row = _by_name().get(words) or _by_name().get(words.partition("-")[0])
    return row["code"] if row else ""


def easily_confused(one: str, other: str) -> bool:
    """Whether two languages are so near that a text in one is often taken for the other."""
    families = [_by_name()[code].get("family", "") for code in (one, other) if code in _by_name()]
    return len(families) == 2 and families[0] == families[1] != ""


@cache
def _by_name() -> Mapping[str, Mapping[str, str]]:
    """The rows of the table by code, name and other names, all case-folded."""
    return {
        name.casefold(): row
        for row in table("languages")
        for name in (row["code"], row["name"], *row.get("others", "").split())
    }
