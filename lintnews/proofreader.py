"""What LanguageTool says, as hits of rules named ``grammar/…``, less what is noise on news.

``rules/tables/languagetool.tsv`` says which of its rules are used and how often they were right. Of its spelling rule
only what is surely no name is left: words in lower-case letters, outside quotations, once in the text, for which it has
a better spelling that is not the American one of a British word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.grammar import Match
from lintnews.checks.rule import Rule
from lintnews.findings import Edit, Fix, Hit, Severity
from lintnews.resources import table
from lintnews.selection import Setting


class Known(NamedTuple):
    """What the table says of a rule of LanguageTool, under our name for it.

    ``row`` is the row that speaks of it, empty where none does; ``right`` and ``wrong`` are how often it, or all that
    the row names, hit a defect and a sound sentence when it was measured.
    """

    name: str
    languagetool: str
    row: str
    use: str
    right: int = 0
    wrong: int = 0


Decide = Callable[[Rule], Setting | None]
"""How a rule runs; None where it does not."""

_SPELLING = "MORFOLOGIK_RULE_EN_*"
_OFF = "off"
_UNNAMED = re.compile(r"[^a-z0-9]+")
_WHY = "LanguageTool has a rule for it."
# British to American, in this order; both sides of a pair are made alike, whatever they are.
_VARIANTS = (
    ("sc", "sk"), ("our", "or"), ("is", "iz"), ("ys", "yz"), ("ll", "l"), ("re", "er"), ("c", "s"), ("mme", "m"),
    ("ae", "e"), ("oe", "e"), ("ogue", "og"), ("ge", "g"), ("ph", "f"), ("pt", "p"), ("eable", "able"),
)  # fmt: skip
_SHORTEST = 3


class _Uses(NamedTuple):
    """The table: its rows by full name, and those with a star."""

    exact: Mapping[str, str]
    globs: tuple[tuple[str, str], ...]


def proofread(analysis: Analysis, matches: Iterable[Match], decide: Decide) -> Iterator[tuple[Rule, Severity, Hit]]:
    """The hits of LanguageTool's matches, each with its rule and severity."""
    for match in matches:
        use = use_of(match.rule, match.category)
        if use == _OFF or (fnmatchcase(match.rule, _SPELLING) and not is_misspelt(analysis, match)):
            continue
        rule = rule_of(match, Severity.parse(use))
        setting = decide(rule)
        if setting:
            yield rule, setting.severity, Hit(match.start, match.end, fix=_fix(match))


def rule_of(match: Match, severity: Severity) -> Rule:
    """The rule a match belongs to, its message that of the match."""
    return Rule(rule_name(match.rule), _message(match), severity, _WHY)


def rule_name(languagetool: str) -> str:
    """Our name for a rule of LanguageTool: ``EN_A_VS_AN`` is ``grammar/en-a-vs-an``."""
    return "grammar/" + _UNNAMED.sub("-", languagetool.lower()).strip("-")


def use_of(rule: str, category: str) -> str:
    """What the table says of a rule: off, info or warning."""
    exact, globs = _uses()
    if rule in exact:
        return exact[rule]
    starred = (use for pattern, use in globs if fnmatchcase(rule, pattern))
    return next(starred, exact.get(f"category:{category}", "info"))


def known(name: str) -> Known:
    """What the table says of a rule, by our name for it (``grammar/en-a-vs-an``).

    LanguageTool's own name is told from ours where no row has it: capitals and underscores. The rows of categories
    say nothing here, for only LanguageTool knows the category of a rule.
    """
    guess = name.partition("/")[2].upper().replace("-", "_")
    for row in sorted(table("languagetool"), key=lambda row: "*" in row["rule"]):
        pattern = row["rule"]
        if rule_name(pattern) == name or fnmatchcase(guess, pattern):
            own = guess if "*" in pattern else pattern
            return Known(name, own, pattern, row["use"], int(row["right"] or 0), int(row["wrong"] or 0))
    return Known(name, guess, "", str(Severity.INFO))


def is_misspelt(analysis: Analysis, match: Match) -> bool:
    """Whether a word that is not in the dictionary is surely no name, no speaker's, no term, not British."""
    word = analysis.text[match.start : match.end]
    if len(word) < _SHORTEST or not (word.isalpha() and word.islower() and match.replacements):
        return False
    if analysis.quoted(match.start) or any(_same(word, other) for other in match.replacements):
        return False
    return len(re.findall(rf"\b{re.escape(word)}\b", analysis.text, re.IGNORECASE)) == 1


def _same(word: str, other: str) -> bool:
    """Whether two spellings are those of either side of the Atlantic, or one word written as two."""
    other = other.lower()
    apart = re.sub(r"[ -]", "", other)
    if apart == word and apart != other:
        return not any(piece in _little_words() for piece in other.split(" "))
    return _alike(word) == _alike(other)


def _alike(word: str) -> str:
    for british, american in _VARIANTS:
        word = word.replace(british, american)
    return word


@cache
def _little_words() -> frozenset[str]:
    """English function words: a word glued to one of these is a slip."""
    return frozenset(next(row["words"] for row in table("function-words") if row["language"] == "en").split())


@cache
def _uses() -> _Uses:
    rows = [(row["rule"], row["use"]) for row in table("languagetool")]
    return _Uses(dict(rows), tuple(row for row in rows if "*" in row[0]))


def _message(match: Match) -> str:
    others = match.replacements[1:3]
    words = " ".join(match.message.split()).rstrip(".")
    if match.replacements:
        words += f": {match.replacements[0]!r}" + (f" (or {' or '.join(map(repr, others))})" if others else "")
    return words.replace("{", "{{").replace("}", "}}")


def _fix(match: Match) -> Fix | None:
    if not match.replacements:
        return None
    return Fix(False, (Edit(match.start, match.end, match.replacements[0]),))
