"""The summary of a step of GitHub Actions, which stands where annotations end: a step shows only ten of a kind."""

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from lintnews.reports.markdown import report
from lintnews.reports.outcome import Outcome, Style


def append(outcomes: Iterable[Outcome], style: Style, file: str, environment: Mapping[str, str]) -> None:
    """Append a run's summary to a file; one that cannot be written is no error."""
    text = "".join(report(outcomes, style._replace(web=_web(environment))))
    with contextlib.suppress(OSError), Path(file).open("a", encoding="utf-8", errors="replace") as stream:
        stream.write(text)


def _web(environment: Mapping[str, str]) -> str:
    """Where files of the working folder are shown at the commit that is checked; empty where that is not known."""
    server, repository, commit, top = (
        environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA", "WORKSPACE")
    )
    if not (server and repository and commit and top):
        return ""
    below = os.path.relpath(Path.cwd(), os.path.realpath(top)).replace(os.sep, "/")
    if below.startswith(".."):
        return ""
    return f"{server}/{repository}/blob/{commit}/" + ("" if below == "." else f"{below}/")
