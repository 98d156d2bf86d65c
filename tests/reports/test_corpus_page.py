"""The page of a corpus in a real Chromium: what it shows, in both colour schemes, wide and narrow."""

import json
from pathlib import Path
from typing import Any

import pytest

from lintnews.corpus.rows import DOCUMENTS, FINDINGS, Row
from lintnews.corpus.sums import Adder
from lintnews.reports.corpus_page import page as corpus_page

pytest.importorskip("playwright.sync_api", reason="needs playwright")
from playwright.sync_api import Browser, Page, expect

LONG = "archive/of/a/newspaper/with-a-very-long-name-and-no-blank-in-it/" * 3 + "a.jsonl"
EVIL = "<img src=x onerror=window.hurt=1><script>window.hurt=1</script>"
BANNER = "duplication/shared-banner"


def document(record: int, **more: Any) -> Row:
    own = {"path": LONG, "record": record, "characters": 1000, "words": 200, "sentences": 9, "language": "en"}
    return {**dict.fromkeys(DOCUMENTS), **own, **more}


def finding(record: int, rule: str, severity: str, related: int | None = None) -> Row:
    others = [{"path": LONG, "record": related, "start": 0, "end": 90, "message": "first here"}]
    own = {"path": LONG, "record": record, "rule": rule, "category": rule.split("/")[0], "severity": severity,
           "start": 0, "end": 90, "whole": False}  # fmt: skip
    return {**dict.fromkeys(FINDINGS), **own, "related": json.dumps(others) if related is not None else None}


def written() -> str:
    """A page on twelve months, with hostile names, copies and a banner."""
    documents = [
        document(
            n,
            date=f"2024-{n % 12 + 1:02}-03",
            source=EVIL if n == 5 else f"Paper {n % 4}",
            language="ende"[n % 2 * 2 :][:2],
        )
        for n in range(40)
    ]
    found = [finding(n, "garbled/doubled-word", "error") for n in range(0, 40, 3)]
    found += [finding(n, "boilerplate/read-more-teaser", "warning") for n in range(0, 40, 2)]
    found += [finding(n, "duplication/copied-passage", "warning", 12) for n in (13, 14, 15)]
    found += [finding(n, BANNER, "info", 30) for n in (31, 32)]
    adder = Adder()
    adder.shard(documents, found)
    return "".join(corpus_page(adder.finish()))


@pytest.fixture(params=[("light", 1280), ("light", 420), ("dark", 1280), ("dark", 420)], ids=str)
def opened(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Page:
    scheme, width = request.param
    (tmp_path / "corpus.html").write_text(written(), "utf-8")
    opened = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    request.addfinalizer(opened.close)
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.goto((tmp_path / "corpus.html").as_uri())
    assert said == []
    return opened


def test_nothing_is_cut_off(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for node in opened.locator("h2, table.bars, summary, .figures").all():
        box = node.bounding_box()
        assert box and box["x"] >= 0 and box["width"] > 100
        assert box["x"] + box["width"] <= (opened.viewport_size or {"width": 0})["width"]


def test_all_parts_are_there(opened: Page) -> None:
    assert opened.locator("h2").all_inner_texts() == [
        "Findings by category", "Worst documents", "Findings by rule", "Over time", "Sources", "Languages",
        "Worst sources", "Copies",
    ]  # fmt: skip
    expect(opened.locator("svg.columns rect")).to_have_count(12)
    assert opened.locator("svg.columns rect").first.bounding_box()["height"] > 10  # type: ignore[index]


def test_copies_name_their_likely_origin(opened: Page) -> None:
    expect(opened.locator("details")).to_have_count(1)  # those who share a banner are no copies
    summary = opened.locator("summary")
    expect(summary).to_have_text(f"4 documents, likely from {LONG}#12 (2024-01-03)")
    expect(opened.locator("details li").first).to_be_hidden()
    summary.click()
    expect(opened.locator("details li")).to_have_count(4)
    expect(opened.locator("details li").last).to_be_visible()


def test_words_can_be_read(opened: Page) -> None:
    """Contrast of the words with the page, as WCAG 2 counts it: 4.5 at least."""
    ratios = opened.evaluate(
        """() => {
            const light = color => color.match(/\\d+/g).slice(0, 3).map(Number).map(c => c / 255)
                .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
            const page = light(getComputedStyle(document.documentElement).backgroundColor);
            return [...document.querySelectorAll('h1, h2, th, td, dt, dd, .note, summary')].map(node => {
                const own = light(getComputedStyle(node).color);
                return (Math.max(own, page) + .05) / (Math.min(own, page) + .05);
            });
        }"""
    )
    assert len(ratios) > 100
    assert min(ratios) >= 4.5


def test_hostile_names_are_words(opened: Page) -> None:
    expect(opened.locator("script, img, a[href^='javascript']")).to_have_count(0)
    assert opened.evaluate("window.hurt") is None
