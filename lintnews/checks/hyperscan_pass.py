"""One Hyperscan pass over shadow bytes: which pattern may match where.

Hyperscan knows no look-around and no back references; such patterns are compiled as prefilters (they match wherever
the real pattern does, and elsewhere too) or, where even that fails, left to the caller (``numbers`` has the others).
The compiled database is kept in the user's cache under the patterns, the Hyperscan version and the machine kind.
"""

import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from lintnews import cachedir
from lintnews.checks.pattern import Pattern
from lintnews.regexes import regex

_PIECES = regex(r"\(\?P<\w+>|\\.|\[\^?\]?|\]|[$^]", re.DOTALL)
_BLANKS = "[ \\t\\x0b\\x0c\\x1c-\\x1f]*"  # what may stand around a paragraph on its line
_OUTSIDE = {
    "\\s": "[ \\t\\x0b\\x0c]",
    "\\W": "[^A-Za-z0-9_\\n]",
    "\\D": "[^0-9\\n]",
    "\\S": "[^ \\t\\x0b\\x0c\\n]",
    "\\Z": f"{_BLANKS}$",
    "\\A": f"^{_BLANKS}",
    "$": f"{_BLANKS}$",
    "^": f"^{_BLANKS}",
}
_UNKNOWN = regex(r"\(\?(?:[=!>]|<[=!]|P=)|\\[1-9]|[*+?}]\+")  # what Hyperscan can at best compile as a prefilter
_LARGE = regex(r"\{\d*,?\d\d+\}")  # repeats that may be too many for Hyperscan, by themselves or together
_TELLING, _TELLING_LINE = 10, 4  # characters of literals that stand for their pattern
_DUMP = ".db"  # ends the name of the file with the database itself
_INSIDE = {"\\s": " \\t\\x0b\\x0c"}


class HyperscanPass:
    """A compiled database of numbered patterns."""

    def __init__(self, database: object, numbers: Mapping[int, int]) -> None:
        """Take a database and the numbers of its expressions."""
        self._database = database
        self._numbers = numbers
        self.numbers = list(numbers.values())

    @classmethod
    def open(cls, patterns: Sequence[tuple[int, Pattern]], *, build: bool) -> "HyperscanPass | None":
        """The database of these patterns, from the cache or, if ``build``, compiled now (seconds of work).

        None where hyperscan is not installed, or the database is not in the cache and must not be built.
        """
        try:
            import hyperscan
        except ImportError:
            return None
        made_by = hyperscan.__version__, platform.machine(), _this_file()  # type: ignore[attr-defined]
        name = "patterns-" + cachedir.key(*made_by, *(f"{one.case} {one.whole} {one.regex}" for _, one in patterns))
        numbers = [number for number, _ in patterns]
        opened = cls._load(hyperscan, name, numbers)
        if opened is None and build:
            cachedir.building()
            opened = cls._build(hyperscan, [pattern for _, pattern in patterns], numbers, name)
        return opened

    @classmethod
    def _load(cls, hyperscan: ModuleType, name: str, numbers: list[int]) -> "HyperscanPass | None":
        head, dump = cachedir.load(name), cachedir.load(name + _DUMP, checked=False)  # hyperscan keeps a checksum
        if head is None or dump is None:
            return None
        try:
            database = hyperscan.loadb(dump, hyperscan.HS_MODE_BLOCK)
            database.scratch = hyperscan.Scratch(database)
        except hyperscan.error:  # damaged, or made by another version or for another processor
            return None
        return cls(database, {int(index): numbers[int(index)] for index in head.split()})

    @classmethod
    def _build(
        cls, hyperscan: ModuleType, patterns: list[Pattern], numbers: list[int], name: str
    ) -> "HyperscanPass | None":
        ready = [each for i, one in enumerate(patterns) for each in _expressions(hyperscan, i, one)]
        database = _compiled(hyperscan, ready)
        if database is None:  # one is too large, which takes the others with it
            ready = [
                one
                for one in ready
                if not _LARGE.search(one[1].decode("ascii")) or _compiled(hyperscan, [one]) is not None
            ]
            database = _compiled(hyperscan, ready) if ready else None
        if database is None:
            return None
        cachedir.store(name + _DUMP, hyperscan.dumpb(database), checked=False)
        taken = dict.fromkeys(index for index, _, _ in ready)
        cachedir.store(name, " ".join(map(str, taken)).encode("ascii"))
        return cls(database, {index: numbers[index] for index in taken})

    def ends(self, shadow: str) -> list[tuple[int, int]]:
        """Pattern numbers and the offsets (code points) at which they may have matched up to."""
        found: list[tuple[int, int]] = []
        add, numbers = found.append, self._numbers

        def on_match(index: int, start: int, end: int, flags: int, context: object) -> None:
            add((numbers[index], end))

        self._database.scan(shadow.encode("ascii"), match_event_handler=on_match)  # type: ignore[attr-defined]
        return found


@cache
def _this_file() -> str:
    """What decides over the translation of patterns: part of a database's name, so that none outlives a change."""
    return Path(__file__).read_text("utf-8")


def _expressions(hyperscan: ModuleType, index: int, pattern: Pattern) -> Iterator[tuple[int, bytes, int]]:
    """What Hyperscan looks for on behalf of a pattern, with its number: the expression, or its literals.

    Most expressions take Hyperscan a hundred times as long to compile as their literals, which will do where they
    hardly ever stand elsewhere; shorter ones for patterns of whole lines, since few lines are short enough for these
    and most end the match at their first word.
    """
    if min(map(len, pattern.literals), default=0) >= (_TELLING_LINE if pattern.whole else _TELLING):
        for literal in filter(str.isascii, pattern.literals):  # the shadow has no others
            yield index, re.escape(literal).encode("ascii"), hyperscan.HS_FLAG_CASELESS
    else:
        yield index, translate(pattern).encode("ascii"), _flags(hyperscan, pattern)


def _flags(hyperscan: ModuleType, pattern: Pattern) -> int:
    flags: int = hyperscan.HS_FLAG_MULTILINE | hyperscan.HS_FLAG_ALLOWEMPTY
    if not pattern.case:
        flags |= hyperscan.HS_FLAG_CASELESS
    return flags | hyperscan.HS_FLAG_PREFILTER if _UNKNOWN.search(pattern.regex) else flags


def _compiled(hyperscan: ModuleType, some: Sequence[tuple[int, bytes, int]]) -> Any:  # noqa: ANN401  (has no stubs)
    """The database of numbered expressions with their flags; None where Hyperscan refuses one of them."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    numbers, expressions, flags = ([one[i] for one in some] for i in range(3))
    try:
        database.compile(ids=numbers, expressions=expressions, flags=flags, elements=len(some))
    except hyperscan.error:
        return None
    return database


def translate(pattern: Pattern) -> str:
    """The pattern in Hyperscan's syntax, its classes kept from matching across the end of a line."""
    pieces, at, inside = [], 0, False
    for piece in _PIECES.finditer(pattern.regex):
        pieces.append(pattern.regex[at : piece.start()])
        at = piece.end()
        text = piece[0]
        if inside:
            inside = text != "]"
            if text.startswith("["):
                text = "\\" + text
            pieces.append(_INSIDE.get(text, text))
        elif text.startswith("["):
            inside = True
            pieces.append(text.replace("[^", "[^\\n", 1))
        elif text.startswith("(?P<"):
            pieces.append("(")
        else:
            pieces.append(_OUTSIDE.get(text, text))
    regex = "".join([*pieces, pattern.regex[at:]])
    return f"^(?:{regex})$" if pattern.whole else regex
