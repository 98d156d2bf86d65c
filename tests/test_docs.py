"""What the pages show is what the program takes."""

import json
import re
import tomllib
from pathlib import Path

import yaml

from lintnews import allow
from lintnews.cli.check import command
from lintnews.cli.serve import command as serve
from lintnews.config.settings import make_config
from lintnews.reports.formats import FORMATS

USE = (Path(__file__).parent.parent / "docs" / "use.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", USE, re.DOTALL)


def test_settings_and_allow_list(tmp_path: Path) -> None:
    settings, plugin, limits, allowed = blocks("toml")
    assert list(tomllib.loads(plugin)["project"]["entry-points"]) == ["lintnews.rules"]
    assert make_config(tomllib.loads(limits), tmp_path, {}).thresholds
    data = tomllib.loads(settings)
    del data["extend"]
    assert make_config(data, tmp_path, {}).fail_on
    (tmp_path / allow.NAME).write_text(allowed)
    assert [entry.rule for entry in allow.load(tmp_path / allow.NAME)] == ["boilerplate/read-more-teaser"]


def test_snippets_are_yaml() -> None:
    assert all(yaml.safe_load(block) for block in blocks("yaml"))


def test_options_and_formats_exist() -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+[a-z]", USE)) <= options
    (listed,) = re.findall(r"--format ([a-z|]+\|[a-z|]+)", USE)
    assert set(listed.split("|")) == set(FORMATS)


def test_editors() -> None:
    page = (Path(__file__).parent.parent / "docs" / "editors.md").read_text("utf-8")
    options = {option for parameter in serve.params for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)", page)) <= options
    snippets = {language: re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL) for language in ("toml", "json")}
    helix = tomllib.loads(snippets["toml"][0])
    assert {"lintnews"} <= set(helix["language-server"])
    assert all("lintnews" in each["language-servers"] for each in helix["language"])
    sublime, code = map(json.loads, snippets["json"])
    commands = [sublime["clients"]["lintnews"]["command"], [helix["language-server"]["lintnews"]["command"], "serve"]]
    assert commands == [["lintnews", "serve"]] * 2
    assert "".join(code["editor.codeActionsOnSave"]) == "source.fixAll.lintnews"


def test_promises_name_tests_that_exist() -> None:
    root = Path(__file__).parent.parent
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", (root / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 10
    for place, test in named:
        assert (root / place).exists(), place
        assert not test or f"def {test}(" in (root / place).read_text("utf-8"), test
