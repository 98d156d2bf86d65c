"""Which files a run reads, and with which settings."""

# Paths stay strings here, as they do where they are found: there may be 100,000 of them.
# ruff: noqa: PTH100, PTH118, PTH120, PTH202

import os
import stat
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lintnews.config.load import Finder
from lintnews.config.settings import Config
from lintnews.documents.discover import discover
from lintnews.documents.document import ReadError
from lintnews.documents.parts import LARGER, Part

STDIN = "-"
COMPARED = 128_000_000
"""Bytes of input up to which all documents are compared; that takes some eight times as much memory."""


class Task(NamedTuple):
    """One file to lint: its path, its size in bytes, its settings' number, and its bytes where they are known.

    ``part`` is the part of the file to lint, where it is not all of it.
    """

    path: str
    size: int
    config: int
    data: bytes | None = None
    part: Part | None = None


class Asked(NamedTuple):
    """What is asked of a run beside findings.

    ``jobs`` is how many processes, 0 for one, or as many as there are processors where the input is large; ``figures``
    counts words and sentences, and says who is quoted; ``readability`` measures how hard English text is to read;
    ``texts`` gives the texts too. ``cached`` is false where neither results nor answers of LanguageTool are kept.
    """

    jobs: int = 0
    figures: bool = False
    readability: bool = False
    texts: bool = False
    cached: bool = True


PLAINLY = Asked()
"""Nothing in particular."""


class Plan(NamedTuple):
    """The files of a run in order, the settings they are linted with, and what could not be found."""

    tasks: list[Task]
    configs: list[Config]
    problems: list[ReadError]


def make_plan(paths: Sequence[str], finder: Finder, *, force_exclude: bool = False) -> Plan:
    """What to do for files and folders.

    Which files of a folder are read is up to the settings for that folder, and the ``exclude`` of settings further
    down; how a file is linted is up to the settings nearest to it.

    Raises:
        ConfigError: a config file on the way is wrong.
    """
    plan, numbers = Plan([], [], []), _Numbers(finder)
    for config, some in groupby(paths, finder.config):
        files, problems = discover(
            list(some),
            config.include,
            config.exclude,
            root=str(config.root),
            force_exclude=force_exclude,
            respect_gitignore=config.respect_gitignore,
        )
        plan.problems.extend(problems)
        plan.tasks.extend(_tasks(files, config, numbers))
    plan.configs.extend(numbers.configs)
    return plan._replace(tasks=_once(plan.tasks))


def stdin_plan(path: str, data: bytes, finder: Finder) -> Plan:
    """The plan for text from standard input, which is linted like a file at ``path``.

    Raises:
        ConfigError: a config file on the way is wrong.
    """
    return Plan([Task(path, len(data), 0, data)], [finder.config(path)], [])


class _Numbers:
    """Numbers the settings of folders."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._folders: dict[str, int] = {}
        self.configs: list[Config] = []

    def number(self, path: str) -> int:
        folder = os.path.dirname(path)
        if folder not in self._folders:
            config = self._finder.config(folder or ".")
            known = (number for number, each in enumerate(self.configs) if each is config)
            self._folders[folder] = next(known, len(self.configs))
            if self._folders[folder] == len(self.configs):
                self.configs.append(config)
        return self._folders[folder]


def _tasks(files: Sequence[str], found_by: Config, numbers: _Numbers) -> Iterator[Task]:
    for file in files:
        number = numbers.number(file)
        config = numbers.configs[number]
        if config is found_by or not _excluded(config, file):
            data = _once_readable(file, config)
            yield Task(file, _size(file) if data is None else len(data), number, data)


def _once_readable(file: str, config: Config) -> bytes | None:
    """The bytes of a pipe or device, which a second reader would not see again; None of a file."""
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116
            with open(file, "rb") as pipe:  # noqa: PTH123
                return pipe.read(int(config.size_limit * 1_000_000) * LARGER + 1)
    except (OSError, ValueError):  # whoever reads it next will say so
        pass
    return None


def _excluded(config: Config, file: str) -> bool:
    if not config.exclude:
        return False
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(config.exclude).match_file(below(config, file))


def below(config: Config, path: str) -> str:
    """A path as seen from the root of its settings, written with "/"; one elsewhere keeps all its folders."""
    full = os.path.abspath(path)
    root = os.path.join(os.path.abspath(config.root), "")
    return full.removeprefix(root).lstrip(os.sep).replace(os.sep, "/")


def _once(tasks: list[Task]) -> list[Task]:
    """The tasks without those whose path came before."""
    first: dict[str, Task] = {}
    for task in tasks:
        first.setdefault(os.path.abspath(task.path), task)
    return list(first.values())


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
