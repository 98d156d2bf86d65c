"""What an editor is told is what ``lintnews check`` says of the same text."""

import asyncio
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra 'serve' is not installed")

from lsprotocol import types

from lintnews.cli.app import run
from tests.server.client import PATIENCE, Client, can, session
from tests.server.test_positions import point

ROOT = Path(__file__).parent.parent.parent
BAD = "Header Ads\nA wombat slept. Read more.\nRead more\n"
LANGUAGES = {".md": "markdown", ".html": "html", ".txt": "plaintext"}
SEVERITIES = {"error": 1, "warning": 2, "info": 3}


def checked(file: Path, text: str, *options: str, encoding: str = "utf-32") -> list[tuple[Any, ...]]:
    """What ``lintnews check`` says of a file with that text: ends as positions, rule, severity, message."""
    file.write_bytes(text.encode())
    out = file.with_name("out.jsonl")
    assert run(["check", str(file), "--format", "jsonl", "--output-file", str(out), *options]) in (0, 1)
    found = map(json.loads, out.read_text("utf-8").splitlines())
    out.unlink()
    return [
        (
            point(text, one["start"]["offset"], encoding),
            point(text, one["end"]["offset"], encoding),
            one["rule"],
            SEVERITIES[one["severity"]],
            one["message"],
        )
        for one in found
    ]


def shown(some: Sequence[types.Diagnostic]) -> list[tuple[Any, ...]]:
    return [
        (
            (one.range.start.line, one.range.start.character),
            (one.range.end.line, one.range.end.character),
            one.code,
            int(one.severity or 0),
            one.message,
        )
        for one in some
    ]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Real files: the seeds, pages of this project, and a large HTML page; one with CRLF and a severity for all."""
    (tmp_path / "lintnews.toml").write_text('severity = "info"\n')
    for file in [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]:
        shutil.copy(file, tmp_path)
    seed = min((ROOT / "seeds").glob("*.txt"))
    text = seed.read_text("utf-8")
    (tmp_path / "crlf.txt").write_bytes(text.replace("\n", "\r\n").encode())
    (tmp_path / "astral.txt").write_bytes(text.replace(" the ", " \U0001f600\u2028the ").encode())
    body = "".join(f"<p>{line}</p>\n" for line in text.replace("&", "&amp;").replace("<", "&lt;").splitlines())
    (tmp_path / "page.html").write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    (tmp_path / "page.md").write_text("# Title\n\n" + text.replace("\n", "\n\n"), "utf-8")
    return sorted(file for file in tmp_path.iterdir() if file.suffix in LANGUAGES)


def read(file: Path) -> str:
    return file.read_bytes().decode()


def test_findings_are_those_of_check(files: list[Path]) -> None:
    async def ask(pulls: bool) -> dict[Path, Sequence[types.Diagnostic]]:
        found: dict[Path, Sequence[types.Diagnostic]] = {}
        extra = {"diagnostic": types.DiagnosticClientCapabilities()} if pulls else {}
        async with session(capabilities=can(["utf-32"], **extra), folder=files[0].parent) as client:
            for file in files:
                client.opens(file.as_uri(), read(file), LANGUAGES[file.suffix])
                if pulls:
                    found[file] = await pulled(client, file.as_uri())
                else:
                    found[file] = await client.told(file.as_uri())
        return found

    told, asked = asyncio.run(ask(False)), asyncio.run(ask(True))
    total = 0
    for file in files:
        wanted = checked(file, read(file))
        assert shown(told[file]) == wanted, file
        assert shown(asked[file]) == wanted, file
        total += len(wanted)
    assert total > 100
    assert {type(one.range) for some in told.values() for one in some} == {types.Range}


async def pulled(client: Client, uri: str) -> Sequence[types.Diagnostic]:
    given = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
    report = await asyncio.wait_for(client.text_document_diagnostic_async(given), PATIENCE)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    given = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=report.result_id)
    again = await asyncio.wait_for(client.text_document_diagnostic_async(given), PATIENCE)
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    return report.items


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_findings_after_many_edits_are_those_of_check(tmp_path: Path, encoding: str) -> None:
    chance = random.Random(encoding)
    text = read(max((ROOT / "seeds").glob("003*"))).replace("\n", "\r\n").replace(" a ", " a \U0001f600 ")
    pieces = ["Read more\r\n", "\U0001f600", "\u20ac ", "\r\n", "Header Ads\n", "the the ", "\u2028", ""]
    file = tmp_path / "edited.txt"

    async def edit() -> Sequence[types.Diagnostic]:
        nonlocal text
        async with session("--isolated", capabilities=can([encoding])) as client:
            client.opens(file.as_uri(), text)
            for version in range(2, 42):
                start = chance.randrange(len(text))
                end = min(start + chance.choice([0, 0, 1, 5, 60]), len(text))
                ends = [at - (text[at - 1 : at + 1] == "\r\n") for at in (start, end)]
                where = [types.Position(*point(text, at, encoding)) for at in ends]
                new = chance.choice(pieces)
                client.changes(file.as_uri(), version, types.TextDocumentContentChangePartial(types.Range(*where), new))
                text = text[: ends[0]] + new + text[ends[1] :]
            return await client.told(file.as_uri(), 41)

    some = asyncio.run(edit())
    wanted = checked(file, text, "--isolated", encoding=encoding)
    assert shown(some) == wanted
    assert len(wanted) > 10


def test_settings_allow_lists_and_markers_count_and_are_read_again(tmp_path: Path) -> None:
    settings, allow, file = tmp_path / "lintnews.toml", tmp_path / "lintnews.allow", tmp_path / "a.md"
    settings.write_text('select = ["boilerplate"]\n')
    text = "Header Ads\n\nA wombat slept.\n\n<!-- lintnews: allow boilerplate because -->\nRead more\n"

    async def ask() -> list[list[Any]]:
        capabilities = can()
        watched = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        capabilities.workspace = types.WorkspaceClientCapabilities(did_change_watched_files=watched)
        seen = []
        async with session(capabilities=capabilities, folder=tmp_path) as client:
            client.opens(file.as_uri(), text, "markdown")
            seen.append([one.code for one in await client.told(file.as_uri())])
            settings.write_text('ignore = ["boilerplate", "provenance"]\n')
            changed = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)
            client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
            seen.append([one.code for one in await client.told(file.as_uri())])
            settings.write_text('select = ["boilerplate"]\nmarkers = false\n')
            allow.write_text('[[allow]]\nrule = "boilerplate/advertisement"\nreason = "seen"\n')
            client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(file.as_uri())))
            seen.append([one.code for one in await client.told(file.as_uri())])
            assert client.registered == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        return seen

    assert asyncio.run(ask()) == [["boilerplate/advertisement"], [], ["boilerplate/read-more-teaser"]]


def test_rules_of_ones_own_are_read_again(tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "house" / "no-wombats.yaml"
    rule.parent.mkdir(parents=True)
    words = "message: 'no {}'\nseverity: error\nfind: ['{}']\nwhy: House style.\nbad: ['A [[{}]].']\ngood: [None.]\n"
    rule.write_text(words.replace("{}", "wombat"))
    (tmp_path / "lintnews.toml").write_text('rule-folders = ["rules"]\nselect = ["house"]\n')
    uri = (tmp_path / "a.txt").as_uri()

    async def ask() -> list[str]:
        async with session(folder=tmp_path) as client:
            client.opens(uri, "A wombat met a koala.")
            first = [one.message for one in await client.told(uri)]
            page = await client.hover(uri, types.Position(0, 3))
            rule.write_text(words.replace("{}", "koala"))
            client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
            return [*first, *(one.message for one in await client.told(uri)), page]

    first, second, page = asyncio.run(ask())
    assert (first, second) == ("no wombat", "no koala")
    assert "### house/no-wombats" in page
    assert "House style." in page


def test_broken_settings_are_one_message(tmp_path: Path) -> None:
    settings = tmp_path / "lintnews.toml"
    settings.write_text('selekt = ["boilerplate"]\n')
    uris = [(tmp_path / name).as_uri() for name in ("a.txt", "b.txt")]

    async def ask() -> tuple[list[str], list[str]]:
        async with session(folder=tmp_path) as client:
            for uri in uris:
                client.opens(uri, BAD)
                assert await client.hover(uri, types.Position(0, 0)) == ""
            client.changes(uris[0], 2, types.TextDocumentContentChangeWholeDocument(BAD + "More."))
            assert await client.hover(uris[0], types.Position(0, 0)) == ""
            settings.write_text('select = ["boilerplate/advertisement"]\n')
            client.changes(uris[0], 3, types.TextDocumentContentChangeWholeDocument(BAD))
            return client.messages, [str(one.code) for one in await client.told(uris[0])]

    messages, codes = asyncio.run(ask())
    assert len(messages) == 1
    assert "lintnews.toml:1: unknown key 'selekt'" in messages[0]
    assert codes == ["boilerplate/advertisement"]


def test_stale_results_are_dropped_and_closing_clears(tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()

    async def ask() -> list[tuple[int | None, list[str]]]:
        async with session("--isolated") as client:
            client.opens(uri, BAD)
            for version in range(2, 30):
                client.changes(uri, version, types.TextDocumentContentChangeWholeDocument(BAD * version))
            client.changes(uri, 30, types.TextDocumentContentChangeWholeDocument("Header Ads\nA wombat slept.\n"))
            await client.told(uri, 30)
            client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
            seen: list[tuple[int | None, list[str]]] = []
            while not seen or seen[-1][0] is not None:
                params = await asyncio.wait_for(client.published.get(), PATIENCE)
                seen.append((params.version, [str(one.code) for one in params.diagnostics]))
            client.opens(uri, BAD, version=31)
            assert await client.told(uri, 31)
            return seen

    assert asyncio.run(ask()) == [(None, [])]


def test_copies_lead_to_each_other_and_to_other_files(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    words = "The council of the small town voted on Monday night to build a second bridge over the wide river, "
    words += "after eleven years of debate, three studies and a petition that four thousand people had signed."
    (archive / "old.txt").write_text(f"\U0001f600\U0001f600 Old news of the day stood here. {words}\n", "utf-8")
    mine = (tmp_path / "new.txt").as_uri()
    related = types.PublishDiagnosticsClientCapabilities(related_information=True)

    async def ask(*options: str, text: str) -> Sequence[types.Diagnostic]:
        async with session(*options, capabilities=can(publish_diagnostics=related)) as client:
            client.opens(mine, text)
            return [one for one in await client.told(mine) if str(one.code).startswith("duplication/")]

    (twice,) = asyncio.run(ask("--isolated", text=f"{words}\n\nA wombat slept.\n\n{words}\n"))
    assert twice.related_information is not None
    assert [one.location.uri for one in twice.related_information] == [mine]
    others = asyncio.run(ask("--isolated", "--against", str(archive), text=f"A wombat slept.\n\n{words}\n"))
    places = [one.location for each in others for one in each.related_information or ()]
    assert {one.uri for one in places} == {(archive / "old.txt").as_uri()}
    old = (archive / "old.txt").read_text("utf-8")
    units = len(old[: old.index(words)].encode("utf-16-le")) // 2
    assert units in {one.range.start.character for one in places}


def test_what_can_go_is_tagged_where_the_client_knows_tags(tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    tags = types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary])

    async def ask(capabilities: types.ClientCapabilities) -> dict[Any, Any]:
        async with session("--isolated", capabilities=capabilities) as client:
            client.opens(uri, "Header Ads\nA wombat slept at noon , they said.\n")
            return {one.code: (one.tags, one.source, one.code_description) for one in await client.told(uri)}

    known = asyncio.run(ask(can(publish_diagnostics=types.PublishDiagnosticsClientCapabilities(tag_support=tags))))
    assert known["boilerplate/advertisement"] == ((types.DiagnosticTag.Unnecessary,), "lintnews", None)
    assert known["provenance/no-byline-or-date"][0] is None
    assert {tags for tags, _, _ in asyncio.run(ask(can())).values()} == {None}


def test_hover_tells_the_message_and_the_page_of_the_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    hostile = "![x](http://example.org/x.png) <img src=x> ```"

    async def ask(*formats: types.MarkupKind) -> list[str]:
        hover = types.HoverClientCapabilities(content_format=list(formats))
        async with session("--isolated", capabilities=can(hover=hover)) as client:
            client.opens(uri, f'A wombat slept.\nHeader Ads\n"Yes," an official who {hostile} said.\n"{hostile}\n')
            found = await client.told(uri)
            pages = [await client.hover(uri, one.range.start) for one in found]
            assert await client.hover(uri, types.Position(0, 99)) in ("", *pages)
            return pages

    pages = asyncio.run(ask(types.MarkupKind.Markdown))
    (page,) = [one for one in pages if one.startswith('```text\n"Header Ads"')]
    assert run(["explain", "boilerplate/advertisement", "--color", "never"]) == 0
    why = [line.strip() for line in capsys.readouterr().out.split("\n\n")[1].splitlines()]
    assert " ".join(why) in page
    assert "### boilerplate/advertisement" in page
    for one in pages:
        outside = one.split("```")[::2]
        assert "http://example.org" not in "".join(outside) or "````" in one
    plain = asyncio.run(ask(types.MarkupKind.PlainText))
    assert any("boilerplate/advertisement  error" in one for one in plain)
