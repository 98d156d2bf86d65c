"""Results as bytes and back. JSON, so that nothing that somebody else wrote into a cache can run code."""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from lintnews.findings import (
    Edit,
    Excerpt,
    Finding,
    Fix,
    Marker,
    Mention,
    Quote,
    RelatedPlace,
    Result,
    Severity,
    Speaker,
)
from lintnews.positions import Place

Row = list[Any]
_SEVERITIES = {int(each): each for each in Severity}
_LEVEL = 1


def pack(results: Iterable[Result]) -> bytes:
    """Results as bytes: tuples become lists, in the order of their fields. Texts of documents are left out."""
    return zlib.compress(json.dumps(list(results), separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack(content: bytes) -> list[Result]:
    """The results that ``pack`` made bytes of."""
    return [_result(row) for row in json.loads(zlib.decompress(content))]


def pack_found(found: Sequence[tuple[int, Sequence[Finding]]]) -> bytes:
    """Numbers with findings as bytes."""
    return zlib.compress(json.dumps(found, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack_found(content: bytes) -> list[tuple[int, tuple[Finding, ...]]]:
    """What ``pack_found`` made bytes of."""
    rows = json.loads(zlib.decompress(content))
    return [(number, tuple(map(_finding, findings))) for number, findings in rows]


def _result(row: Row) -> Result:
    path, findings, language, scores, metrics, quotations, sources, metadata, length, record, pointer, markers, *_ = row
    return Result(
        path,
        tuple(map(_finding, findings)),
        language,
        scores,
        metrics,
        tuple(map(_quote, quotations)),
        tuple(Mention(name, kind, Place(*start), Place(*end)) for name, kind, start, end in sources),
        metadata,
        length,
        record,
        pointer,
        tuple(Marker(line, tuple(rules), *rest) for line, rules, *rest in markers),
    )


def _finding(row: Row) -> Finding:
    path, rule, severity, message, start, end, text, name, excerpt, fix, related, *more = row
    return Finding(
        path,
        rule,
        _SEVERITIES[severity],
        message,
        Place(*start),
        Place(*end),
        text,
        name,
        Excerpt(*excerpt),
        fix and Fix(fix[0], tuple(Edit(*edit) for edit in fix[1])),
        tuple(map(_related, related)),
        *more,
    )


def _related(row: Row) -> RelatedPlace:
    path, start, end, *more = row
    return RelatedPlace(path, Place(*start), Place(*end), *more)


def _quote(row: Row) -> Quote:
    start, end, speaker = row
    who = speaker and Speaker(speaker[0], Place(*speaker[1]), Place(*speaker[2]))
    return Quote(Place(*start), Place(*end), who)
