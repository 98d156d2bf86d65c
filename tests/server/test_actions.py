"""What an editor can do about findings, done as an editor does it, and checked with ``lintnews check``."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra 'serve' is not installed")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from lintnews import allow
from lintnews.cli.app import run
from lintnews.findings import Edit, Excerpt, Finding, Severity
from lintnews.fixes import apply
from lintnews.positions import Place
from lintnews.server.allowing import entry
from lintnews.server.conversion import changes
from lintnews.server.linting import Linted, Linter, Wanted
from lintnews.server.positions import Positions
from tests.server.client import Client, can, session
from tests.server.conftest import ROOT

EVERYWHERE = types.Range(types.Position(0, 0), types.Position(9999, 0))
FIX_ALL = "source.fixAll.lintnews"


def edited(text: str, edits: Sequence[object], encoding: str = "utf-16") -> str:
    """A text as an editor makes it of edits."""
    positions = Positions(text, encoding)
    some = []
    for edit in edits:
        assert isinstance(edit, types.TextEdit)
        start, end = edit.range.start, edit.range.end
        first, behind = (positions.offset((at.line, at.character)) for at in (start, end))
        some.append(Edit(first, behind, edit.new_text))
    return apply(text, some)


def changed(action: types.CodeAction, uri: str, text: str, encoding: str = "utf-16") -> str:
    assert action.edit is not None
    if action.edit.changes is not None:
        return edited(text, action.edit.changes[uri], encoding)
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == (uri, 1)
    return edited(text, change.edits, encoding)


def editor() -> types.ClientCapabilities:
    """A client that takes versioned edits, creates files, and asks for edits later."""
    resolve = types.ClientCodeActionResolveOptions(["edit"])
    capabilities = can(code_action=types.CodeActionClientCapabilities(resolve_support=resolve))
    edits = types.WorkspaceEditClientCapabilities(
        document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
    )
    capabilities.workspace = types.WorkspaceClientCapabilities(workspace_edit=edits)
    return capabilities


async def fix_all(client: Client, uri: str) -> types.CodeAction | None:
    some = await client.actions(uri, EVERYWHERE, only=["source.fixAll"])
    assert {one.kind for one in some} <= {FIX_ALL}
    if some and some[0].edit is None:
        return await client.code_action_resolve_async(some[0])
    return some[0] if some else None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_fix_all_is_check_fix(tmp_path: Path, encoding: str) -> None:
    files = [Path(shutil.copy(file, tmp_path)) for file in sorted((ROOT / "seeds").glob("*.txt"))]
    files[0].write_bytes(files[0].read_bytes().replace(b"\n", b"\r\n"))
    files[1].write_bytes(b"\xef\xbb\xbf" + files[1].read_bytes() + "\nHeader Ads \U0001f600\nHeader Ads\n".encode())
    before = {file: file.read_bytes().decode() for file in files}

    async def ask(capabilities: types.ClientCapabilities) -> dict[Path, str]:
        capabilities.general = types.GeneralClientCapabilities(position_encodings=[encoding])
        found = {}
        async with session("--isolated", capabilities=capabilities) as client:
            for file, text in before.items():
                client.opens(file.as_uri(), text)
                action = await fix_all(client, file.as_uri())
                found[file] = changed(action, file.as_uri(), text, encoding) if action else text
        return found

    later, at_once = asyncio.run(ask(editor())), asyncio.run(ask(can()))
    run(["check", "--isolated", "--fix", "--quiet", *map(str, files)])
    fixed = {file: file.read_bytes().decode() for file in files}
    assert later == at_once == fixed
    assert sum(fixed[file] != text for file, text in before.items()) > 2


def test_quick_fixes_are_safe_and_preferred_or_say_that_they_are_not(tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    text = "\U0001f600 Hall\nHeader Ads\nA wombat slept.\nAbout the Author\nThe the wombat said it would  sleep.\n"

    async def ask() -> list[types.CodeAction]:
        async with session("--isolated", capabilities=editor()) as client:
            client.opens(uri, text)
            assert await client.actions(uri, EVERYWHERE, only=["refactor"]) == []
            return list(await client.actions(uri, EVERYWHERE, only=["quickfix"]))

    some = asyncio.run(ask())
    fixes = [one for one in some if not one.title.startswith("Allow")]
    assert {one.kind for one in fixes} == {types.CodeActionKind.QuickFix}
    assert all(one.is_preferred != ("(unsafe:" in one.title) for one in fixes)
    assert {bool(one.is_preferred) for one in fixes} == {True, False}
    (banner,) = [one for one in fixes if one.diagnostics and one.diagnostics[0].code == "boilerplate/advertisement"]
    assert banner.title == 'Delete "Header Ads"'
    assert changed(banner, uri, text) == text.replace("Header Ads\n", "")


def test_a_file_with_a_manifest_is_not_mended_unasked(tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    text = "Header Ads\nA wombat slept.\n-----BEGIN C2PA MANIFEST-----\nx\n-----END C2PA MANIFEST-----\n"

    async def ask() -> list[types.CodeAction]:
        async with session("--isolated") as client:
            client.opens(uri, text)
            assert await fix_all(client, uri) is None
            return list(await client.actions(uri, EVERYWHERE))

    fixes = [one for one in asyncio.run(ask()) if one.title.startswith("Delete")]
    assert fixes
    assert all("C2PA" in one.title and not one.is_preferred for one in fixes)


def allowing(client_actions: Sequence[types.CodeAction], ending: str) -> list[types.CodeAction]:
    return [one for one in client_actions if one.title.startswith("Allow") and one.title.endswith(ending)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Hall\n\nHeader Ads\n\nA wombat slept.\n"),
        ("a.md", "# Hall\r\n\r\n> A wombat slept.\r\n>\r\n> Read more\r\n"),
        ("a.md", "# Hall\n\n- A wombat slept.\n- Read more\n"),
        ("a.html", "<html><body>\n<p>A wombat slept.</p>\n<p>Header Ads</p>\n</body></html>\n"),
        ("a.html", "<html><body><p>A wombat &amp; a koala.</p><div><b>Read more</b></div></body></html>\n"),
    ],
)
def test_a_marker_lets_pass_what_it_was_asked_for(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "lintnews.toml").write_text('select = ["boilerplate/advertisement", "boilerplate/read-more-teaser"]\n')
    uri = (tmp_path / name).as_uri()

    async def ask() -> list[str]:
        async with session(folder=tmp_path) as client:
            client.opens(uri, text)
            (found,) = await client.told(uri)
            (action,) = allowing(await client.actions(uri, found.range), "with a comment")
            new = changed(action, uri, text)
            client.changes(uri, 2, types.TextDocumentContentChangeWholeDocument(new))
            assert await client.told(uri, 2) == ()
            return [new]

    (new,) = asyncio.run(ask())
    assert new.count("<!-- lintnews: allow boilerplate/") == 1
    assert ("\r\n" in new) == ("\r\n" in text)


def test_there_are_no_markers_in_plain_text_or_where_they_are_off(tmp_path: Path) -> None:
    (tmp_path / "lintnews.toml").write_text("markers = false\n")

    async def ask() -> list[types.CodeAction]:
        async with session(folder=tmp_path) as client:
            some: list[types.CodeAction] = []
            for name in ("a.txt", "a.md"):
                client.opens((tmp_path / name).as_uri(), "A wombat slept.\n\nHeader Ads\n")
                some += await client.actions((tmp_path / name).as_uri(), EVERYWHERE)
            return some

    assert allowing(asyncio.run(ask()), "with a comment") == []


@pytest.mark.parametrize("there", ["", '[[allow]]\nrule = "boilerplate/x"\nreason = "old"'])
def test_an_allow_list_gets_an_entry(tmp_path: Path, there: str) -> None:
    (tmp_path / "lintnews.toml").write_text('select = ["boilerplate"]\n')
    listed = tmp_path / allow.NAME
    if there:
        listed.write_text(there)
    file = tmp_path / "odd [name]! .txt"
    file.write_text("Header Ads\nA wombat slept.\n")

    async def ask() -> None:
        async with session(folder=tmp_path, capabilities=editor()) as client:
            client.opens(file.as_uri(), file.read_text())
            (found,) = await client.told(file.as_uri())
            (action,) = allowing(await client.actions(file.as_uri(), found.range), allow.NAME)
            assert action.edit is not None
            assert action.edit.document_changes is not None
            *created, change = action.edit.document_changes
            assert [type(one) for one in created] == ([] if there else [types.CreateFile])
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.uri == listed.as_uri()
            listed.write_text(edited(there, change.edits))
            client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(file.as_uri())))
            assert await client.told(file.as_uri()) == ()

    asyncio.run(ask())
    assert len(allow.load(listed)) == (2 if there else 1)
    assert run(["check", str(file), "--quiet"]) == 0


def test_a_list_that_is_not_there_and_cannot_be_created_gets_none(tmp_path: Path) -> None:
    async def ask() -> list[types.CodeAction]:
        async with session(folder=tmp_path) as client:
            client.opens((tmp_path / "a.txt").as_uri(), "Header Ads\nA wombat slept.\n")
            return list(await client.actions((tmp_path / "a.txt").as_uri(), EVERYWHERE))

    some = asyncio.run(ask())
    assert some
    assert allowing(some, allow.NAME) == []


NAMES = st.text(alphabet=st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=9)


@given(NAMES.filter(lambda name: name not in (".", "..")), st.text(max_size=100), st.booleans())
def test_an_entry_means_its_finding_whatever_the_words(name: str, words: str, whole: bool) -> None:
    linted = Linter(Wanted(isolated=True)).lint(f"/nowhere/{name}", "")
    path = f"{linted.config.root}/sub/{name}"
    finding = Finding(
        path, "garbled/wombat", Severity.ERROR, "", Place(1, 1, 0), Place(1, 2, 1), words, "0123456789abcdef",
        Excerpt("", 0, 0, False, False), whole=whole,
    )  # fmt: skip
    text = entry(Linted(path, words, linted.config), finding)
    if not text:
        assert not name.isprintable()  # a name that no line of globs can hold
        return
    (one,) = allow.read_entries(text)
    assert one.lets_pass(finding, f"sub/{name}")
    assert not one.lets_pass(finding, f"other/{name}")
    assert not one.lets_pass(finding._replace(rule="garbled/koala"), f"sub/{name}")


@given(st.text("ab\n\r", max_size=30), st.text("ab\n\r", max_size=30))
def test_changes_make_the_one_text_of_the_other(old: str, new: str) -> None:
    assert apply(old, changes(old, new)) == new
