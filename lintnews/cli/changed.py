"""``--changed-since REV``: findings on lines that were added since a revision of the git repository, and no others."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import click

from lintnews.findings import Finding, Result
from lintnews.reports.outcome import Outcome

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Added(NamedTuple):
    """The lines (1-based) of a file that were added: first and last of each run; None where all are new."""

    runs: Sequence[tuple[int, int]] | None

    def holds(self, finding: Finding) -> bool:
        """Whether a finding stands on an added line; one about the whole document stands on any."""
        if self.runs is None or finding.whole:
            return self.runs is None or bool(self.runs)
        return any(first <= finding.end.line and finding.start.line <= last for first, last in self.runs)


class Changes:
    """What has changed in the repository of the working folder since a revision, uncommitted changes included."""

    def __init__(self, revision: str) -> None:
        """Ask git.

        Raises:
            ClickException: this is no repository, git is missing, or there is no such revision.
        """
        if revision.startswith("-"):
            raise click.ClickException(f"--changed-since: {revision!r} is no revision")
        self._revision = revision
        self._top = os.path.realpath(os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n")))
        self._changed = self._paths("diff", "--name-only", "-z", "--no-renames", revision, "--")
        self._new = self._paths("ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--", ":/")
        self._known: dict[str, Added] = {}

    def sift(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes without findings on lines that are as old as the revision."""
        for outcome in outcomes:
            if isinstance(outcome, Result) and outcome.findings:
                added = self._added(outcome.path)
                outcome = outcome._replace(findings=tuple(each for each in outcome.findings if added.holds(each)))
            yield outcome

    def _added(self, path: str) -> Added:
        real = os.path.realpath(path)
        if real not in self._known:
            self._known[real] = Added(None) if real in self._new else Added(self._runs(real))
        return self._known[real]

    def _runs(self, real: str) -> Sequence[tuple[int, int]]:
        if real not in self._changed:
            return ()
        diff = _git("diff", "--unified=0", "--no-color", "--no-ext-diff", "--text", self._revision, "--", real)
        hunks = ((int(hunk[1]), int(hunk[2] or 1)) for hunk in _HUNK.finditer(diff))
        return [(first, first + count - 1) for first, count in hunks if count]

    def _paths(self, *command: str) -> set[str]:
        """Absolute paths that git lists from the top of the repository."""
        listed = _git(*command).split(b"\0")
        return {os.path.realpath(f"{self._top}/{os.fsdecode(path)}") for path in listed if path}


def _git(*command: str) -> bytes:
    try:
        done = subprocess.run(["git", *command], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise click.ClickException("--changed-since: git is not installed") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
        raise click.ClickException(f"--changed-since: git: {words}")
    return done.stdout
