"""The engine: hits become findings with places, in order, one for a span."""

from collections.abc import Iterator

import pytest

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Rule, RuleError, make_rule
from lintnews.documents.document import Document, Source, from_text
from lintnews.engine import Engine
from lintnews.findings import Edit, Finding, Fix, Hit, Severity, fingerprint
from lintnews.positions import OffsetMap, Piece, Span
from lintnews.selection import Setting, everything

PAGE = {"message": "{match}!", "severity": "error", "why": "x", "bad": ["[[x]]"], "good": ["y"]}


def rule(name: str, **more: object) -> Rule:
    return make_rule(name, {**PAGE, **more}, f"{name}.yaml")


def lint(document: Document, *rules: Rule, **functions: object) -> tuple[Finding, ...]:
    return Engine(rules, functions, fast=False).lint(document, everything(rules)).findings  # type: ignore[arg-type]


def test_place_text_and_message() -> None:
    (found,) = lint(from_text("One.\r\n\r\nHe  said\tso 😀 wombat."), rule("garbled/wombat", find="wombats?"))
    assert (found.start.line, found.start.column, found.start.offset) == (3, 15, 22)
    assert (found.end.line, found.end.column, found.end.offset) == (3, 21, 28)
    assert found.text == "wombat"
    assert found.message == "wombat!"
    assert found.excerpt.text[found.excerpt.start : found.excerpt.end] == "wombat"


def test_findings_are_sorted_by_place_then_rule() -> None:
    found = lint(from_text("b a\nb"), rule("garbled/z", find="b"), rule("garbled/a", find="a"))
    assert [(f.rule, f.start.offset) for f in found] == [("garbled/z", 0), ("garbled/a", 2), ("garbled/z", 4)]


def test_one_span_has_one_finding_in_a_category_the_most_severe() -> None:
    weak = rule("garbled/a-weak", find="wombat", severity="warning")
    strong = rule("garbled/strong", find="wombat")
    other = rule("provenance/other", find="wombat", severity="info")
    found = lint(from_text("A wombat."), weak, strong, other)
    assert [f.rule for f in found] == ["garbled/strong", "provenance/other"]


def test_what_is_no_error_within_an_error_of_its_category_is_no_finding() -> None:
    weak = rule("garbled/a-weak", find="wombats?", severity="warning")
    strong = rule("garbled/strong", find="<[^>]+>")
    other = rule("provenance/other", find="wombat", severity="info")
    found = lint(from_text("One <a wombat> and a wombat."), weak, strong, other)
    assert [(f.rule, f.start.offset) for f in found] == [
        ("garbled/strong", 4),
        ("provenance/other", 7),
        ("garbled/a-weak", 21),
        ("provenance/other", 21),
    ]


def test_what_is_said_of_the_whole_text_stays_whatever_stands_in_its_headline() -> None:
    strong = rule("garbled/strong", find="A wombat")
    weak = rule("garbled/weak", find="wombat", severity="warning")
    whole = rule("garbled/whole", function="garbled.whole", severity="warning")
    functions = {"garbled.whole": lambda _analysis, _given: iter([Hit(2, 7, whole=True)])}
    rules = [strong, weak, whole]
    found = Engine(rules, functions, fast=False).lint(from_text("A wombat."), everything(rules)).findings
    assert [(f.rule, f.whole) for f in found] == [("garbled/strong", False), ("garbled/whole", True)]


def test_unless_where_and_quoted() -> None:
    assert not lint(from_text("a wombat, not ours"), rule("garbled/a", find="wombat", unless="not ours"))
    quoted = '"A wombat," he said of the wombat.'
    assert [f.start.offset for f in lint(from_text(quoted), rule("garbled/a", find="wombat", quoted="inside"))] == [3]
    assert [f.start.offset for f in lint(from_text(quoted), rule("garbled/a", find="wombat", quoted="outside"))] == [27]


def test_a_function_gets_the_matches_beside_it() -> None:
    seen: list[dict[str, int]] = []

    def look(analysis: object, given: Given) -> list[Hit]:
        seen.append({name: some[0].start for name, some in given.beside.items()})
        return []

    looks = rule("garbled/looks", find="wombat")._replace(function="look", beside=("boilerplate", "garbled/b"))
    share = rule("boilerplate/share", find="share", unless="no share")
    others = [share, rule("garbled/b", find="burrow"), rule("garbled/c", find="wombat")]
    lint(from_text("A wombat.\nShare this"), looks, *others, look=look)
    lint(from_text("A wombat.\nno share, burrow"), looks, *others, look=look)
    assert seen == [{"boilerplate/share": 10}, {"garbled/b": 20}]


def test_excerpt_shows_nothing_of_a_long_span_unmarked() -> None:
    (found,) = lint(
        from_text("The wombat" + " slept" * 50 + " and woke."),
        rule("garbled/a", find="wombat( slept)+", languages="any"),
    )
    shown = found.excerpt
    assert shown.text == "The wombat" + " slept" * 19
    assert (shown.start, shown.end, shown.before, shown.after) == (4, 124, False, True)


def test_figures_on_demand() -> None:
    engine = Engine([], {}, fast=False)
    text = from_text("One two. Three four five.\n\nSix seven eight nine.")
    assert engine.lint(text, {}).metrics == {}
    assert engine.lint(text, {}, figures=True).metrics == {"words": 9, "sentences": 3}


def test_line_rule_must_match_the_whole_line() -> None:
    found = lint(from_text("More news\nmore news came\n* More news:"), rule("garbled/a", find="more news", unit="line"))
    assert [f.text for f in found] == ["More news", "* More news:"]


def test_delete_line_takes_the_line_end_along() -> None:
    (found,) = lint(from_text("a\r\nShare\r\nb"), rule("boilerplate/a", find="share", unit="line", fix="delete-line"))
    assert found.fix == Fix(False, (Edit(3, 10, ""),))


def test_severity_of_the_hit_counts_up_to_the_setting() -> None:
    def weak(analysis: Analysis, given: Given) -> Iterator[Hit]:
        yield Hit(0, 1, severity=Severity.INFO)
        yield Hit(1, 2, severity=Severity.ERROR)

    warns = rule("garbled/f", function="weak", severity="warning")
    engine = Engine([warns], {"weak": weak}, fast=False)
    found = engine.lint(from_text("ab"), {warns.name: Setting(Severity.WARNING, {})}).findings
    assert [f.severity for f in found] == [Severity.INFO, Severity.WARNING]


def test_rule_that_is_not_selected_does_not_run() -> None:
    assert not Engine([rule("garbled/a", find="wombat")], {}, fast=False).lint(from_text("wombat"), {}).findings


def test_findings_and_fixes_lead_into_the_file() -> None:
    source = Source("page.html", "<p>A &amp; wombat</p>")
    offsets = OffsetMap([Piece(0, 2, 3, 5, True), Piece(2, 3, 5, 10, False), Piece(3, 10, 10, 17, True)])
    page = Document(source, "A & wombat", "html", offsets=offsets)
    wombat, both = lint(
        page, rule("garbled/w", find="wombat", fix="delete"), rule("garbled/b", find="a .", fix="delete")
    )[::-1]
    assert (wombat.start.offset, wombat.end.offset, wombat.text) == (11, 17, "wombat")
    assert wombat.fix == Fix(False, (Edit(11, 17, ""),))
    assert both.text == "A &amp;"
    assert both.fix is None


def test_fingerprint_outlives_moved_lines_but_tells_repeats_apart() -> None:
    wombat = rule("garbled/w", find="wombat")
    text = "The old wombat slept. Nothing else was said about it. The old wombat slept. Nothing else was said about it."
    first, second = lint(from_text(text), wombat)
    moved, _ = lint(from_text("New line.\n\n" + text), wombat._replace(message="other"))
    assert first.fingerprint != second.fingerprint
    assert moved.start.line == 3
    assert fingerprint("garbled/w", "a\nx wombat y", Span(4, 10), 0) == fingerprint(
        "garbled/w", "x  Wombat-y\nz", Span(3, 9), 0
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"find": ["a"], "colour": "red"}, "unknown key 'colour', expected one of aliases"),
        ({"find": [{"(?": "b)"}]}, "quote every pattern"),
        ({"find": ["(a"]}, "does not compile"),
        ({"find": ["a"], "severity": "bad"}, "unknown severity 'bad', expected one of info, warning, error"),
        ({"find": ["a"], "unit": "word"}, "unit 'word' is unknown, expected one of line, sentence"),
        ({"find": ["a"], "bad": []}, "at least one example under 'bad'"),
        ({"find": ["a"], "bad": ["no marks"]}, "mark what must be flagged"),
        ({}, "a rule needs 'find'"),
        ({"find": ["a"], "message": 5}, "must be text"),
        ({"find": ["a"], "fix": "rewrite"}, "fix 'rewrite' is unknown"),
    ],
)
def test_bad_rule_file_is_refused_with_its_name_and_cause(change: dict[str, object], message: str) -> None:
    with pytest.raises(RuleError, match=r"^x\.yaml: ") as caught:
        make_rule("garbled/x", {**PAGE, **change}, "x.yaml")
    assert message in str(caught.value)
