"""``lintnews setup languagetool``, with a Maven that only pretends."""

import hashlib
import os
from pathlib import Path

import pytest

from lintnews.languagetool import installation
from lintnews.languagetool.setup import set_up
from lintnews.languagetool.unavailable import Unavailable
from tests.languagetool.fake import JAR

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a shell")
CONTENT = b"a jar"
SUMS = {JAR: hashlib.sha256(CONTENT).hexdigest()}


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Maven that puts one jar where it is told, and counts its runs; without network if ``offline`` is there."""
    program = tmp_path / "bin" / "mvn"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\ncd /\necho >> "{tmp_path}/runs"\n'
        f'[ -e "{tmp_path}/offline" ] && case "$*" in *" -o") ;; *) echo "[ERROR] no network"; exit 1;; esac\n'
        f'for one; do case "$one" in -DoutputDirectory=*) to="${{one#*=}}";; esac; done\n'
        f'mkdir -p "$to" && printf "a jar" > "$to/{JAR}"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def runs(folder: Path) -> int:
    return len((folder / "runs").read_text()) if (folder / "runs").exists() else 0


def test_what_maven_got_is_compared_with_the_checksums(maven: Path) -> None:
    with pytest.raises(Unavailable, match=r"172 of 172 jars are not what they should be"):
        set_up(print, folder=Path("lt"))
    assert [file.name for file in maven.iterdir() if "setup" in file.name or file.name == "lt"] == []


@pytest.mark.parametrize("offline", [False, True])
def test_it_is_put_in_place_once_it_is_whole(maven: Path, monkeypatch: pytest.MonkeyPatch, offline: bool) -> None:
    monkeypatch.setattr(installation, "checksums", lambda: SUMS)
    if offline:
        (maven / "offline").touch()
    found = set_up(print, folder=Path("lt"))
    assert (found.folder, found.version) == (maven / "lt", "6.8")
    first = runs(maven)
    assert first == 1 + offline
    set_up(print, folder=Path("lt"))
    assert runs(maven) == first
    (found.folder / JAR).write_bytes(b"damaged")
    assert (set_up(print, folder=Path("lt")).folder / JAR).read_bytes() == CONTENT


def test_no_maven_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match=r"there is no Maven \(mvn\)"):
        set_up(print, folder=tmp_path / "lt")
