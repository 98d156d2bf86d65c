"""Reports taken from another outlet: "according to The Example", "the magazine said", "told Example News"."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Hit, Related, Severity
from lintnews.regexes import regex

_REACH = 90  # characters looked at on either side of an outlet's name
_HEAD = 700  # characters in which a dateline may name the article's own agency
_LINK = (
    r"(?:(?:[Tt]he|a|an|both|newspaper|paper|daily|weekly|magazine|news|agency|newswire|broadcaster|broadcasting|website|"
    r"site|outlet|channel|tabloid|portal|television|TV|radio|station|network|state|state-run|state-owned|public|private|"
    r"independent|business|financial|publication|journal|media|local|national|country's|"
    r"[A-Z][a-z]+(?:an|ish|ese|ch|li|qi|ek|ss|'s)|US|U\.S\.|UK) )*"
)
_BEFORE = regex(
    r"(?:\b[Aa]ccording to|\b(?:as |was |were |been |first )*(?:quoted|reported|cited|published|revealed|obtained) "
    r"(?:by|in)"
    r"|\b(?:who |has |had )*(?:told|tells|telling|spoke (?:to|with)|speaking (?:to|with)|speaks to)"
    r"|\b(?:interview|conversation|discussion|comments?|statement|remarks?|letter|email|e-mail) (?:with|to|for|in|by)"
    r"|\b(?:said|wrote|writing|writes|written|confirmed|confided|commented|stated|added) (?:to|in|for|on)"
    r"|\b(?:citing|cites|cited|quoting|quotes|quoted)|\breports? (?:in|by|from)|\barticle (?:in|by|for)|\b[Aa]s)"
    rf" {_LINK}$"
)
_AFTER = regex(
    r"(?:'s?)?(?: (?:newspaper|paper|magazine|news|agency|newswire|television|TV|radio|channel|website|site|"
    r"correspondents?|reporters?))*"
    r"(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?(?:,? (?:citing|quoting) [^.]{1,60}?,?)?"
    r"(?: (?:has|had|have|also|first|previously|earlier|later|then|further|recently|reportedly))*"
    r" (?:reported|reports|report|said|says|wrote|writes|revealed|reveals|noted|notes|quoted|quotes|cited|cites|"
    r"claimed|claims|learned|learnt|pointed out|published(?! by| in)|confirmed|disclosed|stated|states|added|suggested|"
    r"suggests)\b(?: that\b)?"
)
_OWNED = regex(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur) $")  # "her BBC reports" are what she made
_WEAK = regex(rf"[Aa]s {_LINK}$")
_KINDS = {"agency": "agency"}
_OWN = regex(r"[^()\n]{0,30}\)")


class Cited(NamedTuple):
    """An outlet credited with part of an article: the span of the credit (code points), its name and kind."""

    start: int
    end: int
    outlet: str
    kind: str


def credits_of(analysis: Analysis, matches: Sequence[Match]) -> Iterator[Cited]:
    """The places where an article credits another outlet, in order.

    ``matches`` are mentions of outlets, with the group ``name`` (those of the table with the group ``kind``, too), and
    of nouns that stand for the outlet named before ("the magazine").
    """
    matches = _known_first(matches)
    own = _own_outlets(analysis, matches)
    end, last = -1, ""
    for match in matches:
        name = _bare(match)
        if match.start < end or name in own or analysis.quoted(match.start):
            continue
        span = _credit(analysis.shadow, match)
        if name:
            last = name
        if span:
            end = match.end
            yield Cited(*span, name or last or "another outlet", match.groups.get("kind", ""))


def _known_first(matches: Sequence[Match]) -> list[Match]:
    """The matches without what only looks like an outlet: where one of the table stands, and "The Post" alone."""
    known = [match for match in matches if match.groups.get("kind")]
    starts, ends = [match.start for match in known], [-1, *accumulate((match.end for match in known), max)]

    def kept(match: Match) -> bool:
        if match.groups.get("kind") or not match.groups.get("name"):
            return True
        return " " in _bare(match) and ends[bisect_left(starts, match.end)] <= match.start

    return [match for match in matches if kept(match)]


def _bare(match: Match) -> str:
    """The name of the outlet that a match names, the first of a row of the table, without an article."""
    return match.groups.get("name", "").partition(";")[0].removeprefix("The ")


def _credit(shadow: str, match: Match) -> tuple[int, int] | None:
    """The span of the words that credit an outlet at ``match``, or None where they only mention it."""
    before = _BEFORE.search(shadow, max(0, match.start - _REACH), match.start)
    after = _AFTER.match(shadow, match.end, match.end + _REACH)
    if after and _OWNED.search(shadow, max(0, match.start - _REACH), match.start):
        after = None
    if before and _WEAK.fullmatch(before[0]) and not after:
        before = None
    if not before and not after:
        return None
    return (before.start() if before else match.start), (after.end() if after else match.end)


def _own_outlets(analysis: Analysis, matches: Sequence[Match]) -> set[str]:
    """The outlet an article is itself from, by its dateline ("(Reuters) -") or its metadata."""
    source = analysis.document.metadata.get("source", "")
    own = set()
    for match in matches:
        words = analysis.text[match.start : match.end]
        dateline = match.start < _HEAD and analysis.text[match.start - 1 : match.start] == "("
        if (dateline and _OWN.match(analysis.text, match.end)) or (source and words.casefold() in source.casefold()):
            own.add(_bare(match))
    return own - {""}


def second_hand(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Credits to other outlets; one outlet credited ``leans`` times or more carries the article: a warning."""
    found = list(credits_of(analysis, given.matches))
    often = Counter(credit.outlet for credit in found)
    for credit in found:
        carries = often[credit.outlet] >= given.options["leans"]
        severity = Severity.WARNING if carries else Severity.INFO
        values = {
            "outlet": credit.outlet,
            "times": "once" if often[credit.outlet] == 1 else f"{often[credit.outlet]} times",
            "kind": _KINDS.get(credit.kind, "outlet"),
        }
        yield Hit(credit.start, credit.end, values, severity)


def single_outlet(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline of a text that credits one other outlet, no second one, and that often.

    How often: ``given.options["least"]`` times in all, and once in ``given.options["words"]`` words.
    """
    matches = [match for some in given.beside.values() for match in some]
    most = len(matches)
    if most < given.options["least"] or most * given.options["words"] < len(analysis.words):
        return
    found: list[Cited] = []
    for credit in credits_of(analysis, matches):
        if found and credit.outlet != found[0].outlet:
            return
        found.append(credit)
    if len(found) < given.options["least"]:
        return
    if len(found) * given.options["words"] >= len(analysis.words):
        related = tuple(Related(credit.start, credit.end, "a credit") for credit in found)
        values = {"outlet": found[0].outlet, "times": str(len(found))}
        yield Hit(*analysis.headline, values, related=related, whole=True)


def state_controlled(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The first mention of each outlet in the table."""
    seen: set[str] = set()
    for match in given.matches:
        outlet = match.groups["name"].partition(";")[0]
        if outlet not in seen:
            seen.add(outlet)
            yield Hit(match.start, match.end, {"outlet": outlet, "state": match.groups["state"]})
