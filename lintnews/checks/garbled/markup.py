"""Entities and markup that should have become text."""

import html
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Edit, Fix, Hit


def entity(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Entities as the source of a web page has them; encoded twice, they are decoded twice."""
    for match in given.matches:
        meant = html.unescape(html.unescape(analysis.text[match.start : match.end]))
        edit = Edit(match.start, match.end, meant)
        yield Hit(match.start, match.end, {"meant": meant}, fix=Fix(True, (edit,)))


def left(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Tags, link syntax and code; in Markdown what is markup there is none."""
    behind = 0
    for match in given.matches:
        text = analysis.text[match.start : match.end]
        start = match.start + len(text) - len(text.lstrip(" "))
        if text.rstrip().endswith("**") and len(text) <= 4:
            start = match.start + text.index("**")
        end = match.start + len(text.rstrip(" "))
        if start >= behind:
            behind = end
            yield Hit(start, end)
