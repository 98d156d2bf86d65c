"""Formats for other programs, each read back by the official schema or a reader of it, with any words inside."""

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from lintnews.documents.document import ReadError
from lintnews.findings import Edit, Fix, Result
from lintnews.positions import LineIndex, Place, Span
from lintnews.reports import csv_report, github, gitlab, markdown, rdjson, sarif
from lintnews.reports.formats import FORMATS, load
from lintnews.reports.outcome import Outcome, Style
from lintnews.reports.terminal import safe
from tests.reports.made import ERROR, FINDING, OUTCOMES, RESULT, outcomes

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8")))
RDF = Draft4Validator(json.loads((SCHEMAS / "rdf.json").read_text("utf-8")))
MANY = st.lists(outcomes(), max_size=3)


def written(name: str, some: list[Outcome]) -> str:
    return "".join(load(name)(iter(some), Style()))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_something_of_nothing(name: str) -> None:
    assert isinstance(written(name, []), str)


@given(MANY)
def test_sarif_fits_its_schema(some: list[Outcome]) -> None:
    SARIF.validate(json.loads(written("sarif", some)))


def test_sarif() -> None:
    (run,) = json.loads(written("sarif", OUTCOMES))["runs"]
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    assert place["artifactLocation"] == {"uri": "a.txt", "uriBaseId": "%SRCROOT%"}
    assert (place["region"]["charOffset"], place["region"]["charLength"], place["region"]["endColumn"]) == (20, 6, 9)
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": ""}
    assert run["invocations"][0]["executionSuccessful"] is False
    assert sarif.artifact("./x y/é.txt")["uri"] == "x%20y/%C3%A9.txt"
    assert sarif.artifact("/x/a.txt") == {"uri": "file:///x/a.txt"}


def test_sarif_tells_what_a_rule_is_for() -> None:
    known = FINDING._replace(rule="boilerplate/read-more-teaser")
    (run,) = json.loads(written("sarif", [Result("a.txt", (known,))]))["runs"]
    assert run["tool"]["driver"]["rules"][0]["fullDescription"]["text"]


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it (actions/runner, ActionCommand.cs)."""
    head, message = line.removeprefix("::").split("::", 1)
    kind, _, rest = head.partition(" ")

    def plain(text: str, property_: bool) -> str:
        for mark, code in (("\r", "%0D"), ("\n", "%0A"), *(((":", "%3A"), (",", "%2C")) if property_ else ())):
            text = text.replace(code, mark)
        return text.replace("%25", "%")

    pairs = (each.split("=", 1) for each in rest.split(","))
    return kind, {key: plain(value, True) for key, value in pairs}, plain(message, False)


@given(MANY)
def test_github_commands_are_read_as_they_were_meant(some: list[Outcome]) -> None:
    lines = written("github", some).split("\n")[:-1]
    commands = [read_command(line) for line in lines]
    found = [finding for each in some if isinstance(each, Result) for finding in each.findings]
    errors = [each for each in some if isinstance(each, ReadError)]
    assert sorted(message for _, _, message in commands) == sorted(
        [finding.message for finding in found] + [error.message for error in errors]
    )
    assert sorted(data["file"] for _, data, _ in commands) == sorted(
        [finding.path for finding in found] + [error.path for error in errors]
    )
    kinds = [kind for kind, data, _ in commands if "title" in data]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)


def test_github_columns_end_at_the_last_character_and_stand_on_one_line_alone() -> None:
    one, two = FINDING, FINDING._replace(end=Place(3, 1, 40))
    lines = list(github.report([Result("a.txt", (one, two))], Style()))
    assert lines[0] == (
        "::warning title=duplication/passage,file=a.txt,line=2,endLine=2,col=3,endColumn=8::stands here twice\n"
    )
    assert "col=" not in lines[1]


@given(MANY)
def test_gitlab_fingerprints_are_unique(some: list[Outcome]) -> None:
    issues = json.loads(written("gitlab", some))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}


def test_gitlab_fingerprint_does_not_know_the_line() -> None:
    moved = FINDING._replace(start=Place(9, 3, 120), end=Place(9, 9, 126))
    one, two = (json.loads("".join(gitlab.report([Result("a.txt", (each,))], Style()))) for each in (FINDING, moved))
    assert one[0]["fingerprint"] == two[0]["fingerprint"]
    assert one[0]["location"]["positions"] != two[0]["location"]["positions"]


@given(MANY)
def test_junit_is_read_by_a_parser(some: list[Outcome]) -> None:
    suites = junitparser.JUnitXml.fromstring(written("junit", some).encode("utf-8"))
    found = sum(len(each.findings) for each in some if isinstance(each, Result))
    cases = [case for suite in suites for case in suite]
    assert sum(isinstance(mark, junitparser.Failure) for case in cases for mark in case.result) == found
    assert sum(isinstance(mark, junitparser.Error) for case in cases for mark in case.result) == sum(
        isinstance(each, ReadError) for each in some
    )
    assert sum(not case.result for case in cases) == sum(
        isinstance(each, Result) and not each.findings for each in some
    )


@given(MANY)
def test_checkstyle_is_xml_with_all_findings(some: list[Outcome]) -> None:
    root = ElementTree.fromstring(written("checkstyle", some).encode("utf-8"))
    assert [file.tag for file in root] == ["file"] * len(some)
    expected = sum(len(each.findings) if isinstance(each, Result) else 1 for each in some)
    assert len(root.findall("file/error")) == expected


def test_checkstyle_keeps_words_and_places() -> None:
    odd = FINDING._replace(message='<b> & "q"\n\x1b')
    (error,) = ElementTree.fromstring(written("checkstyle", [Result("a.txt", (odd,))])).iter("error")
    assert error.attrib == {
        "line": "2",
        "column": "3",
        "severity": "warning",
        "message": '<b> & "q"\n\ufffd',
        "source": "lintnews.duplication.passage",
    }


@given(MANY)
def test_rdjson_fits_its_schema(some: list[Outcome]) -> None:
    RDF.validate(json.loads(written("rdjson", some)))


def test_rdjson_columns_count_bytes(tmp_path: Path) -> None:
    text = "Title\né😀 a wombat\nnext"
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    lines, at = LineIndex(text), text.index("wombat")
    found = FINDING._replace(
        path=str(file),
        start=lines.place(at),
        end=lines.place(at + 6),
        fix=Fix(True, (Edit(6, at + 7, ""),)),
        related=(),
    )
    (diagnostic,) = json.loads("".join(rdjson.report([Result(str(file), (found,))], Style())))["diagnostics"]
    placed = diagnostic["location"]["range"]
    line = text.encode("utf-8").split(b"\n")[placed["start"]["line"] - 1]
    assert line[placed["start"]["column"] - 1 : placed["end"]["column"] - 1] == b"wombat"
    assert diagnostic["suggestions"][0]["range"] == {"start": {"line": 2, "column": 1}, "end": {"line": 3, "column": 1}}


def test_rdjson_without_the_file_has_lines_alone() -> None:
    (diagnostic, *_) = json.loads(written("rdjson", [RESULT]))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}


@given(MANY)
def test_csv_is_read_back(some: list[Outcome]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", some), newline="")))
    found = [finding for each in some if isinstance(each, Result) for finding in each.findings]
    assert [row["rule"] for row in rows] == [finding.rule for finding in found]
    assert [row["message"].lstrip("'") for row in rows] == [finding.message.lstrip("'") for finding in found]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_csv_columns() -> None:
    head, first, *_ = csv.reader("".join(csv_report.report([RESULT], Style())).splitlines())
    assert tuple(head) == csv_report.COLUMNS
    assert first[:8] == ["a.txt", "", "2", "3", "2", "9", "20", "26"]


def test_jsonl() -> None:
    lines: list[dict[str, Any]] = [json.loads(line) for line in written("jsonl", OUTCOMES).splitlines()]
    assert [line["kind"] for line in lines] == ["error", "finding", "finding"]
    assert lines[0] == {
        "kind": "error",
        "path": ERROR.path,
        "message": "invalid JSON",
        "line": 7,
        "column": 1,
        "record": 6,
    }
    assert lines[1]["path"] == "a.txt"
    assert Span(lines[1]["start"]["offset"], lines[1]["end"]["offset"]) == Span(20, 26)


TAGS = re.compile(r"<[^>]*>")
OWN = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code"}


def rendered(some: list[Outcome], web: str = "") -> str:
    """The summary as a reader of GitHub's Markdown makes HTML of it."""
    reader = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    return str(reader.render("".join(markdown.report(iter(some), Style(web=web)))))


@given(MANY)
def test_markdown_shows_text_and_nothing_else(some: list[Outcome]) -> None:
    page = rendered(some)
    found = [one for each in some if isinstance(each, Result) for one in each.findings]
    errors = [each for each in some if isinstance(each, ReadError)]
    assert {tag.strip("<>/") for tag in TAGS.findall(page)} <= OWN
    assert page.count("<tr>") == len(found) + len(errors) + bool(found) + bool(errors)
    cells = [html.unescape(TAGS.sub("", cell)) for cell in re.findall(r"<td>(.*?)</td>", page)]
    assert len(cells) == 4 * len(found) + 2 * len(errors)
    shown = cells[2 * len(errors) :][3::4]
    assert shown == [
        safe(" ".join(one.message.split())).strip() for one in sorted(found, key=lambda one: -one.severity)
    ]


HOSTILE = (
    "<script>x</script> | [a](javascript:x) ![b](http://evil.example/p.png) `c` **d** @team #1 https://evil.example"
)


@pytest.mark.parametrize(
    "words", [HOSTILE, "| x |\n\n# Title\n\n<img src=x onerror=y>", "a\x1b[31m\u202eb", "&lt;b&gt;"]
)
def test_markdown_of_hostile_words(words: str) -> None:
    hostile = FINDING._replace(message=words, path=words)
    page = rendered([Result("a", (hostile,)), ReadError(words, words)], "https://web.example/o/r/blob/1/")
    tags = {tag.split()[0].strip("<>/") for tag in TAGS.findall(page)}
    assert tags <= OWN | {"a"}
    links = re.findall(r'<a href="([^"]*)"', page)
    assert len(links) == 1
    assert links[0].startswith("https://web.example/o/r/blob/1/")
    assert "\x1b" not in page
    assert html.escape(safe(" ".join(words.split())), quote=False) in page.replace("&quot;", '"')


def test_long_markdown_is_cut() -> None:
    many = Result("a.txt", (FINDING._replace(message="x " * 5000, path="y" * 5000),) * 5000)
    errors: list[Outcome] = [ERROR] * 5000
    text = "".join(markdown.report([many, *errors], Style()))
    assert len(text.encode()) < 200_000
    assert "… and 4,950 findings more" in text
    assert "… and 4,980 errors more" in text
    assert "| duplication/passage | 🟡 warning | 5,000 |" in text
