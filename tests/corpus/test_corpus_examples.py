"""Every rule about several files against its own examples; the text is the second file, others[0] the first."""

from typing import Any

import pytest

from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.checks.examples import Example, parse_example
from lintnews.checks.rule import Rule
from lintnews.corpus.across import RULES
from lintnews.corpus.compare import compare
from lintnews.corpus.crossing import crosses_of, stands
from lintnews.corpus.summary import summarise
from lintnews.documents.document import from_text
from lintnews.positions import Span

PAGES = [rule for rule in catalogue.pages() if rule.scope == "corpus"]


def spans(rule: Rule, example: Example) -> list[Span]:
    first, *rest = example.more["others"]
    texts = [first, example.text, *rest]
    documents = {f"{number}.txt": from_text(text, f"{number}.txt") for number, text in enumerate(texts)}
    summaries = [summarise(Analysis(document)) for document in documents.values()]
    found = crosses_of(summaries, compare(summaries))
    assert all(cross.document > 0 for cross in found)
    own = [one for one in found if one.document == 1 and one.rule == rule.name]
    return [Span(one.hit.start, one.hit.end) for one in own if stands(one, documents["1.txt"], documents)]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.name}-{number}")
        for rule in PAGES
        for number, example in enumerate(getattr(rule, kind))
    ]


def test_all_have_a_page() -> None:
    assert sorted(rule.name for rule in PAGES) == sorted(RULES)


@pytest.mark.parametrize(("rule", "raw"), cases("bad"))
def test_bad_example_is_flagged_where_marked(rule: Rule, raw: Any) -> None:
    example = parse_example(raw)
    found = spans(rule, example)
    assert found == list(example.spans), [example.text[span.start : span.end] for span in found]


@pytest.mark.parametrize(("rule", "raw"), cases("good"))
def test_good_example_stays_silent(rule: Rule, raw: Any) -> None:
    assert spans(rule, parse_example(raw)) == []
