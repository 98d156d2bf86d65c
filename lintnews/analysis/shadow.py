"""Shadow text: one ASCII character for each code point, so that patterns need no thought for accents or marks.

Accented letters become their base letter, all double quotation marks ``"``, single ones and apostrophes ``'``, dashes
and hyphens ``-``, the ellipsis ``.``, every kind of blank a space, currency signs ``$``, bullets ``*``. What has no
ASCII counterpart becomes a stand-in: ``x`` or ``X`` for a letter, ``0`` for a digit, control characters for the rest.
Positions in the shadow are positions in the text, and byte offsets equal code points.
"""

import unicodedata

from lintnews.regexes import regex

INVISIBLE = "\x01"  # format and control characters, combining marks
SYMBOL = "\x02"  # anything else without a counterpart
COPYRIGHT, REGISTERED, TRADEMARK = "\x04", "\x05", "\x06"
LEFT_GUILLEMET, RIGHT_GUILLEMET = "\x0e", "\x0f"
MARKS = "".join(chr(code) for code in range(128) if not chr(code).isalnum())
"""All characters that are neither letters nor digits."""

_SPECIAL = {
    **dict.fromkeys("“”„‟″＂〝〞", '"'),
    **dict.fromkeys("‘’‚‛′ʼ´", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("•·●▪◦‣∙■►▶▸", "*"),
    **dict.fromkeys("«‹", LEFT_GUILLEMET),
    **dict.fromkeys("»›", RIGHT_GUILLEMET),
    **dict.fromkeys("\u2028\u2029\x85", " "),
    "…": ".",
    "©": COPYRIGHT,
    "®": REGISTERED,
    "™": TRADEMARK,
    "ß": "s",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "æ": "a",
    "Æ": "A",
    "œ": "o",
    "Œ": "O",
    "þ": "t",
    "Þ": "T",
    "ð": "d",
    "Ð": "D",
}


class _Shadows(dict[str, str]):
    """The shadow of each character, worked out when first met."""

    def __missing__(self, char: str) -> str:
        self[char] = shadow = _shadow_of(char)
        return shadow


def _shadow_of(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] == "Z":
        return " "
    if kind[0] in "CM":
        return INVISIBLE
    if kind == "Sc":
        return "$"
    base = unicodedata.normalize("NFKD", char)[0]
    if base.isascii() and base.isprintable() and base != " ":
        return base
    if kind[0] == "L":
        return "X" if kind in ("Lu", "Lt") else "x"
    return "0" if kind[0] == "N" else SYMBOL


_SHADOWS = _Shadows(_SPECIAL)
_NON_ASCII = regex(r"[^\x00-\x7f]")
_ASCII = bytes(range(128))
_FEW = 12  # different characters up to which replacing one after the other is faster


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, in order."""
    if text.isascii():
        return ""
    # Bytes are sieved some twenty times faster than characters are searched for.
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def fold(text: str, beyond: str | None = None) -> str:
    """The shadow of a text: ASCII only, the same number of characters, a carriage return turned into a line feed.

    ``beyond`` is what ``beyond_ascii`` gives for the text, where that is known.
    """
    some = set(beyond_ascii(text) if beyond is None else beyond)
    if len(some) <= _FEW:
        for char in some:
            text = text.replace(char, _SHADOWS[char])
    else:
        text = _NON_ASCII.sub(lambda found: _SHADOWS[found[0]], text)
    return text.replace("\r", "\n")
