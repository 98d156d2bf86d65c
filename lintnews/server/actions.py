"""What can be done about findings: fixes, and letting them pass."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from lintnews import allow
from lintnews.documents.document import ReadError
from lintnews.documents.read import is_text, load
from lintnews.findings import Finding, Fix
from lintnews.fixes import has_manifest
from lintnews.reports.terminal import safe
from lintnews.server import allowing
from lintnews.server.conversion import Conversion, address
from lintnews.server.positions import Positions

FIX_ALL = "source.fixAll.lintnews"
KINDS: Sequence[str] = (types.CodeActionKind.QuickFix, FIX_ALL)
_SHOWN = 40  # characters of a text in a title


class Client(NamedTuple):
    """What a client can do with edits.

    ``versioned`` edits name the version they are for, ``creates`` files, ``resolves`` says that edits may come later.
    """

    encoding: str
    versioned: bool = False
    creates: bool = False
    resolves: bool = False


def wanted(only: Sequence[str] | None, kind: str) -> bool:
    """Whether a kind of action is asked for."""
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def quick_fixes(
    conversion: Conversion, version: int | None, findings: Sequence[Finding], client: Client, *, allows: bool
) -> Iterator[types.CodeAction]:
    """The fixes of findings, safe ones first, then the ways to let them pass.

    Args:
        conversion: the text they were found in.
        version: its version.
        findings: what the actions are about.
        client: what can be done with edits.
        allows: whether allow lists count.
    """
    signed = has_manifest(conversion.linted.text)
    for finding in sorted((one for one in findings if one.fix), key=lambda one: not (one.fix and one.fix.safe)):
        if finding.fix and is_text(conversion.linted.path):
            yield _fix(conversion, version, finding, finding.fix, client, signed=signed)
    for finding in findings:
        edit = allowing.marker(conversion.linted, finding)
        if edit:
            edits = changed(conversion.uri, version, [conversion.edit(edit)], client)
            yield _action(conversion, finding, f"Allow {finding.rule} here, with a comment", edits)
        if allows:
            listed = _entry(conversion, finding, client)
            if listed:
                yield _action(conversion, finding, f"Allow this finding of {finding.rule} in {allow.NAME}", listed)


def fix_all(conversion: Conversion, version: int | None, new: str, client: Client) -> types.WorkspaceEdit:
    """The edit that makes all safe fixes, ``new`` being the text with them made."""
    return changed(conversion.uri, version, conversion.edits_to(new), client)


def fixable(conversion: Conversion) -> bool:
    """Whether there are safe fixes that may be made."""
    linted = conversion.linted
    return (
        is_text(linted.path)
        and any(one.fix and one.fix.safe for one in linted.findings)
        and not has_manifest(linted.text)
    )


def changed(uri: str, version: int | None, edits: list[types.TextEdit], client: Client) -> types.WorkspaceEdit:
    """Edits of one document."""
    if not client.versioned:
        return types.WorkspaceEdit(changes={uri: edits})
    return types.WorkspaceEdit(document_changes=[_document_edit(uri, version, edits)])


def _document_edit(uri: str, version: int | None, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    return types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), list(edits))


def _fix(
    conversion: Conversion, version: int | None, finding: Finding, fix: Fix, client: Client, *, signed: bool
) -> types.CodeAction:
    title = _title(conversion, fix)
    if signed:
        title += " (unsafe: breaks the C2PA manifest)"
    elif not fix.safe:
        title += " (unsafe: may change what the author wrote)"
    edits = changed(conversion.uri, version, [conversion.edit(edit) for edit in fix.edits], client)
    return _action(conversion, finding, title, edits, preferred=fix.safe and not signed)


def _title(conversion: Conversion, fix: Fix) -> str:
    if len(fix.edits) != 1:
        return f"Make {len(fix.edits)} changes"
    (edit,), shift = fix.edits, conversion.linted.shift
    old = conversion.linted.text[edit.start + shift : edit.end + shift]
    if not edit.text:
        return f'Delete "{_short(old)}"'
    return f'Replace "{_short(old)}" by "{_short(edit.text)}"' if old else f'Insert "{_short(edit.text)}"'


def _short(text: str) -> str:
    text = safe(" ".join(text.split()) or text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _action(
    conversion: Conversion, finding: Finding, title: str, edit: types.WorkspaceEdit, *, preferred: bool = False
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[conversion.diagnostic(finding)],
        is_preferred=preferred,
        edit=edit,
    )


def _entry(conversion: Conversion, finding: Finding, client: Client) -> types.WorkspaceEdit | None:
    """The edit that adds an entry to the allow list beside the settings; None where the client cannot create one."""
    if not Path(conversion.linted.path).is_absolute() or finding.record is not None:
        return None
    file = conversion.linted.config.root / allow.NAME
    uri, old = address(str(file)), ""
    if file.is_file():
        try:
            old = load(str(file)).text
        except ReadError:
            return None
    elif not (client.creates and client.versioned):
        return None
    words = allowing.entry(conversion.linted, finding)
    if not words:
        return None
    end = types.Position(*Positions(old, client.encoding).point(len(old)))
    gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
    added = [types.TextEdit(types.Range(end, end), gap + words)]
    if file.is_file():
        return changed(uri, None, added, client)
    create = types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True))
    return types.WorkspaceEdit(document_changes=[create, _document_edit(uri, None, added)])
