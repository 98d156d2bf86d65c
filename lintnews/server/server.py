"""The server itself: what a client asks and tells, and when texts are linted."""

import asyncio
import contextlib
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method
from pygls.uris import to_fs_path

from lintnews import __version__
from lintnews.checks.rule import RuleError
from lintnews.config.errors import ConfigError
from lintnews.corpus.segment import IndexDamagedError
from lintnews.findings import Finding
from lintnews.server import pages
from lintnews.server.abilities import Abilities
from lintnews.server.actions import FIX_ALL, KINDS, fix_all, fixable, quick_fixes, wanted
from lintnews.server.conversion import Conversion
from lintnews.server.documents import Open, opened
from lintnews.server.linting import Linted, Linter, Wanted
from lintnews.server.positions import Positions

Kind = TypeVar("Kind")

_PAUSE = 0.2  # seconds without typing before a text is linted
_LONGEST_PAUSE = 3.0
_LARGE = 500_000  # characters from which a text waits in a line of its own
_WATCHED = ("**/lintnews.toml", "**/.lintnews.toml", "**/pyproject.toml", "**/lintnews.allow")
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
        _register(self)

    # What the client tells.

    def begin(self, params: types.InitializeParams) -> None:
        """Learn what the client can do, and where it works."""
        self.abilities = Abilities(params.capabilities, str(self.workspace.position_encoding))
        folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        path = to_fs_path(folders[0])
        if path and Path(path).is_dir():
            self._root = Path(path)
        if self.abilities.pulls:
            self.feature(
                types.TEXT_DOCUMENT_DIAGNOSTIC,
                types.DiagnosticOptions(
                    inter_file_dependencies=bool(self.asked.against), workspace_diagnostics=False, identifier="lintnews"
                ),
            )(_pull)
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


def findings_at(linted: Linted, positions: Positions, where: types.Range) -> list[Finding]:
    """The findings that a range touches."""
    first, behind = (positions.offset((at.line, at.character)) - linted.shift for at in (where.start, where.end))
    return [one for one in linted.findings if one.start.offset <= behind and first <= one.end.offset]


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


async def _pull(server: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    found = await server.current(params.text_document.uri)
    if found is None:
        if params.previous_result_id and params.text_document.uri in server.open:  # settings are broken: all stays
            return types.RelatedUnchangedDocumentDiagnosticReport(params.previous_result_id)
        return types.RelatedFullDocumentDiagnosticReport([])
    document, linted = found
    name = f"{document.linted_revision}"
    if params.previous_result_id == name:
        return types.RelatedUnchangedDocumentDiagnosticReport(name)
    items = await server.aside(document, server.conversion(document, linted).diagnostics)
    return types.RelatedFullDocumentDiagnosticReport(items, result_id=name)


async def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    found = await server.current(params.text_document.uri)
    if found is None:
        return None
    document, linted = found
    conversion = server.conversion(document, linted)
    some = findings_at(linted, conversion.positions, types.Range(params.position, params.position))
    if not some:
        return None
    kind = types.MarkupKind.Markdown if server.abilities.markdown else types.MarkupKind.PlainText
    words = (pages.markdown if server.abilities.markdown else pages.plain)(some, linted.config)
    where = conversion.range(some[0].start.offset, some[0].end.offset)
    return types.Hover(types.MarkupContent(kind, words), where)


async def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    found = await server.current(params.text_document.uri)
    if found is None:
        return []
    document, linted = found
    version, only = document.version, params.context.only
    conversion = server.conversion(document, linted)
    actions: list[types.CodeAction] = []
    if wanted(only, types.CodeActionKind.QuickFix):
        some = findings_at(linted, conversion.positions, params.range)
        allows = not server.asked.isolated
        make = partial(quick_fixes, conversion, version, some, server.abilities.client, allows=allows)
        actions += await server.aside(document, lambda: list(make()))
    if wanted(only, FIX_ALL) and fixable(conversion):
        action = types.CodeAction("Make all safe fixes of lintnews", FIX_ALL, data={"uri": document.uri})
        actions.append(action if server.abilities.client.resolves else await _resolve(server, action))
    return actions


async def _resolve(server: Server, action: types.CodeAction) -> types.CodeAction:
    """The action with its edit."""
    uri = action.data.get("uri") if isinstance(action.data, dict) else getattr(action.data, "uri", None)
    found = await server.current(str(uri)) if action.edit is None else None
    if found:
        document, linted = found
        version = document.version
        new = await server.mended(document)
        conversion = server.conversion(document, linted)
        action.edit = await server.aside(document, lambda: fix_all(conversion, version, new, server.abilities.client))
    return action


async def _watch(server: Server, _params: types.InitializedParams) -> None:
    if server.abilities.watches:
        watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("lintnews-settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        with contextlib.suppress(Exception):  # a client that cannot after all; settings are read at each edit anyway
            await server.client_register_capability_async(types.RegistrationParams([registration]))


def _settings(server: Server, _params: object) -> None:
    server.settings_changed()


def _begin(server: Server, params: types.InitializeParams) -> None:
    server.begin(params)


def _shutdown(server: Server, _params: object) -> None:
    server.orderly = True


def _register(server: Server) -> None:
    handlers: Iterable[tuple[str, Callable[..., Any], Any]] = (
        (types.INITIALIZE, _begin, None),
        (types.INITIALIZED, _watch, None),
        (types.SHUTDOWN, _shutdown, None),
        (types.TEXT_DOCUMENT_DID_SAVE, _settings, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _settings, None),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _settings, None),
        (types.TEXT_DOCUMENT_HOVER, _hover, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, _actions,
         types.CodeActionOptions(code_action_kinds=list(KINDS), resolve_provider=True)),
        (types.CODE_ACTION_RESOLVE, _resolve, None),
    )  # fmt: skip
    for name, handler, options in handlers:
        server.feature(name, options)(handler)
