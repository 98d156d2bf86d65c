"""A server from its beginning to its end, and what must not bring it down."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra 'serve' is not installed")

from lsprotocol import types

from tests.server.client import COMMAND, PATIENCE, Client, can, ended, session

BAD = "Header Ads\nA wombat slept. Read more.\nRead more\n"
ENVELOPE = "Content-Length: {}\r\n\r\n{}"
INITIALIZE = (
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}'
)
SHUTDOWN = '{"jsonrpc":"2.0","id":2,"method":"shutdown","params":null}'
EXIT = '{"jsonrpc":"2.0","method":"exit","params":null}'


def message(content: str) -> bytes:
    return ENVELOPE.format(len(content.encode()), content).encode()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([INITIALIZE, SHUTDOWN, EXIT], 0),
        ([INITIALIZE, EXIT], 1),
        ([EXIT], 1),
        ([INITIALIZE], 1),  # the pipe is closed
        ([], 1),
    ],
    ids=["in order", "without shutdown", "at once", "client gone", "never there"],
)
def test_exit_status(said: list[str], status: int) -> None:
    done = subprocess.run(
        COMMAND, input=b"".join(map(message, said)), capture_output=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == status
    assert done.stderr == b""
    assert done.stdout.count(b"Content-Length") == sum('"id"' in one for one in said)


def test_it_ends_when_its_parent_is_gone() -> None:
    async def ask() -> int:
        parent = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=subprocess.PIPE)
        client = Client()
        await client.start_io(*COMMAND)
        said = types.InitializeParams(capabilities=can(), process_id=parent.pid)
        await asyncio.wait_for(client.initialize_async(said), PATIENCE)
        client.opens("untitled:a", BAD)
        assert await client.told("untitled:a")
        parent.kill()
        await parent.wait()
        return await ended(client)

    assert asyncio.run(ask()) == 1


def test_a_signal_ends_it() -> None:
    async def ask() -> int:
        client = Client()
        await client.start_io(*COMMAND)
        await asyncio.wait_for(client.initialize_async(types.InitializeParams(capabilities=can())), PATIENCE)
        os.kill(client.process.pid, signal.SIGTERM)
        return await ended(client)

    assert asyncio.run(ask()) == 128 + signal.SIGTERM


def test_tcp() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def ask() -> int:
        server = await asyncio.create_subprocess_exec(*COMMAND, "--tcp", f"127.0.0.1:{port}")
        client = Client()
        for _ in range(10 * PATIENCE):
            try:
                await client.start_tcp("127.0.0.1", port)
                break
            except OSError:
                await asyncio.sleep(0.1)
        await asyncio.wait_for(client.initialize_async(types.InitializeParams(capabilities=can())), PATIENCE)
        client.opens("untitled:a", BAD)
        assert [one.code for one in await client.told("untitled:a")].count("boilerplate/advertisement") == 1
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        status = await asyncio.wait_for(server.wait(), PATIENCE)
        await client.stop()  # type: ignore[no-untyped-call]
        return status

    assert asyncio.run(ask()) == 0


@pytest.mark.parametrize("given", [["--tcp", "x"], ["--tcp", "127.0.0.1:99999"], ["--tcp", "a:1", "--stdio"], ["more"]])
def test_usage(given: list[str]) -> None:
    done = subprocess.run([*COMMAND, *given], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2
    assert done.stderr.startswith("lintnews: ")
    assert len(done.stderr.splitlines()) == 1


def test_without_the_extra_it_says_which(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pygls'] = sys.modules['lsprotocol'] = None\n")
    paths = os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]])
    done = subprocess.run(
        COMMAND, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 2
    assert done.stderr == "lintnews: the language server needs pygls: pip install 'lintnews[serve]'\n"


HOSTILE = {
    "untitled:Untitled-1": ("plaintext", BAD),
    "untitled:Untitled-2": ("markdown", "# Hall\n\n" + BAD),
    "vscode-vfs://github/o/r/a.html": ("html", "<p>Header Ads</p>" * 3),
    "http://[": ("plaintext", BAD),
    "": ("plaintext", BAD),
    "file:///": ("plaintext", BAD),
    "file:///a%00b.txt": ("plaintext", BAD),
    "file:///" + "x" * 5000 + ".txt": ("plaintext", BAD),
    "file:///%ff%fe/\ud800.md": ("markdown", BAD),
    "file:///nowhere/lone.txt": ("plaintext", "\ud800 Header Ads\n\udc00\ud83d\ude00\n" + BAD),
    "file:///nowhere/mixed.txt": ("plaintext", "A\rB\r\nC\n\r\u2028\x0b\x0c\x85Header Ads\r\n"),
    "file:///nowhere/nul.txt": ("plaintext", "\0" * 500 + BAD),
    "file:///nowhere/deep.md": ("markdown", "> " * 3000 + "Header Ads\n" + "[" * 3000),
    "file:///nowhere/deep.html": ("html", "<div>" * 5000 + "Header Ads"),
    "file:///nowhere/a.json": ("json", "[" * 5000),
    "file:///nowhere/a.parquet": ("plaintext", BAD),
    "file:///nowhere/a.txt.gz": ("plaintext", BAD),
    "file:///nowhere/empty.txt": ("plaintext", ""),
}


def test_hostile_documents_do_no_harm(tmp_path: Path) -> None:
    async def ask() -> None:
        async with session(folder=tmp_path) as client:
            for uri, (language, text) in HOSTILE.items():
                client.opens(uri, text, language)
                where = types.Range(types.Position(2**31 - 1, 2**31 - 1), types.Position(0, 0))
                client.changes(uri, 2, types.TextDocumentContentChangePartial(where, "\udfff"))
                client.changes(uri, 3, types.TextDocumentContentChangeWholeDocument(text))
                for position in (types.Position(0, 0), types.Position(99, 2**31 - 1)):
                    await client.hover(uri, position)
                await client.actions(uri, types.Range(types.Position(0, 0), types.Position(2**31 - 1, 0)))
            client.changes("file:///never/opened.txt", 2, types.TextDocumentContentChangeWholeDocument(BAD))
            name = types.TextDocumentIdentifier("file:///never/opened.txt")
            client.text_document_did_close(types.DidCloseTextDocumentParams(name))
            assert await client.hover("file:///never/opened.txt", types.Position(0, 0)) == ""
            client.opens("untitled:last", BAD, version=7)
            found = await client.told("untitled:last", 7)
            assert "boilerplate/advertisement" in {one.code for one in found}
            assert not [said for said in client.messages if "Error in server" in said]

    asyncio.run(ask())


def test_what_cannot_be_read_is_shown_at_its_place() -> None:
    async def ask(uri: str, text: str) -> list[tuple[object, str, int]]:
        async with session("--isolated") as client:
            client.opens(uri, text)
            return [(one.code, one.message, one.range.start.line) for one in await client.told(uri)]

    assert asyncio.run(ask("file:///nowhere/a.json", '{"text":\n "a",\n}\n'))[0][2] == 2
    assert asyncio.run(ask("file:///nowhere/a.txt", "\0" * 500)) == [(None, "binary file", 0)]


def test_broken_messages_do_no_harm() -> None:
    bad = [
        b"Content-Length: 7\r\n\r\n{broken",
        message("[]"),
        message("null"),
        message('{"jsonrpc":"1.0"}'),
        message('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{}}'),
        message('{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"x":1}}'),
        message('{"jsonrpc":"2.0","id":8,"method":"no/such","params":{}}'),
        message('{"jsonrpc":"2.0","id":9,"result":{}}'),
        message("[" * 20000),
        b"Nonsense: yes\r\n",
    ]
    done = subprocess.run(
        COMMAND,
        input=b"".join([message(INITIALIZE), *bad, message(SHUTDOWN), message(EXIT)]),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0
    assert b'"id": 2' in done.stdout
    assert b'"id": 8, "error"' in done.stdout.replace(b'"error": ', b'"error"') or b'"id": 8' in done.stdout


def test_ten_megabytes_do_not_keep_others_waiting(tmp_path: Path) -> None:
    line = "The council of the small town voted on Monday to build a bridge over the river. \U0001f600\n"
    text = line * (10_000_000 // len(line.encode()))

    async def ask() -> None:
        async with session("--isolated") as client:
            client.opens("file:///nowhere/large.txt", text)
            client.opens("file:///nowhere/small.txt", BAD)
            for version in range(2, 6):
                end = types.Position(100 * version, 3)
                client.changes(
                    "file:///nowhere/large.txt",
                    version,
                    types.TextDocumentContentChangePartial(types.Range(end, end), "x"),
                )
            # The first that is told is the small one, though the large one was opened before it.
            first = await asyncio.wait_for(client.published.get(), PATIENCE)
            assert first.uri == "file:///nowhere/small.txt"
            assert await client.hover("file:///nowhere/small.txt", types.Position(0, 0))

    asyncio.run(ask())  # and it ends although the large one is still being linted
