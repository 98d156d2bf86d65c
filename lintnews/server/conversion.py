"""Findings as the protocol has them: diagnostics, and edits."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from lintnews.documents.document import ReadError
from lintnews.findings import Edit, Finding, RelatedPlace, Severity
from lintnews.positions import line_starts
from lintnews.server.linting import Linted
from lintnews.server.positions import Positions

SOURCE = "lintnews"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_COMPARED = 4000  # lines up to which changes are told apart


class Conversion:
    """The way from a linted text to a client: its document's address, the encoding of positions, what it knows."""

    def __init__(self, uri: str, linted: Linted, encoding: str, *, related: bool, unnecessary: bool) -> None:
        """Take a text.

        Args:
            uri: the address that the client knows it by.
            linted: the text with its findings.
            encoding: that of positions.
            related: the client shows related places.
            unnecessary: the client shows what is superfluous.
        """
        self.uri, self.linted = uri, linted
        self.positions = Positions(linted.text, encoding)
        self._encoding, self._related, self._unnecessary = encoding, related, unnecessary
        self._others = {path: Positions(text, encoding) for path, text in linted.others.items()}

    def diagnostics(self) -> list[types.Diagnostic]:
        """All findings, then what kept the text from being read."""
        some = [self.diagnostic(finding) for finding in self.linted.findings]
        return some + [self._error(error) for error in self.linted.errors if error.path == self.linted.path]

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """A finding."""
        related = [self._place(place) for place in finding.related] if self._related else []
        superfluous = self._unnecessary and _is_superfluous(finding)
        return types.Diagnostic(
            range=self.range(finding.start.offset, finding.end.offset),
            message=finding.message,
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if superfluous else None,
            related_information=related or None,
            data={"fingerprint": finding.fingerprint},
        )

    def range(self, start: int, end: int) -> types.Range:
        """The range of a span of the file."""
        return _range(self.positions, start + self.linted.shift, end + self.linted.shift)

    def edit(self, edit: Edit) -> types.TextEdit:
        """An edit of the file."""
        return types.TextEdit(self.range(edit.start, edit.end), edit.text)

    def edits_to(self, new: str) -> list[types.TextEdit]:
        """Edits that make another text of the whole one, byte order mark and all."""
        return [
            types.TextEdit(_range(self.positions, edit.start, edit.end), edit.text)
            for edit in changes(self.linted.text, new)
        ]

    def _error(self, error: ReadError) -> types.Diagnostic:
        line = max((error.line or 1) - 1, 0)
        at = self.positions.offset((line, 0)) + max((error.column or 1) - 1, 0)
        return types.Diagnostic(
            _range(self.positions, at, at), error.message, severity=types.DiagnosticSeverity.Error, source=SOURCE
        )

    def _place(self, place: RelatedPlace) -> types.DiagnosticRelatedInformation:
        if place.path in ("", self.linted.path):
            where = self.range(place.start.offset, place.end.offset)
            return types.DiagnosticRelatedInformation(types.Location(self.uri, where), place.message)
        there = self._others.get(place.path)
        where = (
            _range(there, place.start.offset, place.end.offset)
            if there
            else types.Range(
                types.Position(place.start.line - 1, place.start.column - 1),
                types.Position(place.end.line - 1, place.end.column - 1),
            )
        )
        return types.DiagnosticRelatedInformation(types.Location(address(place.path), where), place.message)


def address(path: str) -> str:
    """The address of a file."""
    return str(from_fs_path(str(Path(path).absolute())))


def changes(old: str, new: str) -> Iterator[Edit]:
    """Edits, line by line, that make one text of another."""
    before, after = _lines(old), _lines(new)
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    here, there = before[head : len(before) - tail], after[head : len(after) - tail]
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    if len(here) + len(there) > _COMPARED:
        yield Edit(starts[head], starts[head + len(here)], "".join(there))
        return
    for kind, first, behind, low, high in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit(starts[head + first], starts[head + behind], "".join(there[low:high]))


def _lines(text: str) -> list[str]:
    starts = [*line_starts(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _range(positions: Positions, start: int, end: int) -> types.Range:
    return types.Range(types.Position(*positions.point(start)), types.Position(*positions.point(end)))


def _is_superfluous(finding: Finding) -> bool:
    """Whether all of a finding can go, for sure."""
    return (
        finding.fix is not None
        and finding.fix.safe
        and not any(edit.text for edit in finding.fix.edits)
        and _covered(finding.fix.edits, finding.start.offset, finding.end.offset)
    )


def _covered(edits: Iterable[Edit], start: int, end: int) -> bool:
    return start < end and any(edit.start <= start and end <= edit.end for edit in edits)
