"""What the reports in XML share."""

from xml.sax.saxutils import quoteattr

_REPLACED = "\N{REPLACEMENT CHARACTER}"


def attributes(**values: object) -> str:
    """Attributes ready to stand in a tag, with a blank before each."""
    return "".join(f" {name}={quoteattr(clean(str(value)), _BREAKS)}" for name, value in values.items())


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold in any form."""
    return text if text.isprintable() else "".join(char if _allowed(ord(char)) else _REPLACED for char in text)


_BREAKS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def _allowed(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
