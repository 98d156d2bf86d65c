"""LanguageTool fetched with Maven, and compared with the checksums that travel with lintnews."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from lintnews.languagetool.installation import Installation, checksums, damaged, installation_in, own_folder
from lintnews.languagetool.unavailable import Unavailable
from lintnews.resources import tools_folder

_PATIENCE = 1800.0  # seconds for 250 MB
_MEND = "https://maven.apache.org (Debian: apt install maven)"


def set_up(say: Callable[[str], object], *, folder: Path | None = None) -> Installation:
    """Fetch the pinned LanguageTool with Maven, from its local repository where the network is away.

    An installation that is whole is left as it is; a damaged one is replaced when the new one is complete.

    Args:
        say: is told what is going on, a line at a time.
        folder: where to put it, if not in the usual place.

    Raises:
        Unavailable: Maven is not there or fails, or what it got is not what it should be.
    """
    place = (folder or own_folder()).resolve()  # Maven takes a relative path to be below its project file
    there = installation_in(place)
    if there and not damaged(there):
        return there
    maven = shutil.which("mvn")
    if not maven:
        raise Unavailable(f"there is no Maven (mvn) to fetch LanguageTool with; install it: {_MEND}")
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".setup-") as temporary:
        fetched = Path(temporary) / "libs"
        say(f"Fetching LanguageTool with {maven} (250 MB) ...")
        _fetch(maven, fetched, say)
        _check(fetched)
        if place.exists():
            shutil.rmtree(place)
        fetched.rename(place)
    return installation_in(place) or _nothing(place)


def _fetch(maven: str, into: Path, say: Callable[[str], object]) -> None:
    pom = tools_folder() / "languagetool" / "pom.xml"
    command = [maven, "-q", "-B", "-C", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={into}"]
    words = _run(command)
    if words:
        say("Maven reaches no repository; trying its local one ...")
        offline = _run([*command, "-o"])
        if offline:
            raise Unavailable(f"Maven cannot fetch LanguageTool: {words}")


def _run(command: list[str]) -> str:
    """What a command that failed said first; empty if all went well."""
    try:
        done = subprocess.run(  # noqa: S603  (Maven, with a project file of our own)
            command, capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if not done.returncode:
        return ""
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    return next((line.removeprefix("[ERROR] ") for line in lines if line.strip()), f"status {done.returncode}")[:300]


def _check(fetched: Path) -> None:
    found = installation_in(fetched)
    if not found:
        raise Unavailable("Maven fetched no LanguageTool")
    bad = damaged(found)
    if bad:
        raise Unavailable(f"{len(bad)} of {len(checksums())} jars are not what they should be, {bad[0]} the first")


def _nothing(place: Path) -> Installation:
    raise Unavailable(f"{place} holds no LanguageTool")
