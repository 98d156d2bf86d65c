"""The record of an article."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lintnews.checks import catalogue
from lintnews.cli.provenance import command
from lintnews.documents.document import Document, Source, from_text
from lintnews.engine import Engine
from lintnews.provenance import Record, record, rows
from lintnews.selection import everything

ARTICLE = """Council votes for the new bridge after all
By Anna Lupine
12 March 2021
The council voted for the new bridge on Monday night after a debate that had gone on for ten years, Le Monde reported.
"It was time," Mayor Olaf Wolf told the newspaper. "It will be built," Wolf said.
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(catalogue.rules(), catalogue.FUNCTIONS, fast=False)


def made(engine: Engine, document: Document) -> Record:
    return record(document, engine.lint(document, everything(engine.rules), figures=True))


def test_record_of_plain_text(engine: Engine) -> None:
    found = made(engine, from_text(ARTICLE, "a.txt"))
    assert found["headline"] == "Council votes for the new bridge after all"
    assert found["author"] == "By Anna Lupine"
    assert found["datePublished"] == "12 March 2021"
    assert found["citation"] == [{"name": "Le Monde", "kind": "outlet", "line": 4}]
    assert sum(each["quotations"] for each in found["wasAttributedTo"]) == 2
    assert found["missing"] == ["source", "url"]
    assert len(found["wasDerivedFrom"]["sha256"]) == 64
    assert dict(rows(found))["cited outlets"] == "Le Monde (line 4)"


def test_metadata_come_before_the_text(engine: Engine) -> None:
    metadata = {"title": "The bridge", "author": "O. Wolf", "date": "2021-03-13", "source": "Lupine Daily", "url": "x"}
    found = made(engine, Document(Source("a.json", ARTICLE), ARTICLE, "json", metadata))
    keys = ("headline", "author", "datePublished", "publisher", "url")
    assert [found[key] for key in keys] == list(metadata.values())
    assert found["missing"] == []


def test_empty_text_has_a_record(engine: Engine) -> None:
    found = made(engine, from_text("", "a.txt"))
    assert found["wordCount"] == 0
    assert found["author"] is None


def test_command(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ARTICLE, "utf-8")
    run = CliRunner().invoke(command, [str(file), "--format", "json"], standalone_mode=False)
    assert json.loads(run.output)["author"] == "By Anna Lupine"
    table = CliRunner().invoke(command, [str(file)], standalone_mode=False)
    assert "byline            By Anna Lupine" in table.output
    missing = CliRunner().invoke(command, [str(tmp_path / "b.txt")], standalone_mode=False)
    assert missing.return_value == 2
