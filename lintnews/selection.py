"""Which rules run on which file, how severe they are there, with which options, and why others do not run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.checks.rule import Rule
from lintnews.config.errors import ConfigError, hint
from lintnews.config.settings import ALL, Config, PerFile, RuleSettings
from lintnews.findings import Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Setting(NamedTuple):
    """How one rule runs: its severity and its options with the user's changes."""

    severity: Severity
    options: Mapping[str, Any]


Selection = Mapping[str, Setting]
"""The rules that run, by name."""

OUTSIDE = "grammar"
"""The category of what other programs find: their rules are not in the catalogue, and there are thousands."""

_EVERY, _CATEGORY, _RULE = 1, 2, 3  # how closely a word of ``select`` or ``ignore`` names a rule; 0 not at all


def everything(rules: Sequence[Rule]) -> Selection:
    """All rules that are not optional, as they are declared."""
    return {rule.name: declared(rule) for rule in rules if not rule.optional}


def declared(rule: Rule) -> Setting:
    """How a rule runs where nothing is set."""
    return Setting(rule.severity, rule.options)


class Selector:
    """Chooses among some rules, file by file. The same settings are thought about once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._names = {rule.name: rule.name for rule in rules}
        self._names.update({alias: rule.name for rule in rules for alias in rule.aliases})
        self._categories = sorted({rule.category for rule in rules})
        self._known: dict[tuple[int, tuple[int, ...]], tuple[Config, Selection]] = {}
        self._specs: dict[str, GitIgnoreSpec] = {}

    def check(self, config: Config) -> None:
        """See whether all rules and options that a config names exist.

        Raises:
            ConfigError: one does not; the message names its place and the nearest choices.
        """
        for key, words in (("select", config.select), ("ignore", config.ignore)):
            self._check_words(words, config.place(key))
        for name in config.thresholds:
            self._check_words([name], config.place("thresholds", name))
        for name, settings in config.rules.items():
            self._check_rule(name, settings, config)
        for each in config.per_file:
            for key, words in (("select", each.select or ()), ("ignore", each.ignore)):
                self._check_words(words, config.place("per-file", each.glob, key))

    def select(self, config: Config, path: str) -> Selection:
        """The rules that run on a file.

        Args:
            config: the file's settings, checked.
            path: the file, as seen from ``config.root``, written with "/".
        """
        matching = tuple(self._matching(config, path))
        key = (id(config), matching)
        if key not in self._known:
            decided = self._decide(config, [config.per_file[index] for index in matching])
            chosen = {name: setting for name, setting in decided.items() if isinstance(setting, Setting)}
            self._known[key] = (config, chosen)  # the config is kept, so that its id stays its own
        return self._known[key][1]

    def outside(self, rule: Rule, config: Config, path: str) -> Setting | None:
        """How a rule of another program runs on a file, None where it does not; to select others does not stop it."""
        special = [config.per_file[index] for index in self._matching(config, path)]
        selected = self._closeness(rule, config.select)
        own = config if selected else replace(config, select=())
        decided = self._one(rule, own, special, _lowest(config, special), config.rules)
        return decided if isinstance(decided, Setting) else None

    def reasons(self, config: Config, path: str) -> dict[str, str]:
        """Why each of the other rules does not run on a file, by rule name."""
        decided = self._decide(config, [config.per_file[index] for index in self._matching(config, path)])
        return {name: reason for name, reason in decided.items() if isinstance(reason, str)}

    def lowest(self, config: Config, path: str) -> Severity:
        """The least severity that is reported for a file."""
        return _lowest(config, [config.per_file[index] for index in self._matching(config, path)])

    def _decide(self, config: Config, special: Sequence[PerFile]) -> dict[str, Setting | str]:
        lowest = _lowest(config, special)
        changes = {self._names.get(name, name): settings for name, settings in config.rules.items()}
        return {rule.name: self._one(rule, config, special, lowest, changes) for rule in self._rules}

    def _one(
        self,
        rule: Rule,
        config: Config,
        special: Sequence[PerFile],
        lowest: Severity,
        changes: Mapping[str, RuleSettings],
    ) -> Setting | str:
        """How a rule runs, or why it does not."""
        for each in special:
            if self._closeness(rule, each.ignore):
                return f"ignored for {each.glob!r}"
            if each.select is not None and not self._closeness(rule, each.select):
                return f"not selected for {each.glob!r}"
        selected = self._closeness(rule, config.select) if config.select else _EVERY
        ignored = self._closeness(rule, config.ignore)
        if not selected:
            return "not selected"
        if ignored >= selected:
            return "ignored"
        if rule.optional and selected < _CATEGORY and rule.name not in changes:
            return "optional"
        change = changes.get(rule.name, RuleSettings())
        severity = change.severity or rule.severity
        if severity < lowest and selected < _RULE:  # a rule selected by its own name is wanted, however weak
            return f"its severity {severity} is below {lowest}"
        return Setting(severity, {**rule.options, **change.options})

    def _closeness(self, rule: Rule, words: Iterable[str]) -> int:
        """How closely any of the words names a rule; the closest counts."""
        closest = 0
        for word in words:
            if self._names.get(word, word) == rule.name:
                return _RULE
            closest = max(closest, _CATEGORY if word == rule.category else _EVERY if word == ALL else 0)
        return closest

    def _matching(self, config: Config, path: str) -> Iterator[int]:
        for index, each in enumerate(config.per_file):
            if self._spec(each.glob).match_file(path):
                yield index

    def _spec(self, glob: str) -> "GitIgnoreSpec":
        if glob not in self._specs:
            from pathspec import GitIgnoreSpec

            self._specs[glob] = GitIgnoreSpec.from_lines([glob])
        return self._specs[glob]

    def _check_words(self, words: Iterable[str], place: str) -> None:
        choices = [*self._categories, *self._names, ALL]
        for word in words:
            if word not in choices and not is_outside(word):
                raise ConfigError(f"{place}: unknown rule or category {word!r}{hint(word, choices)}")

    def _check_rule(self, name: str, settings: RuleSettings, config: Config) -> None:
        if is_outside(name) and not settings.options:
            return
        if name not in self._names:
            raise ConfigError(f"{config.place('rules', name)}: unknown rule {name!r}{hint(name, self._names)}")
        rule = next(rule for rule in self._rules if rule.name == self._names[name])
        for option, value in settings.options.items():
            place = config.place("rules", name, option)
            if option not in rule.options:
                choices = hint(option, ["severity", *rule.options])
                raise ConfigError(f"{place}: rule {name!r} has no option {option!r}{choices}")
            if not _fits(value, rule.options[option]):
                kind = _kind(rule.options[option])
                raise ConfigError(f"{place}: option {option!r} of {name!r} must be {kind}, not {value!r}")


def is_outside(word: str) -> bool:
    """Whether a word of ``select`` or ``ignore`` is about another program's rules."""
    return word == OUTSIDE or word.startswith(f"{OUTSIDE}/")


def _lowest(config: Config, special: Sequence[PerFile]) -> Severity:
    named = [each.severity for each in special if each.severity is not None]
    return named[-1] if named else config.severity


def _fits(value: object, default: object) -> bool:
    """Whether a value is of the kind of an option's default."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    if isinstance(default, list | tuple):
        return isinstance(value, list) and all(_fits(each, default[0] if default else "") for each in value)
    return default is None or isinstance(value, type(default))


def _kind(default: object) -> str:
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, int):
        return "a whole number"
    if isinstance(default, float):
        return "a number"
    if isinstance(default, list | tuple):
        return f"a list of {_kind(default[0]).split()[-1] if default else 'text'}s"
    return "a table" if isinstance(default, dict) else "text"
