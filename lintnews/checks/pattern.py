"""Patterns: regular expressions over the shadow text, and what the matchers need to know of each.

A pattern may name word lists: ``{{saying}}`` stands for any entry of ``rules/words/saying.txt``. Its own characters
are folded as the text is, so ``’`` in a pattern matches any apostrophe. It matches without regard to case unless the
rule says ``case: true``; ``raw: true`` matches the text itself, for rules about the very marks and letters.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lintnews.analysis.shadow import MARKS, fold
from lintnews.checks.needs import are_far, literals, longest, shapes, signs
from lintnews.regexes import compile_regex, regex
from lintnews.resources import word_list

_LIST = regex(r"\{\{([a-z-]+)\}\}")
_BARE = r"[^A-Za-z0-9\n]*"
_RAW_BARE = r"[\W_]*"


_APART = "\0"  # between literals that are put together; no article has it


class PatternError(ValueError):
    """A pattern that does not compile."""


class Pattern(NamedTuple):
    """A pattern ready for the matchers.

    ``regex`` is Python's, matched against one paragraph; a ``whole`` pattern must match it from end to end.
    ``joined`` are its ``literals``, put together so that they load in little time. ``shapes`` are others, of which any
    match has one, see ``lintnews.checks.needs``; a raw pattern has none. ``values`` (names and texts) are those of the
    table row the pattern came from; its matches carry them. Of a raw pattern, ``signs`` are characters beyond ASCII of
    which any match contains one, empty where none are known, and ``far`` says that any match contains a letter beyond
    the Latin scripts. ``longest`` is how far it may be from the first letter or digit to the last in a line (code
    points) that a whole pattern matches; 0 where that is not known.
    """

    regex: str
    whole: bool
    case: bool
    raw: bool
    joined: str
    shapes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    signs: str = ""
    far: bool = False
    longest: int = 0

    @property
    def literals(self) -> tuple[str, ...]:
        """Lower-case texts of which any match contains at least one; empty where none is known."""
        return _parted(self.joined)

    def fits(self, length: int) -> bool:
        """Whether a line may match that is so long from its first letter or digit to the last, see ``core_length``."""
        return not self.longest or length <= self.longest

    def compile(self) -> re.Pattern[str]:
        """The compiled expression; cached."""
        return _compiled(self.regex, self.case, self.raw)


def core_length(line: str) -> int:
    """How far it is from the first letter or digit of a line of shadow text to the last, in code points."""
    return len(line.strip(MARKS))


@lru_cache(maxsize=8192)
def _parted(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_APART)) if joined else ()


@lru_cache(maxsize=4096)
def _compiled(regex: str, case: bool, raw: bool) -> re.Pattern[str]:
    return compile_regex(regex, flags_of(case, raw))


def flags_of(case: bool, raw: bool) -> int:
    """The flags of expressions of patterns."""
    return int((re.NOFLAG if raw else re.ASCII) | (re.NOFLAG if case else re.IGNORECASE))


def compile_folded(regex: str, *, case: bool, raw: bool) -> re.Pattern[str]:
    """A compiled expression with the flags patterns have."""
    return _compiled(regex, case, raw)


def make_pattern(source: str, *, whole: bool, case: bool, raw: bool) -> Pattern:
    """The pattern of a rule file's line.

    Raises:
        PatternError: it does not compile, names an unknown word list, or can match nothing at all.
    """
    expanded = _LIST.sub(_alternatives, source)
    regex = expanded if raw else fold(expanded)
    core = regex
    if whole:
        bare = _RAW_BARE if raw else _BARE
        regex = f"{bare}(?:{core}){bare}"
    try:
        compiled = re.compile(regex, flags_of(case, raw))
    except re.error as error:
        raise PatternError(f"does not compile: {error}") from None
    if compiled.fullmatch("") and not whole:
        raise PatternError("matches nothing at all, so it would match everywhere")
    some = literals(regex)
    joined = _APART.join(some)
    if raw:
        return Pattern(regex, whole, case, raw, joined, signs=signs(some), far=are_far(some))
    return Pattern(regex, whole, case, raw, joined, shapes(regex, case=case), longest=longest(core) if whole else 0)


def _alternatives(found: re.Match[str]) -> str:
    try:
        entries = word_list(found[1])
    except FileNotFoundError:
        raise PatternError(f"no word list rules/words/{found[1]}.txt") from None
    return any_of(entries)


def any_of(words: Sequence[str]) -> str:
    """A regex for any of some words, the longest that fits; shared beginnings are put once, so that it is quick."""
    return f"(?:{_trie(words)})"


def _trie(words: Sequence[str]) -> str:
    branches: dict[str, list[str]] = {}
    for word in filter(None, words):
        branches.setdefault(word[0], []).append(word[1:])
    some = [(" " if first == " " else re.escape(first)) + _trie(rest) for first, rest in branches.items()]
    regex = some[0] if len(some) == 1 else f"(?:{'|'.join(some)})" if some else ""
    return f"(?:{regex})?" if regex and "" in words else regex
