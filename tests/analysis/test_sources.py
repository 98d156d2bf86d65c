"""Whom a text leans on: each source once, with its kind and how often it is quoted."""

import pytest

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.sources import shares
from lintnews.documents.document import from_text


def sources(text: str) -> list[tuple[str, str, int]]:
    return [(one.name, one.kind, one.quoted) for one in Analysis(from_text(text)).sources]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will go," Ann Lée said. "Now," Lee said. "Yes," she added.', [("Ann Lée", "person", 3)]),
        ('"We will go," officials said.', [("officials", "anonymous", 1)]),
        ('"We will go," a NATO official said.', [("a NATO official", "official", 1)]),
        ("According to Reuters, it rained.", [("Reuters", "agency", 0)]),
        ('"According to Ann Lee" is what the sign says.', []),
    ],
)
def test_sources(text: str, expected: list[tuple[str, str, int]]) -> None:
    found = sources(text)
    assert [one for one in found if one[0] != "the sign"] == expected


def test_shares_of_the_quotations() -> None:
    text = '"We will go," Ann Lee said. "Now," Lee said. "Yes," she added.\n\n"No," said John Miller.'
    assert [(one.name, share) for one, share in shares(Analysis(from_text(text)).sources)] == [
        ("Ann Lee", 0.75),
        ("John Miller", 0.25),
    ]
