"""Texts follow an editor's edits, whatever they are."""

from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra 'serve' is not installed")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from lintnews.server.documents import Open, opened, path_of
from lintnews.server.positions import joined
from tests.server.test_positions import ANY, ENCODINGS, places, point


def started(text: str, encoding: str, uri: str = "untitled:a") -> Open:
    return opened(types.TextDocumentItem(uri, "plaintext", 1, text), encoding, Path("/tmp"))


@given(st.data(), ANY, ENCODINGS)
def test_the_text_is_the_editors_after_any_edits(data: st.DataObject, text: str, encoding: str) -> None:
    document = started(text, encoding)
    text = joined(text)
    for version in range(2, data.draw(st.integers(2, 5)) + 1):
        changes: list[types.TextDocumentContentChangeEvent] = []
        for _ in range(data.draw(st.integers(1, 3))):
            new = data.draw(ANY)
            if data.draw(st.booleans()):
                start, end = sorted(data.draw(st.tuples(places(text), places(text))))
                where = types.Range(
                    types.Position(*point(text, start, encoding)), types.Position(*point(text, end, encoding))
                )
                changes.append(types.TextDocumentContentChangePartial(where, new))
                text = joined(text[:start] + new + text[end:])
            elif data.draw(st.booleans()):
                changes.append(types.TextDocumentContentChangeWholeDocument(new))
                text = joined(new)
        before = document.revision
        document.change(version, changes)
        assert document.positions.text == text
        assert document.version == version
        assert document.revision > before


@given(ANY, ENCODINGS, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1), ANY)
def test_an_edit_anywhere_does_no_harm(text: str, encoding: str, line: int, character: int, new: str) -> None:
    document = started(text, encoding)
    where = types.Range(types.Position(line, character), types.Position(0, 0))
    document.change(2, [types.TextDocumentContentChangePartial(where, new)])
    assert len(document.positions.text) <= len(text) + len(new)


def test_paths() -> None:
    root = Path("/news")
    assert path_of("file:///a/b%20c.md", "markdown", root) == "/a/b c.md"
    assert path_of("untitled:Untitled-1", "markdown", root) == "/news/Untitled-1.md"
    assert path_of("untitled:Untitled-1", "plaintext", root) == "/news/Untitled-1"
    assert path_of("untitled:../../etc/x.json", "plaintext", root) == "/news/x.json.txt"
    assert path_of("http://example.org/a.html?x=1", "html", root) == "/news/a.html"
    assert path_of("vscode-vfs://host/a.htm", "html", root) == "/news/a.htm.html"
    assert path_of("file:///a%00b", "plaintext", root) == "/news/a_b"
    assert path_of("http://[", "plaintext", root) == "/news/untitled"
    assert path_of("", "plaintext", root) == "/news/untitled"
