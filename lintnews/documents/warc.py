"""WARC and WET archives: the pages and texts in them. The one home of warcio."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lintnews.documents.decode import decode
from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.html_text import read_html
from lintnews.documents.parts import megabytes
from lintnews.documents.stream import extra, reason

_KINDS = ("response", "resource", "conversion")  # records that hold what was on a page
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD = 2048  # bytes of a page in which it may name its encoding


def read_warc(path: str, limit: int, encoding: str | None = None) -> Iterator[Document | ReadError]:
    """The documents of an archive, each payload a source of its own; records are counted whatever their type.

    Args:
        path: the file; compressed or not.
        limit: the most bytes of a payload.
        encoding: that of payloads that name none; UTF-8 if not given.
    """
    record = -1
    try:
        archive = extra(path, "warcio.archiveiterator", "warc")
        with open(path, "rb") as file:  # noqa: PTH123 (a path is a str here)
            for record, each in enumerate(archive.ArchiveIterator(file)):
                if each.rec_type in _KINDS:
                    yield from _payload(path, each, record, limit, encoding)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(path, reason(error))
    except Exception as error:  # warcio lets out whatever happens inside of it
        yield ReadError(path, f"damaged WARC behind record {record}: {error}; what comes after is not read")
    else:
        if record < 0:
            yield ReadError(path, "no WARC record in the file")


def _payload(
    path: str,
    each: Any,  # noqa: ANN401  (warcio has no types)
    record: int,
    limit: int,
    encoding: str | None,
) -> Iterator[Document | ReadError]:
    url = each.rec_headers.get_header("WARC-Target-URI") or ""
    content_type = _content_type(each)
    kind, _, _ = content_type.partition(";")
    try:
        if each.http_headers and not each.http_headers.get_statuscode().startswith("2"):
            return  # an error page or a redirection is no article
        if not kind.strip().startswith("text/") and "html" not in kind:
            raise ReadError(path, f"record {record} ({url}): {kind.strip() or 'nothing known'} is no text")
        data = each.content_stream().read(limit + 1)
        if len(data) > limit:
            message = f"record {record} ({url}): larger than {megabytes(limit)} (size-limit); it is not read"
            raise ReadError(path, message)
        yield from _documents(_source(path, data, content_type, encoding), kind, record, _metadata(each, url))
    except ReadError as error:
        message = error.message if error.message.startswith("record ") else f"record {record} ({url}): {error.message}"
        yield ReadError(path, message, record=record)


def _content_type(each: Any) -> str:  # noqa: ANN401
    headers = each.http_headers or each.rec_headers
    return (headers.get_header("Content-Type") or "").lower()


def _source(path: str, data: bytes, content_type: str, encoding: str | None) -> Source:
    named = _CHARSET.search(content_type) or _CHARSET.search(data[:_HEAD].decode("latin-1"))
    for name in [named[1]] if named else []:
        try:
            codecs.lookup(name)
            return decode(data, path, name)
        except (LookupError, ReadError):
            pass  # pages lie about their encoding
    return decode(data, path, encoding)


def _metadata(each: Any, url: str) -> dict[str, str]:  # noqa: ANN401
    date = each.rec_headers.get_header("WARC-Date") or ""
    return {key: value for key, value in (("url", url), ("crawled", date)) if value}


def _documents(source: Source, kind: str, record: int, metadata: dict[str, str]) -> Iterator[Document | ReadError]:
    if "html" not in kind:
        yield Document(source, source.text, "warc", metadata, None, record)
        return
    for one in read_html(source):
        if isinstance(one, Document):
            yield replace(one, kind="warc", record=record, metadata={**metadata, **one.metadata})
        else:
            yield ReadError(one.path, one.message, record=record)
