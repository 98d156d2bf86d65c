"""The files of a plan, linted one after the other or by several processes, with the same outcomes in the same order."""

import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.grammar import Server
from lintnews.checks import catalogue
from lintnews.config.settings import Config
from lintnews.corpus.across import RULES as ACROSS
from lintnews.corpus.archive import Archive
from lintnews.corpus.crossing import crossed
from lintnews.corpus.plan import COMPARED, Plan, Task, below
from lintnews.corpus.pool import workers
from lintnews.corpus.proofreading import NAME, Proofreading, Session, opened, told_once
from lintnews.corpus.summary import Summary, summarise
from lintnews.documents.document import Document, ReadError
from lintnews.documents.parts import WHOLE
from lintnews.documents.read import How, kind_of, parts, read_part
from lintnews.engine import Ahead, Also, Engine, Found
from lintnews.findings import Finding, Hit, Result, Severity
from lintnews.languagetool.unavailable import Unavailable
from lintnews.markers import markers
from lintnews.selection import Selection, Selector

if TYPE_CHECKING:
    from concurrent.futures import Future

    from lintnews.corpus.recall import Recall

Outcome = Result | ReadError
_Read = tuple[Task | ReadError, Document | ReadError]

LARGE = 300_000  # bytes of input from which building the pattern database pays (it takes half a minute)
_SMALL, _TOGETHER, _TOGETHER_SIZE = 64_000, 32, 256_000  # characters, documents that are searched at once
_SHARED = 4_000_000  # bytes of input from which more than one process pays
_TOO_LARGE = (
    "and all other input, {size:,.0f} MB, is too large to compare every document with every other; "
    "use lintnews corpus, or --ignore duplication/copied-passage,duplication/quote-drift,duplication/shared-banner"
)
_CHUNK_BYTES = 256_000
_CHUNK_FILES = 64
_AHEAD = 4  # chunks handed out for each process before the oldest must be done


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
            ConfigError: settings name a rule or an option that does not exist.
        """
        self._setup = setup
        built: dict[tuple[Path, ...], tuple[Engine, Selector]] = {}
        self._ready: list[tuple[Engine, Selector]] = []
        for config in setup.configs:
            if config.rule_folders not in built:
                rules = catalogue.rules(config.rule_folders)
                built[config.rule_folders] = Engine(rules, catalogue.FUNCTIONS, fast=setup.fast), Selector(rules)
            engine, selector = built[config.rule_folders]
            selector.check(config)
            self._ready.append((engine, selector))
        self._proofreading = Proofreading(setup.grammar, cached=setup.cached)

    def proofread_with(self, session: Session | None) -> None:
        """Ask the server of a session, which starts when it is asked first."""
        if session:
            self._proofreading = Proofreading(session.server, url=session.url, cached=self._setup.cached)

    def lint_together(self, tasks: Iterable[Task | ReadError]) -> Iterator[Outcome | Summary]:
        """The outcomes of several files, in order. Documents are searched some at a time, which is faster."""
        for some in _together(self._read(tasks)):
            ahead: dict[int, Ahead] = {}
            if len(some) > 1:
                with suppress(Exception):  # ``lint`` will meet it again, and say so
                    ahead = self._look_ahead(some)
            for task, one in some:
                if isinstance(task, Task):
                    yield from self.lint(task, [one], ahead)
                else:
                    yield task

    def _read(self, tasks: Iterable[Task | ReadError]) -> Iterator[_Read]:
        """The documents of files, and what of them cannot be read, each with its task. Nothing is raised."""
        for task in tasks:
            if isinstance(task, ReadError):
                yield task, task
                continue
            try:
                yield from ((task, one) for one in documents(task, self._setup.configs))
            except Exception as error:
                yield task, _internal(task, error)

    def _look_ahead(self, some: Iterable[_Read]) -> dict[int, Ahead]:
        """What searching documents at once finds, by their identity."""
        found: dict[int, Ahead] = {}
        engines: dict[int, list[Document]] = {}
        for task, one in some:
            if isinstance(task, Task) and isinstance(one, Document) and len(one.text) <= _SMALL:
                engines.setdefault(task.config, []).append(one)
        for config, mine in engines.items():
            for one, ahead in zip(mine, self._ready[config][0].look_ahead(mine), strict=True):
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
            yield from self._lint(task, documents(task, self._setup.configs) if some is None else some, ahead)
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
        if self._setup.across and any(rule in selection for rule in ACROSS):
            also.append(_keeping(summaries))
        for one in some:
            if isinstance(one, Document):
                result = engine.lint(
                    one,
                    selection,
                    figures=self._setup.figures,
                    quotations=self._setup.quotations,
                    readability=self._setup.readability or config.metrics,
                    also=also,
                    ahead=ahead.get(id(one)),
                )
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
        return any(rule in selection for rule in ACROSS)

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


def _internal(task: Task, error: Exception) -> ReadError:
    if os.environ.get("LINTNEWS_DEBUG"):
        traceback.print_exc(file=sys.stderr)
    return ReadError(task.path, f"internal error: {type(error).__name__}: {error}; please report it")


def _together(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    """What was read in order, some at a time: neither too many documents nor too much text."""
    some: list[_Read] = []
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


def documents(task: Task, configs: Sequence[Config]) -> Iterator[Document | ReadError]:
    """The documents of a task, and what of it cannot be read."""
    reading = how(configs[task.config])
    some = [task.part] if task.part else parts(task.path, reading, data=task.data)
    for part in some:
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


def run(
    plan: Plan,
    *,
    jobs: int = 0,
    figures: bool = False,
    readability: bool = False,
    texts: bool = False,
    cached: bool = True,
    archive: Archive | None = None,
    recall: "Recall | None" = None,
    tick: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """The outcomes of all files of a plan, in its order; problems of the plan first.

    They come as soon as they are known; where documents are compared with each other, that is when all are read.

    Args:
        plan: what to do.
        jobs: how many processes; 0 for one, or as many as there are processors where the input is large.
        figures: count words and sentences.
        readability: measure how hard English text is to read.
        texts: give the texts too.
        cached: keep the answers of LanguageTool, where it is asked, for the next run.
        archive: other documents that these are compared with.
        recall: what earlier runs found in some of the files; only the others are linted.
        tick: is called with its path when a document is done, which may be long before its outcome is given.

    Raises:
        RuleError: a rule file is damaged.
        ConfigError: settings name a rule or an option that does not exist.
    """
    across = archive is not None or _several(plan.tasks)
    todo = recall.todo(across=across) if recall else plan.tasks
    size = sum(task.size for task in todo)
    fast = True if size > LARGE else None
    setup = Setup(plan.configs, fast, figures, quotations=figures, readability=readability, texts=texts, cached=cached)
    setup = setup._replace(across=across)
    # Built here even for other processes: it finds what is wrong, and leaves its database in the cache.
    worker = Worker(setup)
    if setup.across and not any(map(worker.compares, plan.tasks)):
        setup = setup._replace(across=False)
    elif setup.across and (total := sum(task.size for task in plan.tasks)) > COMPARED:
        setup = setup._replace(across=False)
        worker = Worker(setup)
        plan.problems.append(ReadError(plan.tasks[0].path, _TOO_LARGE.format(size=total / 1e6)))
    if recall and not setup.across:
        todo = recall.todo(across=False)
    jobs = jobs or ((os.cpu_count() or 1) if size > _SHARED else 1)
    alone = len(todo) < 2 and size <= _CHUNK_BYTES
    return _all(plan, setup, worker, 1 if alone else jobs, _Beside(archive, recall, tick))


class _Beside(NamedTuple):
    """What a run has to do with beside its files (see ``run``)."""

    archive: Archive | None
    recall: "Recall | None"
    tick: Callable[[str], None] | None


def _all(plan: Plan, setup: Setup, worker: Worker, jobs: int, beside: _Beside) -> Iterator[Outcome]:
    yield from plan.problems
    tasks = beside.recall.loaded() if beside.recall else plan.tasks
    with opened(plan.configs if plan.tasks else ()) as (session, problem):
        if problem:
            yield problem
        if jobs == 1:
            worker.proofread_with(session)
            yield from _crossed(_linted(worker, tasks), plan, setup, worker, beside)
        else:
            stream = _with_server(tasks, setup, session, jobs)
            yield from told_once(_crossed(stream, plan, setup, worker, beside))


def _several(tasks: Sequence[Task]) -> bool:
    """Whether there may be several documents."""
    return len(tasks) > 1 or any(kind_of(task.path) in ("json", "jsonl", "parquet", "warc") for task in tasks)


def _crossed(
    stream: Iterator[Outcome | Summary], plan: Plan, setup: Setup, worker: Worker, beside: _Beside
) -> Iterator[Outcome]:
    """The outcomes with what comparing the documents found, if they are compared; if not, as soon as they are known."""
    recall = beside.recall
    if recall:
        stream = recall.merged(stream)
    if beside.tick:
        stream = _ticking(stream, beside.tick)
    if not setup.across:
        yield from (one for one in stream if not isinstance(one, Summary))
        if recall:
            recall.keep_across([])
        return
    tasks = {task.path: task for task in plan.tasks}
    yield from crossed(
        stream,
        lambda path: documents(tasks[path], plan.configs),
        lambda document, hits, others: worker.report(tasks[document.path], document, hits, others),
        beside.archive,
        recall.keep_across if recall else None,
    )


def _ticking(stream: Iterator[Outcome | Summary], tick: Callable[[str], None]) -> Iterator[Outcome | Summary]:
    for one in stream:
        if not isinstance(one, Summary):
            tick(one.path)
        yield one


def _with_server(
    tasks: Iterable[Task], setup: Setup, session: Session | None, jobs: int
) -> Iterator[Outcome | Summary]:
    """The outcomes by several processes, which share one server."""
    if session:
        try:
            setup = setup._replace(grammar=session.server._replace(url=session.url()))
        except Unavailable as error:
            yield ReadError(NAME, str(error))
    yield from _shared(setup, tasks, jobs)


def _linted(worker: Worker, tasks: Iterable[Task | ReadError]) -> Iterator[Outcome | Summary]:
    yield from worker.lint_together(tasks)


def _shared(setup: Setup, tasks: Iterable[Task], jobs: int) -> Iterator[Outcome | Summary]:
    waiting: deque[tuple[Sequence[Task | ReadError], Future[list[Outcome | Summary]]]] = deque()
    with workers(jobs, _begin, setup) as submit:
        for chunk in chunked(divided(tasks, setup.configs)):
            waiting.append((chunk, submit(_lint_chunk, chunk)))
            if len(waiting) >= _AHEAD * jobs:
                yield from _done(*waiting.popleft())
        while waiting:
            yield from _done(*waiting.popleft())


def _done(chunk: Sequence[Task | ReadError], future: "Future[list[Outcome | Summary]]") -> Iterator[Outcome | Summary]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield from future.result()
    except BrokenProcessPool:
        yield from (ReadError(task.path, "not checked: a worker process died (out of memory?)") for task in chunk)


def divided(tasks: Iterable[Task], configs: Sequence[Config]) -> Iterator[Task | ReadError]:
    """The same tasks, with large files of many records as a task for each of their parts."""
    for task in tasks:
        if task.part or task.size <= _CHUNK_BYTES:
            yield task
            continue
        for part in parts(task.path, how(configs[task.config]), data=task.data):
            if isinstance(part, ReadError):
                yield part
            elif part == WHOLE:
                yield task
            else:
                yield task._replace(part=part, size=part.size, data=None)


def chunked(
    tasks: Iterable[Task | ReadError], size: int = _CHUNK_BYTES, files: int = _CHUNK_FILES
) -> Iterator[Sequence[Task | ReadError]]:
    """Tasks in order, in chunks that are neither too many files nor too many bytes."""
    chunk: list[Task | ReadError] = []
    total = 0
    for task in tasks:
        more = task.size if isinstance(task, Task) else 0
        if chunk and (total + more > size or len(chunk) >= files):
            yield chunk
            chunk, total = [], 0
        chunk.append(task)
        total += more
    if chunk:
        yield chunk


_workers: list[Worker] = []


def _begin(setup: Setup) -> None:
    """Get a worker process ready."""
    _workers[:] = [Worker(setup)]


def _lint_chunk(tasks: Sequence[Task | ReadError]) -> list[Outcome | Summary]:
    return list(_linted(_workers[0], tasks))
