"""Matching all patterns of all rules at once.

Two ways lead to the same matches. The fast one is a single Hyperscan pass over the shadow bytes, where a byte offset
is a code point; the plain one looks for each pattern's literals. Either yields pairs of pattern and paragraph that may
match, and Python's ``re`` on that paragraph decides and gives the span.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from lintnews.analysis.analysis import Analysis
from lintnews.checks.hyperscan_pass import HyperscanPass
from lintnews.checks.pattern import Pattern
from lintnews.checks.rule import Match, Rule

_LONGEST_LINE = 240
_FIRST_FAR = 0x370  # the first code point beyond the Latin scripts
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
        raw = [i for i, (_, pattern) in enumerate(self.patterns) if pattern.raw]
        self._far = [i for i in raw if _is_far(self.patterns[i][1])]
        self._raw = [i for i in raw if i not in set(self._far)]
        self._pass: HyperscanPass | None = None
        if fast is not False:
            patterns = [(i, self.patterns[i][1]) for i in self._shadow_numbers]
            self._pass = HyperscanPass.open(patterns, build=bool(fast))

    @property
    def fast(self) -> bool:
        """Whether Hyperscan does the search."""
        return self._pass is not None

    def matches(self, analysis: Analysis) -> dict[str, list[Match]]:
        """The matches of every rule that has any, by rule name, in order of start; longer ones first."""
        found: dict[str, list[Match]] = {}
        for number, paragraph in sorted(set(self._pairs(analysis))):
            rule, pattern = self.patterns[number]
            confirmed = confirm(pattern, analysis, paragraph)
            if confirmed:
                found.setdefault(rule.name, []).extend(confirmed)
        for some in found.values():
            some.sort(key=lambda match: (match.start, -match.end))
        return found

    def _pairs(self, analysis: Analysis) -> Iterable[Pair]:
        yield from self._raw_pairs(analysis)
        if self._pass is None:
            yield from self._plain_pairs(analysis)
            return
        starts, rest = analysis.paragraphs.starts, []
        if starts:
            rest = self._pass.unsupported
            for number, end in self._pass.ends(analysis.shadow):
                yield number, max(bisect_right(starts, max(end - 1, 0)) - 1, 0)
        if rest:
            yield from self._literal_pairs(rest, analysis)

    def _plain_pairs(self, analysis: Analysis) -> Iterable[Pair]:
        return self._literal_pairs(self._shadow_numbers, analysis)

    def _literal_pairs(self, numbers: Sequence[int], analysis: Analysis) -> Iterable[Pair]:
        lower = analysis.shadow.lower()
        starts = analysis.paragraphs.starts
        everywhere = range(len(starts))
        for number in numbers:
            literals = self.patterns[number][1].literals
            if not literals:
                yield from ((number, paragraph) for paragraph in everywhere)
            for literal in literals:
                at = lower.find(literal)
                while at >= 0:
                    paragraph = max(bisect_right(starts, at) - 1, 0)
                    if starts:
                        yield number, paragraph
                    after = starts[paragraph + 1] if paragraph + 1 < len(starts) else len(lower)
                    at = lower.find(literal, max(after, at + 1))

    def _raw_pairs(self, analysis: Analysis) -> Iterable[Pair]:
        text = analysis.text
        numbers = self._raw if text.isascii() else [*self._raw, *(self._far if analysis.has_far_letters else ())]
        if not numbers:
            return
        lower = text.lower()
        for number in numbers:
            literals = self.patterns[number][1].literals
            if literals and not any(literal in lower for literal in literals):
                continue
            for paragraph, (start, end) in enumerate(zip(*analysis.paragraphs, strict=True)):
                bare = text[start:end].lower()
                if not literals or any(literal in bare for literal in literals):
                    yield number, paragraph


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


def _is_far(pattern: Pattern) -> bool:
    """Whether a pattern needs a letter beyond the Latin scripts."""
    return bool(pattern.literals) and all(
        any(ord(char) >= _FIRST_FAR and char.isalpha() for char in literal) for literal in pattern.literals
    )
