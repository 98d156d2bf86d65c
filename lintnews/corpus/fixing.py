"""The fixes of a plan's files: lint, mend, lint again, until nothing is left to mend."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lintnews.corpus.plan import Plan, Task
from lintnews.corpus.worker import Outcome, Setup, Worker
from lintnews.documents.decode import encode
from lintnews.documents.document import ReadError, Source
from lintnews.documents.read import is_text, load
from lintnews.findings import Finding, Result
from lintnews.fixes import has_manifest, mend

_ROUNDS = 20


class Fixed(NamedTuple):
    """A file with fixes to make: as it is, its text with them made, and how many there were."""

    source: Source
    text: str
    made: int


Sift = Callable[[Iterable[Outcome]], Iterable[Outcome]]
"""Takes out findings that must not be fixed."""


def fixed(plan: Plan, sift: Sift, *, unsafe: bool = False) -> Iterator[Fixed | ReadError]:
    """The files of a plan that can be mended, and errors for those that must not be.

    What cannot be read is no matter here.

    Args:
        plan: the files and their settings; only what these report is mended.
        sift: takes out what somebody lets pass.
        unsafe: also make fixes that may change what the author wrote, or break the signature of a file.

    Raises:
        RuleError: a rule file is damaged.
        ConfigError: settings name a rule or an option that does not exist.
    """
    worker = Worker(Setup(plan.configs))
    for task in plan.tasks:
        if not is_text(task.path):
            yield ReadError(task.path, "not fixed: compressed files and archives are only read")
            continue
        try:
            source = load(task.path, encoding=plan.configs[task.config].encoding, data=task.data)
            done = rounds(worker, task, source, sift, unsafe=unsafe)
        except (ReadError, UnicodeEncodeError):
            continue
        if done.made and has_manifest(source.text) and not unsafe:
            message = "not fixed: a change would break its C2PA manifest (--unsafe-fixes makes it)"
            yield ReadError(task.path, message)
        elif done.made:
            yield done


def rounds(worker: Worker, task: Task, source: Source, sift: Sift, *, unsafe: bool = False) -> Fixed:
    """A file linted and mended until nothing is left to mend; arguments as for ``fixed``.

    Raises:
        UnicodeEncodeError: the encoding of the file has no bytes for a character of a fix.
    """
    text, made = source.text, 0
    for _ in range(_ROUNDS):
        mended = mend(text, _findings(worker, task._replace(data=encode(source, text)), sift), unsafe=unsafe)
        if mended.text == text:
            break
        text, made = mended.text, made + mended.made
    return Fixed(source, text, made)


def _findings(worker: Worker, task: Task, sift: Sift) -> list[Finding]:
    outcomes = [each for each in worker.lint(task) if isinstance(each, Result | ReadError)]
    return [finding for each in sift(outcomes) if isinstance(each, Result) for finding in each.findings]
