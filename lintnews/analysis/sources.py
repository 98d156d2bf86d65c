"""Whom an article leans on: the speakers of its quotations and whom it cites, each person once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from lintnews.analysis.quotations import Quotation
from lintnews.analysis.shadow import fold
from lintnews.positions import Span
from lintnews.regexes import regex
from lintnews.resources import table, word_set

_NAME = regex(r"[A-Z][\w'-]*(?:(?: (?:[A-Z]\.)+)?(?: (?:de|van|von|der|al|bin|la))*(?: [A-Z][\w'-]*))*")
# The last two capital words of what stands before a comma or bracket, with what may stand between them.
_PERSON = regex(r"\b[A-Z][a-z][\w'-]*(?: [A-Z]\.)*(?: (?:de|van|von|der|al|bin|la|ten))* [A-Z][\w'-]+(?:,? [JS]r\.)?$")
_HEAD = regex(r"[^,(\x03]*(?<! )")
_TITLE = regex(r"(?:[A-Z]\w{1,4}\. |The |A |An )+")
_POSSESSIVE = regex(r"['’]s?$")
_CITED = regex(r"\b(?:[Aa]ccording to|[Cc]iting) (?:the )?(?=[A-Z])")
_WORD = regex(r"[A-Za-z][\w'-]*")
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "his", "her"})


class Source(NamedTuple):
    """A source with its first span: ``kind`` is outlet, agency, person, official or anonymous; ``quoted`` counts."""

    name: str
    kind: str
    span: Span
    quoted: int


def find_sources(shadow: str, text: str, double: list[Quotation], speakers: list[Span | None]) -> list[Source]:
    """The sources of a text in the order of their first mention; a pronoun stands for the speaker before it."""
    found: dict[str, Source] = {}
    for span, quoted in sorted(_mentions(shadow, double, speakers)):
        kind, name = _kind(text[span.start : span.end], shadow[span.start : span.end])
        key = fold(name).rsplit(" ", 1)[-1].casefold()
        if kind == "pronoun":
            key = next(reversed(found), "")
        if key in found:
            known = found.pop(key)
            longer = kind == known.kind and len(name) > len(known.name)
            found[key] = known._replace(quoted=known.quoted + quoted, name=name if longer else known.name)
        elif kind != "pronoun":
            found[key] = Source(name, kind, span, quoted)
    return sorted(found.values(), key=lambda source: source.span)


def _mentions(shadow: str, double: list[Quotation], speakers: list[Span | None]) -> Iterator[tuple[Span, int]]:
    """Spans that name a source, each with how many quotations are its."""
    seen: dict[Span, int] = {}
    for speaker in filter(None, speakers):
        seen[speaker] = seen.get(speaker, 0) + 1
    yield from seen.items()
    for cited in _CITED.finditer(shadow):
        name = _NAME.match(shadow, cited.end())
        if name is not None and not _inside(double, cited.start()):
            span = Span(*name.span())
            if not any(span.overlaps(speaker) for speaker in seen):
                yield span, 0


def _inside(double: list[Quotation], offset: int) -> bool:
    index = bisect_right(double, offset, key=lambda quotation: quotation.start) - 1
    return index >= 0 and offset < double[index].end


def _kind(phrase: str, shadow: str) -> tuple[str, str]:
    """What a phrase names, and its name; ``shadow`` is its shadow. "The minister" stands for somebody named before."""
    if shadow.casefold() in _PRONOUNS:
        return "pronoun", phrase
    title = _TITLE.match(shadow)
    start = title.end() if title else 0
    outlet = _outlets().get(shadow[start:].casefold()) or _outlets().get(shadow.casefold())
    if outlet:
        return ("agency" if outlet[1] == "agency" else "outlet"), outlet[0]
    end = _HEAD.match(shadow, start).end()  # type: ignore[union-attr]  # matches anything
    words = _WORD.findall(shadow[:end])
    person = _PERSON.search(shadow, start, end)
    if person is None and words and words[0].casefold() == "the" and not words[-1][0].isupper():
        return "pronoun", phrase
    if person is None and any(map(_is_generic, words)):
        return ("official" if any(word[0].isupper() for word in words[1:]) else "anonymous"), phrase
    name = person or _NAME.match(shadow, start)
    return ("person", _POSSESSIVE.sub("", phrase[name.start() : name.end()])) if name else ("anonymous", phrase)


def _is_generic(word: str) -> bool:
    return word.casefold() in word_set("generic-source") or word.casefold() in word_set("generic-sources")


@cache
def _outlets() -> dict[str, tuple[str, str]]:
    """Names of outlets, case-folded, each with its usual form and its kind."""
    return {
        name.strip().casefold(): (row["name"].split(";")[0].strip(), row.get("kind", ""))
        for row in table("outlets")
        for name in row["name"].split(";")
    }


def shares(sources: Iterable[Source]) -> list[tuple[Source, float]]:
    """The share of the quotations that is each source's, the largest first."""
    some = list(sources)
    total = sum(source.quoted for source in some)
    return sorted(((one, one.quoted / total) for one in some if one.quoted), key=lambda pair: -pair[1]) if total else []
