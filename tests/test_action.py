"""The GitHub action and the snippets in the docs: by their official schemas, and run as far as that is possible."""

import json
import os
import re
import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import validators

from lintnews.cli.check import command

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
USE = (ROOT / "docs" / "use.md").read_text("utf-8")
SNIPPETS = dict(re.findall(r"`(\.[\w/.-]+\.ya?ml)`:\n\n```yaml\n(.*?)```", USE, re.DOTALL))


def validate(what: Any, schema: str) -> None:
    found = (
        pytest.importorskip("check_jsonschema", reason="needs its schemas")
        and files("check_jsonschema") / "builtin_schemas" / "vendor" / schema
    )
    read = json.loads(found.read_text("utf-8"))
    validators.validator_for(read)(read).validate(what)


def plain(text: str) -> Any:
    """YAML as the schemas know it: ``on`` is no truth value."""
    return {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()}


def test_action_fits_its_schema() -> None:
    validate(ACTION, "github-actions.json")


def test_snippets_fit_their_schemas(tmp_path: Path) -> None:
    assert set(SNIPPETS) == {".pre-commit-config.yaml", ".github/workflows/lintnews.yml", ".gitlab-ci.yml"}
    validate(plain(SNIPPETS[".github/workflows/lintnews.yml"]), "github-workflows.json")
    validate(plain(SNIPPETS[".gitlab-ci.yml"]), "gitlab-ci.json")
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="needs pre-commit")
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(SNIPPETS[".pre-commit-config.yaml"])
    hooks = {hook["id"] for hook in clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for repo in clientlib.load_config(config)["repos"] for hook in repo["hooks"]} <= hooks


def test_snippets_use_what_the_action_and_the_command_take() -> None:
    steps = plain(SNIPPETS[".github/workflows/lintnews.yml"])["jobs"]["lint"]["steps"]
    (own,) = (step for step in steps if "/lintnews@" in step.get("uses", ""))
    assert set(own["with"]) <= set(ACTION["inputs"])
    lines = [f"lintnews check {own['with']['args']}", *plain(SNIPPETS[".gitlab-ci.yml"])["lintnews"]["script"][1:]]
    for line in lines:
        words = shlex.split(line)
        assert words[:2] == ["lintnews", "check"]
        command.make_context("check", words[2:])


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The action's own step, run by bash with what the runner gives it."""
    (tmp_path / "bin").mkdir()
    starter = tmp_path / "bin" / "lintnews"
    starter.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lintnews "$@"\n')
    starter.chmod(0o755)
    lint = ACTION["runs"]["steps"][-1]
    work = tmp_path / "work"
    (work / "my articles").mkdir(parents=True)
    (work / "my articles" / "a.txt").write_text("Title\n\nThe minister spoke at noon.\n\nRead more\n")
    (work / "b.txt").write_text("Title\n\nThe minister spoke at noon.\n")

    def run(**inputs: str) -> "subprocess.CompletedProcess[str]":
        given = {name: inputs.get(name, each["default"]) for name, each in ACTION["inputs"].items()}
        environment = {name: re.sub(r"\$\{\{ inputs\.(\S+) \}\}", lambda m: given[m[1]], value)
                       for name, value in lint["env"].items()}  # fmt: skip
        environment["LINTNEWS_CACHE_DIR"] = str(tmp_path / "cache")
        environment["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
        path = os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lint["run"]],
            cwd=work, capture_output=True, text=True, check=False,
            env={**os.environ, **environment, "PATH": path, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    return run


def test_action_lints(step: Any, tmp_path: Path) -> None:
    ran = step(paths="my articles\nb.txt", sarif="out.sarif", args="--select boilerplate --fail-on error")
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout.startswith("::error title=boilerplate/read-more-teaser,file=my articles/a.txt,line=5,")
    assert "boilerplate/read-more-teaser" in (tmp_path / "summary.md").read_text("utf-8")
    assert json.loads((tmp_path / "work" / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert step(paths="b.txt", args="--fail-on error").returncode == 0
    assert step(paths="missing").returncode == 2


def test_inputs_are_no_script(step: Any, tmp_path: Path) -> None:
    ran = step(paths="b.txt; touch /tmp/x\n$(touch pwned)\n`touch pwned`", args="--quiet * $(touch pwned)")
    assert ran.returncode == 2
    assert not (tmp_path / "work" / "pwned").exists()
