"""Matching all patterns of all rules at once.

Two ways lead to the same matches. The fast one is a Hyperscan pass over the shadow bytes, where a byte offset is a code
point, and, for the patterns that must match a whole line, one over the short lines alone; the plain one looks for each
pattern's literals. Either yields pairs of pattern and paragraph that may match, and Python's ``re`` on that paragraph
decides and gives the span.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from lintnews.analysis.analysis import Analysis
from lintnews.checks.hyperscan_pass import HyperscanPass
from lintnews.checks.literal_search import LiteralSearch
from lintnews.checks.pattern import Pattern, core_length
from lintnews.checks.rule import Match, Rule

_LONGEST_LINE = 240
_FAR_LANGUAGES = frozenset({"ar", "bg", "el", "fa", "he", "hi", "ja", "ko", "mk", "mr", "ne", "ru", "sr", "uk", "zh"})
"""Languages written beyond the Latin scripts: rules for them alone need a text that is."""
_NO_GROUPS: Mapping[str, str] = MappingProxyType({})
Pair = tuple[int, int]  # pattern number, paragraph


class Matcher:
    """The patterns of some rules, ready to be run over documents."""

    def __init__(self, rules: Sequence[Rule], *, fast: bool | None = None) -> None:
        """Take the patterns of ``rules``.

        ``fast`` True means Hyperscan (its database is built if need be), False the plain way, None Hyperscan where
        its database is in the cache.
        """
        self.patterns = [(rule, pattern) for rule in rules for pattern in rule.patterns]
        self._shadow_numbers = [i for i, (_, pattern) in enumerate(self.patterns) if not pattern.raw]
        self._far: list[int] = []
        self._signed: list[int] = []
        self._raw: list[int] = []
        for i, (rule, pattern) in enumerate(self.patterns):
            if pattern.raw:
                far = pattern.far or _FAR_LANGUAGES.issuperset(rule.languages)
                (self._far if far else self._signed if pattern.signs else self._raw).append(i)
        some = "".join(sorted({sign for i in self._signed for sign in self.patterns[i][1].signs}))
        self._sign = re.compile(f"[{re.escape(some)}]") if some else None
        self._text_passes = self._open(whole=False, fast=fast)
        self._line_passes = self._open(whole=True, fast=fast)
        reached = {i for some in (*self._text_passes, *self._line_passes) for i in some.numbers}
        self._by_literals = [i for i in self._shadow_numbers if i not in reached]

    @property
    def fast(self) -> bool:
        """Whether Hyperscan does the search for at least one pattern."""
        return len(self._by_literals) < len(self._shadow_numbers)

    def _open(self, *, whole: bool, fast: bool | None) -> list[HyperscanPass]:
        """A database a category, so that a changed rule leaves the others' as they are."""
        if fast is False:
            return []
        categories: dict[str, list[tuple[int, Pattern]]] = {}
        for i in self._shadow_numbers:
            rule, pattern = self.patterns[i]
            if pattern.whole == whole:
                categories.setdefault(rule.category, []).append((i, pattern))
        opened = [HyperscanPass.open(some, build=bool(fast)) for some in categories.values()]
        return [one for one in opened if one is not None]

    def matches(self, analysis: Analysis, found: Iterable[Pair] | None = None) -> dict[str, list[Match]]:
        """The matches of every rule that has any, by rule name, in order of start; longer ones first.

        Rules that do not fit the text's language may be left out.

        ``found`` is what ``search`` found in the text, if it has been searched already.
        """
        matches: dict[str, list[Match]] = {}
        for number, paragraph in sorted(set(self.pairs(analysis, found))):
            rule, pattern = self.patterns[number]
            confirmed = confirm(pattern, analysis, paragraph)
            if confirmed:
                matches.setdefault(rule.name, []).extend(confirmed)
        for some in matches.values():
            some.sort(key=lambda match: (match.start, -match.end))
        return matches

    def pairs(self, analysis: Analysis, found: Iterable[Pair] | None = None) -> Iterable[Pair]:
        """Numbers of patterns and of paragraphs they may match in, some more than once; every match is among them."""
        if not len(analysis.paragraphs):
            return
        yield from self._raw_pairs(analysis)
        yield from self.search([analysis])[0] if found is None else found
        if self._by_literals:
            yield from self._literal_search.pairs(analysis)

    def search(self, analyses: Sequence[Analysis]) -> list[list[Pair]]:
        """The pairs that Hyperscan finds in each of several texts.

        Searching many at once is faster, since a database's tables stay in the processor's cache.
        """
        found: list[list[Pair]] = [[] for _ in analyses]
        if self._text_passes:
            shadow, starts = _joined(analyses)
            for some in self._text_passes:
                for number, end in some.ends(shadow):
                    text = max(bisect_right(starts, end - 1) - 1, 0)
                    paragraph = bisect_right(analyses[text].paragraphs.starts, end - 1 - starts[text]) - 1
                    found[text].append((number, max(paragraph, 0)))
        if self._line_passes:
            shadow, starts, places = _joined_lines(analyses)
            for some in self._line_passes:
                for number, end in some.ends(shadow) if places else ():
                    text, paragraph, length = places[max(bisect_right(starts, end - 1) - 1, 0)]
                    if self.patterns[number][1].fits(length):
                        found[text].append((number, paragraph))
        return found

    def by_literals(self) -> dict[int, Pattern]:
        """The patterns that are looked for by their literals, by their numbers."""
        return {number: self.patterns[number][1] for number in self._by_literals}

    @cached_property
    def _literal_search(self) -> LiteralSearch:
        return LiteralSearch(self.by_literals(), _LONGEST_LINE)

    def _raw_pairs(self, analysis: Analysis) -> Iterable[Pair]:
        text = analysis.text
        numbers = list(self._raw)
        if analysis.has_far_letters:
            numbers += [i for i in self._far if self.patterns[i][0].speaks(analysis.language)]
        numbers += self._signed if self._sign is not None and self._sign.search(analysis.beyond_ascii) else ()
        if not numbers:
            return
        lower = text.lower()
        for number in numbers:
            pattern = self.patterns[number][1]
            literals = pattern.literals
            if literals and not any(literal in lower for literal in literals):
                continue
            for paragraph, (start, end) in enumerate(zip(*analysis.paragraphs, strict=True)):
                if pattern.whole and end - start > _LONGEST_LINE:
                    continue
                bare = text[start:end].lower()
                if not literals or any(literal in bare for literal in literals):
                    yield number, paragraph


def _joined(analyses: Sequence[Analysis]) -> tuple[str, list[int]]:
    """The shadows of some texts put together, and where each begins."""
    sizes = (len(analysis.shadow) + 1 for analysis in analyses)
    return "\n".join(analysis.shadow for analysis in analyses), [0, *accumulate(sizes)][:-1]


def _joined_lines(analyses: Sequence[Analysis]) -> tuple[str, list[int], list[tuple[int, int, int]]]:
    """The shadows of the short paragraphs of some texts put together.

    Returns them, where each begins, and which text and paragraph of the text it is, with its ``core_length``.
    """
    pieces: list[str] = []
    places: list[tuple[int, int, int]] = []
    for text, analysis in enumerate(analyses):
        shadow = analysis.shadow
        for paragraph, (start, end) in enumerate(zip(*analysis.paragraphs, strict=True)):
            if end - start <= _LONGEST_LINE:
                pieces.append(shadow[start:end])
                places.append((text, paragraph, core_length(pieces[-1])))
    return "\n".join(pieces), [0, *accumulate(len(piece) + 1 for piece in pieces)][:-1], places


def confirm(pattern: Pattern, analysis: Analysis, paragraph: int) -> list[Match]:
    """The matches of a pattern in one paragraph."""
    start, end = analysis.paragraph(paragraph)
    if pattern.whole and end - start > _LONGEST_LINE:
        return []
    text = (analysis.text if pattern.raw else analysis.shadow)[start:end]
    regex, values = pattern.compile(), dict(pattern.values)
    if pattern.whole:
        found = regex.fullmatch(text)
        return [Match(start, end, paragraph, {**values, **found.groupdict("")})] if found else []
    return [
        Match(start + one.start(), start + one.end(), paragraph, {**values, **one.groupdict("")})
        for one in regex.finditer(text)
        if one.end() > one.start()
    ]
