"""What a linter run finds: hits as rules say them, findings as reports show them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from lintnews.positions import OffsetMap, Place, Span

_NOTHING: Mapping[str, str] = MappingProxyType({})
_WORD = re.compile(r"\w+")
_NEIGHBOURS = 4


class Severity(IntEnum):
    """How bad a finding is; higher is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def parse(cls, name: str) -> "Severity":
        """The severity of that name.

        Raises:
            ValueError: there is none; the message names the choices.
        """
        try:
            return cls[name.upper()]
        except KeyError:
            raise ValueError(f"unknown severity {name!r}, expected one of info, warning, error") from None

    def __str__(self) -> str:
        return self.name.lower()


class Edit(NamedTuple):
    """Text to put in place of a span, in code points of the text the span belongs to."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits that mend a finding; a safe fix cannot remove or change what the author wrote."""

    safe: bool
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """Another span that a hit is about: a first copy, a name's other spelling.

    ``path`` is empty for the document itself; else it is the other document's path or another name the engine is told
    it by, and the offsets are those of its text.
    """

    start: int
    end: int
    message: str
    path: str = ""


class Hit(NamedTuple):
    """A rule's word that something is wrong at a span of a document's text, in code points.

    ``values`` fill the rule's message. ``severity`` differs from the rule's own where the evidence does. ``whole`` is
    true for a finding about the whole document; its span is the headline.
    """

    start: int
    end: int
    values: Mapping[str, str] = _NOTHING
    severity: Severity | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    whole: bool = False


class RelatedPlace(NamedTuple):
    """A related span with its places in its file, the record it is in where the file has several, and its words."""

    path: str
    start: Place
    end: Place
    message: str
    record: int | None = None
    text: str = ""


class Excerpt(NamedTuple):
    """What of a finding's first line a person is shown: a piece of it, and the span inside the piece.

    ``before`` and ``after`` say whether the line goes on to the left and right of the piece.
    """

    text: str
    start: int
    end: int
    before: bool
    after: bool


class Finding(NamedTuple):
    """One line of a report: rule, place and words. Offsets and edits are those of the file."""

    path: str
    rule: str
    severity: Severity
    message: str
    start: Place
    end: Place
    text: str
    fingerprint: str
    excerpt: Excerpt
    fix: Fix | None = None
    related: tuple[RelatedPlace, ...] = ()
    whole: bool = False
    record: int | None = None
    pointer: str | None = None

    @property
    def category(self) -> str:
        """The part of the rule's name before the slash."""
        return self.rule.partition("/")[0]


def fingerprint(rule: str, text: str, span: Span, ordinal: int) -> str:
    """A name for a finding that outlives moved lines and reworded messages.

    It is made of the rule, the matched words, up to four words on either side on the same line, and ``ordinal``, which
    counts findings of one document that are alike in all this (from 0). 16 hexadecimal digits.
    """
    matched = _WORD.findall(text[span.start : span.end].casefold())
    left, right = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 80]
    left = left[max(left.rfind("\n"), left.rfind("\r")) + 1 :]
    right = right.partition("\n")[0].partition("\r")[0]
    before = _WORD.findall(left.casefold())[-_NEIGHBOURS:]
    after = _WORD.findall(right.casefold())[:_NEIGHBOURS]
    parts = (rule, " ".join(before), " ".join(matched), " ".join(after), str(ordinal))
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Speaker(NamedTuple):
    """Who says a quotation: the words that name them, and their places in the file."""

    text: str
    start: Place
    end: Place


class Quote(NamedTuple):
    """A quotation with its places in the file (marks included) and its speaker, None where none was found."""

    start: Place
    end: Place
    speaker: Speaker | None


class Mention(NamedTuple):
    """A source an article leans on (``kind``: outlet, agency, person, official, anonymous) and its first place."""

    name: str
    kind: str
    start: Place
    end: Place


class Marker(NamedTuple):
    """A comment in a file that lets findings pass: the ``rules`` or categories it names, in a span of the file.

    ``line`` is where it stands (1-based); ``trouble`` says why it cannot be understood, if it cannot.
    """

    line: int
    rules: tuple[str, ...]
    start: int
    end: int
    reason: str
    trouble: str = ""

    def lets_pass(self, finding: Finding) -> bool:
        """Whether a finding is meant."""
        named = any(rule in (finding.rule, finding.category) for rule in self.rules)
        return named and self.start <= finding.start.offset < self.end


class Result(NamedTuple):
    """All there is to report of one document. ``length`` is that of its text, in code points.

    ``text`` is that text, with the way back to its file (None where it is the file's own), if it was asked for.
    """

    path: str
    findings: tuple[Finding, ...]
    language: str = ""
    # Plain mappings: results travel between processes.
    scores: Mapping[str, float] = {}
    metrics: Mapping[str, float] = {}
    quotations: tuple[Quote, ...] = ()
    sources: tuple[Mention, ...] = ()
    metadata: Mapping[str, str] = {}
    length: int = 0
    record: int | None = None
    pointer: str | None = None
    markers: tuple[Marker, ...] = ()
    text: str = ""
    offsets: OffsetMap | None = None

    def with_more(self, findings: Iterable[Finding]) -> "Result":
        """The same with more findings, in order of place, then rule."""
        both = sorted([*self.findings, *findings], key=lambda one: (one.start.offset, one.end.offset, one.rule))
        return self._replace(findings=tuple(both))
