"""The server itself: the documents a client tells of, and when they are linted."""

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method
from pygls.uris import to_fs_path

from lintnews import __version__
from lintnews.checks.rule import RuleError
from lintnews.config.errors import ConfigError
from lintnews.corpus.segment import IndexDamagedError
from lintnews.server.abilities import Abilities
from lintnews.server.conversion import Conversion
from lintnews.server.documents import Open, opened
from lintnews.server.linting import Linted, Linter, Wanted

Kind = TypeVar("Kind")

_PAUSE = 0.2  # seconds without typing before a text is linted
_LONGEST_PAUSE = 3.0
_LARGE = 500_000  # characters from which a text waits in a line of its own
_ALIVE = 1.0  # seconds between two looks at the parent


class Protocol(LanguageServerProtocol):
    """The protocol with documents of our own: pygls has other ideas of where lines end, and splits all at each edit."""

    _server: "Server"

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document is opened."""
        self._server.did_open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document has changed."""
        self._server.did_change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document is closed."""
        self._server.did_close(params.text_document.uri)


class Server(LanguageServer):
    """A language server for one client."""

    def __init__(self, asked: Wanted) -> None:
        super().__init__("lintnews", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.asked = asked
        self.orderly = False
        """Whether the client said that it was about to end."""
        self.abilities = Abilities(types.ClientCapabilities(), "utf-16")
        self.open: dict[str, Open] = {}
        self._root = Path.cwd()
        self._told: dict[str, str] = {}
        self._lines = [(ThreadPoolExecutor(1), Linter(asked)) for _ in range(2)]
        self._watching: asyncio.Task[None] | None = None

    # What the client tells.

    def begin(self, params: types.InitializeParams) -> None:
        """Learn what the client can do, and where it works."""
        self.abilities = Abilities(params.capabilities, str(self.workspace.position_encoding))
        folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        path = to_fs_path(folders[0])
        if path and Path(path).is_dir():
            self._root = Path(path)
        if params.process_id is not None:
            self._watching = asyncio.ensure_future(_end_with(params.process_id))

    def did_open(self, item: types.TextDocumentItem) -> None:
        """Take in a document and lint it."""
        self._forget(item.uri)
        self.open[item.uri] = opened(item, self.abilities.encoding, self._root)
        self._lint_soon(self.open[item.uri], at_once=True)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take in changes, and lint when there are no more for a while."""
        document = self.open.get(params.text_document.uri)
        if document:
            document.change(params.text_document.version, list(params.content_changes))
            self._lint_soon(document)

    def did_close(self, uri: str) -> None:
        """Forget a document, and let its findings be forgotten."""
        if self._forget(uri) and not self.abilities.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def settings_changed(self) -> None:
        """Lint all documents again."""
        for document in self.open.values():
            document.age()
            self._lint_soon(document)
        if self.abilities.pulls and self.abilities.refreshes:
            self.workspace_diagnostic_refresh(None)

    def _forget(self, uri: str) -> bool:
        document = self.open.pop(uri, None)
        if document and document.waiting:
            document.waiting.cancel()
        self._told.pop(uri, None)
        return document is not None

    # Linting.

    def _lint_soon(self, document: Open, *, at_once: bool = False) -> None:
        if document.waiting:
            document.waiting.cancel()
        if not self.abilities.pulls:
            pause = 0.0 if at_once else min(max(_PAUSE, document.took), _LONGEST_PAUSE)
            document.waiting = asyncio.ensure_future(self._publish(document, pause))

    async def _publish(self, document: Open, pause: float) -> None:
        await asyncio.sleep(pause)
        revision, version = document.revision, document.version
        linted = await self._linted(document)
        if linted is None or not self._is_current(document, revision):
            return
        diagnostics = await self.aside(document, self.conversion(document, linted).diagnostics)
        if self._is_current(document, revision):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, diagnostics, version))

    def _is_current(self, document: Open, revision: int) -> bool:
        return self.open.get(document.uri) is document and document.revision == revision

    async def current(self, uri: str) -> tuple[Open, Linted] | None:
        """A document with what is in it now; None if it is closed, or cannot be linted."""
        while document := self.open.get(uri):
            revision = document.revision
            linted = await self._linted(document)
            if self._is_current(document, revision):
                return (document, linted) if linted else None
        return None

    async def _linted(self, document: Open) -> Linted | None:
        """The findings in a document as it is now; None if they are of no use by the time they are known."""
        revision = document.revision
        if document.linted_revision == revision:
            return document.linted
        job = document.running.get(revision)
        if job is None:
            job = document.running[revision] = asyncio.ensure_future(self._lint(document, revision))
        return await asyncio.shield(job)

    async def _lint(self, document: Open, revision: int) -> Linted | None:
        text, begun = document.positions.text, time.monotonic()

        def work(linter: Linter) -> Linted | None:
            return linter.lint(document.path, text) if self._is_current(document, revision) else None

        try:
            linted = await self._in_line(document, work)
        except Exception as error:  # whatever it is, other texts must go on
            self._tell(document, _told(error))
            linted = document.linted if document.linted and document.linted.text == text else None
        else:
            if linted:
                self._tell(document, next((str(one) for one in linted.errors if one.path != document.path), ""))
        finally:
            document.running.pop(revision, None)
        if linted and self._is_current(document, revision):
            document.linted, document.linted_revision = linted, revision
            document.took = time.monotonic() - begun
        return linted

    async def _in_line(self, document: Open, work: Callable[[Linter], Kind]) -> Kind:
        """The outcome of work on a document, which waits for that on others, large ones in a line of their own."""
        executor, linter = self._lines[len(document.positions.text) > _LARGE]
        return await asyncio.get_running_loop().run_in_executor(executor, work, linter)

    async def aside(self, document: Open, work: Callable[[], Kind]) -> Kind:
        """The outcome of work that would keep the client waiting."""
        return await self._in_line(document, lambda _: work())

    async def mended(self, document: Open) -> str:
        """The text of a document with all safe fixes made."""
        text = document.positions.text
        return await self._in_line(document, lambda linter: linter.mended(document.path, text))

    def _tell(self, document: Open, message: str) -> None:
        """Show what is wrong with settings, once as long as it is."""
        known = set(self._told.values())
        if not message:
            self._told.pop(document.uri, None)
            return
        self._told[document.uri] = message
        if message not in known:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"lintnews: {message}"))

    # Answers.

    def conversion(self, document: Open, linted: Linted) -> Conversion:
        """What makes the findings of a document those of the client."""
        can = self.abilities
        return Conversion(document.uri, linted, can.encoding, related=can.related, unnecessary=can.unnecessary)

    def close(self) -> None:
        """Stop what was started beside."""
        for executor, linter in self._lines:
            executor.shutdown(wait=False, cancel_futures=True)
            linter.close()


def _told(error: Exception) -> str:
    if isinstance(error, ConfigError | RuleError | IndexDamagedError | OSError):
        return str(error)
    return f"internal error: {type(error).__name__}: {error}; please report it"


async def _end_with(parent: int) -> None:
    """Wait until a process is gone, and end with it."""
    if os.name == "nt":  # there the closed pipe must do; asking for a process would end it
        return
    while True:
        try:
            os.kill(parent, 0)
        except ProcessLookupError:
            os._exit(1)
        except OSError:  # it is there, and not ours
            pass
        await asyncio.sleep(_ALIVE)
