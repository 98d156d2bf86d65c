"""A real client in a real process's ears: pygls' own, over pipes."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 120  # seconds: a busy machine takes its time
COMMAND = (sys.executable, "-m", "lintnews", "serve")


class Client(LanguageClient):
    """Keeps what the server says."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.messages: list[str] = []
        self.registered: list[str] = []
        self.refreshed = asyncio.Event()
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self.published.put_nowait(params))
        self.feature(types.WINDOW_SHOW_MESSAGE)(lambda said: self.messages.append(said.message))
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda asked: self._register(asked))
        self.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)(lambda *_: self.refreshed.set())

    def _register(self, asked: types.RegistrationParams) -> None:
        self.registered += [one.method for one in asked.registrations]

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._server is not None
        return self._server

    def opens(self, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
        item = types.TextDocumentItem(uri, language, version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def changes(self, uri: str, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
        name = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(name, list(changes)))

    async def told(self, uri: str, version: int | None = None) -> Sequence[types.Diagnostic]:
        """The next diagnostics of a document, of that version at least."""
        while True:
            params = await asyncio.wait_for(self.published.get(), PATIENCE)
            if params.uri == uri and (version is None or (params.version or 0) >= version):
                return params.diagnostics

    async def hover(self, uri: str, at: types.Position) -> str:
        given = types.HoverParams(types.TextDocumentIdentifier(uri), at)
        found = await asyncio.wait_for(self.text_document_hover_async(given), PATIENCE)
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def actions(
        self, uri: str, where: types.Range, only: Sequence[str] | None = None
    ) -> Sequence[types.CodeAction]:
        context = types.CodeActionContext([], only=only)
        given = types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        found = await asyncio.wait_for(self.text_document_code_action_async(given), PATIENCE)
        return [one for one in found or () if isinstance(one, types.CodeAction)]


async def ended(client: Client) -> int:
    """The exit status of a client's server, once it is gone."""
    status = await asyncio.wait_for(client.process.wait(), PATIENCE)
    await client.stop()  # type: ignore[no-untyped-call]
    return status


def can(encodings: Sequence[str] = (), **document: Any) -> types.ClientCapabilities:
    """The capabilities of a client."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=list(encodings) or None),
        text_document=types.TextDocumentClientCapabilities(**document),
    )


@asynccontextmanager
async def session(
    *options: str,
    folder: Path | None = None,
    capabilities: types.ClientCapabilities | None = None,
    parent: int | None = None,
) -> AsyncIterator[Client]:
    """A client whose server has begun; at the end the server must end in order."""
    client = Client()
    await client.start_io(*COMMAND, *options, cwd=folder)
    try:
        said = types.InitializeParams(
            capabilities=capabilities or can(),
            process_id=parent,
            root_uri=folder.as_uri() if folder else None,
        )
        await asyncio.wait_for(client.initialize_async(said), PATIENCE)
        client.initialized(types.InitializedParams())
        yield client
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        assert await ended(client) == 0
    finally:
        if client.process.returncode is None:
            client.process.kill()
        await ended(client)
