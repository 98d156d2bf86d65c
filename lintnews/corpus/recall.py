"""The results of files that are as they were when an earlier run linted them.

Nothing of the engine is loaded while nothing needs it. What is known of a file is found by its bytes, its path, its
settings and all that decides on results (``lintnews.cache.keys``); what comparing the files found, by all of these
together.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lintnews.cache import keys, packing
from lintnews.cache.store import Store
from lintnews.corpus.plan import COMPARED, Asked, Plan, Task, below
from lintnews.documents.discover import RECORDS
from lintnews.documents.document import ReadError
from lintnews.findings import Finding, Result

if TYPE_CHECKING:
    from lintnews.corpus.summary import Summary

_LARGEST = 4_000_000  # bytes of a file whose results are kept
_STREAMED = (*RECORDS, ".gz", ".zst")
_MANY = 5  # files that take longer to lint than all of lintnews to read, which their keys are made from
_ROWS = 1000  # that are written at once


def recalled(plan: Plan, asked: Asked, *, alone: bool) -> "Recall | None":
    """What is known of a plan's files; None where the rules cannot be read, which others will complain of.

    ``alone`` says that the files are compared with each other, and with no archive.
    """
    store = Store()
    wanted = bytes([asked.figures, asked.readability])
    quick = len(plan.tasks) < _MANY
    try:
        bases = [
            keys.key(
                keys.base(store, config.rule_folders, config.plugins, quick=quick), keys.of_settings(config), wanted
            )
            for config in plan.configs
        ]
    except OSError:
        return None
    return Recall(plan, store, bases, alone=alone)


class Recall:
    """What earlier runs found in the files of a plan, and what this one finds, for the next."""

    def __init__(self, plan: Plan, store: Store, bases: Sequence[bytes], *, alone: bool) -> None:
        """Look the files up; ``bases`` are the keys of the plan's settings, ``alone`` as for ``recalled``."""
        self._plan, self._store, self._bases = plan, store, bases
        self._keys: dict[int, bytes] = {}
        for number, task in enumerate(plan.tasks):
            self._read(number, task)
        found = store.load(self._keys.values())
        self._known = {number: found[key] for number, key in self._keys.items() if key in found}
        self._words: dict[int, bytes] = {}
        self._todo: set[int] = set()
        self._across = False
        self._compared = alone and sum(task.size for task in plan.tasks) <= COMPARED
        self._rows: dict[bytes, bytes] = {}

    def everything(self) -> list[Result] | None:
        """All results, if all are known, with what comparing the documents found."""
        if not self._compared or len(self._known) < len(self._plan.tasks):
            return None
        name = self._name_of_all()
        found = self._store.load([name]).get(name)
        if found is None:
            return None
        results = [result for number in range(len(self._plan.tasks)) for result in self._results(number)]
        for number, findings in packing.unpack_found(found):
            results[number] = results[number].with_more(findings)
        return results

    def todo(self, *, across: bool) -> list[Task]:
        """The tasks that must be linted, those too whose words are not known if documents are compared (``across``)."""
        tasks = range(len(self._plan.tasks))
        self._across = across
        if across:
            names = {number: _name_of_words(self._keys[number]) for number in self._known}
            found = self._store.load(names.values())
            self._words = {number: found[name] for number, name in names.items() if name in found}
        self._todo = {number for number in tasks if number not in (self._words if across else self._known)}
        return [self._plan.tasks[number] for number in sorted(self._todo)]

    def loaded(self) -> Iterator[Task]:
        """The same tasks one by one, each with the bytes that its results will be known by."""
        for number in sorted(self._todo):
            task = self._plan.tasks[number]
            data = self._read(number, task)
            yield task if data is None else task._replace(data=data)

    def merged(self, stream: "Iterator[Result | ReadError | Summary]") -> "Iterator[Result | ReadError | Summary]":
        """The outcomes of these tasks with what is known of all others, in the order of the plan."""
        ahead = _Ahead(stream)
        try:
            for number, task in enumerate(self._plan.tasks):
                if number in self._todo:
                    yield from self._kept(number, ahead.of(task.path))
                else:
                    yield from self._recalled(number)
            yield from ahead.rest()
        finally:
            self._write()

    def keep_across(self, found: Sequence[tuple[int, Sequence[Finding]]]) -> None:
        """Keep what comparing the documents found: numbers of outcomes, with findings."""
        if self._compared and len(self._known) == len(self._plan.tasks):
            self._rows[self._name_of_all()] = packing.pack_found(found)
            self._write()

    def _read(self, number: int, task: Task) -> bytes | None:
        """The bytes of a task's file, if its results are to be known by them."""
        self._keys.pop(number, None)
        if task.data is not None or task.size > _LARGEST or task.path.lower().endswith(_STREAMED):
            return None
        try:
            with open(task.path, "rb") as file:  # noqa: PTH123  (a path is a str here, also one pathlib would change)
                data = file.read(_LARGEST + 1)
        except (OSError, ValueError):
            return None
        if len(data) > _LARGEST:
            return None
        config = self._plan.configs[task.config]
        place = below(config, task.path) if config.per_file else ""
        names = (text.encode("utf-8", "surrogateescape") for text in (task.path, place))
        self._keys[number] = keys.key(self._bases[task.config], *names, data)
        return data

    def _kept(
        self, number: int, outcomes: "Iterable[Result | ReadError | Summary]"
    ) -> "Iterator[Result | ReadError | Summary]":
        """The outcomes of a task, which are kept if all of it could be read."""
        from lintnews.corpus.summary import pack

        results: list[Result] = []
        words = []
        for one in outcomes:
            if number not in self._keys:
                pass
            elif isinstance(one, Result):
                results.append(one)
            elif isinstance(one, ReadError):
                del self._keys[number]
            else:
                words.append((len(results) - 1, one))
            yield one
        if number in self._keys:
            name = self._keys[number]
            self._rows[name] = self._known[number] = packing.pack(results)
            if self._across:
                self._rows[_name_of_words(name)] = pack(words)
            if len(self._rows) > _ROWS:
                self._write()

    def _recalled(self, number: int) -> "Iterator[Result | Summary]":
        if not self._across:
            yield from self._results(number)
            return
        from lintnews.corpus.summary import unpack

        words = dict(unpack(self._words[number], self._plan.tasks[number].path))
        for index, result in enumerate(self._results(number)):
            yield result
            if index in words:
                yield words[index]

    def _results(self, number: int) -> list[Result]:
        return packing.unpack(self._known[number])

    def _name_of_all(self) -> bytes:
        return keys.key(b"all", *(self._keys[number] for number in range(len(self._plan.tasks))))

    def _write(self) -> None:
        if self._rows:
            self._store.keep(self._rows)
            self._rows = {}


class _Ahead:
    """Outcomes, taken task by task."""

    def __init__(self, stream: "Iterator[Result | ReadError | Summary]") -> None:
        self._stream = stream
        self._next = next(stream, None)

    def of(self, path: str) -> "Iterator[Result | ReadError | Summary]":
        """The next outcomes, as long as they are about a path."""
        while self._next is not None and self._next.path == path:
            one, self._next = self._next, None
            yield one
            self._next = next(self._stream, None)

    def rest(self) -> "Iterator[Result | ReadError | Summary]":
        """What is left."""
        if self._next is not None:
            yield self._next
        yield from self._stream


def _name_of_words(name: bytes) -> bytes:
    return keys.key(b"words", name)
