"""Regular expressions that are compiled once on a machine, not once in every run.

Compiling the hundred expressions that one article needs takes longer than all the rest of its check. What Python's
compiler makes of an expression is a list of numbers; it is kept in the user's cache, together for all expressions met
so far, and handed to the matching engine again, which checks it before use. The parts of the standard library used here
are private, so whatever they refuse is compiled the ordinary way.
"""

import atexit
import marshal
import re
import sys
from array import array
from functools import cache
from typing import Any, cast

from lintnews import cachedir

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class _Kept:
    """The compiled forms known to this process: those of the cache, and those added since."""

    def __init__(self) -> None:
        self._name = "regexes-" + cachedir.key(sys.version, sys.byteorder)
        stored = cachedir.load(self._name)
        self._codes: dict[tuple[str, int], _Code] = {} if stored is None else marshal.loads(stored)  # noqa: S302
        self._fresh = False

    def compile(self, regex: str, flags: int) -> re.Pattern[str]:
        """The compiled expression.

        Raises:
            re.error: it is no regular expression.
        """
        try:
            code = self._codes.get((regex, flags)) or self._add(regex, flags)
            return _assembled(regex, code)
        except (AttributeError, ImportError, TypeError, ValueError, RuntimeError):
            return re.compile(regex, flags)

    def _add(self, regex: str, flags: int) -> _Code:
        self._codes[regex, flags] = code = _disassembled(regex, flags)
        if not self._fresh:
            self._fresh = True
            atexit.register(self._store)
        return code

    def _store(self) -> None:
        cachedir.store(self._name, marshal.dumps(self._codes))


def _disassembled(regex: str, flags: int) -> _Code:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(regex, flags)
    names: dict[str, int] = dict(parsed.state.groupdict)
    indexes: list[str | None] = [None] * parsed.state.groups
    for name, index in names.items():
        indexes[index] = name
    code = array("I", _compiler._code(parsed, flags))
    return flags | parsed.state.flags, code.tobytes(), parsed.state.groups - 1, names, tuple(indexes)


def _assembled(regex: str, code: _Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, numbers, groups, names, indexes = code
    pattern: re.Pattern[str] = _sre.compile(regex, flags, array("I", numbers).tolist(), groups, names, indexes)
    return pattern


_kept = cache(_Kept)


def compile_regex(regex: str, flags: int) -> re.Pattern[str]:
    """What ``re.compile`` gives, from the user's cache where it is there.

    Raises:
        re.error: it is no regular expression.
    """
    return _kept().compile(regex, flags)


class _Lazy:
    """A regular expression that is compiled when first used."""

    def __init__(self, regex: str, flags: int) -> None:
        self._made_of = regex, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever re.Pattern has)
        pattern = compile_regex(*self._made_of)
        self.__dict__.update({each: getattr(pattern, each) for each in _METHODS})
        return getattr(pattern, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, but compiled when first used, by ``compile_regex``: for expressions of modules."""
    return cast(re.Pattern[str], _Lazy(text, int(flags)))
