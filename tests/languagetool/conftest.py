"""The real LanguageTool, started once for all tests that need it; they skip, and say why, where it is not there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lintnews.languagetool.installation import find_installation, own_folder
from lintnews.languagetool.java import find_java
from lintnews.languagetool.server import Server, start
from lintnews.languagetool.unavailable import Unavailable


@pytest.fixture(scope="session")
def languagetool() -> Path:
    """The folder of the real LanguageTool."""
    try:
        find_java()
        return find_installation().folder
    except Unavailable as error:
        if os.environ.get("LINTNEWS_REQUIRE_LANGUAGETOOL"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def server(languagetool: Path) -> Iterator[Server]:
    """A running LanguageTool."""
    with start(find_installation(str(languagetool)), find_java()) as running:
        yield running


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's settings or cache; what rules compile to is shared between tests."""
    cache = tmp_path_factory.getbasetemp() / "cache"
    if "LINTNEWS_LANGUAGETOOL" not in os.environ:
        monkeypatch.setenv("LINTNEWS_LANGUAGETOOL", str(own_folder()))
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(cache))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(cache / "config"))
