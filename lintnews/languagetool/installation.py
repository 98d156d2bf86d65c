"""LanguageTool as a folder of jars: where one is found, and whether it is whole."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lintnews import cachedir
from lintnews.languagetool.unavailable import Unavailable
from lintnews.resources import tools_folder

VERSION = "6.8"
"""The LanguageTool that ``lintnews setup languagetool`` gets, and the rules' figures were measured with."""

FOLDER_VARIABLE = "LINTNEWS_LANGUAGETOOL"
_SERVER = re.compile(r"languagetool-server(?:-(?P<version>[\d.]+\d))?\.jar")
_UNPACKED = re.compile(r"LanguageTool-(?P<version>[\d.]+\d).*")


class Installation(NamedTuple):
    """A folder that holds the jar of the server, and the version its names tell (empty where they do not)."""

    folder: Path
    jar: str
    version: str

    @property
    def classpath(self) -> str:
        """What Java needs to find: a release's jar names the others itself; else all jars beside it."""
        name = "*" if _SERVER.fullmatch(self.jar)["version"] else self.jar  # type: ignore[index]
        return str(self.folder / name)


def own_folder() -> Path:
    """Where ``lintnews setup languagetool`` puts it."""
    return cachedir.folder() / f"languagetool-{VERSION}"


def find_installation(named: str = "") -> Installation:
    """The installation in the folder that is named, else in the first usual place that has one.

    The usual places: ``$LINTNEWS_LANGUAGETOOL``, where ``lintnews setup languagetool`` puts it, and that of
    language-tool-python (``LanguageTool-*`` below ``$LTP_PATH`` or ``~/.cache/language_tool_python``).

    Raises:
        Unavailable: there is none.
    """
    setting = named or os.environ.get(FOLDER_VARIABLE, "")
    if setting:
        found = installation_in(Path(setting).expanduser())
        if found:
            return found
        by = "the setting [grammar] folder" if named else f"${FOLDER_VARIABLE}"
        raise Unavailable(f"{setting} holds no LanguageTool (no languagetool-server.jar), but {by} names it")
    for place in _usual_places():
        found = installation_in(place)
        if found:
            return found
    raise Unavailable("LanguageTool is not installed; run: lintnews setup languagetool")


def installation_in(folder: Path) -> Installation | None:
    """The installation in a folder, in ``libs`` below it, or in a ``LanguageTool-*`` below it (the newest)."""
    unpacked = sorted(folder.glob("LanguageTool-*"), key=lambda place: [int(n) for n in re.findall(r"\d+", place.name)])
    for place in (folder, folder / "libs", *reversed(unpacked)):
        for jar in sorted(place.glob("languagetool-server*.jar"), reverse=True):
            name = _SERVER.fullmatch(jar.name)
            if name:
                return Installation(place, jar.name, name["version"] or _version_of(place))
    return None


def damaged(installation: Installation) -> list[str]:
    """The jars that are not what they should be: missing, or other bytes, or no jar at all; empty if all are well.

    The jars of the version that is pinned are compared with its checksums; of others it is only known that a jar is a
    zip file.
    """
    from zipfile import is_zipfile

    sums = checksums() if installation.version == VERSION and installation.classpath.endswith("*") else {}
    if sums:
        return [name for name, digest in sums.items() if _digest(installation.folder / name) != digest]
    return [jar.name for jar in sorted(installation.folder.glob("**/*.jar")) if not is_zipfile(jar)]


def checksums() -> dict[str, str]:
    """SHA-256 of each jar of the pinned version, by file name."""
    lines = (tools_folder() / "languagetool" / "SHA256SUMS").read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def _usual_places() -> Iterator[Path]:
    yield own_folder()
    yield Path(os.environ.get("LTP_PATH") or Path.home() / ".cache" / "language_tool_python")


def _version_of(folder: Path) -> str:
    name = _UNPACKED.fullmatch(folder.name)
    return name["version"] if name else ""


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as jar:
            return hashlib.file_digest(jar, "sha256").hexdigest()
    except OSError:
        return ""
