"""The files of a plan, linted one after the other or by several processes, with the same outcomes in the same order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lintnews.config.settings import Config
from lintnews.corpus.plan import COMPARED, PLAINLY, Asked, Plan, Task
from lintnews.corpus.pool import workers
from lintnews.corpus.proofreading import NAME, Session, opened, told_once
from lintnews.corpus.summary import Summary
from lintnews.corpus.worker import Outcome, Setup, Worker, documents, how
from lintnews.documents.document import ReadError
from lintnews.documents.parts import WHOLE
from lintnews.documents.read import kind_of, parts
from lintnews.documents.stream import Watch
from lintnews.languagetool.unavailable import Unavailable

if TYPE_CHECKING:
    from concurrent.futures import Future

    from lintnews.corpus.archive import Archive
    from lintnews.corpus.recall import Recall

LARGE = 1_000_000  # bytes of input from which building the pattern database pays (it takes some ten seconds)
_SHARED = 4_000_000  # bytes of input from which more than one process pays
_SMALL = 16_000  # bytes of input up to which opening it does not pay
_TOO_LARGE = (
    "and all other input, {size:,.0f} MB, is too large to compare every document with every other; "
    "use lintnews corpus, or --ignore duplication/copied-passage,duplication/quote-drift,duplication/shared-banner,"
    "duplication/same-headline"
)
_CHUNK_BYTES = 256_000
_CHUNK_FILES = 64
_AHEAD = 4  # chunks handed out for each process before the oldest must be done


def run(
    plan: Plan,
    asked: Asked = PLAINLY,
    *,
    archive: "Archive | None" = None,
    recall: "Recall | None" = None,
    tick: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """The outcomes of all files of a plan, in its order; problems of the plan first.

    They come as soon as they are known; where documents are compared with each other, that is when all are read.

    Args:
        plan: what to do.
        asked: how, and what is wanted beside findings.
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
    fast = None if _SMALL < size <= LARGE else size > LARGE
    setup = Setup(
        plan.configs,
        fast,
        asked.figures,
        quotations=asked.figures,
        readability=asked.readability,
        texts=asked.texts,
        cached=asked.cached,
        across=across,
    )
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
    jobs = asked.jobs or ((os.cpu_count() or 1) if size > _SHARED else 1)
    alone = len(todo) < 2 and size <= _CHUNK_BYTES
    return _all(plan, setup, worker, 1 if alone else jobs, _Beside(archive, recall, tick))


class _Beside(NamedTuple):
    """What a run has to do with beside its files (see ``run``)."""

    archive: "Archive | None"
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
            yield from _crossed(worker.lint_together(tasks), plan, setup, worker, beside)
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
    from lintnews.corpus.crossing import crossed

    tasks = {task.path: task for task in plan.tasks}
    yield from crossed(
        stream,
        lambda path, records: documents(tasks[path], plan.configs, records),
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


def divided(tasks: Iterable[Task], configs: Sequence[Config], watch: Watch | None = None) -> Iterator[Task | ReadError]:
    """The same tasks, with large files of many records as a task for each of their parts.

    ``watch`` is told how many bytes were read of those that are compressed.
    """
    for task in tasks:
        if task.part or task.size <= _CHUNK_BYTES:
            yield task
            continue
        for part in parts(task.path, how(configs[task.config]), data=task.data, watch=watch):
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
    return list(_workers[0].lint_together(tasks))
