"""What decides on results changes the key; what does not leaves it alone."""

import os
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from lintnews.cache import keys
from lintnews.cache.store import Store
from lintnews.config.settings import Config, PerFile, RuleSettings
from lintnews.findings import Severity

ROOT = Path(__file__).parent.parent.parent


def test_parts_are_kept_apart() -> None:
    assert len({keys.key(b"ab", b"c"), keys.key(b"a", b"bc"), keys.key(b"abc"), keys.key(b"abc", b"")}) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"select": ("garbled",)},
        {"ignore": ("garbled",)},
        {"severity": Severity.INFO},
        {"encoding": "cp1252"},
        {"text_field": "body"},
        {"size_limit": 1.0},
        {"metadata": {"date": "day"}},
        {"rules": {"a/b": RuleSettings(Severity.ERROR)}},
        {"rules": {"a/b": RuleSettings(None, {"most": 4})}},
        {"per_file": (PerFile("*.md", ("garbled",)),)},
        {"metrics": True},
    ],
)
def test_settings_that_decide(change: dict[str, object]) -> None:
    assert keys.of_settings(replace(Config(), **change)) != keys.of_settings(Config())  # type: ignore[arg-type]


def test_settings_that_do_not() -> None:
    other = Config(root=Path("/x"), fail_on=Severity.ERROR, format="json", exclude=("a",), places={("a",): "x:1"})
    assert keys.of_settings(other) == keys.of_settings(Config())


def test_rules_count_by_content(tmp_path: Path) -> None:
    store, folder = Store(tmp_path / "cache"), tmp_path / "rules"
    (folder / "words").mkdir(parents=True)
    file = folder / "words" / "animals.txt"
    file.write_text("wombat\n")
    first = keys.base(store, [folder])
    assert first != keys.base(store)
    assert keys.base(store, [folder]) == first
    file.write_text("koala!\n")
    second = keys.base(store, [folder])
    assert second != first
    file.write_text("wombat\n")
    os.utime(file, ns=(1, 1))
    assert keys.base(store, [folder]) == first
    file.rename(folder / "words" / "beasts.txt")
    assert keys.base(store, [folder]) not in (first, second)


def test_library_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "cache")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = keys.base(store)
    (tmp_path / "unknown-1.0.dist-info").mkdir()
    assert keys.base(store) == before
    (tmp_path / "markdown_it_py-99.0.dist-info").mkdir()
    assert keys.base(store) != before


def test_libraries_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=]", each)[0].lower() for each in project["dependencies"]}
    # These show, ask and find places; they have no part in what is found in a text.
    assert set(keys.LIBRARIES) == needed - {"click", "language-tool-python", "platformdirs"}


def test_a_quick_key_reads_nothing_and_knows_changes(tmp_path: Path) -> None:
    store, folder = Store(tmp_path / "cache"), tmp_path / "rules"
    folder.mkdir()
    file = folder / "animals.txt"
    file.write_text("wombat\n")
    quick = keys.base(store, [folder], quick=True)
    assert keys.base(store, [folder], quick=True) == quick
    assert store.size().rows == 0
    file.write_text("wombats\n")
    assert keys.base(store, [folder], quick=True) != quick
    thorough = keys.base(store, [folder])
    assert keys.base(store, [folder], quick=True) == thorough
