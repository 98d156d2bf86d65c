"""Text for people: escaped, measured in columns of a terminal, and coloured."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from lintnews.findings import Severity

_TAB = "    "
_KEPT_FORMAT = "\u200c\u200d"  # joiners, which scripts and emoji need
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_NO_WIDTH = {"Mn", "Me", "Cf"}

Paint = Callable[[str, str], str]
"""Text and a colour's name → the text in that colour, or as it is."""

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "path": "1",
    "rule": "36",
    "dim": "2",
    "good": "1;32",
}


def painter(colour: bool) -> Paint:
    """What puts text in a colour, or leaves it plain."""
    return _paint if colour else _plain


def _paint(text: str, name: str) -> str:
    return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if text else text


def _plain(text: str, name: str) -> str:
    return text


def safe(text: str) -> str:
    """Text that cannot drive a terminal: control and invisible characters are written as escapes, tabs as blanks."""
    if text.isprintable():
        return text
    return "".join(_safe(char) for char in text)


def _safe(char: str) -> str:
    if char == "\t":
        return _TAB
    code = ord(char)
    if char in _KEPT_FORMAT or not (unicodedata.category(char) in _UNSAFE or _is_no_character(code)):
        return char
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_no_character(code: int) -> bool:
    """Whether a code point is one that Unicode will never give a character, and HTML forbids."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def width(text: str) -> int:
    """The columns that safe text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(4096)
def _width(char: str) -> int:
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Marked(NamedTuple):
    """A line ready to be shown: its safe text before, in and after the span."""

    before: str
    inside: str
    after: str

    def underline(self) -> str:
        """A line of ``^`` that stands below the span; at least one."""
        return " " * width(self.before) + "^" * max(width(self.inside), 1)


def fit(before: str, inside: str, after: str, columns: int, cut: tuple[bool, bool] = (False, False)) -> Marked:
    """A line around a span, made safe and cut to ``columns``; "…" stands for what is left out.

    The span is kept as far as it fits, then what is before and after it in equal parts. ``cut`` says whether the line
    goes on to the left and right already.
    """
    before, inside, after = safe(before), safe(inside), safe(after)
    room = columns - width(inside)
    if room < 0 or (room < 2 and (before or after or any(cut))):  # the span alone, as far as it fits
        return Marked("", _head(inside, columns, bool(after) or cut[1]), "")
    half = max(room // 2, room - width(after) - cut[1])
    left = _tail(before, half, cut[0])
    right = _head(after, room - width(left), cut[1])
    return Marked(left, inside, right)


def _head(text: str, columns: int, more: bool) -> str:
    """The beginning of a text that fits, with "…" if it goes on."""
    if width(text) + more <= columns:
        return text + "…" * more
    kept, used = 0, 1
    while kept < len(text) and used + _width(text[kept]) <= columns:
        used += _width(text[kept])
        kept += 1
    return text[:kept] + "…"


def _tail(text: str, columns: int, more: bool) -> str:
    """The end of a text that fits, with "…" if it begins earlier."""
    if width(text) + more <= columns:
        return "…" * more + text
    kept, used = len(text), 1
    while kept and used + _width(text[kept - 1]) <= columns:
        used += _width(text[kept - 1])
        kept -= 1
    return "…" + text[kept:]


def severity_name(severity: Severity, paint: Paint) -> str:
    """A severity's name in its colour."""
    return paint(str(severity), str(severity))


def count(number: int, noun: str) -> str:
    """A number and a noun: ``1 file``, ``2 files``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
