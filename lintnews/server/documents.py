"""The documents an editor has open: their texts, and what was found in them last."""

import asyncio
import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path

from lintnews.documents.read import kind_of
from lintnews.server.linting import Linted
from lintnews.server.positions import Positions, edited, joined

_SUFFIXES = {"markdown": ".md", "html": ".html"}
_NO_NAME = re.compile(r"[^\w.() -]+")
_LONGEST = 100
_revisions = count(1)  # never the same twice, so that a client may be told that nothing has changed


@dataclass(eq=False)
class Open:
    """One open document.

    ``revision`` is another number after every change, also of settings; ``linted`` is what was found in the revision
    ``linted_revision``. ``waiting`` is what will lint it when typing pauses, ``running`` what is at it, and ``took``
    how long that took the last time, in seconds.
    """

    uri: str
    path: str
    version: int | None
    positions: Positions
    revision: int = field(default_factory=_revisions.__next__)
    linted: Linted | None = None
    linted_revision: int = -1
    took: float = 0.0
    waiting: asyncio.Task[None] | None = None
    running: dict[int, "asyncio.Future[Linted | None]"] = field(default_factory=dict)

    def change(self, version: int | None, changes: list[types.TextDocumentContentChangeEvent]) -> None:
        """Take changes in, one after the other."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = change.range.start, change.range.end
                text = edited(self.positions, (start.line, start.character), (end.line, end.character), change.text)
            else:
                text = joined(change.text)
            self.positions = Positions(text, self.positions.encoding)
        self.version = version
        self.age()

    def age(self) -> None:
        """Let what was found be out of date."""
        self.revision = next(_revisions)


def opened(item: types.TextDocumentItem, encoding: str, root: Path) -> Open:
    """A document that an editor has opened; ``root`` is where those without a file are taken to be."""
    positions = Positions(joined(item.text), encoding)
    return Open(item.uri, path_of(item.uri, item.language_id, root), item.version, positions)


def path_of(uri: str, language: str, root: Path) -> str:
    """The path of a document's file; a document without one gets a path in ``root`` that is as good.

    The suffix says the format, as for ``lintnews check``; without a file, the language does where it is not plain text.
    """
    try:
        path = to_fs_path(uri)
    except ValueError:  # no address at all
        path = None
    if path and "\0" not in path and Path(path).is_absolute():
        return path
    name = _name(uri)
    suffix = _SUFFIXES.get(language, ".txt" if language == "plaintext" and kind_of(name) != "plain" else "")
    return str(root / (name if not suffix or name.lower().endswith(suffix) else name + suffix))


def _name(uri: str) -> str:
    try:
        path = urlsplit(uri).path
    except ValueError:
        path = ""
    return _NO_NAME.sub("_", unquote(path).rpartition("/")[2])[-_LONGEST:].lstrip(".") or "untitled"
