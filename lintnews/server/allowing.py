"""Letting a finding pass: an entry for ``lintnews.allow``, or a marker where the format has them."""

import json
import re
from collections.abc import Iterator

from lintnews.allow import read_entries
from lintnews.config.errors import ConfigError
from lintnews.corpus.plan import below
from lintnews.documents.document import Document, ReadError
from lintnews.documents.read import kind_of, read
from lintnews.findings import Edit, Finding
from lintnews.fixes import apply
from lintnews.markers import KINDS, markers
from lintnews.positions import Place
from lintnews.server.linting import Linted

REASON = "seen and let pass in an editor"
"""The reason that is put in; whoever lets pass can write a better one."""
_LONGEST = 80  # characters of the words that name a finding in an allow list
_INDENT = re.compile(r"[ \t>]*")
_SPECIAL = re.compile(r"([\\*?\[\]!#]| (?= *$))")


def marker(linted: Linted, finding: Finding) -> Edit | None:
    """The edit that puts a marker for a finding into a Markdown or HTML file; None where none would do.

    What it leaves must be the same text, and the marker must mean the finding: both are tried.
    """
    if kind_of(linted.path) not in KINDS or not linted.config.markers or finding.record is not None:
        return None
    body = linted.text[linted.shift :]
    before = _document(linted.path, body)
    if before is None:
        return None
    return next((edit for edit in _candidates(body, finding) if _holds(before, edit, finding)), None)


def entry(linted: Linted, finding: Finding) -> str:
    """The entry of an allow list that lets a finding pass, as TOML; empty where no glob would mean its file alone."""
    place = below(linted.config, linted.path)
    path = _SPECIAL.sub(r"\\\1", place)
    words = " ".join(finding.text.split())
    by_words = 0 < len(words) <= _LONGEST and words.isprintable() and not finding.whole
    meant = f"text = {_quoted(words)}" if by_words else f"fingerprint = {_quoted(finding.fingerprint)}"
    where, rule, reason = (_quoted(words) for words in (f"/{path}", finding.rule, REASON))
    text = f"[[allow]]\npath = {where}\nrule = {rule}\n{meant}\nreason = {reason}\n"
    try:
        return text if all(one.lets_pass(finding, place) for one in read_entries(text)) else ""
    except (ConfigError, ValueError):  # no TOML, no glob
        return ""


def _candidates(body: str, finding: Finding) -> Iterator[Edit]:
    comment = f"<!-- lintnews: allow {finding.rule} {REASON} -->"
    start, end = finding.start.offset, finding.end.offset
    line = max(body.rfind("\n", 0, start), body.rfind("\r", 0, start)) + 1
    indent = _INDENT.match(body, line)
    above = Edit(line, line, f"{indent[0] if indent else ''}{comment}{_line_end(body)}")
    yield from (above, Edit(start, start, comment), Edit(end, end, comment))


def _holds(before: Document, edit: Edit, finding: Finding) -> bool:
    after = _document(before.path, apply(before.source.text, [edit]))
    if after is None or after.text != before.text:
        return False
    shift = len(edit.text) if edit.start <= finding.start.offset else 0
    moved = finding._replace(start=Place(1, 1, finding.start.offset + shift))
    return any(one.lets_pass(moved) for one in markers(after))


def _document(path: str, body: str) -> Document | None:
    try:
        data = body.encode()
    except UnicodeEncodeError:
        return None
    first = next(read(path, data=data), None)
    return None if isinstance(first, ReadError) else first


def _line_end(body: str) -> str:
    return "\r\n" if "\r\n" in body else "\r" if "\r" in body and "\n" not in body else "\n"


def _quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
