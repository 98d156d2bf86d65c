"""Rules of provenance on documents that examples cannot show: metadata, and texts of any kind."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews import resources
from lintnews.checks import catalogue
from lintnews.documents.document import Document, Source
from lintnews.engine import Engine
from lintnews.findings import Finding
from lintnews.selection import everything

RULES = [rule for rule in catalogue.rules() if rule.category in ("provenance", "translation")]
ENGINE = Engine(RULES, catalogue.FUNCTIONS, fast=False)
TWICE = "The plan is dead, the Daily Mail reported. It told the Daily Mail so.\n"


def found(text: str, metadata: Mapping[str, str]) -> list[Finding]:
    document = Document(Source("a.json", text), text, "json", metadata)
    return list(ENGINE.lint(document, everything(RULES)).findings)


def names(text: str, **metadata: str) -> set[str]:
    return {finding.rule for finding in found(text, metadata)}


def test_an_outlet_is_no_second_hand_in_its_own_article() -> None:
    assert "provenance/second-hand" in names(TWICE)
    assert "provenance/second-hand" not in names(TWICE, source="Daily Mail Online")


@pytest.mark.parametrize("author", ["https://a.example/b", "admin", "null", "lupine@example.com", "N/A"])
def test_author_that_is_no_name(author: str) -> None:
    assert "provenance/malformed-metadata" in names(TWICE, author=author)
    assert "provenance/malformed-metadata" not in names(TWICE, author="Anna Lupine")


@pytest.mark.parametrize("date", ["2021-03-04T10:00:00Z", "4 March 2021", "04.03.21", "1614852000"])
def test_dates_of_many_forms_are_dates(date: str) -> None:
    assert "provenance/malformed-metadata" not in names(TWICE, date=date)


def test_metadata_stand_for_byline_and_date() -> None:
    assert "provenance/no-byline-or-date" in names(TWICE)
    assert "provenance/no-byline-or-date" not in names(TWICE, author="Anna Lupine", date="2021-03-04")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200), st.dictionaries(st.sampled_from(["author", "date", "url", "source", "language"]), st.text())
)
def test_odd_metadata_and_texts_never_fail(text: str, metadata: dict[str, str]) -> None:
    for finding in found(f"{text} said. added « {TWICE}", metadata):
        assert finding.start.offset <= finding.end.offset


def test_tables_are_whole() -> None:
    outlets = resources.table("outlets")
    assert len(outlets) >= 400
    assert all(row["name"] and row["domain"] and len(row["country"]) == 2 and row["kind"] for row in outlets)
    calques = resources.table("calques")
    assert len(calques) >= 300
    assert all(row["language"] and row["right"] and row["original"] and row["bad"] and row["good"] for row in calques)
    assert all(row["source"] for row in resources.table("state-controlled-outlets"))
