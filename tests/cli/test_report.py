"""``lintnews report`` and ``lintnews corpus diff``."""

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write
from tests.cli.test_corpus import COPIED

EVIL = "<script>alert(1)</script>\x1b[31m"


@pytest.fixture
def run(place: Path, lintnews: Command) -> Path:
    """A finished run over five documents."""
    records = [
        {"text": f"A wombat. {COPIED}", "date": "2024-02-03", "source": "Second", "title": EVIL},
        {"text": f"{COPIED}", "date": "2024-01-02T10:00:00Z", "url": "https://www.first.example/a"},
        {"text": "Wombat, wombat. " + "Nothing else happened on that day. " * 30, "date": "2024-02-09", "source": EVIL},
        {"text": "Nothing at all.", "date": "2024-02-09", "source": "Second"},
        {"text": "", "date": "", "source": "Second"},
    ]
    write(place / "a.jsonl", "\n".join(map(json.dumps, records)) + "\nbroken\n")
    write(place / "lintnews.toml", 'rule-folders = ["myrules"]\nselect = ["house", "duplication/copied-passage"]\n')
    lintnews("corpus", "a.jsonl", "--out", "out", "-q", "--format", "jsonl")
    return place / "out"


def test_sums(run: Path, lintnews: Command) -> None:
    report = json.loads(lintnews("report", run, "--format", "json").out)
    total = report["total"]
    assert (total["documents"], total["documents_with_findings"], total["findings"], total["errors"]) == (5, 2, 4, 1)
    assert total["by_severity"] == {"error": 3, "warning": 1}
    assert {rule["rule"]: (rule["findings"], rule["documents"]) for rule in report["rules"]} == {
        "house/wombat": (3, 2),
        "duplication/copied-passage": (1, 1),
    }
    assert {name: group["documents"] for name, group in report["sources"].items()} == {
        "Second": 3, "first.example": 1, EVIL: 1,
    }  # fmt: skip
    assert {name: group["findings"] for name, group in report["months"].items()} == {"": 0, "2024-01": 0, "2024-02": 4}
    assert [one["name"] for one in report["worst_documents"]] == ["a.jsonl#0", "a.jsonl#2"]
    assert report["clusters"] == [
        {
            "origin": "a.jsonl#1",
            "documents": ["a.jsonl#1", "a.jsonl#0"],
            "dates": ["2024-01-02T10:00:00Z", "2024-02-03"],
        }
    ]
    copied = report["sources"]["Second"]
    assert copied["affected_share"] > 0.8
    assert copied["per_1000_words"] == pytest.approx(1000 * 2 / copied["words"], abs=0.001)


def test_text_is_safe_to_show(run: Path, lintnews: Command) -> None:
    text = lintnews("report", run).out
    assert "5 documents" in text
    assert "1 records or files could not be read" in text
    assert re.search(r"^house/wombat +3 +2 +error$", text, re.MULTILINE)
    assert "\x1b" not in text


def test_page_loads_nothing_and_runs_nothing(run: Path, lintnews: Command) -> None:
    ran = lintnews("report", run, "--format", "html", "--output-file", "report.html")
    assert ran.status == 0
    text = Path("report.html").read_text("utf-8")
    tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, attrs))

    Tags().feed(text)
    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "object", "a", "form"}
    assert not [name for _, attributes in tags for name, _ in attributes if name.startswith("on") or name == "style"]
    policy = next(dict(attributes)["content"] for tag, attributes in tags if tag == "meta" and len(attributes) == 2)
    assert policy and policy.startswith("default-src 'none'")
    assert "\x1b" not in text
    assert "&lt;script&gt;" in text
    assert {"svg", "table", "details"} <= {tag for tag, _ in tags}


def test_no_run_to_report_on(place: Path, lintnews: Command) -> None:
    (place / "empty").mkdir()
    ran = lintnews("report", "empty")
    assert (ran.status, ran.err) == (2, "lintnews: empty: no finished shards here (see: lintnews corpus --help)\n")


def test_two_runs_compared(run: Path, place: Path, lintnews: Command) -> None:
    text = (place / "a.jsonl").read_text("utf-8").replace("A wombat.", "On Monday:")
    write(place / "a.jsonl", text + json.dumps({"text": "A wombat too."}) + "\n")
    lintnews("corpus", "a.jsonl", "--out", "new", "-q", "--format", "jsonl")
    report = json.loads(lintnews("corpus", "diff", run, "new", "--format", "json").out)
    assert report["same"] >= 2
    assert report["gone"] | {"duplication/copied-passage": 0} == {"house/wombat": 1, "duplication/copied-passage": 0}
    assert report["new"] | {"duplication/copied-passage": 0} == {"house/wombat": 1, "duplication/copied-passage": 0}
    assert report["documents"] == {"gone": 0, "new": 1}
    shown = lintnews("corpus", "diff", run, "new").out
    assert "+ a.jsonl#6:7:13 house/wombat" in shown
    assert lintnews("corpus", "diff", "new", "new").out.startswith("4 findings in both, 0 gone, 0 new")


@pytest.mark.skipif(subprocess.run(["which", "chromium"], capture_output=True).returncode != 0, reason="needs Chromium")
def test_page_in_a_browser(run: Path, lintnews: Command, tmp_path: Path) -> None:
    lintnews("report", run, "--format", "html", "--output-file", tmp_path / "report.html")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom",
         (tmp_path / "report.html").as_uri()],
        capture_output=True, timeout=60, text=True,
    )  # fmt: skip
    assert "Corpus report" in done.stdout
    assert "Content Security Policy" not in done.stderr
