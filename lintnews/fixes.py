"""Fixes put into files: text in, mended text out, and the files written so that nothing else of them changes."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lintnews.atomic import beside, create
from lintnews.documents.decode import encode
from lintnews.documents.document import Source
from lintnews.findings import Edit, Finding

_MANIFEST = "\ufeff"  # C2PA 2.4, appendix A.8: then a run of variation selectors that hold the manifest
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_MAGIC = b"C2PATXT\0"


class Mended(NamedTuple):
    """A text with its fixes made: how many findings these were, and how many must wait for the next round."""

    text: str
    made: int
    waiting: int


def mend(text: str, findings: Iterable[Finding], *, unsafe: bool = False) -> Mended:
    """Make the fixes of findings, safe ones alone unless ``unsafe``.

    A fix is made as a whole or not at all. Of fixes that touch each other the first one is made; the others wait for
    the next round, in which the text is linted again.
    """
    chosen: list[Edit] = []
    made = waiting = 0
    for finding in sorted(findings, key=lambda finding: (finding.start.offset, finding.end.offset, finding.rule)):
        if finding.fix is None or not (finding.fix.safe or unsafe):
            continue
        new = [edit for edit in finding.fix.edits if edit not in chosen]
        if any(_touch(edit, other) for edit in new for other in chosen):
            waiting += 1
        else:
            chosen.extend(new)
            made += 1
    return Mended(apply(text, chosen), made, waiting)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made that do not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits overlap, or meet where one puts text in."""
    if one.start < other.end and other.start < one.end:
        return True
    return (one.start == one.end or other.start == other.end) and one.start <= other.end and other.start <= one.end


def has_manifest(text: str) -> bool:
    """Whether a text carries a C2PA manifest (Content Credentials), whose signature any change would break."""
    if "-----BEGIN C2PA MANIFEST-----" in text:
        return True
    at = text.find(_MANIFEST)
    while at >= 0:
        if _bytes(text[at + 1 : at + 1 + len(_MAGIC)]) == _MAGIC:
            return True
        at = text.find(_MANIFEST, at + 1)
    return False


def _bytes(text: str) -> bytes:
    """The bytes that variation selectors stand for: the first sixteen 0 to 15, the others 16 to 255."""
    low, high = _SELECTORS
    values = []
    for char in text:
        code = ord(char)
        if code in low:
            values.append(code - low.start)
        elif code in high:
            values.append(code - high.start + len(low))
        else:
            break
    return bytes(values)


def patch(source: Source, new: str) -> bytes:
    r"""The change of a file as a patch that ``git apply`` takes; empty where there is none.

    Lines end at ``\n`` alone here, as they do in git; a carriage return belongs to the line.
    """
    from difflib import unified_diff

    mark, name = "\ufeff" * source.bom, source.path.removeprefix("./").lstrip("/")
    lines = unified_diff(_lines(mark + source.text), _lines(mark + new), f"a/{name}", f"b/{name}")
    whole = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return "".join(whole).encode(source.encoding, "surrogateescape")


def _lines(text: str) -> Sequence[str]:
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def write(source: Source, text: str) -> None:
    """Write a file with another text, at once, with the mode, encoding and byte order mark it has.

    Line ends are part of the text and stay. A symbolic link stays one.

    Raises:
        OSError: the file cannot be written; it is as it was.
        UnicodeEncodeError: the encoding has no bytes for a character of the text.
    """
    data = encode(source, text)
    file = Path(os.path.realpath(source.path))
    mode = file.stat().st_mode & 0o7777
    temporary = beside(file)
    try:
        with create(temporary) as stream:
            stream.write(data)
        temporary.chmod(mode)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
