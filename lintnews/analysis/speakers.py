"""Who says each quotation: the words outside the marks that name its speaker.

Four places are looked at, the nearest first: the clause behind the quotation ("…," said Ann Lee), the clause before it
(Ann Lee said that "…"), the quotations beside it in the paragraph, and what leads to the paragraph. The words that
matter (verbs of saying and judging, helpers, links, what begins an adverbial) are lists in ``rules/words``; there is no
parser. Phrases have no verb, and no comma at their end.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import groupby

from lintnews.analysis.paragraphs import Paragraphs
from lintnews.analysis.quotations import BLOT, Quotation, blotted
from lintnews.positions import Span
from lintnews.regexes import regex
from lintnews.resources import word_list, word_set

_LONGEST_SUBJECT = 260
_LONGEST_CLAUSE = 600
_LONGEST_BEFORE = 1200
_MOST_WORDS = 9  # of a subject without commas
_NEAR = 24

_TITLES = "|".join(word_list("person-titles"))
_CLAUSE = regex(rf"(?:\b(?:{_TITLES}|[A-Z])\.|[^.!?;\x03]|\.(?=[\w,)]))*")
_STOP = regex(r"""[.!?]['")\]]* +(?=["(\[A-Z\x03])|; """)
_TITLE_BEFORE = regex(rf"\b(?:{_TITLES}|[A-Z])$")
_SHORT_CLAUSE = regex(r" *(?:[A-Z]|he |she |they |said )[^,]{2,45}$| *- ?[A-Z]")
_DASHED = regex(r" *- ?(?P<name>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*)(?=[.,]|$| *\n)")
_LOWER_WORD = regex(r"\b[a-z]{3,}\b")
_COMMA = regex(r", +")
_NO_WORDS = regex(r"[\s,\-\"')\]]*")
_OPENERS = " \"'([-"
_ACCORDING = regex(r"\b[Aa]ccording to +")
_MAIN_CLAUSE = regex(r", (?!an? |the [a-z]+ (?:of|at|for) |who |whose |which |[a-z]+ (?:of|at|for) |[RD]-)")
_RELATIVE = regex(r"\b(?:who|which|that|to|and|not|never)(?: \w+ly| also| has| have| had)? *$")
_NOUN_BEFORE = regex(r"\b(?:a|an|the|his|her|their|its|this|that|to|no|of|in|for)(?: [a-z]+)? $")
_FIRST_WORD = regex(r"[\w'-]+")
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|You|you)\b"
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Ss]ome|[Mm]any|[Ss]everal|[Aa]nother)"
_NOUN_PHRASE = regex(
    rf"[A-Z]|{_PRONOUN}|{_DETERMINER}\b|(?:others?|most|this|that|those|these|who|two|three|four|people)\b"
    r"|[a-z]+(?:-[a-z]+)* [a-z]*s\b|[a-z]+s$"
)
_NAME = regex(
    rf"{_PRONOUN}|(?:[A-Z][\w.'-]*|\([A-Z][^()]*\))"
    r"(?: (?:[A-Z][\w.'&-]*|\([A-Z][^()]*\)|(?:of|the|de|van|von|and|for)(?= (?:the )?[A-Z])))*"
    r"(?:, [^,\x03]{3,120},(?= ))?"
)


def find_speakers(shadow: str, paragraphs: Paragraphs, double: list[Quotation]) -> list[Span | None]:
    """For each quotation the span of the words that name its speaker, None where none was found."""
    found: list[Span | None] = []
    for paragraph, some in groupby(double, key=lambda quotation: quotation.paragraph):
        start, end = paragraphs.starts[paragraph], paragraphs.ends[paragraph]
        quotations = list(some)
        speakers = _Page(shadow, blotted(shadow, start, end, double), start).speakers(quotations)
        if None in speakers:
            lead = _lead(shadow, paragraphs, double, len(found), found)
            speakers = [speaker or lead for speaker in speakers]
        found += speakers
    return found


def _lead(
    shadow: str, paragraphs: Paragraphs, double: list[Quotation], index: int, found: list[Span | None]
) -> Span | None:
    """Whom the paragraph before leaves speaking: the last quotation's speaker, or the subject of its last sentence."""
    paragraph = double[index].paragraph
    if paragraph == 0:
        return None
    if index and double[index - 1].paragraph == paragraph - 1:
        return found[index - 1]
    start, end = paragraphs.starts[paragraph - 1], paragraphs.ends[paragraph - 1]
    words = shadow[max(start, end - _LONGEST_BEFORE) : end]
    low = _sentence_starts(words)[-1]
    return _moved(_subject_before(words[low:]), end - len(words) + low)


def _moved(span: Span | None, by: int) -> Span | None:
    return span and Span(span.start + by, span.end + by)


def _sentence_starts(words: str) -> list[int]:
    """Where sentences begin; titles and initials end none."""
    starts = [0]
    for stop in _STOP.finditer(words):
        at = stop.start()
        if words[at] != "." or not _TITLE_BEFORE.search(words, max(0, at - 5), at):
            starts.append(stop.end())
    return starts


class _Page:
    """One paragraph, its quotations blotted out in ``words``; ``start`` is where it begins in the text."""

    def __init__(self, shadow: str, words: str, start: int) -> None:
        self.shadow, self.words, self.start = shadow, words, start

    @cached_property
    def _starts(self) -> list[int]:
        return _sentence_starts(self.words)

    def speakers(self, quotations: list[Quotation]) -> list[Span | None]:
        """The speakers of the paragraph's quotations, in order; None for those that only what leads to it may name."""
        found: list[Span | None] = []
        before: Quotation | None = None
        for quotation in quotations:
            speaker = self._own(quotation, before)
            if speaker is None:
                speaker = found[-1] if before is not None else self._sentence_before(quotation)
            found.append(speaker)
            before = quotation
        for index in range(len(found) - 2, -1, -1):
            following = found[index + 1]
            if found[index] is None and following is not None and following.start > quotations[index].end:
                found[index] = following
        return found

    def _own(self, quotation: Quotation, before: Quotation | None) -> Span | None:
        """The speaker that the quotation's own sentence names."""
        start, end = quotation.start - self.start, quotation.end - self.start
        speaker = self._after(end, self._ending(quotation))
        if speaker is not None:
            return speaker
        if not _FIRST_WORD.search(self.words, 0 if before is None else before.end - self.start, start):
            return None
        low = self._low(start, before)
        return _moved(_subject_before(self.words[low:start]), self.start + low)

    def _ending(self, quotation: Quotation) -> str:
        """The last character inside the marks that is no mark itself."""
        inner = self.shadow[max(quotation.inner_start, quotation.inner_end - 2) : quotation.inner_end]
        return inner.rstrip(" '")[-1:]

    def _low(self, start: int, before: Quotation | None) -> int:
        """Where the words before a quotation begin that belong to it: with its sentence."""
        low = self._starts[bisect_right(self._starts, start) - 1]
        if before is not None:
            edge = before.end - self.start
            if edge > low and (before.goes_on or self.shadow[before.inner_end - 1] in ".!?"):
                return edge
        return max(low, start - _LONGEST_BEFORE)

    def _sentence_before(self, quotation: Quotation) -> Span | None:
        """The subject of the sentence before the quotation's own."""
        index = bisect_right(self._starts, quotation.start - self.start) - 1
        if index < 1:
            return None
        end = self._starts[index]
        start = max(self._starts[index - 1], end - _LONGEST_BEFORE)
        return _moved(_subject_before(self.words[start:end]), self.start + start)

    def _after(self, end: int, ending: str) -> Span | None:
        """The speaker that the clause behind a quotation names."""
        clause = _CLAUSE.match(self.words, end, end + _LONGEST_CLAUSE)
        if clause is None or clause.end() - end < 4:
            return None
        words = clause[0]
        found = None
        if ending in ",?!-" or words[0] == "," or (ending == "." and _SHORT_CLAUSE.match(words)):
            found = _signed(words) or _direct(words)
        return _moved(found or _trailing(words), self.start + end)


def _signed(words: str) -> Span | None:
    """The speaker behind a dash: "…" - Ann Lee."""
    found = _DASHED.match(words)
    return found and Span(*found.span("name"))


def _direct(words: str) -> Span | None:
    """The speaker in a clause right behind a quotation: "said Ann Lee", "Ann Lee said"."""
    inverted = _inverted().match(words)
    if inverted is not None:
        return _phrase_behind(words, inverted.end())
    start = _NO_WORDS.match(words).end()  # type: ignore[union-attr]  # matches anything
    first = _FIRST_WORD.match(words, start)
    if first is None or first[0] in _no_subject():
        return None
    sayings = _sayings()
    for verb in _LOWER_WORD.finditer(words, start, start + _LONGEST_SUBJECT):
        if verb[0] in sayings:
            end = _bare_end(words, start, verb.start())
            if end > start and not _RELATIVE.search(words, max(start, verb.start() - _NEAR), verb.start()):
                return Span(start, end)
    return None


def _trailing(words: str) -> Span | None:
    """The speaker in a clause that ends the sentence: "… in the house, he said", "according to Ann Lee"."""
    according = _ACCORDING.search(words)
    if according is not None:
        return _phrase_behind(words, according.end())
    found = _parenthetic().search(words) if ", " in words or "- " in words else None
    if found is None:
        return None
    return Span(*found.span("subject")) if found["subject"] else _phrase_behind(words, found.end())


def _phrase_behind(words: str, start: int) -> Span | None:
    """The noun phrase that begins at ``start``, with what is said of its head up to the end of the clause."""
    stop = _phrase_end().search(words, start)
    end = len(words) if stop is None else stop.start()
    return _trimmed(words, start, end)


def _according_to(words: str, start: int) -> Span | None:
    """The source behind "according to" before a quotation: up to the comma, or with what stands between two of them."""
    comma = _MAIN_CLAUSE.search(words, start)
    return _phrase_behind(words[: comma.start()] if comma else words, start)


def _trimmed(words: str, start: int, end: int) -> Span | None:
    """A phrase without the blanks and marks around it; None where there is nothing else."""
    while end > start and words[end - 1] in " ,.;:-":
        end -= 1
    while start < end and words[start] == " ":
        start += 1
    return Span(start, end) if any(map(str.isalnum, words[start:end])) else None


def _subject_before(words: str) -> Span | None:
    """The speaker in the words before a quotation."""
    at = words.rfind("ccording to ")
    if at >= 0:
        return _according_to(words, at + len("ccording to "))
    cues = _cues()
    for verb in reversed([word for word in _LOWER_WORD.finditer(words) if word[0] in cues]):
        at = verb.start()
        if _NOUN_BEFORE.search(words, max(0, at - _NEAR), at):
            continue
        if verb[0].endswith("ing"):
            return _leading(words, at)
        subject = _subject_ending(words, _bare_end(words, 0, at))
        if subject is not None and _plausible(words[subject.start : subject.end]):
            return subject
    return _leading(words, len(words))


def _plausible(phrase: str) -> bool:
    """Whether a phrase can be a subject: not a clause with a verb of its own."""
    return "," in phrase or len(phrase.split(" ")) <= _MOST_WORDS or " who " in phrase


def _subject_ending(words: str, end: int) -> Span | None:
    """The subject that ends at ``end``, right before its verb."""
    if words[end - 1 : end] == ",":
        end -= 1
        start = _apposition_start(words, end)
    else:
        start = words.rfind(", ", 0, end) + 2 if ", " in words[:end] else 0
    start = max(start, words.rfind(BLOT, 0, end) + 1)
    for link in _link().finditer(words, start, end):
        start = link.end()
    start = _behind_lead_in(words, start, end)
    while start < end and words[start] in _OPENERS:
        start += 1
    return Span(start, end) if end > start and _NOUN_PHRASE.match(words, start) else None


def _apposition_start(words: str, end: int) -> int:
    """Where a subject begins that has something between commas: behind the adverbials of its sentence."""
    starts = [0, *(part.end() for part in _COMMA.finditer(words, 0, end))]
    return next((start for start in starts if not _begins_adverbial(words, start)), starts[-1])


def _leading(words: str, limit: int) -> Span | None:
    """The subject a sentence begins with."""
    start = _behind_lead_in(words, 0, limit)
    while _begins_adverbial(words, start):
        comma = _COMMA.search(words, start, limit)
        if comma is None:
            break
        start = _behind_lead_in(words, comma.end(), limit)
    ends = [found.end() for pattern in (_NAME, _role()) if (found := pattern.match(words, start, limit))]
    span = _trimmed(words, start, max(ends)) if ends else None
    phrase = words[span.start : span.end].casefold() if span else ""
    return None if phrase in _no_subject() or phrase in ("the", "a", "an", "that") else span


def _begins_adverbial(words: str, start: int) -> bool:
    first = _FIRST_WORD.match(words, start)
    return first is not None and (first[0].casefold() in word_set("adverbials") or first[0].endswith(("ly", "ing")))


def _behind_lead_in(words: str, start: int, end: int) -> int:
    """Past marks, blanks, and words like "But"."""
    while start < end:
        if words[start] in _OPENERS:
            start += 1
            continue
        first = _FIRST_WORD.match(words, start, end)
        if first is None or first[0].casefold() not in word_set("lead-ins"):
            break
        start = first.end() + (words[first.end() : first.end() + 1] == ",")
    return start


def _bare_end(words: str, start: int, end: int) -> int:
    """Where a subject ends before its verb at ``end``: without helping verbs, adverbs, and the commas round them."""
    helpers = word_set("helpers")
    while True:
        while end > start and words[end - 1] in " -":
            end -= 1
        stop = end - 1 if words[end - 1 : end] == "," else end
        low = max(words.rfind(" ", start, stop) + 1, start)
        word = words[low:stop]
        if low == start or not (word in helpers or (word.endswith("ly") and word.islower())):
            return end
        end = low
        while end > start and words[end - 1] == " ":
            end -= 1
        if stop < len(words) and words[stop] == "," and words[end - 1 : end] == ",":
            end -= 1


def _alternatives(*names: str) -> str:
    entries = {entry for name in names for entry in word_list(name)}
    return "|".join(re.escape(entry).replace("\\ ", " ") for entry in sorted(entries, key=len, reverse=True))


def _first_words(*names: str) -> Iterator[str]:
    return (entry.split(" ")[0] for name in names for entry in word_list(name))


@cache
def _sayings() -> frozenset[str]:
    return frozenset(_first_words("saying", "judging"))


@cache
def _cues() -> frozenset[str]:
    return frozenset(_first_words("saying", "judging", "saying-ing", "judging-ing"))


@cache
def _no_subject() -> frozenset[str]:
    """Words no subject begins with."""
    return word_set("adverbials") | word_set("lead-ins") | word_set("links") | {"which", "who", "is", "was", "are"}


@cache
def _inverted() -> re.Pattern[str]:
    follows = rf"[A-Z]|{_DETERMINER} |(?:two|three|four|former|longtime) |[a-z]+ [A-Z]"
    return re.compile(rf"[\s,\-]*(?:(?:also|later|once) )?(?:{_alternatives('saying')}) +(?={follows})")


@cache
def _parenthetic() -> re.Pattern[str]:
    verbs = _alternatives("saying")
    name = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*"
    subject = rf"(?:he|she|they|it|{name}|(?:the|one|an?) [a-z]+(?: [a-z]+)?)"
    return re.compile(
        rf"(?:, |- )(?:(?P<subject>{subject})(?: also| later| has| had)? (?:{verbs})\b"
        rf"|(?:{verbs}) (?=[A-Z]|the |an? |one ))"
    )


@cache
def _phrase_end() -> re.Pattern[str]:
    return re.compile(
        rf"[\x03\n;:]|, (?:{_alternatives('afterthoughts')}|\d+)\b| (?:{_alternatives('phrase-tails')})\b"
    )


@cache
def _link() -> re.Pattern[str]:
    subject = rf"[A-Z]|{_PRONOUN}|{_DETERMINER}\b"
    return re.compile(rf"\b(?:(?:{_alternatives('links')}),? +(?={subject})|(?:and|or),? +(?={_PRONOUN}))|: +")


@cache
def _role() -> re.Pattern[str]:
    verbs = _alternatives("saying", "helpers")
    return re.compile(rf"{_DETERMINER}(?: [\w.'-]+){{1,6}}?(?= (?:{verbs}|[a-z]+ed)\b)")
