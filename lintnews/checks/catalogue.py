"""The one module that knows all rules: the shipped rule files and the functions they name."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lintnews.checks import attribution, boilerplate, duplication, garbled, provenance, readability, translation
from lintnews.checks.rule import Function, Rule, RuleError
from lintnews.checks.store import load_rules, read_rule, read_rules
from lintnews.resources import rules_folder

FUNCTIONS: dict[str, Function] = {
    **attribution.FUNCTIONS,
    **boilerplate.FUNCTIONS,
    **duplication.FUNCTIONS,
    **garbled.FUNCTIONS,
    **provenance.FUNCTIONS,
    **readability.FUNCTIONS,
    **translation.FUNCTIONS,
}


def rules(folders: Sequence[Path] = ()) -> list[Rule]:
    """The rules without their pages, by name: the shipped ones and those of a user's ``folders``.

    Of two rules with one name the later one counts, so that a user can change a shipped rule.

    Raises:
        RuleError: a rule file is damaged or names an unknown function.
    """
    return _joined(load_rules, folders)


def pages(folders: Sequence[Path] = ()) -> list[Rule]:
    """The rules with their pages (why, examples), by name.

    Raises:
        RuleError: a rule file is damaged or names an unknown function.
    """
    return _joined(read_rules, folders)


def page(name: str, folders: Sequence[Path] = ()) -> Rule:
    """One rule with its page.

    Raises:
        FileNotFoundError: there is no such rule.
        RuleError: its file is damaged.
    """
    home = next((folder for folder in reversed(folders) if (folder / f"{name}.yaml").is_file()), rules_folder())
    return read_rule(home, name)


def _joined(load: Callable[[Path], list[Rule]], folders: Sequence[Path]) -> list[Rule]:
    by_name: dict[str, Rule] = {}
    for folder in (rules_folder(), *folders):
        by_name.update({rule.name: rule for rule in load(folder)})
        _check(folder, by_name)
    return [by_name[name] for name in sorted(by_name)]


def _check(folder: Path, some: Mapping[str, Rule]) -> None:
    for rule in some.values():
        if rule.function and rule.function not in FUNCTIONS:
            raise RuleError(f"{folder}/{rule.name}.yaml: no function {rule.function!r} in lintnews.checks")
