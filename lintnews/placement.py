"""Hits, quotations and sources of a text as findings, quotes and mentions with their places in the file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Rule
from lintnews.documents.document import Document
from lintnews.findings import (
    Edit,
    Excerpt,
    Finding,
    Fix,
    Hit,
    Mention,
    Quote,
    Related,
    RelatedPlace,
    Severity,
    Speaker,
    fingerprint,
)
from lintnews.positions import LineIndex, Place, Span
from lintnews.regexes import regex

Found = tuple[Rule, Severity, Hit]
"""A hit with its rule and how severe it is."""

_NAME = regex(r"\{(\w+)")
_ALONE: Mapping[str, Document] = {}
_WIDEST = 120  # characters of a span shown
_CONTEXT = 60  # characters of a line shown on either side of a span
_SHOWN = 60  # characters of a match in a message


def findings_of(analysis: Analysis, found: list[Found], others: Mapping[str, Document] = _ALONE) -> Iterator[Finding]:
    """The findings of hits, in their order; ``others`` are the documents that related spans name in ``path``."""
    document = analysis.document
    lines = document.source.lines
    seen: dict[str, int] = {}
    for rule, severity, hit in found:
        span = Span(hit.start, hit.end)
        there = document.in_file(span)
        start = lines.place(there.start)
        name = fingerprint(rule.name, analysis.text, span, 0)
        ordinal = seen[name] = seen.get(name, -1) + 1
        yield Finding(
            path=document.path,
            rule=rule.name,
            severity=severity,
            message=_message(rule, analysis.text, hit),
            start=start,
            end=lines.place(there.end),
            text=lines.slice(there),
            fingerprint=name if not ordinal else fingerprint(rule.name, analysis.text, span, ordinal),
            excerpt=_excerpt(lines, start.line, there),
            fix=_file_fix(document, hit.fix),
            related=tuple(_related_place(others.get(related.path, document), related) for related in hit.related),
            whole=hit.whole,
            record=document.record,
            pointer=document.pointer,
        )


def _message(rule: Rule, text: str, hit: Hit) -> str:
    values = {name: _short(hit.values[name]) for name in _names(rule.message) if name in hit.values}
    if "match" not in values:
        values["match"] = _short(text[hit.start : hit.end])
    return rule.message.format_map(values)


@cache
def _names(message: str) -> frozenset[str]:
    """The names in braces in the message of a rule."""
    return frozenset(_NAME.findall(message))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _excerpt(lines: LineIndex, number: int, span: Span) -> Excerpt:
    """What is shown of the line with a number, on which a span begins."""
    line = lines.line(number)
    end = min(span.end, line.end, span.start + _WIDEST)
    left = max(line.start, span.start - _CONTEXT)
    # What is shown unmarked on the right must not belong to the span.
    right = min(line.end, end + _CONTEXT) if end >= min(span.end, line.end) else end
    text = lines.slice(Span(left, right))
    return Excerpt(text, span.start - left, max(end, span.start) - left, left > line.start, right < line.end)


def _related_place(document: Document, related: Related) -> RelatedPlace:
    span = document.in_file(Span(related.start, related.end))
    lines = document.source.lines
    text = document.text[related.start : related.end]
    return RelatedPlace(
        document.path, lines.place(span.start), lines.place(span.end), related.message, document.record, text
    )


def _file_fix(document: Document, fix: Fix | None) -> Fix | None:
    """The fix with the file's offsets; none where an edit would touch what is not plain text in the file."""
    if fix is None or document.offsets is None:
        return fix
    edits = []
    for edit in fix.edits:
        there = document.in_file(Span(edit.start, edit.end))
        if there.end - there.start != edit.end - edit.start:
            return None
        edits.append(Edit(there.start, there.end, _escaped(edit.text, document.kind)))
    return Fix(fix.safe, tuple(edits))


def _escaped(text: str, kind: str) -> str:
    """Text as it is written in a file of some kind."""
    if kind in ("json", "jsonl"):
        return json.dumps(text, ensure_ascii=False)[1:-1]
    if kind != "html":
        return text
    from html import escape

    return escape(text, quote=False)


def quotes_of(analysis: Analysis) -> Iterator[Quote]:
    """The quotations with their speakers, in the places of the file."""
    lines = analysis.document.source.lines
    for quotation, speaker in zip(analysis.quotations.double, analysis.speakers, strict=True):
        there = analysis.document.in_file(Span(quotation.start, quotation.end))
        yield Quote(lines.place(there.start), lines.place(there.end), _speaker(analysis, speaker))


def _speaker(analysis: Analysis, span: Span | None) -> Speaker | None:
    if span is None:
        return None
    there = analysis.document.in_file(span)
    lines = analysis.document.source.lines
    return Speaker(analysis.text[span.start : span.end], lines.place(there.start), lines.place(there.end))


def mentions_of(analysis: Analysis, found: Iterable[Found]) -> Iterator[Mention]:
    """The outlets that hits name (the value ``outlet``), each at the first place that credits it, and who is quoted."""
    seen = set()
    for _, _, hit in sorted(found, key=lambda one: one[2].start):
        outlet = hit.values.get("outlet")
        if outlet and outlet not in seen:
            seen.add(outlet)
            yield Mention(outlet, hit.values.get("kind") or "outlet", *_ends(analysis.document, hit.start, hit.end))
    for source in analysis.sources:
        if source.name not in seen:
            yield Mention(source.name, source.kind, *_ends(analysis.document, source.span.start, source.span.end))


def _ends(document: Document, start: int, end: int) -> tuple[Place, Place]:
    there, lines = document.in_file(Span(start, end)), document.source.lines
    return lines.place(there.start), lines.place(there.end)
