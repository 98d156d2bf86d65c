"""The one module that knows all rules: the shipped rule files and the functions they name."""

from lintnews.checks import attribution, boilerplate, duplication, garbled, provenance, translation
from lintnews.checks.rule import Function, Rule, RuleError
from lintnews.checks.store import load_rules, read_rule, read_rules
from lintnews.resources import rules_folder

FUNCTIONS: dict[str, Function] = {
    **attribution.FUNCTIONS,
    **boilerplate.FUNCTIONS,
    **duplication.FUNCTIONS,
    **garbled.FUNCTIONS,
    **provenance.FUNCTIONS,
    **translation.FUNCTIONS,
}


def rules() -> list[Rule]:
    """The shipped rules without their pages, by name.

    Raises:
        RuleError: a rule file is damaged or names an unknown function.
    """
    return _checked(load_rules(rules_folder()))


def pages() -> list[Rule]:
    """The shipped rules with their pages (why, examples), by name.

    Raises:
        RuleError: a rule file is damaged or names an unknown function.
    """
    return _checked(read_rules(rules_folder()))


def page(name: str) -> Rule:
    """One shipped rule with its page.

    Raises:
        FileNotFoundError: there is no such rule.
        RuleError: its file is damaged.
    """
    return read_rule(rules_folder(), name)


def _checked(some: list[Rule]) -> list[Rule]:
    for rule in some:
        if rule.function and rule.function not in FUNCTIONS:
            raise RuleError(f"rules/{rule.name}.yaml: no function {rule.function!r} in lintnews.checks")
    return some
