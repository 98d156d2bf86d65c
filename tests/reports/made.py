"""Outcomes made by hand, and any at all."""

from hypothesis import strategies as st

from lintnews.documents.document import ReadError
from lintnews.findings import (
    Edit,
    Excerpt,
    Finding,
    Fix,
    Mention,
    Quote,
    RelatedPlace,
    Result,
    Severity,
    Speaker,
)
from lintnews.positions import Place
from lintnews.reports.outcome import Outcome

START, END = Place(2, 3, 20), Place(2, 9, 26)
FINDING = Finding(
    path="a.txt",
    rule="duplication/passage",
    severity=Severity.WARNING,
    message="stands here twice",
    start=START,
    end=END,
    text="wombat",
    fingerprint="0123456789abcdef",
    excerpt=Excerpt("A wombat slept", 2, 8, False, True),
    fix=Fix(False, (Edit(20, 26, ""),)),
    related=(RelatedPlace("b\x1b.txt", Place(1, 1, 0), Place(1, 7, 6), "first copy"),),
)
RESULT = Result(
    "a.txt",
    (FINDING, FINDING._replace(whole=True, related=(), fix=None, severity=Severity.INFO)),
    language="en",
    scores={"translation": 0.25},
    quotations=(Quote(START, END, Speaker("A. B.", START, END)), Quote(START, END, None)),
    sources=(Mention("The Paper", "outlet", START, END),),
)
ERROR = ReadError("c.jsonl", "invalid JSON", 7, 1, 6)
OUTCOMES: list[Outcome] = [ERROR, RESULT]

TEXT = st.text(alphabet=st.characters(), max_size=20)
NAMES = TEXT.filter(bool)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding with any words in it."""
    line, column = draw(st.integers(1, 99)), draw(st.integers(1, 99))
    start = Place(line, column, 100 * line + column)
    end = draw(
        st.sampled_from([start, Place(line, column + 5, start.offset + 5), Place(line + 2, 1, start.offset + 9)])
    )
    return FINDING._replace(
        path=draw(NAMES),
        severity=draw(st.sampled_from(Severity)),
        message=draw(TEXT),
        text=draw(TEXT),
        start=start,
        end=end,
        record=draw(st.none() | st.integers(0, 9)),
        pointer=draw(st.none() | TEXT),
        related=draw(st.sampled_from([(), FINDING.related])),
        fix=draw(st.sampled_from([None, Fix(True, (Edit(1, 2, "x"),))])),
    )


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """A result with any findings, or an error."""
    if draw(st.booleans()):
        return ReadError(draw(NAMES), draw(TEXT), draw(st.none() | st.integers(1, 9)))
    some = draw(st.lists(findings(), max_size=3))
    path = draw(NAMES)
    return RESULT._replace(path=path, findings=tuple(each._replace(path=path) for each in some))
