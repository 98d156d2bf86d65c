"""The hooks with the real pre-commit, in a repository of its own; the command is the one of this checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
SEED = "003_e639c8a9d29d9c32.txt"

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    name = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    return subprocess.run(["git", *name, *args], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the seed 003 and this checkout's hooks, run as the hook file says but in this environment."""
    pytest.importorskip("pre_commit", reason="needs pre-commit")
    folder = tmp_path / "articles"
    folder.mkdir()
    git(folder, "init", "-q")
    hooks = [{**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"} for hook in HOOKS[:2]]
    config = {"repos": [{"repo": "local", "hooks": hooks[::-1]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (folder / "lintnews.toml").write_text('select = ["boilerplate", "attribution"]\n')
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return folder


def test_commit_is_blocked_until_it_is_mended_and_allowed(articles: Path) -> None:
    shutil.copy(ROOT / "seeds" / SEED, articles)
    git(articles, "add", ".")
    blocked = git(articles, "commit", "-m", "An article")
    assert blocked.returncode == 1, blocked.stderr
    assert "Fixed" in blocked.stderr
    assert "attribution/" in blocked.stderr
    git(articles, "add", ".")
    assert git(articles, "commit", "-m", "An article").returncode == 1
    (articles / "lintnews.allow").write_text(
        f'[[allow]]\npath = "{SEED}"\nrule = "attribution"\nreason = "seen by an editor"\n'
    )
    git(articles, "add", ".")
    passed = git(articles, "commit", "-m", "An article")
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_excluded_file_passes_although_it_is_named(articles: Path) -> None:
    (articles / "lintnews.toml").write_text('select = ["boilerplate"]\nexclude = ["raw/"]\n')
    (articles / "raw").mkdir()
    shutil.copy(ROOT / "seeds" / SEED, articles / "raw")
    git(articles, "add", ".")
    assert git(articles, "commit", "-m", "Raw").returncode == 0


def test_hook_file_is_what_pre_commit_wants(tmp_path: Path) -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="needs pre-commit")
    hooks = clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["lintnews", "lintnews-fix", "lintnews-corpus"]
