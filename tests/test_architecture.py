"""The picture in the README against every import: they point down, never up, never between rooms of one floor."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "lintnews"
ROOM = re.compile(r"^  (\w+)(?:\.py|/) +(\d+) ", re.MULTILINE)
HOMES = {
    "language_tool_python": "lintnews.analysis.grammar",
    "langdetect": "lintnews.analysis.detector",
    "textstat": "lintnews.analysis.readability",
    "click": "lintnews.cli",
    "pygls": "lintnews.server",
    "lsprotocol": "lintnews.server",
    "pyspark": "lintnews.corpus.spark",
    "datatrove": "lintnews.corpus.datatrove",
    "warcio": "lintnews.documents.warc",
    "zstandard": "lintnews.documents.stream",
}


def floors() -> dict[str, int]:
    """Room → floor, as the README draws it."""
    return {name: int(floor) for name, floor in ROOM.findall((ROOT / "README.md").read_text("utf-8"))}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(file.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module imported anywhere in a file, inside functions and under ``if TYPE_CHECKING`` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "lintnews" else None


def test_every_room_is_in_the_picture() -> None:
    rooms = {room(name) for name, _ in modules()} - {None, "__main__"}
    assert rooms == set(floors())


def test_imports_point_down() -> None:
    floor = floors()
    wrong = []
    for name, tree in modules():
        here = room(name)
        if here is None or here == "__main__":
            continue
        for target in set(imports(tree)):
            there = room(target)
            if there in floor and there != here and floor[there] >= floor[here]:
                wrong.append(f"{name} ({floor[here]}) imports {target} ({floor[there]})")
    assert wrong == []


def test_only_the_catalogue_knows_all_rules() -> None:
    categories = {path.name for path in (PACKAGE / "checks").iterdir() if path.is_dir() and path.name != "__pycache__"}
    wrong = [
        f"{name} imports {target}"
        for name, tree in modules()
        for target in set(imports(tree))
        if target.startswith("lintnews.checks.")
        and (there := target.split(".")[2]) in categories
        and name != "lintnews.checks.catalogue"
        and not name.startswith(f"lintnews.checks.{there}")
    ]
    assert wrong == []


def test_heavy_libraries_have_one_home() -> None:
    wrong = [
        f"{name} imports {target}"
        for name, tree in modules()
        for target in set(imports(tree))
        if (home := HOMES.get(target.partition(".")[0])) and name != home and not name.startswith(f"{home}.")
    ]
    assert wrong == []
