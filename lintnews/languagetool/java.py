"""The Java that runs LanguageTool."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from lintnews.languagetool.unavailable import Unavailable

OLDEST = 17
"""The oldest Java that LanguageTool 6.6 and later run on."""

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_PATIENCE = 30.0  # seconds


class Java(NamedTuple):
    """A Java program and its major version."""

    path: str
    version: int


def find_java(named: str = "") -> Java:
    """The Java that is named, else that of ``$JAVA_HOME``, else the first on the search path.

    Raises:
        Unavailable: there is none, or it is too old.
    """
    path = _path(named)
    java = Java(path, _version(path))
    if java.version < OLDEST:
        raise Unavailable(
            f"Java {java.version} at {path} is too old, LanguageTool needs Java {OLDEST} or newer; install one "
            f"(Debian: apt install openjdk-{OLDEST}-jre-headless), or name it with [grammar] java or JAVA_HOME"
        )
    return java


def _path(named: str) -> str:
    import shutil

    if named:
        found = shutil.which(named)
        if not found:
            raise Unavailable(f"there is no Java at {named}, which the setting [grammar] java names")
        return found
    home = os.environ.get("JAVA_HOME")
    found = (home and shutil.which(str(Path(home) / "bin" / "java"))) or shutil.which("java")
    if not found:
        raise Unavailable(
            f"there is no Java, LanguageTool needs Java {OLDEST} or newer; install one (Debian: apt install "
            f"openjdk-{OLDEST}-jre-headless), or name it with [grammar] java or JAVA_HOME"
        )
    return found


def _version(path: str) -> int:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603  (the user's own Java)
            [path, "-version"], capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"Java at {path} does not run: {error}") from None
    said = (done.stderr + done.stdout).decode("utf-8", "replace")
    version = _VERSION.search(said)
    if not version:
        raise Unavailable(f"Java at {path} does not say its version: {' '.join(said.split())[:100]!r}")
    return int(version[1])
