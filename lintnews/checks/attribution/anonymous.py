"""Sources without a name: which of the candidates are sources, and where their phrases begin."""

import re
from collections.abc import Iterator
from functools import cache

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Hit, Severity
from lintnews.regexes import regex
from lintnews.resources import word_set

_MOST_WORDS = 6
_LONGEST_TITLE = 5  # "Gov.", "U.S."
_WORD_BEFORE = regex(r"([A-Za-z0-9.']+(?:-[A-Za-z0-9.']+)*)(,?) +$")
_ARTICLES = frozenset({"a", "an", "one", "another", "second", "third"})
_POSSESSIVES = frozenset({"his", "her", "their", "its", "other"})
_DETERMINERS = _ARTICLES | _POSSESSIVES | {"some", "many", "several", "most", "the"}
_LINKS = frozenset({"and", "or"})
_NAMED_EXAMPLE = regex(r" (?:like|such as) [A-Z]")
_SAID_OF_THEM = regex(
    r"\b(?:say|said|says|argue|believe|think|warn|expect|predict|fear|worry|agree|contend|claim|point out|view|"
    r"consider|describe)\b"
)
_FAR = 120  # characters in which the verb of such experts comes
# What may be a noun behind "some", unless a clause follows: "some question whether it will hold".
_SOME_NOUN = regex(
    r"some (?:comment|mention|question|blog|report|claim|note|reply|answer|address|signal|caution|counter|respect|"
    r"praise|promise|demand|request|doubt|fear|worry|thought|offer|guess|estimate|advice|text|post|tweet|concern|stress)",
    re.IGNORECASE,
)
_CLAUSE_BEHIND = regex(
    r" (?:that|whether|how|why|if|the|this|these|those|it|he|she|they|we|there|his|her|its|their|a|an|such|about)\b"
)
_OTHER_VERBS = frozenset(
    {
        "continue",
        "continued",
        "read",
        "reads",
        "post",
        "posts",
        "go",
        "answer",
        "answers",
        "express",
        "offer",
        "offered",
        "text",
    }
)

# A share of the people asked: "46 percent of voters", "four in 10 registered voters".
_SHARE = regex(
    r"(?:percent|per cent|%|(?:two|three|four|five|six|seven|eight|nine|[1-9]) (?:in|of|out of)"
    r" (?:\d+|ten|five|four|three|the)|half|thirds?(?= of)|two[ -]thirds|quarters?|"
    r"fifths|majority|minority|none|share|number)"
    r"(?: of)?(?: the| all| his| her| their)?(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
_NAME_AFTER = regex(r",? (?:[A-Z][a-z]+|[A-Z]\.|[A-Z]{2,}) [A-Z]|,? [A-Z][a-z]+,")
_ADVERBS = (
    "Meanwhile|However|Separately|Later|Earlier|Instead|Still|Also|Elsewhere|Today|Yesterday|Then|Now|"
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_NAME_BEFORE = regex(rf"\b(?!(?:{_ADVERBS}),)[A-Z0-9][\w.')]*[,\"]? ?(?:,|-|--)\"? $")
_APPOSITION = regex(r"[,-] \w+$")
_IN_NAME = regex(r"'s? [A-Z]")  # "the British Bankers' Association"
_SPEAKER_BEHIND = regex(r" (?!\w+day\b)[A-Z]")  # "…, said Ann Lee"; not "…, said Monday"
# What makes "a former aide to the mayor" somebody just named: "Ann Lee, 32, a former aide …", "she serves as …".
_OF_SOMEBODY = regex(rf"(?:\b(?!(?:{_ADVERBS}),)[A-Z][\w.')]*|\d+|\)),(?: now| then)? $|\b(?:as|is|was|be|and) $")
_POINTS_BACK = regex(r"\b(?:these|those) $|\d,$", re.IGNORECASE)
_BYLINES = ("staff report", "staff reports")
_SECOND_VERB = regex(r" and (?:told|said|spoke|added)$")
_OTHER_SUBJECT = regex(
    r"(?:[,-] (?:[A-Z][\w.'-]* )*[A-Z][\w.'-]*|\b(?:he|she|it|they|we|I|you))(?: has| had| also)? \w+$"
)
_PLAIN_VIEW = regex(r"\w+ (?:seen|regarded|viewed|perceived|hailed) ", re.IGNORECASE)
_AGENT = regex(r"[^.;,\n]{0,40}\bby (?:[A-Z]|the |his |her |its |their )")


def source(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Unnamed sources that speak or are cited, the words before their noun added."""
    shadow = analysis.shadow
    for match in _subjects(analysis, given):
        low = analysis.paragraph(match.paragraph).start
        if _IN_NAME.match(shadow, match.end) and shadow[match.start : match.end].rpartition(" ")[2][:1].isupper():
            continue
        leads = match.groups.get("inverted") or match.groups.get("cue")
        start = match.start if leads else phrase_start(shadow, low, match.start)
        if not _named(shadow, low, start, match.end) and _speaks(shadow, low, start, match):
            yield Hit(start, match.end)


def group(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Groups that only a quantifier names."""
    for match in _subjects(analysis, given):
        low, shadow = analysis.paragraph(match.paragraph).start, analysis.shadow
        phrase = shadow[match.start : match.end]
        last = phrase.rsplit(" ", 1)[-1].casefold()
        if last in _OTHER_VERBS or (last.endswith("s") and last in word_set("saying")):  # "some notes"
            continue
        if shadow.endswith("what ", low, match.start):
            continue
        if _NAMED_EXAMPLE.search(phrase) and not _SAID_OF_THEM.search(
            shadow, max(low, match.start - 8), match.end + _FAR
        ):
            continue
        if _SOME_NOUN.fullmatch(phrase) and not _CLAUSE_BEHIND.match(shadow, match.end):
            continue
        if _APPOSITION.search(phrase) and _SPEAKER_BEHIND.match(shadow, match.end):
            continue
        if not _SHARE.search(shadow[max(low, match.start - 60) : match.start]):
            yield Hit(match.start, match.end)


def report(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Passives of reporting, unless their agent follows; plain views ("is seen as") are weak."""
    for match in given.matches:
        if not _AGENT.match(analysis.shadow, match.end):
            words = analysis.shadow[match.start : match.end]
            yield Hit(match.start, match.end, severity=Severity.INFO if _PLAIN_VIEW.match(words) else None)


def _subjects(analysis: Analysis, given: Given) -> Iterator[Match]:
    """The matches without those inside an earlier one, and without verbs that have their subject before them."""
    behind = -1
    for match in given.matches:
        if match.start < behind:
            continue
        if match.groups.get("inverted") and not _inverted(analysis.shadow, match):
            continue
        behind = match.end
        yield match


def _inverted(shadow: str, match: Match) -> bool:
    """Whether a verb follows a quotation or a clause, and its subject, which is not "the …", comes behind it."""
    if shadow[max(0, match.start - 2) : match.start] not in ('" ', "' ", ", "):
        return False
    ends = shadow[match.end : match.end + 1] in (".", ",", ";", "") or shadow.startswith(" who", match.end)
    return ends and " the " not in shadow[match.start : match.end]


def _speaks(shadow: str, low: int, start: int, match: Match) -> bool:
    """Whether the phrase is the subject of its verb, and the verb one of saying here."""
    phrase = shadow[start : match.end]
    first, last = phrase.split(" ", 1)[0].casefold(), phrase.rsplit(" ", 1)[-1].casefold()
    one = bool(match.groups.get("one"))
    if (one and first not in _ARTICLES) or last in _OTHER_VERBS:
        return False
    if one and _OF_SOMEBODY.search(shadow, max(low, start - 60), start) and (phrase.count(" ") > 3 or "," in phrase):
        return False
    if shadow.startswith("people ", match.start) and last in word_set("believing"):
        return False
    if phrase.casefold().endswith(_BYLINES):
        return False
    if _POINTS_BACK.search(shadow, max(low, start - 6), start) or _SECOND_VERB.search(phrase):
        return False
    if shadow[max(low, start - 4) : start] == "and " and (first in _POSSESSIVES or (one and "," in phrase)):
        return False
    tail = phrase.rpartition(", ")[2]
    return "," not in phrase or len(tail.split()) <= 2 or " who " in tail or tail.startswith(("and ", "or "))


def _named(shadow: str, low: int, start: int, end: int) -> bool:
    """Whether the words around a phrase name the source, or make it a share of the people asked."""
    phrase = shadow[start:end]
    before = shadow[max(low, start - 60) : start]
    if phrase[:4].casefold() == "the " or _SHARE.search(before + " ".join(phrase.split(" ")[:4]) + " "):
        return True
    if _OTHER_SUBJECT.search(phrase):
        return True
    if _APPOSITION.search(phrase):
        return bool(_NAME_BEFORE.search(before) or _SPEAKER_BEHIND.match(shadow, end))
    return phrase.rsplit(" ", 1)[-1].casefold() in nouns() and bool(_NAME_AFTER.match(shadow, end))


@cache
def nouns() -> frozenset[str]:
    """The nouns for unnamed sources, case-folded."""
    return word_set("generic-source") | word_set("generic-sources")


def phrase_start(shadow: str, low: int, start: int) -> int:
    """Where the noun phrase begins whose noun begins at ``start``: at most six words of modifiers before it.

    "Federal and state officials" and "Baltic, Polish and Ukrainian officials" are one phrase each.
    """
    best, linked = start, False
    for _ in range(_MOST_WORDS):
        found = _WORD_BEFORE.search(shadow, max(low, start - 40), start)
        if found is None:
            break
        word, comma = found[1].casefold(), bool(found[2])
        start = found.start()
        if word in _LINKS and not comma:
            linked = True
        elif _ends_phrase(found[1]) or (comma and not (linked and _is_listed(found[1], shadow[best]))):
            break
        else:
            best = start
            if word in _DETERMINERS:
                break
    return best


def _is_listed(word: str, behind: str) -> bool:
    """Whether a word before a comma is one of a list: "Baltic, Polish and …", not "in Paris, officials and experts"."""
    return (word[0].isupper() and behind.isupper()) or word.casefold() in nouns()


def _ends_phrase(word: str) -> bool:
    """Whether a word cannot stand within the modifiers of a noun."""
    folded = word.casefold()
    return (
        folded in word_set("phrase-ends")
        or folded in word_set("saying")
        or (word.endswith(".") and (word[0].islower() or len(word) > _LONGEST_TITLE))
    )
