"""Comments in Markdown and HTML that let findings pass."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.documents.document import Document
from lintnews.documents.read import read
from lintnews.markers import markers
from tests.cli.conftest import CONFIG, RULE, Command, write

ALLOW = "<!-- lintnews: allow house/wombat it has a column here -->"


def found(lintnews: Command, file: Path, *args: str) -> list[int]:
    """The lines on which something is found."""
    report = lintnews("check", file, "--format", "json", *args).report
    return [finding["start"]["line"] for each in report["files"] for finding in each["findings"]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"A wombat.\n\n{ALLOW}\n\nA wombat and\na wombat.\n\nA wombat.\n", [1, 8]),
        (f"A wombat.\n\n{ALLOW}\n# A wombat\n\nA wombat.\n", [1, 6]),
        (f"A wombat {ALLOW} and a\nwombat.\n\nA wombat.\n", [4]),
        (f"A wombat, it is. {ALLOW}\n\nA wombat.\n", [3]),
        (f"A wombat.\n{ALLOW}\nA wombat.\n\nA wombat.\n", [1, 5]),
        (f"A wombat.\n\n{ALLOW}\n", [1]),
        (f"> {ALLOW}\n\n- A wombat.\n- A wombat.\n", [4]),
        (f"`{ALLOW}`\n\nA wombat.\n", [1, 3]),  # shown, so no comment
        ("A wombat.\n\n<!-- lintnews: off house why -->\n\nA wombat.\n\nA wombat.\n", [1]),
        ("<!-- lintnews: off house why -->\n\nA wombat.\n\n<!-- lintnews: on house -->\n\nA wombat.\n", [7]),
        ("<!-- lintnews: off house why -->\n\nA wombat.\n\n<!-- lintnews: on -->\n\nA wombat.\n", [7]),
        ("<!-- lintnews: off house why -->\n\nA wombat.\n\n<!-- lintnews: on garbled -->\n\nA wombat.\n", []),
        ("<!--lintnews:off garbled,house\nmany reasons\n-->\nA wombat.\n", []),
        ("<!-- lintnews: off garbled why -->\n\nA wombat.\n", [3]),
    ],
)
def test_markdown(lintnews: Command, place: Path, text: str, lines: list[int]) -> None:
    assert found(lintnews, write(place / "a.md", text)) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"<p>A wombat.</p>\n{ALLOW}<p>A wombat <b>and</b>\n a wombat.</p>\n<p>A wombat.</p>", [1, 4]),
        (f"<p>A wombat and\n{ALLOW}\n</p>\n<p>A wombat.</p>", [4]),
        (f"<p>A wombat.</p>{ALLOW}<p>A wombat.</p>\n<p>A wombat.</p>", [1, 2]),
        (f"<textarea>{ALLOW}</textarea>\n<p>A wombat.</p>", [1, 2]),  # shown, so no comment
        ("<!-- lintnews: off house/wombat why --><h1>A wombat</h1>\n<p>Words of a wombat.</p>", []),
    ],
)
def test_html(lintnews: Command, place: Path, text: str, lines: list[int]) -> None:
    assert found(lintnews, write(place / "a.html", text)) == lines


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_other_formats_have_no_markers(lintnews: Command, place: Path, name: str) -> None:
    marked = f"{ALLOW} A wombat."
    text = marked if name == "a.txt" else f'{{"text": "{marked}"}}\n'
    assert len(found(lintnews, write(place / name, text))) == text.count("wombat")


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        (ALLOW, "marker lets nothing pass any more: it has a column here"),
        ("<!-- lintnews: allow house/wombat -->", "marker: say why, behind 'house/wombat'"),
        ("<!-- lintnews: allow -->", "marker: say what may pass, behind 'allow': rules or categories"),
        ("<!-- lintnews: alow house why -->", "marker: 'alow' is no marker; expected one of allow, off, on"),
    ],
)
def test_markers_of_no_use_are_reported(lintnews: Command, place: Path, marker: str, said: str) -> None:
    write(place / "a.md", f"Words.\n\n{marker}\n\nWords.\n")
    assert lintnews("check", "a.md") == (0, "Nothing found in 1 file\n", f"lintnews: a.md:3: {said}\n")


def test_report_cannot_be_driven_by_a_marker(lintnews: Command, place: Path) -> None:
    write(place / "a.md", "<!-- lintnews: allow house \x1b[31mred\u202e -->\n\nWords.\n")
    assert lintnews("check", "a.md").err == (
        "lintnews: a.md:1: marker lets nothing pass any more: \\x1b[31mred\\u202e\n"
    )


def test_switched_off_for_pages_of_others(lintnews: Command, place: Path) -> None:
    write(place / "lintnews.toml", CONFIG + "markers = false\n")
    assert found(lintnews, write(place / "a.md", f"{ALLOW}\n\nA wombat.\n")) == [3]


def test_marked_findings_are_not_fixed(lintnews: Command, place: Path) -> None:
    write(place / "myrules" / "house" / "wombat.yaml", RULE.replace("why:", "fix: delete\nsafe: true\nwhy:"))
    file = write(place / "a.md", f"Wombats: a wombat.\n\n{ALLOW}\n\nA wombat.\n")
    lintnews("check", "a.md", "--fix")
    assert file.read_text() == f": a .\n\n{ALLOW}\n\nA wombat.\n"


def test_kept_results_know_their_markers(lintnews: Command, place: Path) -> None:
    for number in range(6):
        write(place / f"{number}.md", f"{ALLOW}\n\nA wombat.\n\nA wombat {number}.\n{ALLOW}\n")
    first = lintnews("check")
    assert "6 findings" in first.out
    assert lintnews("check") == first == lintnews("check", "--no-cache")


@given(st.lists(st.sampled_from([ALLOW, "<!-- lintnews: off a b -->", "<!-- lintnews: on -->", "text", "\n\n", " ",
                                 "<p>", "</p>", "`", "```\n", "> ", "<!--", "-->", "é&amp;", "<b>"])),
       st.sampled_from(["a.md", "a.html"]))  # fmt: skip
def test_spans_lie_in_the_file(pieces: list[str], path: str) -> None:
    text = "".join(pieces)
    for document in read(path, data=text.encode()):
        assert isinstance(document, Document)
        for marker in markers(document):
            assert 0 <= marker.start <= marker.end <= len(text)
            assert text.split("\n")[marker.line - 1].find("<!--") >= 0
