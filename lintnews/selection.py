"""Which rules run on a file, how severe they are there, and with which options."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lintnews.checks.rule import Rule
from lintnews.findings import Severity


class Setting(NamedTuple):
    """How one rule runs: its severity and its options with the user's changes."""

    severity: Severity
    options: Mapping[str, Any]


Selection = Mapping[str, Setting]
"""The rules that run, by name."""


def everything(rules: Sequence[Rule]) -> Selection:
    """All rules as they are declared."""
    return {rule.name: Setting(rule.severity, rule.options) for rule in rules}
