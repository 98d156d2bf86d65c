"""What can be set, and how raw values become a frozen Config."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lintnews.config.errors import ConfigError, hint
from lintnews.config.toml import KeyPath
from lintnews.findings import Severity

ALL = "all"
"""Stands for every rule in ``select``, ``ignore`` and ``thresholds``."""

_NO_OPTIONS: Mapping[str, Any] = {}  # a plain one, since settings go to other processes

Places = Mapping[KeyPath, str]
"""Where each setting was made, for complaints: ``lintnews.toml:7``."""


class RuleSettings(NamedTuple):
    """What is set of one rule: its severity, None for the rule's own, and its options."""

    severity: Severity | None = None
    options: Mapping[str, Any] = _NO_OPTIONS


class PerFile(NamedTuple):
    """What differs for the files that a glob (in the manner of .gitignore) names. None leaves a setting alone."""

    glob: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Severity | None = None


class GrammarSettings(NamedTuple):
    """Whether LanguageTool is asked, and where it is: the URL of a server, else a folder and the Java that runs it.

    ``patience`` is how many seconds a server may take to start, ``variant`` the English it expects (``en-GB``).
    """

    enabled: bool = False
    url: str = ""
    folder: str = ""
    java: str = ""
    variant: str = "en-US"
    patience: float = 60.0


class FilterSettings(NamedTuple):
    """What ``lintnews filter`` takes out of a corpus.

    ``drop`` and ``cut`` name findings: a rule, a category, a severity, or one of the first two with ``:severity``.
    Documents are also dropped of which more than ``most_share`` stands in findings, or which have more than
    ``most_rate`` findings per 1000 words.
    """

    drop: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    most_share: float | None = None
    most_rate: float | None = None


class Limits(NamedTuple):
    """What findings of a category or rule may come to in a run: how many per 1000 words, and in how many files."""

    max_per_1000_words: float | None = None
    max_files: int | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings for the files below ``root``.

    An empty ``select`` is all rules. ``size_limit`` is what a record may have, in MB; ``time_limit`` what
    reading and checking a document may each take, in seconds, 0 without limit. ``markers`` says whether comments in
    Markdown and HTML may let findings pass.
    ``places`` says where a setting was made.
    """

    root: Path = field(default_factory=Path)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING
    fail_on: Severity = Severity.WARNING
    format: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    encoding: str | None = None
    text_field: str = "text"
    size_limit: float = 20.0
    time_limit: float = 60.0
    metadata: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    per_file: tuple[PerFile, ...] = ()
    rule_folders: tuple[Path, ...] = ()
    plugins: tuple[str, ...] = ()
    metrics: bool = False
    markers: bool = True
    grammar: GrammarSettings = field(default_factory=GrammarSettings)
    filter: FilterSettings = field(default_factory=FilterSettings)
    thresholds: Mapping[str, Limits] = field(default_factory=dict)
    places: Places = field(default_factory=dict, compare=False, repr=False)

    def place(self, *path: str) -> str:
        """Where a setting was made; that of the table it is in, where its own is not known."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, "configuration")


def make_config(data: Mapping[str, Any], root: Path, places: Places) -> Config:
    """The Config of parsed TOML.

    Raises:
        ConfigError: a key is unknown, or its value is not of its kind.
    """
    reader = _Reader(places)
    values = {key.replace("-", "_"): reader.value(_KINDS, (key,), data[key]) for key in data}
    return Config(root=root, places=places, **values)


class _Reader:
    """Checks values and makes of them what a Config holds."""

    def __init__(self, places: Places) -> None:
        self._where = Config(places=places)

    def error(self, path: KeyPath, message: str) -> ConfigError:
        return ConfigError(f"{self._where.place(*path)}: {message}")

    def value(self, kinds: "Mapping[str, _Kind]", path: KeyPath, raw: object) -> Any:  # noqa: ANN401
        key = path[-1]
        if key not in kinds:
            raise self.error(path, f"unknown key {key!r}{hint(key, KEYS if kinds is _KINDS else kinds)}")
        return kinds[key](self, path, raw)

    def table(self, path: KeyPath, raw: object) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise self.error(path, f"{path[-1]!r} must be a table, not {raw!r}")
        return raw

    def text(self, path: KeyPath, raw: object) -> str:
        if not isinstance(raw, str):
            raise self.error(path, f"{path[-1]!r} must be text, not {raw!r}")
        return raw

    def flag(self, path: KeyPath, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise self.error(path, f"{path[-1]!r} must be true or false, not {raw!r}")
        return raw

    def texts(self, path: KeyPath, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
            raise self.error(path, f"{path[-1]!r} must be a list of texts, not {raw!r}")
        return tuple(raw)

    def paths(self, path: KeyPath, raw: object) -> tuple[Path, ...]:
        return tuple(Path(each) for each in self.texts(path, raw))

    def severity(self, path: KeyPath, raw: object) -> Severity:
        try:
            return Severity.parse(self.text(path, raw))
        except ValueError as error:
            raise self.error(path, str(error)) from None

    def metadata(self, path: KeyPath, raw: object) -> Mapping[str, str]:
        return {key: self.value(_METADATA, (*path, key), each) for key, each in self.table(path, raw).items()}

    def rules(self, path: KeyPath, raw: object) -> Mapping[str, RuleSettings]:
        return {name: self.rule((*path, name), each) for name, each in self.table(path, raw).items()}

    def rule(self, path: KeyPath, raw: object) -> RuleSettings:
        options = dict(self.table(path, raw))
        severity = options.pop("severity", None)
        return RuleSettings(None if severity is None else self.severity((*path, "severity"), severity), options)

    def number(self, path: KeyPath, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise self.error(path, f"{path[-1]!r} must be a number, not {raw!r}")
        return float(raw)

    def grammar(self, path: KeyPath, raw: object) -> GrammarSettings:
        table = self.table(path, raw)
        return GrammarSettings(**{key: self.value(_GRAMMAR, (*path, key), table[key]) for key in table})

    def filter(self, path: KeyPath, raw: object) -> FilterSettings:
        table = self.table(path, raw)
        values = {key: self.value(_FILTER, (*path, key), each) for key, each in table.items()}
        return FilterSettings(**{key.replace("-", "_"): value for key, value in values.items()})

    def thresholds(self, path: KeyPath, raw: object) -> Mapping[str, Limits]:
        return {name: self.limits((*path, name), each) for name, each in self.table(path, raw).items()}

    def limits(self, path: KeyPath, raw: object) -> Limits:
        table = self.table(path, raw)
        values = {key: self.value(_LIMITS, (*path, key), each) for key, each in table.items()}
        return Limits(**{key.replace("-", "_"): value for key, value in values.items()})

    def whole(self, path: KeyPath, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise self.error(path, f"{path[-1]!r} must be a whole number, not {raw!r}")
        return raw

    def per_file(self, path: KeyPath, raw: object) -> tuple[PerFile, ...]:
        return tuple(self.one_file((*path, glob), each) for glob, each in self.table(path, raw).items())

    def one_file(self, path: KeyPath, raw: object) -> PerFile:
        table = self.table(path, raw)
        return PerFile(path[-1], **{key: self.value(_PER_FILE, (*path, key), table[key]) for key in table})


_Kind = Callable[[_Reader, KeyPath, object], Any]
_KINDS: dict[str, _Kind] = {
    "select": _Reader.texts,
    "ignore": _Reader.texts,
    "severity": _Reader.severity,
    "fail-on": _Reader.severity,
    "format": _Reader.text,
    "include": _Reader.texts,
    "exclude": _Reader.texts,
    "respect-gitignore": _Reader.flag,
    "encoding": _Reader.text,
    "text-field": _Reader.text,
    "size-limit": _Reader.number,
    "time-limit": _Reader.number,
    "metadata": _Reader.metadata,
    "rules": _Reader.rules,
    "per-file": _Reader.per_file,
    "rule-folders": _Reader.paths,
    "plugins": _Reader.texts,
    "metrics": _Reader.flag,
    "markers": _Reader.flag,
    "grammar": _Reader.grammar,
    "filter": _Reader.filter,
    "thresholds": _Reader.thresholds,
}
_LIMITS: dict[str, _Kind] = {"max-per-1000-words": _Reader.number, "max-files": _Reader.whole}
_GRAMMAR: dict[str, _Kind] = {
    "enabled": _Reader.flag,
    "url": _Reader.text,
    "folder": _Reader.text,
    "java": _Reader.text,
    "variant": _Reader.text,
    "patience": _Reader.number,
}
_FILTER: dict[str, _Kind] = {
    "drop": _Reader.texts,
    "cut": _Reader.texts,
    "most-share": _Reader.number,
    "most-rate": _Reader.number,
}
_PER_FILE: dict[str, _Kind] = {"select": _Reader.texts, "ignore": _Reader.texts, "severity": _Reader.severity}
_METADATA: dict[str, _Kind] = dict.fromkeys(("title", "url", "author", "date", "source", "language"), _Reader.text)
KEYS = (*_KINDS, "extend")
"""All keys a config file may have."""
