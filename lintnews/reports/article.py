"""One article as the script of the HTML report reads it. Offsets are UTF-16 code units of its text, as in browsers."""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from lintnews.corpus.sums import shown
from lintnews.findings import Finding, Fix, RelatedPlace, Result
from lintnews.positions import Place, Span

Fields = dict[str, Any]
Where = Callable[[int, int], list[int]]
"""The offsets in the article's text of two offsets in its file."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_TITLE = 140
_ABOUT = ("author", "date", "source", "url", "language")


def title_of(result: Result) -> str:
    """What an article says it is called, else its first line with letters that is no boilerplate; else any line."""
    title = " ".join((result.metadata.get("title") or _first_line(result)).split())
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def _first_line(result: Result) -> str:
    no_part = {
        each.strip()
        for finding in result.findings
        if finding.category == "boilerplate"
        for each in finding.text.splitlines()
    }
    lines = [line for line in result.text.splitlines() if line.strip()]
    worded = [line for line in lines if any(map(str.isalpha, line))]  # a rule of asterisks names nothing
    some = worded or lines
    return next((line for line in some if line.strip() not in no_part), some[0] if some else "")


def article_fields(result: Result) -> Fields:
    """The article with all that was found in it; what is about all of it comes first."""
    where = _where(result)
    findings = sorted(result.findings, key=lambda finding: not finding.whole)
    return {
        "name": shown((result.path, result.record)),
        "pointer": result.pointer,
        "title": title_of(result),
        "language": result.language or result.metadata.get("language", ""),
        "text": result.text,
        "about": {key: result.metadata[key] for key in _ABOUT if result.metadata.get(key)},
        "measures": {**result.metrics, **{f"{name}_score": value for name, value in result.scores.items()}},
        "findings": [_finding(finding, result, where) for finding in findings],
        "quotations": [
            {
                "at": _ends(quote.start, quote.end, where),
                **({"who": quote.speaker.text, "whoAt": _ends(quote.speaker.start, quote.speaker.end, where)}
                   if quote.speaker else {}),
            }
            for quote in result.quotations
        ],
        "sources": [
            {"name": source.name, "kind": source.kind, "at": _ends(source.start, source.end, where)}
            for source in result.sources
        ],
    }  # fmt: skip


def _where(result: Result) -> Where:
    """Offsets of a file → code units of the text."""
    astral = [found.start() for found in _ASTRAL.finditer(result.text)]

    def where(start: int, end: int) -> list[int]:
        span = Span(start, end) if result.offsets is None else result.offsets.extracted(Span(start, end))
        return [at + bisect_left(astral, at) for at in span]

    return where


def _ends(start: Place, end: Place, where: Where) -> list[int]:
    return where(start.offset, end.offset)


def _finding(finding: Finding, result: Result, where: Where) -> Fields:
    fields: Fields = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "line": finding.start.line,
        "column": finding.start.column,
        "at": _ends(finding.start, finding.end, where),
    }
    if finding.whole:
        fields["whole"] = True
    if finding.fix:
        fields["fix"] = _fix(finding.fix, result)
    if finding.related:
        fields["related"] = [_related(each) for each in finding.related]
    return fields


def _fix(fix: Fix, result: Result) -> Fields:
    spans = (
        Span(edit.start, edit.end) if result.offsets is None else result.offsets.extracted(Span(edit.start, edit.end))
        for edit in fix.edits
    )
    edits = [[result.text[span.start : span.end], edit.text] for span, edit in zip(spans, fix.edits, strict=True)]
    return {"safe": fix.safe, "edits": edits}


def _related(place: RelatedPlace) -> Fields:
    return {
        "name": shown((place.path, place.record)),
        "line": place.start.line,
        "column": place.start.column,
        "message": place.message,
        "text": place.text,
    }
