"""LanguageTool in a run: one server for all files, found at once, started when there is something to ask it."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.grammar import Grammar, Server
from lintnews.config.settings import Config, GrammarSettings
from lintnews.documents.document import ReadError
from lintnews.engine import Also
from lintnews.findings import Result
from lintnews.languagetool.unavailable import Unavailable
from lintnews.placement import Found
from lintnews.selection import Selector, is_outside

if TYPE_CHECKING:
    from lintnews.languagetool.installation import Installation
    from lintnews.languagetool.server import Server as Process
    from lintnews.proofreader import Decide

NAME = "LanguageTool"
"""Stands for a path in errors about it."""


def wants_grammar(config: Config) -> bool:
    """Whether settings ask for LanguageTool: by its switch, or by selecting ``grammar`` or a rule of it."""
    return config.grammar.enabled or any(map(is_outside, config.select))


class Session:
    """The server of a run. Closing it stops a server that was started, and leaves others alone."""

    def __init__(self, settings: GrammarSettings) -> None:
        """Find the server that settings name.

        Raises:
            Unavailable: there is none.
        """
        self._settings = settings
        self._process: Process | None = None
        self._installation: Installation | None = None
        if settings.url:
            from lintnews.languagetool.server import about

            version = about(settings.url)
        else:
            from lintnews.languagetool.installation import find_installation

            self._installation = find_installation(settings.folder)
            version = self._installation.version or str(self._installation.folder)
        self.server = Server(settings.url, version, settings.variant)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def url(self) -> str:
        """Where the server answers; it is started if need be.

        Raises:
            Unavailable: it, or Java, does not start.
        """
        if self._installation is None:
            return self._settings.url
        if self._process is None:
            from lintnews.languagetool.java import find_java
            from lintnews.languagetool.server import start

            java = find_java(self._settings.java)
            self._process = start(self._installation, java, patience=self._settings.patience)
        return self._process.url

    def close(self) -> None:
        """Stop what was started."""
        if self._process is not None:
            self._process.stop()


def session_of(configs: Sequence[Config]) -> Session | None:
    """The session that the first settings to ask for LanguageTool describe; None where none asks.

    Raises:
        Unavailable: there is no server.
    """
    return next((Session(config.grammar) for config in configs if wants_grammar(config)), None)


class Proofreading:
    """LanguageTool's part in linting documents, in one process; what goes wrong ends it, and is told once."""

    def __init__(self, server: Server | None, *, url: Callable[[], str] | None = None, cached: bool = True) -> None:
        """Get ready.

        Args:
            server: which one to ask; None for none.
            url: starts the server where it has no address yet.
            cached: keep its answers for the next run.
        """
        self._grammar = Grammar(server, url=url, cached=cached) if server else None
        self._trouble = ""

    def of(self, config: Config, path: str, selector: Selector) -> Sequence[Also]:
        """What to give the engine for a file."""
        if self._grammar is None or not wants_grammar(config):
            return ()
        return (partial(self._hits, decide=lambda rule: selector.outside(rule, config, path)),)

    def trouble(self, path: str) -> Iterator[ReadError]:
        """What has gone wrong since it was asked last; ``path`` is the file that was linted then."""
        if self._trouble:
            yield ReadError(NAME, f"{self._trouble}; grammar is not checked from {path} on")
            self._trouble = ""

    def _hits(self, analysis: Analysis, decide: "Decide") -> Iterable[Found]:
        if self._grammar is None or analysis.language not in ("", "en"):
            return ()
        from lintnews.proofreader import proofread

        try:
            return list(proofread(analysis, self._grammar.matches(analysis), decide))
        except Unavailable as error:
            self._trouble = str(error)
            self._grammar = None
            return ()


@contextlib.contextmanager
def opened(configs: Sequence[Config]) -> Iterator[tuple[Session | None, ReadError | None]]:
    """The session of a run and what keeps it from being one."""
    try:
        session = session_of(configs)
    except Unavailable as error:
        yield None, ReadError(NAME, str(error))
        return
    with session or contextlib.nullcontext():
        yield session, None


def told_once(outcomes: Iterable[Result | ReadError]) -> Iterator[Result | ReadError]:
    """Outcomes without the same trouble told again by another process."""
    told = False
    for outcome in outcomes:
        if isinstance(outcome, ReadError) and outcome.path == NAME:
            if told:
                continue
            told = True
        yield outcome
