"""What a server answers: diagnostics when they are asked for, what is shown over a finding, what can be done."""

import contextlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from lsprotocol import types

from lintnews.findings import Finding
from lintnews.server import pages
from lintnews.server.actions import FIX_ALL, KINDS, fix_all, fixable, quick_fixes, wanted
from lintnews.server.linting import Linted
from lintnews.server.positions import Positions
from lintnews.server.server import Server

_WATCHED = ("**/lintnews.toml", "**/.lintnews.toml", "**/pyproject.toml", "**/lintnews.allow")


def findings_at(linted: Linted, positions: Positions, where: types.Range) -> list[Finding]:
    """The findings that a range touches."""
    first, behind = (positions.offset((at.line, at.character)) - linted.shift for at in (where.start, where.end))
    return [one for one in linted.findings if one.start.offset <= behind and first <= one.end.offset]


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
    if server.abilities.pulls:
        across = bool(server.asked.against)
        options = types.DiagnosticOptions(
            inter_file_dependencies=across, workspace_diagnostics=False, identifier="lintnews"
        )
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_pull)


def _shutdown(server: Server, _params: object) -> None:
    server.orderly = True


def register(server: Server) -> None:
    """Have a server answer."""
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
