"""Entities and markup that should have become text."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Edit, Fix, Hit


def entity(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Entities as the source of a web page has them; encoded twice, they are decoded twice."""
    for match in given.matches:
        meant = _decoded(analysis.text[match.start : match.end])
        edit = Edit(match.start, match.end, meant)
        yield Hit(match.start, match.end, {"meant": meant}, fix=Fix(True, (edit,)))


def _decoded(entity: str) -> str:
    """What an entity means, one that has lost its "&" too; white space of several kinds becomes one blank."""
    import html

    meant = html.unescape(html.unescape(entity if entity.startswith("&") else f"&{entity}"))
    return meant if meant.strip() or len(meant) == 1 else " "


def placeholder(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Names of what was to go in. The letters of other scripts, for which the patterns see an "x", are none."""
    for match in given.matches:
        letters = {char for char in analysis.shadow[match.start : match.end].lower() if char.isalpha()}
        if letters != {"x"} or analysis.text[match.start : match.end].isascii():
            yield Hit(match.start, match.end)


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
