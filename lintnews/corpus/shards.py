"""A corpus linted shard by shard into a folder, so that a run that was stopped goes on where it was.

A shard is a stretch of the input of about the same size whatever the machine and the number of processes. Its files
appear when they are complete, and a note that it is done after them; a note says what the shard was made from.
"""

import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lintnews import __version__
from lintnews.checks import catalogue
from lintnews.corpus.crossing import found_across
from lintnews.corpus.plan import Plan, Task
from lintnews.corpus.pool import workers
from lintnews.corpus.proofreading import NAME as PROOFREADER
from lintnews.corpus.proofreading import Session, opened
from lintnews.corpus.rows import SCHEMA, TABLES, Row, document_row, error_row, finding_row
from lintnews.corpus.run import LARGE, chunked, divided
from lintnews.corpus.shelf import load_summaries, save_summaries
from lintnews.corpus.summary import Summary
from lintnews.corpus.tables import arrow, write_table, written
from lintnews.corpus.worker import Setup, Worker, documents, how
from lintnews.documents.document import ReadError
from lintnews.documents.parts import Part
from lintnews.documents.read import kind_of, parts
from lintnews.documents.stream import inner_path
from lintnews.languagetool.unavailable import Unavailable

if TYPE_CHECKING:
    from concurrent.futures import Future

SHARD_BYTES = 8_000_000
_SHARD_FILES = 4096
_COMPARED_WORDS = 60_000_000  # words up to which all documents are compared at once; 40 bytes each
ACROSS = "across"


class Order(NamedTuple):
    """Where shards go and how.

    Folder, format, version of all that decides over findings, whether to compare, bytes of input for a shard.
    """

    out: Path
    form: str
    version: str
    compare: bool
    size: int


class Done(NamedTuple):
    """What is known of a finished shard: its name, what it was made from, and its sums."""

    name: str
    made_from: str
    documents: int = 0
    findings: int = 0
    errors: int = 0
    size: int = 0
    words: int = 0
    fresh: bool = True


class WorkerDiedError(Exception):
    """A process of a run has gone; the words say what to do. Finished shards are whole."""


Watch = Callable[[Done, int], None]
"""Is told of a shard that is done, and how many bytes of input were read for it (see ``total_size``)."""


def run_shards(
    plan: Plan,
    out: Path,
    *,
    form: str = "parquet",
    jobs: int = 1,
    compare: bool = True,
    size: int = SHARD_BYTES,
    watch: Watch = lambda done, read: None,
) -> list[Done]:
    """Lint a plan into a folder: ``findings/``, ``documents/`` and ``errors/`` with a file for each shard.

    Args:
        plan: what to do.
        out: the folder. Finished shards of an earlier run of the same input and settings are kept as they are.
        form: of the shards, parquet or jsonl.
        jobs: how many processes.
        compare: look for passages that documents share.
        size: bytes of input for a shard.
        watch: is told of each shard that is done, in order.

    Raises:
        MissingError: a library is missing.
        WorkerDiedError: a process has gone.
        RuleError: a rule file is damaged.
        ConfigError: settings name a rule or an option that does not exist.
    """
    if form == "parquet":
        arrow("pyarrow.parquet")
    with opened(plan.configs if plan.tasks else ()) as (session, problem):
        large = sum(task.size for task in plan.tasks) > LARGE
        setup = Setup(plan.configs, fast=True if large else None, figures=True, across=compare)
        if session and jobs > 1:
            try:
                setup = setup._replace(grammar=session.server._replace(url=session.url()))
            except Unavailable as error:
                problem = ReadError(PROOFREADER, str(error))
        if problem:
            plan = plan._replace(problems=[*plan.problems, problem])
        worker = Worker(setup)
        worker.proofread_with(session)
        order = Order(out, form, _version(plan, session), compare, size)
        _make_folders(order)
        done = []
        for one, read in _shards(plan, setup, worker, order, jobs):
            done.append(one)
            watch(one, read)
    if compare:
        done.append(_across(plan, worker, order, done))
        watch(done[-1], 0)
    _sweep(order, {one.name for one in done})
    return done


def _shards(plan: Plan, setup: Setup, worker: Worker, order: Order, jobs: int) -> Iterator[tuple[Done, int]]:
    """The shards in order; those that are not finished yet are made, by several processes if there are to be."""
    chunks = _chunks(plan, order.size)
    if jobs == 1:
        for name, tasks, read in chunks:
            yield _finished(order, name, tasks) or make_shard(worker, order, name, tasks), read
        return
    waiting: deque[tuple[Done | Future[Done], int]] = deque()
    with workers(jobs, _begin, setup, order) as submit:
        for name, tasks, read in chunks:
            waiting.append((_finished(order, name, tasks) or submit(_make, name, tasks), read))
            if len(waiting) > 2 * jobs:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _result(one: "Done | Future[Done]", read: int) -> tuple[Done, int]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return one if isinstance(one, Done) else one.result(), read
    except BrokenProcessPool:
        raise WorkerDiedError("a worker process died (out of memory?); start again to go on") from None


def _chunks(plan: Plan, size: int) -> Iterator[tuple[str, Sequence[Task | ReadError], int]]:
    """The input in stretches, each with a name, and the bytes read for it."""
    numbers = count()
    if plan.problems:
        yield f"{next(numbers):05}", plan.problems, 0
    inflated = [0]  # compressed bytes, read for this stretch or the next

    def watch(more: int) -> None:
        inflated[0] += more

    for chunk in chunked(divided(plan.tasks, plan.configs, watch), size=size, files=_SHARD_FILES):
        whole = sum(task.size for task in chunk if isinstance(task, Task) and not _is_inflated(task))
        yield f"{next(numbers):05}", chunk, whole + inflated[0]
        inflated[0] = 0


def _is_inflated(task: Task) -> bool:
    """Whether a task is a part of a compressed file."""
    return task.part is not None and inner_path(task.path) != task.path


def total_size(plan: Plan) -> int:
    """About how many bytes will have been read for the shards of a plan; of compressed files, compressed ones."""
    total = 0
    for task in plan.tasks:
        if kind_of(task.path) == "parquet":
            some = parts(task.path, how(plan.configs[task.config]))
            total += sum(part.size for part in some if isinstance(part, Part))
        else:
            total += task.size
    return total


def make_shard(worker: Worker, order: Order, name: str, tasks: Sequence[Task | ReadError]) -> Done:
    """Lint a stretch of the input and write what comes out."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    summaries: list[Summary] = []
    for one in worker.lint_together(tasks):
        if isinstance(one, Summary):
            summaries.append(one)
        elif isinstance(one, ReadError):
            rows["errors"].append(error_row(one))
        else:
            rows["documents"].append(document_row(one))
            rows["findings"].extend(map(finding_row, one.findings))
    size = sum(task.size for task in tasks if isinstance(task, Task))
    words = sum(len(one.ids) for one in summaries)
    if order.compare:
        save_summaries(order.out / "summaries" / f"{name}.npz", summaries)
    return _write(order, name, _made_from(order, tasks), rows, size, words)


def _write(order: Order, name: str, made_from: str, rows: dict[str, list[Row]], size: int, words: int) -> Done:
    for table, columns in TABLES.items():
        write_table(order.out / table / f"{name}.{order.form}", columns, rows[table])
    complete = not any(row["path"] == PROOFREADER for row in rows["errors"])
    done = Done(
        name,
        made_from if complete else "",
        len(rows["documents"]),
        len(rows["findings"]),
        len(rows["errors"]),
        size,
        words,
    )
    note = json.dumps(done._asdict()) + "\n"
    written(order.out / "done" / f"{name}.json", lambda path: path.write_text(note, encoding="ascii"))
    return done


def _across(plan: Plan, worker: Worker, order: Order, shards: Sequence[Done]) -> Done:
    """Compare the documents of all shards; what is found is a shard of its own."""
    made_from = _key(*(one.made_from for one in shards))
    done = _noted(order, ACROSS, made_from)
    if done:
        return done
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    words = sum(one.words for one in shards)
    if words > _COMPARED_WORDS:
        message = f"{words:,} words are too many to compare all documents with each other; see docs/corpus.md"
        rows["errors"].append(error_row(ReadError(str(order.out), message)))
        return _write(order, ACROSS, made_from, rows, 0, 0)
    tasks = {task.path: task for task in plan.tasks}
    summaries = [one for shard in shards for one in load_summaries(order.out / "summaries" / f"{shard.name}.npz")]
    found = found_across(
        summaries,
        lambda path, records: documents(tasks[path], plan.configs, records),
        lambda document, hits, others: worker.report(tasks[document.path], document, hits, others),
    )
    for _, findings in found:
        rows["findings"].extend(map(finding_row, findings))
    return _write(order, ACROSS, made_from, rows, 0, 0)


def _finished(order: Order, name: str, tasks: Sequence[Task | ReadError]) -> Done | None:
    return _noted(order, name, _made_from(order, tasks))


def _noted(order: Order, name: str, made_from: str) -> Done | None:
    """What was noted of a shard, if it was made from the same."""
    try:
        done = Done(**json.loads((order.out / "done" / f"{name}.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    files = [order.out / table / f"{name}.{order.form}" for table in TABLES]
    if order.compare and name != ACROSS:
        files.append(order.out / "summaries" / f"{name}.npz")
    same = done.made_from == made_from and all(file.exists() for file in files)
    return done._replace(fresh=False) if same else None


def _make_folders(order: Order) -> None:
    for name in (*TABLES, "done", *(["summaries"] if order.compare else [])):
        (order.out / name).mkdir(parents=True, exist_ok=True)
    for left in order.out.glob("*/.*.tmp"):
        left.unlink(missing_ok=True)


def _sweep(order: Order, names: set[str]) -> None:
    """Remove shards that an earlier run of other input has left."""
    for folder in (*TABLES, "done", "summaries"):
        for file in (order.out / folder).glob("*"):
            if file.stem not in names or (folder in TABLES and file.suffix != f".{order.form}"):
                file.unlink()
    if not order.compare:
        shutil.rmtree(order.out / "summaries", ignore_errors=True)


def _version(plan: Plan, session: Session | None) -> str:
    """A name for all beside the input that decides over what is found."""
    extras = {(config.rule_folders, config.plugins) for config in plan.configs}
    rules = {extra: repr(catalogue.rules(*extra)) for extra in extras}
    return _key(__version__, str(SCHEMA), repr(plan.configs), *rules.values(), str(session and session.server))


def _made_from(order: Order, tasks: Sequence[Task | ReadError]) -> str:
    """A name for what a shard is made from."""
    return _key(order.version, str(order.compare), *(_of_task(task) for task in tasks))


def _of_task(task: Task | ReadError) -> str:
    if isinstance(task, ReadError):
        return str(task)
    part = task.part
    if part and part.text is not None:
        return f"{task.path} {task.config} {part.record} {part.start} {_key(part.text)}"
    try:
        stat = os.stat(task.path)  # noqa: PTH116
        stamp = f"{stat.st_size} {stat.st_mtime_ns}"
    except OSError:
        stamp = ""
    return f"{task.path} {task.config} {part.group if part else ''} {stamp}"


def _key(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


_process: list[tuple[Worker, Order]] = []


def _begin(setup: Setup, order: Order) -> None:
    """Get a worker process ready."""
    _process[:] = [(Worker(setup), order)]


def _make(name: str, tasks: Sequence[Task | ReadError]) -> Done:
    return make_shard(*_process[0], name, tasks)
