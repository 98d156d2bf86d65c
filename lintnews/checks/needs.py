"""What a text must hold for a regular expression to match in it.

Two kinds of text are told: *literals*, in lower case, and *shapes*, in which every lower-case letter is ``a``, every
capital ``A`` and every digit ``0``. Of ``[a-z]{2}[,;][A-Z]`` no literal says much, but its shapes ``aa,A`` and ``aa;A``
are rare. Of either kind at least one of the texts told occurs in every match.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from re import IGNORECASE
from typing import Any
from warnings import catch_warnings, simplefilter

with catch_warnings():
    simplefilter("ignore", DeprecationWarning)
    from re import _constants, _parser  # type: ignore[attr-defined]  # the only parser of Python's own syntax

_MOST_LITERALS = 400
_MOST_SHAPES = 16  # each is looked for by itself
_MOST_REPEATS = 3  # an item repeated up to so many times is written out
_COMPARED = 60  # texts that are compared with each other: the time it takes grows with the square
_FEW = 4  # characters of a class up to which each makes literals of its own
_LONG_LITERAL, _LONG_SHAPE = 5, 6  # characters beyond which a longer text is not taken to be rarer
_ENDLESS = 1 << 30
_FIRST_FAR = 0x370  # the first code point beyond the Latin scripts
_EMPTY = frozenset({""})
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_Parsed = Any  # what the private parser of the standard library yields has no type of its own
_Texts = frozenset[str]
_Item = Callable[[object, _Parsed], _Texts | None]
"""The texts that one character of an expression stands for; None where it is no character or they are too many."""

SHAPED = bytes(
    ord("a" if chr(code).islower() else "A" if chr(code).isupper() else "0" if chr(code).isdigit() else chr(code))
    for code in range(128)
) + bytes(128)
"""What each ASCII character is in a shape."""


def literals(regex: str) -> tuple[str, ...]:
    """Literals of which every match of ``regex`` holds at least one, whatever its case; empty where none is certain."""
    return tuple(sorted(_Needs(_literal, _MOST_LITERALS, _LONG_LITERAL).of(_parser.parse(regex))))


def shapes(regex: str, *, case: bool) -> tuple[str, ...]:
    """Shapes of which every match of ``regex`` holds at least one; empty where none is certain, or all are common.

    Unless ``case``, those of the match in lower case.
    """
    parsed = _parser.parse(regex)
    case = case and not parsed.state.flags & IGNORECASE
    found = _Needs(_shape if case else _lower_shape, _MOST_SHAPES, _LONG_SHAPE).of(parsed)
    return tuple(sorted(found)) if all(text.strip("a ") for text in found) else ()


def longest(regex: str) -> int:
    """Code points beyond which no match of ``regex`` goes; very many where it has no end."""
    return int(min(_parser.parse(regex).getwidth()[1], _ENDLESS))


def signs(some: Sequence[str]) -> str:
    """A character beyond ASCII of each of some literals; empty where one of them has none."""
    found = [next((char for char in literal if not char.isascii()), "") for literal in some]
    return "".join(found) if found and all(found) else ""


def are_far(some: Sequence[str]) -> bool:
    """Whether each of some literals, of which there must be one, has a letter beyond the Latin scripts."""
    return bool(some) and all(any(ord(char) >= _FIRST_FAR and char.isalpha() for char in literal) for literal in some)


def _literal(op: object, value: _Parsed) -> _Texts | None:
    if op is _constants.LITERAL:
        return frozenset({chr(value).lower()})
    if op is _constants.IN and len(value) <= _FEW and all(item[0] is _constants.LITERAL for item in value):
        return frozenset(chr(item[1]).lower() for item in value)
    return None


def _shape(op: object, value: _Parsed) -> _Texts | None:
    if op is _constants.LITERAL:
        return _shapes_from(value, value)
    if op is not _constants.IN:
        return None
    found: set[str] = set()
    for kind, what in value:
        if kind is _constants.LITERAL:
            found |= _shapes_from(what, what)
        elif kind is _constants.RANGE:
            found |= _shapes_from(*what)
        elif kind is _constants.CATEGORY and what is _constants.CATEGORY_DIGIT:
            found.add("0")
        elif kind is _constants.CATEGORY and what is _constants.CATEGORY_WORD:
            found |= {"a", "A", "0", "_"}
        else:
            return None
    return frozenset(found)


def _lower_shape(op: object, value: _Parsed) -> _Texts | None:
    found = _shape(op, value)
    return None if found is None else frozenset(text.lower() for text in found)


@lru_cache(256)
def _shapes_from(first: int, last: int) -> _Texts:
    """The shapes of the ASCII characters in a range: there are no others in the text."""
    return frozenset(chr(SHAPED[code]) for code in range(first, min(last, 127) + 1))


class _Needs:
    """Finds what an expression needs, in terms of the texts that its characters stand for.

    Nothing is said of a part with flags of its own: it may take either case where the others do not.
    """

    def __init__(self, item: _Item, most: int, long: int) -> None:
        """Take what tells the texts of a character, how many texts may be told, and from which length they are rare."""
        self._item, self._most, self._long = item, most, long

    def of(self, parsed: _Parsed) -> _Texts:
        """Texts of which a match of ``parsed`` holds at least one; empty where nothing is certain."""
        best: _Texts = frozenset()
        run = _EMPTY
        for op, value in parsed:
            exact = self._exact(op, value)
            joined = None if exact is None else self._product(run, exact)
            if joined is not None:
                run = joined
                continue
            edge = exact if exact is not None else self._edge(op, value)
            best = self._better(best, self._product(run, edge) or run)
            run = edge
            if exact is None:
                best = self._better(best, self._need(op, value))
        return self._better(best, run)

    def _exact(self, op: object, value: _Parsed) -> _Texts | None:
        """All texts an item can match, where they are few; None otherwise."""
        if op is _constants.AT:
            return _EMPTY
        if op is _constants.SUBPATTERN:
            return None if value[1] else self._exact_sequence(value[3])
        if op is _constants.BRANCH:
            parts = [self._exact_sequence(part) for part in value[1]]
            known = [part for part in parts if part is not None]
            return frozenset().union(*known) if len(known) == len(parts) else None
        if op in _REPEATS and int(value[1]) <= _MOST_REPEATS:
            once = self._exact_sequence(value[2])
            powers = [self._power(once, times) for times in range(value[0], value[1] + 1)]
            known = [power for power in powers if power is not None]
            return frozenset().union(*known) if len(known) == len(powers) else None
        return self._item(op, value)

    def _exact_sequence(self, parsed: _Parsed) -> _Texts | None:
        texts: _Texts | None = _EMPTY
        for op, value in parsed:
            exact = self._exact(op, value)
            texts = None if exact is None or texts is None else self._product(texts, exact)
            if texts is None:
                return None
        return texts

    def _power(self, texts: _Texts | None, times: int) -> _Texts | None:
        """The texts that stand ``times`` times in a row; None where they are unknown or too many."""
        power: _Texts | None = _EMPTY
        for _ in range(times):
            power = None if power is None or texts is None else self._product(power, texts)
        return power

    def _edge(self, op: object, value: _Parsed) -> _Texts:
        """Texts of which an item begins with one and ends in one."""
        if op in _REPEATS and value[0] >= 1:
            return self._power(self._exact_sequence(value[2]), min(value[0], _MOST_REPEATS)) or _EMPTY
        return _EMPTY

    def _product(self, texts: _Texts, others: _Texts) -> _Texts | None:
        """Each of some texts followed by each of others; None where they are too many."""
        if len(texts) * len(others) > self._most:
            return None
        return frozenset(one + other for one in texts for other in others)

    def _need(self, op: object, value: _Parsed) -> _Texts:
        """The same as ``of`` for one item whose texts cannot all be listed."""
        if op is _constants.SUBPATTERN:
            return frozenset() if value[1] else self.of(value[3])
        if op is _constants.BRANCH:
            parts = [self.of(part) for part in value[1]]
            some: _Texts = frozenset().union(*parts)
            return some if all(parts) and len(some) <= self._most else frozenset()
        if op in _REPEATS and value[0] >= 1:
            row = self._power(self._exact_sequence(value[2]), min(value[0], self._long))
            return self._better(self.of(value[2]), row or frozenset())
        return self.of(value) if op is _constants.ATOMIC_GROUP else frozenset()

    def _better(self, one: _Texts, other: _Texts) -> _Texts:
        """The more selective of two sets: its shortest text is longer; fewer texts where that is equal."""
        sets = [_shortened(texts) for texts in (one, other) if texts and "" not in texts and len(texts) <= self._most]
        return max(sets, key=lambda texts: (min(self._long, min(map(len, texts))), -len(texts)), default=frozenset())


def _shortened(texts: _Texts) -> _Texts:
    """The texts without those that hold another of them; of many texts all."""
    if not 1 < len(texts) <= _COMPARED:
        return texts
    return frozenset(text for text in texts if not any(other in text for other in texts if other != text))
