"""What formats say beside the text, under the names a document uses."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

# For each key of a document, what formats call it, the best first; compared without case, "_", "-", ":" and ".".
_NAMES = {
    "title": ("title", "headline", "headlines"),
    "url": ("url", "link", "canonical", "permalink", "mainentityofpage", "uri", "id"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "date": (
        "date",
        "published",
        "datepublished",
        "publishdate",
        "publishedat",
        "publicationdate",
        "pubdate",
        "versioncreated",
        "firstcreated",
    ),
    "source": ("source", "publisher", "site", "sitename", "outlet", "infosources"),
    "language": ("language", "lang", "inlanguage"),
}
_PLAIN = str.maketrans("", "", "_-:. ")
_LOOKS_LIKE_URL = ("http://", "https://")


TEXT_FIELD = "text"
"""What the field of a record with the text is called where nothing else is said."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def metadata_of(fields: Mapping[Any, object], names: Mapping[str, str] = NO_NAMES) -> dict[str, str]:
    """The known fields of a record, as words: title, url, author, date, source, language.

    Lists are joined with commas; of an object, its name counts. Fields without words are left out.

    Args:
        fields: the record.
        names: what it calls a key of a document (``{"author": "written_by"}``), looked for before the usual names.
    """
    by_name: dict[str, object] = {}
    for key, value in fields.items():
        if isinstance(key, str):
            by_name.setdefault(key.translate(_PLAIN).casefold(), value)
    found = {}
    for key, usual in _NAMES.items():
        own = (names[key].translate(_PLAIN).casefold(),) if key in names else ()
        words = _first(
            words_of(by_name[name]) for name in (*own, *usual) if name in by_name and _fits(name, by_name[name])
        )
        if words:
            found[key] = words
    return found


def is_known(name: str, names: Mapping[str, str] = NO_NAMES) -> bool:
    """Whether metadata_of may have a use for a field of this name."""
    plain = name.translate(_PLAIN).casefold()
    own = {each.translate(_PLAIN).casefold() for each in names.values()}
    return plain in own or any(plain in usual for usual in _NAMES.values())


def words_of(value: object) -> str:
    """A field's value as words on one line; empty if it has none."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(words for words in map(_name_of, value) if words)
    return _name_of(value)


def _name_of(value: object) -> str:
    """The words of a value that is no list, so that lists in lists end here."""
    if isinstance(value, Mapping):
        names = (value.get(key) for key in ("name", "value", "@id", "url"))
        return _first(words_of(name) for name in names if isinstance(name, str))
    return "" if isinstance(value, list | tuple) else words_of(value)


def _fits(name: str, value: object) -> bool:
    """Whether a field is what its name says; an id is an address only if it looks like one."""
    return name != "id" or (isinstance(value, str) and value.startswith(_LOOKS_LIKE_URL))


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")
