"""Rules of the category duplication that are code."""

from lintnews.checks.duplication.within import rule_of
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    f"repeated-{kind}": rule_of(kind) for kind in ("headline", "line", "sentence", "paragraph", "passage")
}
