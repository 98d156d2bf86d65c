"""What LanguageTool says of a text. The only home of language_tool_python.

The paragraphs of a text go to the server in batches, apart from each other by a blank line, so that no sentence runs
over a paragraph's end; the answer to a batch is kept in the user's cache under its text, the server's version and the
variant of English, and language_tool_python is loaded only when there is something to ask.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lintnews import cachedir
from lintnews.analysis.analysis import Analysis
from lintnews.languagetool.unavailable import Unavailable
from lintnews.positions import Span, utf16_span

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

_BATCH = 20_000  # code points sent at once
_APART = "\n\n"
_FORM = "1"  # of what is kept in the cache
_NO_PROXY = {"http": "", "https": ""}


class Match(NamedTuple):
    """One thing LanguageTool found: its span (code points), its words, and what it would put there, the best first."""

    start: int
    end: int
    rule: str
    category: str
    message: str
    replacements: list[str]


class Server(NamedTuple):
    """Which server to ask, its version (part of the cache's keys), and the variant of English (``en-US``).

    The URL is empty as long as the server need not run.
    """

    url: str
    version: str
    variant: str = "en-US"


class Grammar:
    """Asks a server about texts."""

    def __init__(self, server: Server, *, url: Callable[[], str] | None = None, cached: bool = True) -> None:
        """Get ready.

        Args:
            server: the server to ask.
            url: tells the server's address, and starts it, when it is asked first; not needed where it is known.
            cached: keep answers in the user's cache.
        """
        self._server = server
        self._url = url
        self._cached = cached
        self._client: LanguageTool | None = None

    def matches(self, analysis: Analysis) -> list[Match]:
        """What is wrong with the English paragraphs of a text, in order.

        Raises:
            Unavailable: the server does not answer.
        """
        found = [match for batch in _batches(analysis) for match in self._of_batch(analysis.text, batch)]
        return sorted(found)

    def close(self) -> None:
        """Let go of the server."""
        if self._client:
            self._client.close()
            self._client = None

    def _of_batch(self, text: str, batch: list[Span]) -> Iterator[Match]:
        words = _APART.join(text[start:end] for start, end in batch)
        starts = [0]
        for start, end in batch[:-1]:
            starts.append(starts[-1] + end - start + len(_APART))
        for match in self._answer(words):
            index = bisect_right(starts, match.start) - 1
            shift = batch[index].start - starts[index]
            if match.end + shift <= batch[index].end:  # what runs over paragraphs is about blank lines of our making
                yield match._replace(start=match.start + shift, end=match.end + shift)

    def _answer(self, words: str) -> list[Match]:
        name = "grammar-" + cachedir.key(_FORM, self._server.version, self._server.variant, words)
        kept = cachedir.load(name) if self._cached else None
        if kept is not None:
            return [Match(*row) for row in json.loads(kept)]
        found = self._ask(words)
        if self._cached:
            cachedir.store(name, json.dumps(found).encode("ascii"))
        return found

    def _ask(self, words: str) -> list[Match]:
        from language_tool_python.exceptions import LanguageToolError

        try:
            if self._client is None:
                if self._url:
                    self._server = self._server._replace(url=self._url())
                self._client = _connect(self._server)
            answer = self._client.check(words)
        except (LanguageToolError, OSError, ValueError, TypeError) as error:
            raise Unavailable(f"LanguageTool at {self._server.url} does not answer ({_reason(error)})") from None
        found = []
        for one in answer:
            # The client counts the offset in code points, the length is the server's own: UTF-16 code units.
            start, end = utf16_span(words, one.offset, one.error_length)
            found.append(Match(start, end, one.rule_id, one.category, one.message, list(one.replacements[:5])))
        return found


def _connect(server: Server) -> "LanguageTool":
    from language_tool_python import LanguageTool

    from lintnews.languagetool.server import is_local

    proxies = _NO_PROXY if is_local(server.url) else None
    return LanguageTool(server.variant, remote_server=server.url, proxies=proxies)


def download() -> Path:
    """Let language-tool-python download its LanguageTool (a release, checked against its checksum).

    Returns:
        The folder it is in.

    Raises:
        Unavailable: that fails.
    """
    from language_tool_python.download_lt import LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    try:
        local = LocalLanguageTool.from_version_name()
        local.download()
        return Path(local.get_directory_path())
    except (LanguageToolError, OSError, ValueError, ModuleNotFoundError, SystemError) as error:
        raise Unavailable(f"language-tool-python cannot download LanguageTool ({_reason(error)})") from None


def _batches(analysis: Analysis) -> Iterator[list[Span]]:
    """The paragraphs that are not in another language, in batches that depend on the text alone."""
    batch: list[Span] = []
    size = 0
    for index in range(len(analysis.paragraphs)):
        span = analysis.paragraph(index)
        if index in analysis.foreign_paragraphs:
            continue
        if batch and size + span.end - span.start > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(span)
        size += span.end - span.start + len(_APART)
    if batch:
        yield batch


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return (words[:120] + "…" if len(words) > 120 else words) or type(error).__name__
