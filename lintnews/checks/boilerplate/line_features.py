"""What the line model sees of a line: its shape, its place, and the phrases of page furniture around it.

Lines are those of the text that are not blank, seen as shadow text. An *anchor* is a line of which the pattern rules of
the category flag at least half; a *hint* is a line in which one of them matches anything. A line is *prose* when it is
80 characters or longer, ends as a sentence does, has the function words of running text, and is no anchor. Function
words are those of the text's language; in a script other than the Latin one, whose words the shadow does not keep,
lines of eight words or more are taken to have as many as running text has.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby

from lintnews.analysis.language import little_words
from lintnews.analysis.paragraphs import Paragraphs
from lintnews.checks.rule import Match
from lintnews.regexes import regex

FAR = 99.0
"""The distance, in lines, to what is not there."""

_WORD = regex(r"[A-Za-z]+(?:'[a-z]+)?")
_CAPITAL = regex(r" [A-Z]")
_SENTENCE_END = regex(r"""[.!?]['")\]]*$""")
_DATE = regex(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\b20[012]\d\b|\d{1,2}:\d\d|\bago\b")
_DIGITS = regex(r"\d+")
_PROSE_MIN = 80
_PROSE_FUNCTION_WORDS = 0.2
_TAKEN = ((8, 0.3), (0, 0.1))  # from so many words on, the share of function words that a line is taken to have
_SHORT = 80
_AROUND = 4
_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905
        "the of and to in is was that for it on with as he his her she they are were be been by from at this have has "
        "had not but or an a which will would who said its their we you i if so there what when can our your more "
        "about up out no my me do"
    ).split()
)
_ADDRESS = frozenset({"you", "your", "we", "us", "our", "my", "i"})
_ENDS = {".": 1.0, "!": 2.0, "?": 3.0, ":": 4.0, ",": 5.0}
GROUPS = {
    "related-header": "headings",
    "read-more-teaser": "links",
    "teaser-line": "links",
    "share-button": "share",
    "network-name": "share",
    "follow-us": "follow",
    "subscribe-line": "subscribe",
    "newsletter-pitch": "subscribe",
    "form-message": "subscribe",
    "comment-form": "comments",
    "navigation": "navigation",
    "photo-credit": "credits",
    "legal-links": "legal",
    "copyright-line": "legal",
}
"""Which rules' anchors are told apart."""

WEAK = frozenset({"navigation-word"})
"""Rules whose matches are hints at most."""

_BEFORE = ("headings", "links", "share", "subscribe", "comments", "navigation", "credits", "legal")
_AFTER = ("headings", "share", "subscribe", "comments", "navigation", "credits")

OWN = tuple(
    (  # noqa: SIM905
        "length words digits capitals shouting function_words address end bullet at_sign bars quotes commas date "
        "repeats bracket hint anchor longest_word inner_colon"
    ).split()
)
PLACE = tuple(
    (  # noqa: SIM905
        "lines_before lines_after share_before prose_before prose_after prose_share text_share to_first_prose "
        "past_last_prose since_prose until_prose run blanks_before blanks_after lines prose_density "
        "anchor_before anchor_after anchors_3_before anchors_3_after anchors_10_before anchors_10_after "
        "anchors_above anchors_below anchor_density hints_near anchors since_anchor until_anchor short_near "
        "bullets_near"
    ).split()
)
_LENGTH, _FUNCTION, _END, _BULLET = map(OWN.index, ("length", "function_words", "end", "bullet"))
SHARED = tuple(map(OWN.index, ("length", "words", "capitals", "function_words", "end", "bullet", "repeats", "anchor")))
"""Features of its own that a line's neighbours are described by."""

_NOBODY = [-1.0] * len(SHARED)
OFFSETS = (-3, -2, -1, 1, 2, 3)
NAMES = (
    *OWN,
    *PLACE,
    *(f"since_{group}" for group in _BEFORE),
    *(f"until_{group}" for group in _AFTER),
    *(f"{OWN[one]}_{offset:+d}" for offset in OFFSETS for one in SHARED),
    *(f"prose_{offset:+d}" for offset in OFFSETS),
)
"""The names of a line's features, in order."""


class Page:
    """The lines of one document as the model sees them."""

    def __init__(
        self, shadow: str, lines: Paragraphs, beside: Mapping[str, Sequence[Match]], language: str = "en"
    ) -> None:
        """Take the shadow text, its lines, the matches of the pattern rules, by rule, and the language (ISO 639-1)."""
        self.lines = lines
        self._little = _FUNCTION_WORDS if language in ("", "en") else little_words(language)
        self.texts = [shadow[start:end] for start, end in zip(*lines, strict=True)]
        self.groups: dict[int, set[str]] = {}
        self.hints: set[int] = set()
        for rule, matches in beside.items():
            self._add(rule.partition("/")[2], matches)
        alike = [_DIGITS.sub("0", text.lower()) for text in self.texts]
        counts = _counts(alike)
        self._repeats = [counts[one] for one in alike]
        self.own = [self._own(index) for index in range(len(self.texts))]
        self.prose = [self._is_prose(index) for index in range(len(self.texts))]
        self._prepare(shadow)

    def _add(self, rule: str, matches: Sequence[Match]) -> None:
        """Note the lines that a rule's matches touch, and those they fill."""
        starts, ends = self.lines
        for match in matches:
            line = max(bisect_right(starts, match.start) - 1, 0)
            while line < len(starts) and starts[line] < match.end:
                self.hints.add(line)
                seen = min(match.end, ends[line]) - max(match.start, starts[line])
                if 2 * seen >= ends[line] - starts[line] and rule not in WEAK:
                    self.groups.setdefault(line, set()).add(GROUPS.get(rule, ""))
                line += 1

    def _own(self, index: int) -> list[float]:
        return _shape(self.texts[index], self._repeats[index], index in self.hints, index in self.groups, self._little)

    def _is_prose(self, index: int) -> bool:
        own = self.own[index]
        return (
            own[_LENGTH] >= _PROSE_MIN
            and 1 <= own[_END] <= 3
            and own[_FUNCTION] > _PROSE_FUNCTION_WORDS
            and index not in self.groups
        )

    def _prepare(self, shadow: str) -> None:
        """Sums and distances along the document."""
        count, (starts, ends) = len(self.texts), self.lines
        indexes = range(count)
        self._prose_sums = _sums(self.prose)
        self._text_sums = _sums(len(self.texts[i]) if self.prose[i] else 0 for i in indexes)
        self._anchor_sums = _sums(i in self.groups for i in indexes)
        self._hint_sums = _sums(i in self.hints for i in indexes)
        self._short_sums = _sums(own[_LENGTH] < _SHORT and not 1 <= own[_END] <= 3 for own in self.own)
        self._bullet_sums = _sums(own[_BULLET] for own in self.own)
        gaps = [shadow.count("\n", ends[i - 1], starts[i]) if i else 0 for i in indexes]
        self._gaps = [*gaps, 0]
        prose = [i for i in indexes if self.prose[i]]
        self._ends = (prose[0], prose[-1]) if prose else (0, count - 1)
        self._runs = _runs(self.prose)
        self._since_prose = _since(indexes, set(prose), 60)
        self._until_prose = _until(indexes, set(prose), 60)
        self._since = {
            group: _since(indexes, {i for i, some in self.groups.items() if group in some}) for group in _BEFORE
        }
        self._until = {
            group: _until(indexes, {i for i, some in self.groups.items() if group in some}) for group in _AFTER
        }
        self._since_any, self._until_any = _since(indexes, set(self.groups)), _until(indexes, set(self.groups))

    def row(self, index: int) -> list[float]:
        """The features of a line, see ``NAMES``."""
        found = [
            *self.own[index],
            *self._place(index),
            *(self._since[group][index] for group in _BEFORE),
            *(self._until[group][index] for group in _AFTER),
        ]
        near = [index + offset if 0 <= index + offset < len(self.texts) else -1 for offset in OFFSETS]
        for other in near:
            found += [self.own[other][one] for one in SHARED] if other >= 0 else _NOBODY
        found += [float(self.prose[other]) if other >= 0 else -1.0 for other in near]
        return found

    def _place(self, index: int) -> list[float]:
        count, (first, last) = len(self.texts), self._ends
        prose, text, anchors = self._prose_sums, self._text_sums, self._anchor_sums
        after = index + 1
        return [
            index,
            count - index,
            index / count,
            prose[index],
            (prose[-1] or 1) - prose[after],
            prose[index] / (prose[-1] or 1),
            text[after] / (text[-1] or 1),
            first - index,
            index - last,
            self._since_prose[index],
            self._until_prose[index],
            self._runs[index],
            self._gaps[index],
            self._gaps[after],
            count,
            (prose[-1] or 1) / count,
            _between(anchors, index - 1, index),
            _between(anchors, after, after + 1),
            _between(anchors, index - 3, index),
            _between(anchors, after, after + 3),
            _between(anchors, index - 10, index),
            _between(anchors, after, after + 10),
            anchors[index],
            anchors[-1] - anchors[after],
            anchors[-1] / count,
            _between(self._hint_sums, index - 3, index + 4),
            anchors[-1],
            self._since_any[index],
            self._until_any[index],
            _between(self._short_sums, index - _AROUND, index + _AROUND + 1),
            _between(self._bullet_sums, index - _AROUND, index + _AROUND + 1),
        ]


def _shape(text: str, repeats: int, hint: bool, anchor: bool, little: frozenset[str]) -> list[float]:
    """The features of a line alone, see ``OWN``; ``little`` are the function words of its language, if known."""
    words, numbers = _WORD.findall(text), _DIGITS.findall(text)
    joined = " ".join(["", *words])
    folded = joined.lower().split(" ")
    many, size = len(words) or 1, len(text)
    return [
        size,
        len(words),
        sum(map(len, numbers)) / size,
        len(_CAPITAL.findall(joined)) / many,
        len([word for word in filter(str.isupper, words) if len(word) > 1]) / many,
        sum(map(little.__contains__, folded)) / many if little else _taken(len(words)),
        0 if _ADDRESS.isdisjoint(folded) else sum(map(_ADDRESS.__contains__, folded)) / many,
        _end(text),
        text[0] in "*-" and text[1:2] == " ",
        "@" in text,
        sum(map(text.count, "|>\x0f/")),
        text.count('"'),
        text.count(","),
        bool(numbers or " ago" in joined) and bool(_DATE.search(text.lower())),
        repeats,
        "(" in text,
        hint,
        anchor,
        max(map(len, words + numbers), default=0),
        ": " in text,
    ]


def _taken(words: int) -> float:
    return next(share for least, share in _TAKEN if words >= least)


def _end(text: str) -> float:
    """How a line ends: 0 none of the marks, 1 to 3 as a sentence does, 4 colon, 5 comma, 6 dots."""
    if text.endswith(".."):
        return 6.0
    found = _SENTENCE_END.search(text, max(len(text) - 8, 0))
    return _ENDS.get(found[0][0] if found else text[-1], 0.0)


def _counts(texts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return counts


def _sums(values: Iterable[float]) -> list[float]:
    """Sums of the values before each place and of all."""
    return list(accumulate(values, initial=0.0))


def _between(sums: list[float], start: int, end: int) -> float:
    """The sum of the values from ``start`` to before ``end``, as far as there are any."""
    return sums[max(0, min(end, len(sums) - 1))] - sums[max(0, min(start, len(sums) - 1))]


def _since(indexes: Sequence[int], marked: set[int], far: float = FAR) -> list[float]:
    """How many lines back the last marked line before each line is."""
    found, last = [], -1
    for index in indexes:
        found.append(min(far, float(index - last)) if last >= 0 else far)
        if index in marked:
            last = index
    return found


def _until(indexes: Sequence[int], marked: set[int], far: float = FAR) -> list[float]:
    """How many lines on the next marked line after each line is."""
    turned = _since(indexes, {len(indexes) - 1 - index for index in marked}, far)
    return turned[::-1]


def _runs(prose: list[bool]) -> list[float]:
    """For each line how many lines that are no prose stand together there."""
    runs: list[float] = []
    for is_prose, some in groupby(prose):
        size = len(list(some))
        runs += [0.0 if is_prose else float(size)] * size
    return runs
