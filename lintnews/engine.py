"""Document and rules in, sorted findings out. No files, no printing, no rule known by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.metrics import metrics
from lintnews.analysis.translation_score import with_artefacts
from lintnews.analysis.words import use_arrays
from lintnews.checks.matcher import Matcher
from lintnews.checks.pattern import compile_folded
from lintnews.checks.rule import Function, Given, Match, Rule
from lintnews.documents.document import Document
from lintnews.findings import (
    Edit,
    Finding,
    Fix,
    Hit,
    Result,
    Severity,
)
from lintnews.placement import Found, findings_of, mentions_of, quotes_of
from lintnews.positions import Span
from lintnews.selection import Selection

_NEAR = 40  # characters up to which two spans that overlap are taken to be about the same thing

Also = Callable[[Analysis], Iterable[Found]]
"""Another program's word on a text: hits with their rules and severities."""


class Ahead(NamedTuple):
    """A document's analysis and the hits in it, found when several documents were looked at together."""

    analysis: Analysis
    found: list[Found]


class Engine:
    """Rules ready to run over documents."""

    def __init__(self, rules: Sequence[Rule], functions: Mapping[str, Function], *, fast: bool | None = None) -> None:
        """Take rules and the functions that their ``function`` keys name.

        ``fast`` chooses the matcher, see ``Matcher``.
        """
        self.rules = list(rules)
        self._functions = functions
        self._matcher = Matcher(rules, fast=fast)
        self._by_name = {rule.name: rule for rule in self.rules if rule.scope == "document"}
        self._always = [rule for rule in self._by_name.values() if not rule.patterns]
        self._beside = {rule.name: _neighbours(rule, self.rules) for rule in self.rules if rule.beside}
        self._beside_names = {name: {other.name for other in some} for name, some in self._beside.items()}
        if fast:  # many documents: numpy is worth its loading time too
            use_arrays()

    def lint(
        self,
        document: Document,
        selection: Selection,
        *,
        figures: bool = False,
        quotations: bool | None = None,
        readability: bool = False,
        also: Iterable[Also] = (),
        ahead: Ahead | None = None,
    ) -> Result:
        """All findings of a document, sorted by place, then rule.

        Args:
            document: what to lint.
            selection: the rules that run.
            figures: say how long the text is, and who is quoted, and which outlets are credited.
            quotations: say where the quotations are, and their speakers; by default as ``figures``.
            readability: say how hard it is to read, if it is English.
            also: others that have a word on the text. What they say of a place a rule has flagged is left out.
            ahead: what ``look_ahead`` gave for the document and this selection.
        """
        analysis, found = ahead or self.look_ahead([document], [selection])[0]
        for other in also:
            found = [*found, *(one for one in _inside(analysis, other(analysis)) if not _said(found, one[2]))]
        findings = list(findings_of(analysis, _tidy(found)))
        return Result(
            path=document.path,
            findings=tuple(findings),
            language=analysis.language,
            scores=_scores(analysis, found) if figures else {},
            metrics=metrics(analysis, readability=readability) if figures or readability else {},
            quotations=tuple(quotes_of(analysis)) if (figures if quotations is None else quotations) else (),
            sources=tuple(sorted(mentions_of(analysis, found), key=lambda one: one.start)) if figures else (),
            metadata=dict(document.metadata),
            length=len(document.text),
            record=document.record,
            pointer=document.pointer,
        )

    def findings(
        self, document: Document, hits: Iterable[tuple[str, Hit]], selection: Selection, others: Mapping[str, Document]
    ) -> list[Finding]:
        """The findings of hits that rules of scope ``corpus`` made, given with the names of their rules.

        ``others`` are the documents that the hits' related spans name in ``path``.
        """
        rules = {rule.name: rule for rule in self.rules}
        found = [
            (rules[name], hit.severity or selection[name].severity, hit) for name, hit in hits if name in selection
        ]
        found.sort(key=lambda one: (one[2].start, one[2].end, one[0].name))
        return list(findings_of(Analysis(document), found, others))

    def look_ahead(self, documents: Sequence[Document], selections: Sequence[Selection]) -> list[Ahead]:
        """Look at several documents together, each with its selection; the same findings come of it.

        That is faster than one by one: what a rule needs, its code and its tables, stays in the processor's cache.
        """
        analyses = [Analysis(document) for document in documents]
        searched = self._matcher.search(analyses)
        matches = list(map(self._matcher.matches, analyses, searched))
        hits: list[list[Found]] = [[] for _ in analyses]
        for rule, texts in self._by_rule(matches):
            for number in texts:
                analysis, setting = analyses[number], selections[number].get(rule.name)
                if setting is None or not rule.speaks(analysis.language):
                    continue
                for hit in self._hits(rule, analysis, matches[number], setting.options):
                    severity = setting.severity if hit.severity is None else min(hit.severity, setting.severity)
                    if 0 <= hit.start <= hit.end <= len(analysis.text):
                        hits[number].append((rule, severity, hit))
        return list(map(Ahead, analyses, hits))

    def _by_rule(self, matches: Sequence[Mapping[str, object]]) -> Iterator[tuple[Rule, Sequence[int]]]:
        """The rules to run over texts with such matches, and over which of them.

        That is all for rules that run whatever the patterns find, and for others those in which theirs were found.
        """
        yield from ((rule, range(len(matches))) for rule in self._always)
        found: dict[str, list[int]] = {}
        for number, some in enumerate(matches):
            for name in some:
                found.setdefault(name, []).append(number)
        yield from ((rule, found[name]) for name, rule in self._by_name.items() if rule.patterns and name in found)

    def _hits(
        self, rule: Rule, analysis: Analysis, matches: Mapping[str, list[Match]], options: Mapping[str, Any]
    ) -> Iterable[Hit]:
        """The hits of a rule."""
        some = _held(rule, analysis, matches) if rule.patterns else ()
        if not rule.function:
            return (_pattern_hit(rule, analysis, match) for match in some)
        beside = self._matches_beside(rule, analysis, matches) if rule.beside else {}
        return self._functions[rule.function](analysis, Given(options, some, beside))

    def _matches_beside(
        self, rule: Rule, analysis: Analysis, matches: Mapping[str, list[Match]]
    ) -> dict[str, list[Match]]:
        if self._beside_names[rule.name].isdisjoint(matches):
            return {}
        near = [other for other in self._beside[rule.name] if other.name in matches and other.speaks(analysis.language)]
        held = {other.name: _held(other, analysis, matches) for other in near}
        return {name: some for name, some in held.items() if some}


def _neighbours(rule: Rule, rules: Iterable[Rule]) -> list[Rule]:
    """The rules with patterns that a rule's key ``beside`` names; by a category, those made of patterns alone."""
    return [
        other
        for other in rules
        if other.patterns and (other.name in rule.beside or (other.category in rule.beside and not other.function))
    ]


def _held(rule: Rule, analysis: Analysis, matches: Mapping[str, list[Match]]) -> list[Match]:
    """A rule's matches that stand where it wants them and that nothing speaks against."""
    return [match for match in matches.get(rule.name, ()) if _holds(rule, analysis, match)]


def _scores(analysis: Analysis, found: Iterable[Found]) -> dict[str, float]:
    """What a report says of the whole text: ``translation`` is 0 to 1, higher for a machine's translation.

    Hits of the category of that name, warnings at least, count as artefacts unless they are about the whole text.
    """
    judgement = analysis.translation
    if judgement is None:
        return {}
    artefacts = sum(
        rule.category == "translation" and severity >= Severity.WARNING and not hit.whole
        for rule, severity, hit in found
    )
    return {"translation": round(with_artefacts(judgement.machine, artefacts), 4)}


def _inside(analysis: Analysis, some: Iterable[Found]) -> list[Found]:
    """The hits whose spans lie in the text."""
    return [one for one in some if 0 <= one[2].start <= one[2].end <= len(analysis.text)]


def _said(found: Iterable[Found], hit: Hit) -> bool:
    """Whether there is a hit already about the place of another: both are short and overlap."""
    return hit.end - hit.start <= _NEAR and any(
        one.start < hit.end and hit.start < one.end and one.end - one.start <= _NEAR for _, _, one in found
    )


def _holds(rule: Rule, analysis: Analysis, match: Match) -> bool:
    """Whether a match stands where the rule wants it and nothing speaks against it."""
    if rule.where != "anywhere":
        zone = analysis.zones.of(match.paragraph)
        if zone != rule.where and not (rule.where == "outside" and zone != "body"):
            return False
    if rule.quoted != "anywhere" and analysis.quoted(match.start) != (rule.quoted == "inside"):
        return False
    if rule.unless:
        start, end = analysis.paragraph(match.paragraph)
        text = (analysis.text if rule.raw else analysis.shadow)[start:end]
        case = all(pattern.case for pattern in rule.patterns)
        return not any(compile_folded(veto, case=case, raw=rule.raw).search(text) for veto in rule.unless)
    return True


def _pattern_hit(rule: Rule, analysis: Analysis, match: Match) -> Hit:
    """The hit of a rule that is patterns alone."""
    start, end = match.start, match.end
    if rule.unit == "sentence":
        start, end = analysis.sentence_at(match.start)
    elif rule.unit == "paragraph":
        start, end = analysis.paragraph(match.paragraph)
    values = {"match": analysis.text[match.start : match.end], **match.groups}
    return Hit(start, end, values, fix=_pattern_fix(rule, analysis, Span(start, end)))


def _pattern_fix(rule: Rule, analysis: Analysis, span: Span) -> Fix | None:
    if not rule.fix:
        return None
    if rule.fix == "delete-line":
        span = _whole_line(analysis.text, span)
    text = rule.fix[1:] if rule.fix.startswith("=") else ""
    return Fix(rule.safe, (Edit(span.start, span.end, text),))


def _whole_line(text: str, span: Span) -> Span:
    """The lines a span stands on, with the line end behind them."""
    start = text.rfind("\n", 0, span.start) + 1
    start = max(start, text.rfind("\r", start, span.start) + 1)
    end = span.end
    while end < len(text) and text[end] not in "\r\n":
        end += 1
    if text.startswith("\r\n", end):
        return Span(start, end + 2)
    return Span(start, min(end + 1, len(text)))


def _tidy(found: list[Found]) -> list[Found]:
    """Hits in order of place and rule, without those that say of a span what a stronger one says already.

    Dropped is a hit that overlaps an earlier, longer one of its own rule, a hit on the very span of a more severe one
    (or, equally severe, of a rule earlier in the alphabet) of its category, and what is no error within an error of its
    category: single words of a piece of code or of filler text are no findings of their own.
    """
    found.sort(key=lambda one: (one[2].start, -one[2].end, one[0].name))
    last: dict[str, int] = {}
    errors: dict[str, int] = {}
    best: dict[tuple[int, int, str], Found] = {}
    for one in found:
        rule, severity, hit = one
        if hit.start < last.get(rule.name, -1):
            continue
        if severity < Severity.ERROR and hit.end <= errors.get(rule.category, -1) and not hit.whole:
            continue
        last[rule.name] = hit.end
        if severity == Severity.ERROR:
            errors[rule.category] = max(hit.end, errors.get(rule.category, -1))
        place = (hit.start, hit.end, rule.category)
        if place not in best or best[place][1] < severity:
            best[place] = one
    return sorted(best.values(), key=lambda one: (one[2].start, one[2].end, one[0].name))
