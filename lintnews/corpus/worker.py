"""Documents of files, linted by one process: engines built once, documents searched some at a time."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.grammar import Server
from lintnews.checks import catalogue
from lintnews.config.settings import Config
from lintnews.corpus.plan import Task, below
from lintnews.corpus.proofreading import Proofreading, Session
from lintnews.corpus.summary import Summary, summarise
from lintnews.corpus.timelimit import TimeIsUpError, each_limited, limited
from lintnews.documents.document import Document, ReadError
from lintnews.documents.parts import Part, holding
from lintnews.documents.read import How, parts, read_part
from lintnews.engine import Ahead, Also, Engine
from lintnews.findings import Finding, Hit, Result, Severity
from lintnews.markers import markers
from lintnews.placement import Found
from lintnews.positions import Span
from lintnews.selection import Selection, Selector

Outcome = Result | ReadError
Read = tuple[Task | ReadError, Document | ReadError]
"""What was read, with its task."""

_SMALL, _TOGETHER, _TOGETHER_SIZE = 64_000, 32, 256_000  # characters, documents that are searched at once


class Setup(NamedTuple):
    """What a worker needs to know.

    All settings, which matcher (see ``Engine``), whether figures, quotations with their places, readability and texts
    are wanted, the LanguageTool server if there is one, whether its answers are kept, and whether documents are to be
    compared with each other.
    """

    configs: Sequence[Config]
    fast: bool | None = None
    figures: bool = False
    quotations: bool = False
    readability: bool = False
    texts: bool = False
    grammar: Server | None = None
    cached: bool = True
    across: bool = False


class Worker:
    """Lints files; its engines are built once."""

    def __init__(self, setup: Setup) -> None:
        """Get ready.

        Raises:
            RuleError: a rule file is damaged.
            PluginError: a plugin is not there, or broken.
            ConfigError: settings name a rule or an option that does not exist.
        """
        self._setup = setup
        built: dict[tuple[tuple[Path, ...], tuple[str, ...]], tuple[Engine, Selector]] = {}
        self._ready: list[tuple[Engine, Selector]] = []
        for config in setup.configs:
            extra = config.rule_folders, config.plugins
            if extra not in built:
                rules, functions = catalogue.rules(*extra), catalogue.functions(config.plugins)
                built[extra] = Engine(rules, functions, fast=setup.fast), Selector(rules)
            engine, selector = built[extra]
            selector.check(config)
            self._ready.append((engine, selector))
        self._proofreading = Proofreading(setup.grammar, cached=setup.cached)

    def proofread_with(self, session: Session | None) -> None:
        """Ask the server of a session, which starts when it is asked first."""
        if session:
            self._proofreading = Proofreading(session.server, url=session.url, cached=self._setup.cached)

    def lint_together(self, tasks: Iterable[Task | ReadError]) -> Iterator[Outcome | Summary]:
        """The outcomes of several files, in order. Documents are searched some at a time, which is faster."""
        for outcomes in self.lint_each(self._read(tasks)):
            yield from outcomes

    def lint_each(self, read: Iterable[Read]) -> Iterator[Iterable[Outcome | Summary]]:
        """What comes of each document or error that was read, in order; documents are searched some at a time."""
        for some in _together(read):
            ahead: dict[int, Ahead] = {}
            if len(some) > 1:
                seconds = min((config.time_limit for config in self._setup.configs if config.time_limit > 0), default=0)
                with suppress(Exception, TimeIsUpError), limited(seconds):  # ``lint`` will meet it again, and say so
                    ahead = self._look_ahead(some)
            for task, one in some:
                yield self.lint(task, [one], ahead) if isinstance(task, Task) else (task,)

    def _read(self, tasks: Iterable[Task | ReadError]) -> Iterator[Read]:
        """The documents of files, and what of them cannot be read, each with its task. Nothing is raised."""
        for task in tasks:
            if isinstance(task, ReadError):
                yield task, task
                continue
            try:
                yield from ((task, one) for one in self._documents(task))
            except Exception as error:
                yield task, _internal(task, error)

    def _documents(self, task: Task) -> Iterator[Document | ReadError]:
        """The documents of a file, each in the time that settings give it."""
        seconds = self._setup.configs[task.config].time_limit
        try:
            yield from each_limited(documents(task, self._setup.configs), seconds)
        except TimeIsUpError:
            yield ReadError(task.path, f"cannot be read in {seconds:g} s (time-limit)")

    def _look_ahead(self, some: Iterable[Read]) -> dict[int, Ahead]:
        """What looking at documents together finds, by their identity."""
        found: dict[int, Ahead] = {}
        engines: dict[int, list[tuple[Document, Selection]]] = {}
        for task, one in some:
            if isinstance(task, Task) and isinstance(one, Document) and len(one.text) <= _SMALL:
                config = self._setup.configs[task.config]
                selection = self._ready[task.config][1].select(config, below(config, task.path))
                engines.setdefault(task.config, []).append((one, selection))
        for number, mine in engines.items():
            documents, selections = zip(*mine, strict=True)
            for one, ahead in zip(documents, self._ready[number][0].look_ahead(documents, selections), strict=True):
                found[id(one)] = ahead
        return found

    def lint(
        self,
        task: Task,
        some: Iterable[Document | ReadError] | None = None,
        ahead: Mapping[int, Ahead] = MappingProxyType({}),
    ) -> Iterator[Outcome | Summary]:
        """The outcomes of a file: one for each document in it. Whatever happens, nothing is raised.

        Behind a result comes the document's summary, if documents are to be compared.

        Args:
            task: the file.
            some: documents of it that have been read already, in place of all that are in it.
            ahead: what searching them found, by their identity.
        """
        try:
            yield from self._lint(task, self._documents(task) if some is None else some, ahead)
        except Exception as error:
            yield _internal(task, error)

    def _lint(
        self, task: Task, some: Iterable[Document | ReadError], ahead: Mapping[int, Ahead]
    ) -> Iterator[Outcome | Summary]:
        config = self._setup.configs[task.config]
        engine, selector = self._ready[task.config]
        path = below(config, task.path)
        selection, lowest = selector.select(config, path), selector.lowest(config, path)
        summaries: list[Summary] = []
        also = list(self._proofreading.of(config, path, selector))
        if self._setup.across and _compares(selection):
            also.append(_keeping(summaries))
        for one in some:
            if isinstance(one, Document):
                try:
                    with limited(config.time_limit):
                        result = engine.lint(
                            one,
                            selection,
                            figures=self._setup.figures,
                            quotations=self._setup.quotations,
                            readability=self._setup.readability or config.metrics,
                            also=also,
                            ahead=ahead.get(id(one)),
                        )
                except TimeIsUpError:
                    summaries.clear()
                    yield _too_slow(one, config.time_limit)
                    continue
                result = _reported(result, selection, lowest)
                if self._setup.texts:
                    result = result._replace(text=one.text, offsets=one.offsets)
                yield result._replace(markers=markers(one)) if config.markers else result
                yield from summaries
                summaries.clear()
                yield from self._proofreading.trouble(task.path)
            else:
                yield one

    def compares(self, task: Task) -> bool:
        """Whether the settings of a file want it compared with others."""
        config = self._setup.configs[task.config]
        selection = self._ready[task.config][1].select(config, below(config, task.path))
        return _compares(selection)

    def report(
        self, task: Task, document: Document, hits: Iterable[tuple[str, Hit]], others: Mapping[str, Document]
    ) -> Sequence[Finding]:
        """The findings of hits that came from comparing documents, as the file's settings want them."""
        config = self._setup.configs[task.config]
        engine, selector = self._ready[task.config]
        path = below(config, task.path)
        selection, lowest = selector.select(config, path), selector.lowest(config, path)
        findings = tuple(engine.findings(document, hits, selection, others))
        return _reported(Result(document.path, findings), selection, lowest).findings


def _compares(selection: Selection) -> bool:
    from lintnews.corpus.across import RULES  # what compares documents is loaded where several are read

    return any(rule in selection for rule in RULES)


def _too_slow(document: Document, seconds: float) -> ReadError:
    message = f"not checked: it takes longer than {seconds:g} s (time-limit)"
    if document.record is None:
        return ReadError(document.path, message)
    start = document.source.lines.place(document.in_file(Span(0, 0)).start)
    return ReadError(document.path, message, start.line, record=document.record)


def _internal(task: Task, error: Exception) -> ReadError:
    if os.environ.get("LINTNEWS_DEBUG"):
        import traceback

        traceback.print_exc(file=sys.stderr)
    return ReadError(task.path, f"internal error: {type(error).__name__}: {error}; please report it")


def _together(read: Iterable[Read]) -> Iterator[list[Read]]:
    """What was read in order, some at a time: neither too many documents nor too much text."""
    some: list[Read] = []
    size = 0
    for task, one in read:
        some.append((task, one))
        size += len(one.text) if isinstance(one, Document) else 0
        if size > _TOGETHER_SIZE or len(some) >= _TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def _keeping(summaries: list[Summary]) -> Also:
    """Has no word on a text, but keeps its summary."""

    def keep(analysis: Analysis) -> Iterable[Found]:
        summaries.append(summarise(analysis))
        return ()

    return keep


def how(config: Config) -> How:
    """How settings want files read."""
    return How(config.encoding, config.text_field, config.metadata, int(config.size_limit * 1_000_000))


def documents(
    task: Task, configs: Sequence[Config], records: Collection[int | None] | None = None
) -> Iterator[Document | ReadError]:
    """The documents of a task, and what of it cannot be read; with ``records`` hardly more than these."""
    reading = how(configs[task.config])
    some: Iterable[Part | ReadError] = [task.part] if task.part else parts(task.path, reading, data=task.data)
    for part in some if records is None else holding(some, records):
        if isinstance(part, ReadError):
            yield part
        else:
            yield from read_part(task.path, part, reading, data=task.data)


def _reported(result: Result, selection: Selection, lowest: Severity) -> Result:
    """A result without the findings that are too weak to be reported."""
    kept = tuple(
        finding
        for finding in result.findings
        if finding.severity >= lowest
        or (finding.rule in selection and finding.severity >= selection[finding.rule].severity)
    )
    return result._replace(findings=kept)
