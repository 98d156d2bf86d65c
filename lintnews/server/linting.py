"""One open text linted as ``lintnews check`` lints its file, with the settings that hold at that moment."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from lintnews.config.load import Finder
from lintnews.config.settings import Config
from lintnews.corpus.against import archive_at
from lintnews.corpus.archive import Archive
from lintnews.corpus.crossing import crossed
from lintnews.corpus.fixing import rounds
from lintnews.corpus.plan import Task
from lintnews.corpus.proofreading import NAME, Session, session_of
from lintnews.corpus.summary import Summary
from lintnews.corpus.worker import Outcome, Setup, Worker, documents
from lintnews.documents.decode import BOM
from lintnews.documents.document import ReadError, Source
from lintnews.documents.read import kind_of, load
from lintnews.findings import Finding, Result
from lintnews.languagetool.unavailable import Unavailable
from lintnews.reports.sieve import Sieve

_LONE = re.compile("[\ud800-\udfff]")
_RECORDS = ("json", "jsonl")
_KEPT = 8  # workers

Stamp = tuple[tuple[str, int, int], ...]


class Wanted(NamedTuple):
    """What the command was given: one config file for all, none at all, an archive to compare with."""

    config: Path | None = None
    isolated: bool = False
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Linted:
    """A text with what was found in it.

    Offsets of findings count from behind a byte order mark, if ``text`` has one; ``shift`` is added to get those in
    the text. ``others`` are the texts of other files that findings lead to.
    """

    path: str
    text: str
    config: Config
    findings: tuple[Finding, ...] = ()
    errors: tuple[ReadError, ...] = ()
    shift: int = 0
    others: dict[str, str] = field(default_factory=dict)


class _Ready(NamedTuple):
    """A worker, what it was built for, and the LanguageTool it asks, or why there is none."""

    config: Config
    stamp: Stamp
    worker: Worker
    session: Session | None
    trouble: str


class Linter:
    """Lints texts, one after the other; what took long to build is kept while settings stay the same."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._workers: dict[str, _Ready] = {}

    def lint(self, path: str, text: str) -> Linted:
        """All findings that ``lintnews check`` reports of a file at ``path`` with that text.

        Raises:
            ConfigError: settings, or an allow list, make no sense.
            RuleError: a rule file is damaged.
            IndexDamagedError: the index of the archive cannot be used.
            OSError: a file beside the text cannot be read.
        """
        finder = self._finder()
        config = _as_text(finder.config(path))
        archive = archive_at(self._wanted.against, finder)[0] if self._wanted.against else None
        sieve = Sieve(finder, None, allowing=not self._wanted.isolated)
        shift = int(text.startswith(BOM))
        outcomes = list(sieve.sift(self._outcomes(_task(path, text), config, archive)))
        findings = tuple(finding for one in outcomes if isinstance(one, Result) for finding in one.findings)
        errors = tuple(one for one in outcomes if isinstance(one, ReadError))
        return Linted(path, text, config, findings, errors, shift, _others(path, findings, finder))

    def mended(self, path: str, text: str) -> str:
        """The text as ``lintnews check --fix`` leaves it; errors as for ``lint``."""
        finder = self._finder()
        config = _as_text(finder.config(path))
        sieve = Sieve(finder, None, allowing=not self._wanted.isolated)
        task, source = _task(path, text), Source(path, _whole(text.removeprefix(BOM)), bom=text.startswith(BOM))
        done = rounds(self._ready(config).worker, task, source, sieve.sift).text
        return BOM + done if source.bom else done

    def close(self) -> None:
        """Stop what was started beside."""
        while self._workers:
            self._forget(next(iter(self._workers)))

    def _finder(self) -> Finder:
        return Finder(file=self._wanted.config, isolated=self._wanted.isolated)

    def _outcomes(self, task: Task, config: Config, archive: Archive | None) -> Iterator[Outcome]:
        across = archive is not None or kind_of(task.path) in _RECORDS
        _, _, worker, _, trouble = self._ready(config, across=across)
        if trouble:
            yield ReadError(NAME, trouble)
        stream = worker.lint(task)
        if not across:
            yield from (one for one in stream if not isinstance(one, Summary))
            return
        yield from crossed(
            stream,
            lambda _, records: documents(task, [config], records),
            lambda document, hits, others: worker.report(task, document, hits, others),
            archive,
        )

    def _ready(self, config: Config, *, across: bool = False) -> _Ready:
        name, stamp = f"{config.root}:{across}", _stamp(config.rule_folders)
        known = self._workers.get(name)
        if known and (known.config, known.stamp) == (config, stamp):
            return known
        worker, session, trouble = Worker(Setup([config], across=across)), None, ""
        try:
            session = session_of([config])
        except Unavailable as error:
            trouble = str(error)
        worker.proofread_with(session)
        for old in [name] if known else list(self._workers)[: len(self._workers) - _KEPT + 1]:
            self._forget(old)
        self._workers[name] = _Ready(config, stamp, worker, session, trouble)
        return self._workers[name]

    def _forget(self, name: str) -> None:
        session = self._workers.pop(name).session
        if session:
            session.close()


def _as_text(config: Config) -> Config:
    """Settings for a text that an editor has decoded."""
    return replace(config, encoding=None)


def _task(path: str, text: str) -> Task:
    data = _whole(text).encode()
    return Task(path, len(data), 0, data)


def _whole(text: str) -> str:
    """A text without halves of characters; what stands in for them is as long, so that nothing moves."""
    return _LONE.sub("\ufffd", text)


def _stamp(folders: Sequence[Path]) -> Stamp:
    """What tells whether rule files have changed."""
    files = [(file, file.stat()) for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return tuple((str(file), about.st_mtime_ns, about.st_size) for file, about in files)


def _others(path: str, findings: Sequence[Finding], finder: Finder) -> dict[str, str]:
    texts: dict[str, str] = {}
    for other in {place.path for finding in findings for place in finding.related if place.path not in ("", path)}:
        with contextlib.suppress(ReadError):
            texts[other] = load(other, encoding=finder.config(other).encoding).text
    return texts
