"""Regular expressions that are compiled once on a machine, not once in every run.

Compiling the hundred expressions that one article needs takes longer than all the rest of its check. What Python's
compiler makes of an expression is a list of numbers; it is kept in the user's cache, together for all expressions met
so far, and handed to the matching engine again, which checks it before use. Those of the shipped rules and modules are
compiled when lintnews is installed, for the Python that installs it. The parts of the standard library used here are
private, so whatever they refuse is compiled the ordinary way.
"""

import atexit
import hashlib
import marshal
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, cast

from lintnews import cachedir
from lintnews.resources import shipped

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
FILE = "regexes"
"""The name under which compiled expressions are shipped."""
_DIGEST = 8


class _Kept:
    """The compiled forms known to this process: those of the cache, and those added since."""

    def __init__(self) -> None:
        made_for = cachedir.key(sys.version, sys.byteorder)
        self._name = "regexes-" + made_for
        self._made_for = made_for
        self._fresh = False

    @cached_property
    def _codes(self) -> dict[tuple[str, int], _Code]:
        """Those of the user's cache, and those added since."""
        stored = cachedir.load(self._name)
        return {} if stored is None else marshal.loads(stored)  # noqa: S302

    @cached_property
    def _shipped(self) -> tuple[dict[bytes, tuple[int, int]], memoryview]:
        """Where each of the shipped ones stands in what they stand in."""
        content = shipped(FILE, self._made_for)
        if content is None:
            return {}, memoryview(b"")
        size = int.from_bytes(content[:_DIGEST], "little")
        try:
            return marshal.loads(content[_DIGEST : _DIGEST + size]), content[_DIGEST + size :]  # noqa: S302
        except (EOFError, TypeError, ValueError):  # damaged
            return {}, memoryview(b"")

    def _of_shipped(self, regex: str, flags: int) -> _Code | None:
        places, content = self._shipped
        place = places.get(_digest(regex, flags))
        try:
            return marshal.loads(content[slice(*place)]) if place else None  # noqa: S302
        except (EOFError, TypeError, ValueError):
            return None

    def compile(self, regex: str, flags: int) -> re.Pattern[str]:
        """The compiled expression.

        Raises:
            re.error: it is no regular expression.
        """
        try:
            code = self._of_shipped(regex, flags) or self._codes.get((regex, flags)) or self._add(regex, flags)
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


def _digest(regex: str, flags: int) -> bytes:
    return hashlib.blake2b(f"{flags} {regex}".encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def to_ship(some: Iterable[tuple[str, int]]) -> tuple[str, bytes]:
    """What expressions with their flags are shipped as: the key of the Python they are for, and the content.

    Those that Python's private parts refuse are left out.
    """
    places: dict[bytes, tuple[int, int]] = {}
    pieces: list[bytes] = []
    at = 0
    for regex, flags in some:
        try:
            piece = marshal.dumps(_disassembled(regex, flags))
        except (AttributeError, ImportError, TypeError, ValueError, RuntimeError):
            continue
        places[_digest(regex, flags)] = at, at + len(piece)
        pieces.append(piece)
        at += len(piece)
    head = marshal.dumps(places)
    return _kept()._made_for, b"".join([len(head).to_bytes(_DIGEST, "little"), head, *pieces])


def of_modules() -> list[tuple[str, int]]:
    """The expressions of the modules loaded so far, with their flags."""
    return [lazy._made_of for lazy in _lazy]


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
        _lazy.append(self)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever re.Pattern has)
        pattern = compile_regex(*self._made_of)
        self.__dict__.update({each: getattr(pattern, each) for each in _METHODS})
        return getattr(pattern, name)


_lazy: list[_Lazy] = []
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, but compiled when first used, by ``compile_regex``: for expressions of modules."""
    return cast(re.Pattern[str], _Lazy(text, int(flags)))
