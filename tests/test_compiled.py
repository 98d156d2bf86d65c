"""What is compiled when lintnews is installed is used where it fits and ignored elsewhere; no finding changes."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = "The mayor spoke at noon.\n\nRead more\n\nThe council voted the the budget, officials said.\n"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with everything compiled."""
    place = tmp_path_factory.mktemp("tree")
    for name in ("lintnews", "rules", "tools"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "compiled"))
    pytest.importorskip("hatchling", reason="compiling is a hook of hatchling, which is not installed")
    subprocess.run(
        [sys.executable, "tools/compile_rules.py"], cwd=place, env=environment(place, place / "c"), check=True
    )
    (place / "a.txt").write_text(ARTICLE, "utf-8")
    return place


def environment(tree: Path, cache: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree), "LINTNEWS_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}


def check(tree: Path, cache: Path, *options: str) -> tuple[list[dict[str, Any]], str]:
    """The findings of a fresh process, and what it imported."""
    command = [sys.executable, *options, "-m", "lintnews", "check", "--isolated", "--format", "json", "a.txt"]
    done = subprocess.run(command, cwd=tree, env=environment(tree, cache), capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    (file,) = json.loads(done.stdout)["files"]
    return file["findings"], done.stderr


def test_first_run_compiles_nothing(tree: Path, tmp_path: Path) -> None:
    findings, imported = check(tree, tmp_path, "-X", "importtime")
    assert "boilerplate/read-more-teaser" in {finding["rule"] for finding in findings}
    names = {line.rpartition("|")[2].strip() for line in imported.splitlines()}
    assert "lintnews.checks.store" in names
    assert not names & {"yaml", "wordfreq", "msgpack", "numpy", "hyperscan"}
    assert {file.name.partition("-")[0] for file in tmp_path.iterdir()} == {"rules", "results.sqlite"}


def test_findings_are_the_same_without(tree: Path, tmp_path: Path) -> None:
    compiled, _ = check(tree, tmp_path / "one")
    bare = tmp_path / "bare"
    shutil.copytree(tree, bare, ignore=shutil.ignore_patterns("compiled"))
    findings, imported = check(bare, tmp_path / "two", "-X", "importtime")
    assert findings == compiled
    assert {"yaml", "msgpack"} <= {line.rpartition("|")[2].strip() for line in imported.splitlines()}
    assert {"literals", "common"} <= {file.name.partition("-")[0] for file in (tmp_path / "two").iterdir()}


def test_cache_that_cannot_be_written(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    expected, _ = check(tree, tmp_path / "good")
    assert check(tree, tmp_path / "file" / "cache")[0] == expected


@pytest.mark.parametrize("cut", [0, 10, 60, 5000])
def test_damaged(tree: Path, tmp_path: Path, cut: int) -> None:
    expected, _ = check(tree, tmp_path / "one")
    other = tmp_path / "other"
    shutil.copytree(tree, other)
    for file in (other / "lintnews" / "compiled").iterdir():
        file.write_bytes(file.read_bytes()[:cut])
    assert check(other, tmp_path / "two")[0] == expected


def test_changed_rule_counts(tree: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(tree, other)
    file = other / "rules" / "boilerplate" / "read-more-teaser.yaml"
    about, text = file.stat(), file.read_text("utf-8")
    changed = text.replace("another page", "another site")
    assert len(changed) == len(text)
    assert changed != text
    file.write_text(changed, "utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    findings, _ = check(other, tmp_path / "cache")
    assert any("another site" in finding["message"] for finding in findings)


def test_wheel_holds_what_fits_its_rules(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        ".",
    ]
    source = tmp_path / "source"
    names = ("lintnews", "rules", "tools", "pyproject.toml", "README.md", "LICENSE")
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        source.mkdir(exist_ok=True)
        copy(ROOT / name, source / name)
    subprocess.run(command, cwd=source, env={**os.environ, "PYTHONPATH": ""}, check=True)
    (wheel,) = tmp_path.glob("lintnews-*.whl")
    place = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    assert {file.name for file in (place / "lintnews" / "compiled").iterdir()} == {
        "common-words.bin",
        "line-trees.bin",
        "literals.bin",
        "regexes.bin",
        "rules.bin",
        "words.bin",
    }
    (place / "a.txt").write_text(ARTICLE, "utf-8")
    findings, imported = check(place, tmp_path / "cache", "-X", "importtime")
    assert findings
    assert "yaml" not in {line.rpartition("|")[2].strip() for line in imported.splitlines()}
