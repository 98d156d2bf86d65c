"""What a rule is, and how one is read from its YAML file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lintnews.analysis.analysis import Analysis
from lintnews.checks.pattern import Pattern, PatternError, make_pattern
from lintnews.config.errors import ConfigError
from lintnews.findings import Hit, Severity
from lintnews.regexes import regex
from lintnews.resources import table

CATEGORIES = ("boilerplate", "translation", "garbled", "duplication", "attribution", "provenance", "readability")
UNITS = ("line", "sentence", "paragraph", "quotation", "text")
ZONES = ("anywhere", "head", "body", "tail", "outside")
QUOTED = ("anywhere", "inside", "outside")
FIXES = ("delete", "delete-line")
_KEYS = {
    "message", "severity", "why", "unit", "find", "unless", "where", "quoted", "case", "raw", "fix", "safe",
    "function", "languages", "options", "bad", "good", "aliases", "source", "scope", "table",
    "optional", "beside",
}  # fmt: skip
_NO_VALUES = {"find", "source", "bad", "good"}  # columns of a table that are no values of its matches
_NAME = regex(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")


class RuleError(ConfigError):
    """A rule file that cannot be used: the message names the file and the cause."""


class Match(NamedTuple):
    """A place where one of a rule's patterns matches: span (code points), paragraph, the pattern's named groups.

    The groups of a pattern that came from a table hold the other cells of its row too.
    """

    start: int
    end: int
    paragraph: int
    groups: Mapping[str, str]


class Given(NamedTuple):
    """What a rule function gets beside the analysis: the rule's options and the matches of its patterns.

    ``beside`` holds the matches of the pattern rules that the rule's key ``beside`` names, by rule; those without any
    are left out.
    """

    options: Mapping[str, Any]
    matches: Sequence[Match]
    beside: Mapping[str, Sequence[Match]] = {}


Function = Callable[[Analysis, Given], Iterator[Hit]]
"""A rule's code: pure, without memory between calls; yields hits in any order."""


class Rule(NamedTuple):
    """One rule. ``fix`` is empty, a word of FIXES, or the text to put in place of the match (``=TEXT``).

    An ``optional`` rule runs only where it, or its category, is selected by name or has settings of its own.
    """

    name: str
    message: str
    severity: Severity
    why: str
    unit: str = "text"
    patterns: tuple[Pattern, ...] = ()
    unless: tuple[str, ...] = ()
    where: str = "anywhere"
    quoted: str = "anywhere"
    raw: bool = False
    fix: str = ""
    safe: bool = False
    function: str = ""
    languages: tuple[str, ...] = ("en",)
    options: Mapping[str, Any] = {}
    bad: tuple[Any, ...] = ()
    good: tuple[Any, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""
    scope: str = "document"
    optional: bool = False
    beside: tuple[str, ...] = ()

    @property
    def category(self) -> str:
        """The part of the name before the slash."""
        return self.name.partition("/")[0]

    def speaks(self, language: str) -> bool:
        """Whether the rule fits a language (ISO 639-1); an unknown one, the empty string, is tried with all rules."""
        return not language or language in self.languages or "any" in self.languages


class Card(NamedTuple):
    """What a rule says of itself in a report."""

    message: str
    severity: Severity
    why: str


def make_card(name: str, data: object, file: str) -> Card:
    """The card of a rule; arguments and errors as for ``make_rule``, but its patterns are not looked at."""
    reader = _Reader(name, data, file)
    return Card(reader.text("message"), reader.severity(), reader.why())


def make_rule(name: str, data: object, file: str) -> Rule:
    """The rule a YAML file describes.

    Args:
        name: ``category/what-is-wrong``, from the file's folder and name.
        data: the parsed YAML.
        file: named in errors.

    Raises:
        RuleError: a key is unknown, missing or of the wrong kind, a pattern does not compile, or an example is missing.
    """
    return _Reader(name, data, file).rule()


class _Reader:
    """Checks one rule file key by key."""

    def __init__(self, name: str, data: object, file: str) -> None:
        self.name, self.file = name, file
        if not isinstance(data, dict):
            raise RuleError(f"{file}: a rule is a mapping of keys, such as message, find, bad, good")
        self.data: dict[str, Any] = data
        for key in data:
            if key not in _KEYS:
                raise self.error(f"unknown key {key!r}, expected one of {', '.join(sorted(_KEYS))}")

    def error(self, message: str) -> RuleError:
        return RuleError(f"{self.file}: {message}")

    def rule(self) -> Rule:
        if not _NAME.fullmatch(self.name):
            raise self.error(f"{self.name!r} is no rule name: category/what-is-wrong, lower case with hyphens")
        unit = self.choice("unit", UNITS, "text")
        case, raw = self.flag("case"), self.flag("raw")
        finds = self.strings("find")
        function = self.text("function", "")
        self.rows = self.table()
        scope = self.choice("scope", ("document", "corpus"), "document")
        if not finds and not function and not self.rows and scope != "corpus":
            raise self.error("a rule needs 'find' (patterns), 'table' (rows of patterns) or 'function' (its code)")
        return Rule(
            name=self.name,
            message=self.text("message"),
            severity=self.severity(),
            why=self.why(),
            unit=unit,
            patterns=(
                *(self.pattern(find, unit, case, raw) for find in finds),
                *(self.row_pattern(row, unit, case, raw) for row in self.rows),
            ),
            unless=tuple(self.unless(pattern, case, raw) for pattern in self.strings("unless")),
            where=self.choice("where", ZONES, "anywhere"),
            quoted=self.choice("quoted", QUOTED, "anywhere"),
            raw=raw,
            fix=self.fix(),
            safe=self.flag("safe"),
            function=function,
            languages=self.strings("languages") or ("en",),
            options=self.mapping("options"),
            bad=self.examples("bad"),
            good=self.examples("good"),
            aliases=self.strings("aliases"),
            source=self.text("source", ""),
            scope=scope,
            beside=self.strings("beside"),
            optional=self.flag("optional"),
        )

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if value is None:
            raise self.error(f"key {key!r} is missing")
        if not isinstance(value, str):
            raise self.error(f"key {key!r} must be text, not {value!r}; quote it")
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"key {key!r} must be true or false, not {value!r}")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(key, default)
        if value not in choices:
            raise self.error(f"{key} {value!r} is unknown, expected one of {', '.join(choices)}")
        return value

    def why(self) -> str:
        return " ".join(self.text("why").split())

    def severity(self) -> Severity:
        try:
            return Severity.parse(self.text("severity"))
        except ValueError as error:
            raise self.error(str(error)) from None

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            raise self.error(f"key {key!r} must be a list of texts")
        for item in value:
            if not isinstance(item, str):
                raise self.error(
                    f"{key}: {item!r} is no text; quote every pattern ('…'), YAML reads it as something else"
                )
        return tuple(value)

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"key {key!r} must be a mapping of names to defaults")
        return value

    def examples(self, key: str) -> tuple[Any, ...]:
        value = self.data.get(key)
        if not isinstance(value, list) or not value:
            raise self.error(f"a rule needs at least one example under {key!r}")
        for example in value:
            text = example.get("text") if isinstance(example, dict) else example
            if not isinstance(text, str):
                raise self.error(f"{key}: an example is a text, or a mapping with the key 'text', not {example!r}")
            if key == "bad" and "[[" not in text:
                raise self.error(f"bad: mark what must be flagged with [[ ]] in {text.strip()[:60]!r}")
        return tuple(value)

    def table(self) -> tuple[dict[str, str], ...]:
        name = self.text("table", "")
        try:
            return table(name) if name else ()
        except FileNotFoundError:
            raise self.error(f"table: there is no rules/tables/{name}.tsv") from None
        except ValueError as error:
            raise self.error(str(error)) from None

    def row_pattern(self, row: Mapping[str, str], unit: str, case: bool, raw: bool) -> Pattern:
        """The pattern of a table's row: its cell ``find``, or the words of its cell ``name`` (apart by ``;``)."""
        find = row.get("find") or "|".join(_literal(name.strip()) for name in row.get("name", "").split(";"))
        values = tuple((key, value) for key, value in row.items() if key not in _NO_VALUES)
        return self.pattern(find, unit, case, raw)._replace(values=values)

    def pattern(self, find: str, unit: str, case: bool, raw: bool) -> Pattern:
        try:
            return make_pattern(find, whole=unit == "line", case=case, raw=raw)
        except PatternError as error:
            raise self.error(f"find: {find!r}: {error}") from None

    def unless(self, pattern: str, case: bool, raw: bool) -> str:
        try:
            return make_pattern(pattern, whole=False, case=case, raw=raw).regex
        except PatternError as error:
            raise self.error(f"unless: {pattern!r}: {error}") from None

    def fix(self) -> str:
        value = self.data.get("fix", "")
        if isinstance(value, dict) and set(value) == {"replace"} and isinstance(value["replace"], str):
            return "=" + value["replace"]
        if value and value not in FIXES:
            raise self.error(f"fix {value!r} is unknown, expected delete, delete-line or a mapping 'replace: text'")
        return str(value)


def _literal(words: str) -> str:
    """The pattern of a text between word ends."""
    before, after = (r"\b" if one.isalnum() else "" for one in (words[:1], words[-1:]))
    return before + re.escape(words).replace("\\ ", " ") + after
