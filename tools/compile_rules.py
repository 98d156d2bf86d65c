"""A build hook of hatch: what the first run of lintnews would compile is compiled when it is installed.

Writes lintnews/compiled/: the rules as Python loads them fastest, the regular expressions of rules and modules in the
form that Python's own compiler makes of them, and the trees of the line model as code, for the Python that runs the
build. All name what they were made from, and are ignored where that is not what is there: by another Python, and once
a rule has changed. Without PyYAML, or where anything else is in the way, lintnews is built without them and compiles
when it runs.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles rules, expressions and trees."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files of a wheel, or of an editable installation, are gathered."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(ROOT))
        try:
            files = compile_all()
        except Exception as error:  # whatever it is: what is missing is only speed
            self.app.display_warning(f"rules are not compiled ahead: {type(error).__name__}: {error}")
            return
        finally:
            sys.path.remove(str(ROOT))
        if version != "editable":
            for file in files:
                build_data["force_include"][str(file)] = file.relative_to(ROOT).as_posix()


def compile_all() -> list[Path]:
    """Compile rules, expressions and trees; the files they are in."""
    from lintnews import regexes
    from lintnews.analysis import vocabulary
    from lintnews.checks import literal_search, store
    from lintnews.checks.boilerplate import line_trees
    from lintnews.checks.matcher import Matcher
    from lintnews.checks.pattern import flags_of
    from lintnews.resources import rules_folder, ship

    for file in sorted((ROOT / "lintnews").rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not name.endswith("__main__"):
            try:
                import_module(name)
            except ImportError:  # what it needs is not needed to build
                continue
    folder = rules_folder()
    rules = store.read_rules(folder)
    some = dict.fromkeys(regexes.of_modules())
    for rule in rules:
        some.update(((one.regex, flags_of(one.case, one.raw)), None) for one in rule.patterns)
        case = all(one.case for one in rule.patterns)
        some.update(((veto, flags_of(case, rule.raw)), None) for veto in rule.unless)
    patterns = Matcher(rules, fast=False).by_literals()
    return [
        ship(store.FILE, store.content_key(folder), store.packed(rules)),
        ship(regexes.FILE, *regexes.to_ship(some)),
        ship(line_trees.SHIPPED, *line_trees.to_ship()),
        ship(literal_search.FILE, literal_search.key(patterns), literal_search.packed(patterns)),
        *(ship(*one) for one in vocabulary.to_ship()),
    ]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    compile_all()
