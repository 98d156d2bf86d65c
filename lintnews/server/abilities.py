"""What a client can do, of all it may say about itself."""

from lsprotocol import types

from lintnews.server.actions import Client
from lintnews.server.positions import UNITS


class Abilities:
    """What a client can do."""

    def __init__(self, said: types.ClientCapabilities, encoding: str) -> None:
        """Take what a client says, and the encoding of positions that was agreed on."""
        document = said.text_document or types.TextDocumentClientCapabilities()
        workspace = said.workspace or types.WorkspaceClientCapabilities()
        edits = workspace.workspace_edit or types.WorkspaceEditClientCapabilities()
        self.encoding = encoding if encoding in UNITS else "utf-16"
        """The encoding of positions."""
        self.pulls = document.diagnostic is not None
        """It asks for diagnostics, and need not be sent any."""
        self.refreshes = bool(workspace.diagnostics and workspace.diagnostics.refresh_support)
        """It asks again when it is told to."""
        published = document.publish_diagnostics
        some = document.diagnostic if self.pulls else published
        self.related = bool((some and some.related_information) or (published and published.related_information))
        """It shows related places."""
        tags = (some and some.tag_support) or (published and published.tag_support)
        self.unnecessary = bool(tags and types.DiagnosticTag.Unnecessary in tags.value_set)
        """It shows what is superfluous."""
        formats = document.hover.content_format if document.hover else None
        self.markdown = formats is None or types.MarkupKind.Markdown in formats
        """It shows Markdown."""
        watched = workspace.did_change_watched_files
        self.watches = bool(watched and watched.dynamic_registration)
        """It tells of changed files when it is asked to."""
        resolved = document.code_action.resolve_support if document.code_action else None
        self.client = Client(
            self.encoding,
            versioned=bool(edits.document_changes),
            creates=types.ResourceOperationKind.Create in (edits.resource_operations or ()),
            resolves=bool(resolved and "edit" in resolved.properties),
        )
        """What it can do with edits."""
