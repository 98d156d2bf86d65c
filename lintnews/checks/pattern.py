"""Patterns: regular expressions over the shadow text, and what the matchers need to know of each.

A pattern may name word lists: ``{{saying}}`` stands for any entry of ``rules/words/saying.txt``. Its own characters
are folded as the text is, so ``’`` in a pattern matches any apostrophe. It matches without regard to case unless the
rule says ``case: true``; ``raw: true`` matches the text itself, for rules about the very marks and letters.
"""

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from lintnews.analysis.shadow import fold
from lintnews.regexes import compile_regex, regex
from lintnews.resources import word_list

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants, _parser  # type: ignore[attr-defined]  # the only parser of Python's own syntax

_LIST = regex(r"\{\{([a-z-]+)\}\}")
_BARE = r"[^A-Za-z0-9\n]*"
_RAW_BARE = r"[\W_]*"
_MOST_LITERALS = 400
_FEW = 4
_EMPTY = frozenset({""})
_Parsed = Any  # what the private parser of the standard library yields has no type of its own


class PatternError(ValueError):
    """A pattern that does not compile."""


class Pattern(NamedTuple):
    """A pattern ready for the matchers.

    ``regex`` is Python's, matched against one paragraph; a ``whole`` pattern must match it from end to end.
    ``literals`` are lower-case texts of which any match contains at least one; empty where none is known. ``values``
    (names and texts) are those of the table row the pattern came from; its matches carry them.
    """

    regex: str
    whole: bool
    case: bool
    raw: bool
    literals: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()

    def compile(self) -> re.Pattern[str]:
        """The compiled expression; cached."""
        return _compiled(self.regex, self.case, self.raw)


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
    if whole:
        bare = _RAW_BARE if raw else _BARE
        regex = f"{bare}(?:{regex}){bare}"
    try:
        compiled = re.compile(regex, flags_of(case, raw))
    except re.error as error:
        raise PatternError(f"does not compile: {error}") from None
    if compiled.fullmatch("") and not whole:
        raise PatternError("matches nothing at all, so it would match everywhere")
    return Pattern(regex, whole, case, raw, _literals(regex))


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


def _literals(regex: str) -> tuple[str, ...]:
    found = _needs(_parser.parse(regex))
    return tuple(sorted(found)) if found and len(found) <= _MOST_LITERALS else ()


def _needs(parsed: _Parsed) -> frozenset[str]:
    """Texts of which a match of ``parsed`` holds at least one (lower case); empty where nothing is certain."""
    best: frozenset[str] = frozenset()
    run = _EMPTY
    for op, value in parsed:
        exact = _exact(op, value)
        if exact is not None and len(run) * len(exact) <= _MOST_LITERALS:
            run = frozenset(one + other for one in run for other in exact)
            continue
        best = _better(best, run)
        run = exact if exact is not None else _EMPTY
        if exact is None:
            best = _better(best, _need(op, value))
    return _better(best, run)


def _exact(op: object, value: _Parsed) -> frozenset[str] | None:
    """All texts an item can match (lower case), where they are few; None otherwise."""
    if op is _constants.LITERAL:
        return frozenset({chr(value).lower()})
    if op is _constants.AT:
        return _EMPTY
    if op is _constants.SUBPATTERN:
        return _exact_sequence(value[3])
    if op is _constants.BRANCH:
        parts = [_exact_sequence(part) for part in value[1]]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    if op is _constants.IN and len(value) <= _FEW and all(item[0] is _constants.LITERAL for item in value):
        return frozenset(chr(item[1]).lower() for item in value)
    if op is _constants.MAX_REPEAT and value[:2] == (0, 1):
        once = _exact_sequence(value[2])
        return None if once is None else once | _EMPTY
    return None


def _exact_sequence(parsed: _Parsed) -> frozenset[str] | None:
    texts = _EMPTY
    for op, value in parsed:
        exact = _exact(op, value)
        if exact is None or len(texts) * len(exact) > _MOST_LITERALS:
            return None
        texts = frozenset(one + other for one in texts for other in exact)
    return texts


def _need(op: object, value: _Parsed) -> frozenset[str]:
    """The same as ``_needs`` for one item whose texts cannot all be listed."""
    if op is _constants.SUBPATTERN:
        return _needs(value[3])
    if op is _constants.BRANCH:
        parts = [_needs(part) for part in value[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT) and value[0] >= 1:
        return _needs(value[2])
    return _needs(value) if op is _constants.ATOMIC_GROUP else frozenset()


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The more selective of two sets: its shortest text is longer; fewer texts where that is equal."""
    sets = [texts for texts in (one, other) if texts and "" not in texts]
    return max(sets, key=lambda texts: (min(5, min(map(len, texts))), -len(texts)), default=frozenset())
