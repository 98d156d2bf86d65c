"""The peers that are installed, each as it is meant to be called; those that are not are named, with what would help.

Libraries are called in this process, commands once with all texts as files, so that their start-up counts once.
"""

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import corpus

Run = Callable[[Sequence[str]], object]

_COMMANDS: dict[str, tuple[Sequence[str], int, str]] = {
    "write-good": (("write-good", "--parse"), 4, "npm install -g write-good"),
    "alex": (("alex", "--text"), 10, "npm install -g alex"),
    "textlint": (("textlint", "--rule", "write-good"), 20, "npm install -g textlint textlint-rule-write-good"),
    "Vale": (
        ("vale", "--config", "{config}", "--output", "line"),
        4,
        "go install github.com/errata-ai/vale/v3/cmd/vale",
    ),
    "LanguageTool": (("languagetool", "--language", "en-US"), 40, "a command 'languagetool' that runs its jar"),
}
_VALE = "MinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n"
_TRIED = 20_000  # characters
_FILTERS = ("C4QualityFilter", "FineWebQualityFilter", "GopherQualityFilter", "GopherRepetitionFilter")


def libraries() -> dict[str, tuple[Run, int]]:
    """Name → (what to run on texts, take every n-th text) for the peers that are libraries; slow ones get fewer."""
    found: dict[str, tuple[Run, int]] = {}
    if importlib.util.find_spec("proselint"):
        found["proselint"] = (_proselint, 10)
    if importlib.util.find_spec("harper"):
        found["harper-py"] = (_harper, 40)
    if importlib.util.find_spec("datatrove"):
        found.update({f"datatrove {name}": (partial(_datatrove, name), 4) for name in _FILTERS if _works(name)})
    return found


def commands() -> dict[str, tuple[Run, int]]:
    """The same for peers that are commands."""
    return {
        name: (partial(_command, command), every)
        for name, (command, every, _) in _COMMANDS.items()
        if shutil.which(command[0])
    }


def missing() -> dict[str, str]:
    """The peers that are not installed, with what installs them."""
    libraries = {"proselint": "proselint", "harper": "harper-py", "datatrove": "datatrove[processing]"}
    lacking = {
        project.partition("[")[0]: f"pip install {project}"
        for name, project in libraries.items()
        if not importlib.util.find_spec(name)
    }
    return lacking | {name: how for name, (command, _, how) in _COMMANDS.items() if not shutil.which(command[0])}


def _proselint(texts: Sequence[str]) -> object:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(__register__)
    return [LintFile("text", text).lint() for text in texts]


def _harper(texts: Sequence[str]) -> object:
    import harper

    linter = harper.Linter()
    return [linter.lint(text) for text in texts]


def _command(command: Sequence[str], texts: Sequence[str]) -> object:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / ".vale.ini").write_text(_VALE, "utf-8")
        files = []
        for number, text in enumerate(texts):
            files.append(place / f"{number:05}.txt")
            files[-1].write_text(text, "utf-8")
        words = [word.format(config=place / ".vale.ini") for word in command]
        return subprocess.run([*words, *map(str, files)], capture_output=True, check=False).returncode  # noqa: S603


def _datatrove(name: str, texts: Sequence[str]) -> object:
    import datatrove.pipeline.filters as filters
    from datatrove.data import Document

    one = getattr(filters, name)()
    return [one.filter(Document(text=text, id=str(number))) for number, text in enumerate(texts)]


def _works(name: str) -> bool:
    """Whether a filter has all it needs: some want a tokenizer, or data from the network."""
    try:
        _datatrove(name, corpus.make(_TRIED))  # whole articles: short texts are refused before all is loaded
    except Exception:
        return False
    return True
