"""The one module that knows all rules: the shipped rule files and the functions they name."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lintnews.checks import attribution, boilerplate, duplication, garbled, provenance, readability, translation
from lintnews.checks.rule import Function, Rule, RuleError
from lintnews.checks.store import load_rules, read_rule, read_rules
from lintnews.resources import rules_folder

if TYPE_CHECKING:
    from lintnews.checks.plugins import Plugin

FUNCTIONS: dict[str, Function] = {
    **attribution.FUNCTIONS,
    **boilerplate.FUNCTIONS,
    **duplication.FUNCTIONS,
    **garbled.FUNCTIONS,
    **provenance.FUNCTIONS,
    **readability.FUNCTIONS,
    **translation.FUNCTIONS,
}


def rules(folders: Sequence[Path] = (), plugins: Sequence[str] = ()) -> list[Rule]:
    """The rules without their pages, by name: the shipped ones, those of plugins and of a user's ``folders``.

    Of two rules with one name the later one counts, so that a user can change a shipped rule; a plugin cannot.

    Raises:
        RuleError: a rule file is damaged or names an unknown function.
        PluginError: there is no such plugin, or it is broken.
    """
    return _joined(load_rules, folders, plugins)


def pages(folders: Sequence[Path] = (), plugins: Sequence[str] = ()) -> list[Rule]:
    """The rules with their pages (why, examples), by name.

    Raises:
        RuleError: a rule file is damaged or names an unknown function.
        PluginError: there is no such plugin, or it is broken.
    """
    return _joined(read_rules, folders, plugins)


def page(name: str, folders: Sequence[Path] = (), plugins: Sequence[str] = ()) -> Rule:
    """One rule with its page.

    Raises:
        FileNotFoundError: there is no such rule.
        RuleError: its file is damaged.
        PluginError: there is no such plugin, or it is broken.
    """
    places = [*(each.folder for each in _named(plugins)), *folders]
    home = next((folder for folder in reversed(places) if (folder / f"{name}.yaml").is_file()), rules_folder())
    return read_rule(home, name)


def functions(plugins: Sequence[str] = ()) -> Mapping[str, Function]:
    """The functions that rules may name: those of lintnews, and those of plugins.

    Raises:
        PluginError: there is no such plugin, or it is broken.
    """
    found = dict(FUNCTIONS)
    for each in _named(plugins):
        found.update(each.functions)
    return found


def _named(plugins: Sequence[str]) -> "list[Plugin]":
    if not plugins:
        return []
    from lintnews.checks.plugins import plugin

    return [plugin(name) for name in plugins]


def _joined(load: Callable[[Path], list[Rule]], folders: Sequence[Path], plugins: Sequence[str]) -> list[Rule]:
    by_name = {rule.name: rule for rule in load(rules_folder())}
    _check(rules_folder(), by_name, FUNCTIONS)
    known = functions(plugins)
    for each in _named(plugins):
        some = {rule.name: rule for rule in load(each.folder)}
        for name in some.keys() & by_name.keys():
            raise RuleError(f"{each.folder}/{name}.yaml: there is a rule {name!r} already; a plugin cannot change it")
        _check(each.folder, some, known)
        by_name.update(some)
    for folder in folders:
        some = {rule.name: rule for rule in load(folder)}
        _check(folder, some, known)
        by_name.update(some)
    return [by_name[name] for name in sorted(by_name)]


def _check(folder: Path, some: Mapping[str, Rule], known: Mapping[str, Function]) -> None:
    for rule in some.values():
        if rule.function and rule.function not in known:
            raise RuleError(f"{folder}/{rule.name}.yaml: no function {rule.function!r} in lintnews.checks")
