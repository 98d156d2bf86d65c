"""The HTML report, as a browser shows it and as a strict parser reads it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from lintnews.cli.app import run
from lintnews.documents.document import ReadError
from lintnews.findings import Edit, Excerpt, Finding, Fix, Mention, Quote, RelatedPlace, Result, Severity, Speaker
from lintnews.positions import LineIndex, OffsetMap, Piece
from lintnews.reports.article import article_fields, title_of
from lintnews.reports.html_report import report
from lintnews.reports.outcome import Outcome, Style
from tests.reports.made import ERROR, outcomes

ROOT = Path(__file__).parent.parent.parent
Opened = Callable[..., Page]
expect.set_options(timeout=60_000)  # milliseconds: a busy machine takes its time
EVIL = (
    '</script><script>window.hurt=1</script><img src=x onerror="window.hurt=1"><svg onload=window.hurt=1>'
    "\u2028\u2029<!--<script>\u202e\x00\x1b[31m\ud800 ${window.hurt=1} {{x}} &lt;b&gt;"
)


def found(text: str, words: str, rule: str = "garbled/wombat", number: int = 0, **more: Any) -> Finding:
    """A finding about the words of a text that stand there for the ``number``-th time (from 0)."""
    lines = LineIndex(text)
    start = [match.start() for match in re.finditer(re.escape(words), text)][number]
    given: dict[str, Any] = {
        "path": "a.txt",
        "rule": rule,
        "severity": Severity.WARNING,
        "message": f'"{words}" is odd',
        "start": lines.place(start),
        "end": lines.place(start + len(words)),
        "text": words,
        "fingerprint": "0" * 16,
        "excerpt": Excerpt("", 0, 0, False, False),
    }
    return Finding(**given | more)


def result(text: str, *findings: Finding, path: str = "a.txt", **more: Any) -> Result:
    measures: Mapping[str, float] = {"words": len(text.split()), "sentences": 1}
    given: dict[str, Any] = {"text": text, "length": len(text), "metrics": measures, "language": "en"}
    return Result(path, tuple(each._replace(path=path) for each in findings), **given | more)


def written(some: list[Outcome]) -> str:
    return "".join(report(iter(some), Style())).encode("utf-8", "backslashreplace").decode("utf-8")


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens outcomes, or a file, as a page; at the end nothing may have gone wrong in any page."""
    pages: list[Page] = []
    said: list[str] = []

    def show(some: "list[Outcome] | Path", at: str = "", **context: Any) -> Page:
        file = some if isinstance(some, Path) else tmp_path / "report.html"
        if not isinstance(some, Path):
            file.write_text(written(some), "utf-8")
        page = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}} | context).new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.extend([] if request.url.startswith("file:") else [request.url]))
        page.goto(file.as_uri() + at)
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.context.close()
    assert said == []


LINES = [f"Line {number} tells of a wombat that slept in hall {number}." for number in range(80)]
LONG = "\n\n".join(LINES)


def long_article() -> Result:
    return result(LONG, *(found(LONG, f"hall {number}.") for number in range(80)))


def test_a_click_on_a_finding_scrolls_the_text_and_marks_it(opened: Opened) -> None:
    page = opened([long_article()], "#a1")
    mark = 'mark[data-f="70"]'
    expect(page.locator(mark).first).not_to_be_in_viewport()
    page.locator("#f70 .entry").click()
    expect(page.locator(mark).first).to_be_in_viewport(ratio=1)
    expect(page.locator("mark.on")).to_have_text(["hall 70."])
    expect(page.locator("#entries [aria-current=true] .n")).to_have_text("71")
    assert page.url.endswith("#a1f71")


def test_a_click_on_a_mark_shows_its_entry_in_the_list(opened: Opened) -> None:
    page = opened([long_article()], "#a1")
    page.locator('mark[data-f="60"]').click()
    assert page.locator("#f60").get_attribute("class") == "warning on"
    expect(page.locator("#f60").first).to_be_in_viewport(ratio=1)
    expect(page.locator("#f60 .message")).to_have_text('"hall 60." is odd')


def test_an_address_opens_a_finding(opened: Opened) -> None:
    page = opened([result("Nothing here."), long_article()], "#a2f50")
    expect(page.locator("mark.on")).to_have_text(["hall 49."])
    expect(page.locator("mark.on").first).to_be_in_viewport(ratio=1)


def test_spans_that_overlap_and_nest(opened: Opened) -> None:
    text = "One two three four five.\nSix seven."
    findings = [
        found(text, "two three four"),
        found(text, "three", rule="garbled/inner", severity=Severity.ERROR),
        found(text, "four five.\nSix", rule="garbled/over"),
    ]
    page = opened([result(text, *findings)], "#a1")
    pieces = page.locator("mark").evaluate_all("nodes => nodes.map(node => [node.textContent, node.dataset.f])")
    assert pieces == [
        ["two ", "0"], ["three", "0 1"], [" ", "0"], ["four", "0 2"], [" five.", "2"], ["Six", "2"],
    ]  # fmt: skip
    shown = page.locator("#text p").evaluate_all(
        "nodes => nodes.map(p => [...p.childNodes].filter(n => n.className !== 'num').map(n => n.textContent).join(''))"
    )
    assert "\n".join(shown) == text
    page.locator("mark", has_text="three").click()
    expect(page.locator("li.on .n")).to_have_text("2")
    page.locator("mark", has_text="three").click()
    expect(page.locator("li.on .n")).to_have_text("1")


@given(st.data())
def test_offsets_are_those_of_the_browser(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="a\U0001f600\u00e9\n", min_size=2, max_size=12))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    lines = LineIndex(text)
    finding = found(text, text[start:end])._replace(start=lines.place(start), end=lines.place(end))
    first, behind = article_fields(result(text, finding))["findings"][0]["at"]
    units = text.encode("utf-16-le")
    assert units[2 * first : 2 * behind].decode("utf-16-le") == text[start:end]


def test_findings_in_extracted_text_are_marked_in_it(opened: Opened) -> None:
    source = "<p>The hall &amp; the wombat</p>"
    offsets = OffsetMap([Piece(0, 9, 3, 12, True), Piece(9, 10, 12, 17, False), Piece(10, 21, 17, 28, True)])
    one = result("The hall & the wombat", found(source, "&amp; the"), offsets=offsets)
    page = opened([one], "#a1")
    expect(page.locator("mark")).to_have_text(["& the"])


def test_filters(opened: Opened) -> None:
    text = "A wombat met a koala."
    one = result(text, found(text, "wombat"), found(text, "koala", rule="translation/b", severity=Severity.ERROR))
    other = result(text, found(text, "wombat"), path="b.txt")
    page = opened([one, other, result("Nothing.", path="clean.txt")])
    rows = page.locator("#list tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="garbled").click()
    assert rows.all_inner_texts()[0].startswith("A wombat met a koala.")
    expect(rows).to_have_count(1)
    rows.locator("a").click()
    expect(page.locator("mark")).to_have_text(["koala"])
    page.get_by_role("button", name="error").click()
    expect(page.locator("#none")).to_have_text("The filters hide all findings.")
    page.keyboard.press("Escape")
    page.get_by_label("also those without").check()
    expect(rows).to_have_count(3)
    page.get_by_label("Search articles").fill("CLEAN")
    expect(rows).to_have_count(1)


def test_a_chart_leads_to_the_articles_of_a_rule(opened: Opened) -> None:
    text = "A wombat met a koala."
    one = result(text, found(text, "wombat"), found(text, "koala", rule="translation/b"))
    page = opened([one, result(text, found(text, "wombat"), path="b.txt")])
    page.get_by_role("link", name="translation/b").click()
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Only translation/b").click()
    expect(page.locator("#list tbody tr")).to_have_count(2)


def test_keys(opened: Opened) -> None:
    page = opened([long_article(), result("Nothing here.", path="b.txt")], "#a1")
    for key in "jjjk":
        page.keyboard.press(key)
    expect(page.locator("mark.on")).to_have_text(["hall 1."])
    assert page.locator("#live").inner_text().startswith("Finding 2 of 80: warning, garbled/wombat")
    page.keyboard.press("]")
    page.wait_for_function("document.title.startsWith('Nothing here')")
    assert page.evaluate("document.activeElement.id") == "title"
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#overview")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("nothing")
    assert page.locator("#search").input_value() == "nothing"


def test_tab_and_enter_are_enough(opened: Opened) -> None:
    page = opened([long_article()], "#a1")
    page.locator("#tab-findings").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#voices")).to_be_visible()
    assert page.locator("#tab-voices").get_attribute("aria-selected") == "true"
    page.locator("#tab-findings").click()
    page.locator("#f40 .entry").focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark.on")).to_have_text(["hall 40."])


def test_copies_side_by_side(opened: Opened) -> None:
    first, second = "The red wombat slept all day.", "News. The grey wombat slept all day."
    place = LineIndex(first).place
    related = RelatedPlace("first.txt", place(0), place(29), "93 % the same", text=first)
    copy = found(second, second[6:], rule="duplication/copied-passage", related=(related,))
    page = opened([result(first, path="first.txt"), result(second, copy, path="second.txt")], "#a2f1")
    page.get_by_role("button", name="Compare with the copy").click()
    assert page.locator("#mine").inner_text() == second[6:]
    expect(page.locator("#theirs")).to_have_text(first)
    expect(page.locator(".differs")).to_have_text(["grey", "red"])
    page.get_by_role("link", name="first.txt:1").click()
    page.wait_for_function("location.hash === '#a1'")
    expect(page.locator("#compare")).to_be_hidden()


def test_quotations_with_speakers_sources_and_measures(opened: Opened) -> None:
    text = f'{LONG}\n\n"We sleep," said A. Wombat to The Paper. "Why?"'
    place = LineIndex(text).place
    at = text.index('"We')
    who = Speaker("A. Wombat", place(at + 16), place(at + 25))
    quotes = (Quote(place(at), place(at + 11), who), Quote(place(len(text) - 6), place(len(text)), None))
    sources = (Mention("The Paper", "outlet", place(at + 29), place(at + 38)),)
    about = {"url": "javascript:window.hurt=1", "author": "B. Koala"}
    page = opened(
        [result(text, quotations=quotes, sources=sources, metadata=about, scores={"translation": 0.5})], "#a1"
    )
    page.get_by_role("tab", name="Quotations 2").click()
    assert page.locator("#voices .said").first.inner_text().split("\n") == [
        "A. Wombat", '"We sleep,"', "nobody named", '"Why?"',
    ]  # fmt: skip
    page.locator("#voices button", has_text="We sleep").click()
    expect(page.locator(".hit")).to_have_text(['"We sleep,"'])
    expect(page.locator(".hit").first).to_be_in_viewport(ratio=1)
    page.get_by_role("tab", name="Measures").click()
    assert "translation score" in page.locator("#measures").inner_text()
    expect(page.locator("#measures a")).to_have_count(0)


def hostile() -> list[Outcome]:
    text = f"{EVIL} A wombat slept. {EVIL}"
    place = LineIndex(text).place
    copy = RelatedPlace(f"{EVIL}.txt", place(0), place(5), EVIL, text=EVIL)
    findings = [
        found(
            text,
            "wombat",
            rule=f"house/{EVIL.replace(chr(0xD800), '')}",
            message=EVIL,
            related=(copy,),
            fix=Fix(False, (Edit(0, 9, EVIL),)),
        ),
        found(text, text, message=EVIL),
    ]
    about = {"title": EVIL, "url": "javascript:window.hurt=1", "source": EVIL, "author": EVIL, "date": EVIL}
    quotes = (Quote(place(0), place(9), Speaker(EVIL, place(3), place(6))),)
    sources = (Mention(EVIL, EVIL, place(1), place(4)),)
    one = result(text, *findings, path=f"{EVIL}.txt", metadata=about, quotations=quotes, sources=sources)
    return [one._replace(language=EVIL), result(EVIL, path="b\u2028.txt"), ReadError(EVIL, EVIL)]


def test_hostile_words_run_nothing(opened: Opened) -> None:
    page = opened(hostile())
    page.evaluate("addEventListener('securitypolicyviolation', event => { window.violated = event.violatedDirective })")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.get_by_role("link", name="house/").first.click()
    page.locator("#list a").first.click()
    page.locator(".entry").first.click()
    page.get_by_role("button", name="Compare").first.click()
    page.keyboard.press("Escape")
    for tab in ("Quotations", "Measures"):
        page.get_by_role("tab", name=tab).click()
    page.locator("#next").click()
    page.wait_for_function("location.hash === '#a2'")
    assert EVIL.split("\x00")[0].split("\u2028")[0] in (page.locator("#text").text_content() or "")
    assert page.evaluate("[window.hurt, window.violated]") == [None, None]
    expect(page.locator("img, #text svg, #text script, a[href^='javascript']")).to_have_count(0)


def test_the_policy_lets_no_other_script_run(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "changed.html"
    added = "<script>window.hurt=1</script><p onclick='window.hurt=1' id='p'>x</p><style>p{color:red}</style></main>"
    file.write_text(written([result("A wombat.")]).replace("</main>", added), "utf-8")
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    page.locator("#p").click()
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("(() => { try { document.body.innerHTML = 'x' } catch (error) { return error.name } })()")
    assert page.locator("#p").evaluate("node => getComputedStyle(node).color") != "rgb(255, 0, 0)"
    assert len([words for words in said if "Content Security Policy" in words]) >= 3
    page.close()


@pytest.mark.parametrize("some", [[], [ERROR], hostile(), [long_article()]], ids=["none", "error", "hostile", "long"])
def test_the_page_is_valid(some: list[Outcome]) -> None:
    html5lib.HTMLParser(strict=True).parse(written(some))


@given(st.lists(outcomes(), max_size=3))
def test_any_outcomes_make_a_valid_page_whose_data_can_be_read(some: list[Outcome]) -> None:
    text = written(some)
    html5lib.HTMLParser(strict=True).parse(text)
    read = [json.loads(content) for content in re.findall(r'json" id="d\d+">(.*?)</script>', text)]
    wanted = [one for one in some if isinstance(one, Result)]
    assert [len(each["findings"]) for each in read] == [len(each.findings) for each in wanted]
    assert [[one["message"] for one in each["findings"] if not one.get("whole")] for each in read] == [
        [one.message for one in each.findings if not one.whole] for each in wanted
    ]


def test_other_scripts_and_directions(opened: Opened) -> None:
    arabic = "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0625\u0646\u0647 \u0646\u0627\u0645."
    text = f"{arabic}\nA wombat slept."
    page = opened([result(text, found(text, "\u0625\u0646\u0647"), found(text, "wombat"), language="ar")], "#a1")
    directions = page.locator("#text p").evaluate_all("nodes => nodes.map(node => getComputedStyle(node).direction)")
    assert directions == ["rtl", "ltr"]
    assert page.locator("#title").evaluate("node => getComputedStyle(node).direction") == "rtl"
    expect(page.locator("mark")).to_have_text(["\u0625\u0646\u0647", "wombat"])


def test_what_cannot_be_seen_is_shown(opened: Opened) -> None:
    text = "A wom\u200bbat slept."
    page = opened([result(text, found(text, "\u200b"))], "#a1")
    assert page.locator("mark.gone").evaluate("node => getComputedStyle(node, '::after').content") == '"U+200B"'


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The report on the five seeds."""
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(tmp_path / "cache"))
    file = tmp_path / "seeds.html"
    deep = tmp_path / "a_folder_with_a_long_name" / "and_one_in_it_with_a_longer_one"
    shutil.copytree(ROOT / "seeds", deep)
    assert run(["check", "--isolated", str(deep), "--format", "html", "--output-file", str(file)]) == 1
    return file


@pytest.mark.parametrize("width", [1280, 420])
def test_screenshots_of_the_seeds(seeds: Path, opened: Opened, tmp_path: Path, width: int) -> None:
    for scheme in ("light", "dark"):
        page = opened(seeds, color_scheme=scheme, viewport={"width": width, "height": 900})
        page.screenshot(path=tmp_path / f"overview-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("#list a").first.click()
        expect(page.locator("#text mark").first).to_be_visible()
        page.keyboard.press("j")
        expect(page.locator("#entries li.on")).to_have_count(1)
        page.screenshot(path=tmp_path / f"article-{scheme}.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("mark").count() > 10
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == (scheme == "dark")
        assert (page.locator("#card").is_visible(), len(page.locator("#card").all_inner_texts())) == (width == 420, 1)


def test_the_seeds_on_paper(seeds: Path, opened: Opened) -> None:
    page = opened(seeds, "#a4", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--page')") == "#fff"
    expect(page.locator(".bar").first).to_be_hidden()
    expect(page.locator("#entries")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def pages_of(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_the_overview_on_paper_leaves_no_pages_half_empty(
    seeds: Path, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds", "seeds")
    assert run(["check", "--isolated", "seeds", "--format", "html", "--output-file", "short.html"]) == 1
    assert pages_of(opened(tmp_path / "short.html")) <= 2
    page = opened(seeds)
    page.set_viewport_size({"width": 680, "height": 1000})  # an A4 page less its margins
    page.emulate_media(media="print")
    for what in ("header.bar", ".tools", ".filters", "#more", ".skip", "dialog"):
        expect(page.locator(what).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = "cells => cells.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
    assert page.locator("th, td").evaluate_all(cut) == []


def test_spans_on_paper_are_underlined_and_numbered(seeds: Path, opened: Opened) -> None:
    page = opened(seeds, "#a3")
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    styles = page.locator("#text mark").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node)).map(one => [one.backgroundImage, one.printColorAdjust])"
    )
    assert len(styles) > 20
    assert all("linear-gradient(rgb(" in image and adjust == "exact" for image, adjust in styles)
    assert (
        page.locator("#text .num").count()
        == page.locator("#entries li").count() - page.locator("#entries .line", has_text="whole article").count()
    )
    heading = "getComputedStyle(document.querySelector('#findings'), '::before').content"
    assert page.evaluate(heading) == '"Findings"'
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


MANY = 10_000


def many(line_end: str) -> Result:
    """An article with so many findings, one a sentence."""
    text = line_end.join(f"Line {number} tells of a wombat in hall {number}." for number in range(MANY))
    lines = LineIndex(text)
    findings = [
        found("x", "x")._replace(
            start=lines.place(one.start()), end=lines.place(one.end()), text=one[0], message=one[0]
        )
        for one in re.finditer(r"hall \d+", text)
    ]
    return result(text, *findings)


@pytest.mark.parametrize("line_end", ["\n", "\r\n\r\n"])
def test_a_long_article_is_drawn_where_somebody_looks(opened: Opened, line_end: str) -> None:
    page = opened([many(line_end)], "#a1")
    assert page.locator("#text mark").count() < MANY / 4
    assert page.locator("#entries li").count() < MANY / 4
    assert (page.locator("#text").text_content() or "").count("wombat") == MANY  # all can be searched for
    page.keyboard.press("k")
    expect(page.locator("mark.on")).to_have_text([f"hall {MANY - 1}"])
    expect(page.locator("mark.on")).to_be_in_viewport(ratio=1)
    expect(page.locator("#entries li.on")).to_be_in_viewport()
    page.evaluate("location.hash = '#a1f5000'")
    expect(page.locator("mark.on")).to_have_text(["hall 4999"])
    expect(page.locator("mark.on")).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#text mark").first).to_be_in_viewport()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#text mark").count() == page.locator("#entries li").count() == MANY
    assert page.locator("#text p").count() == len(many(line_end).text.splitlines())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("*\n* * *\n\nA wombat slept.\nMore.", "A wombat slept."),
        ("2023-07-11\n--\n\u0642\u0627\u0644", "\u0642\u0627\u0644"),
        ("***\n1984\n", "***"),
        ("", ""),
    ],
)
def test_the_title_is_a_line_with_letters(text: str, title: str) -> None:
    assert title_of(result(text)) == title
