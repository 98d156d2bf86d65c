"""The trees of the line model, and the function that adds them up.

Walking through trees node by node takes Python three times as long as code in which every node is a conditional
expression: that code is made of the trees when lintnews is installed. Where it was not, it is made when first needed.
"""

import json
import marshal
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from lintnews import cachedir
from lintnews.resources import shipped

SHIPPED = "line-trees"
"""The name under which code and trees are shipped."""

FILE = Path(__file__).with_name("line_model.json")
HOPELESS = ((5, -1.63), (30, -1.85))
"""Trees, and the score below which one in 500 of the lines flagged begins."""

Node = tuple[int, float, Any, Any, float]
"""Feature (-1 in a leaf), threshold, the node to go to at or below it, the node above it, and the score so far."""


class Model(NamedTuple):
    """The score (logit) to begin with, the trees that add to it, and how many features a row has."""

    base: float
    trees: tuple[Node, ...]
    features: int


@cache
def load() -> Model:
    """The model."""
    parts = _shipped()
    return Model(*marshal.loads(parts[1])) if parts else _read()  # noqa: S302  (made with this package)


@cache
def scorer() -> Callable[[Sequence[float]], float]:
    """What gives the score (logit) of a line's features; where the first trees find them hopeless, what these say."""
    parts = _shipped()
    code: CodeType = marshal.loads(parts[0]) if parts else _code(_read())  # noqa: S302
    names: dict[str, Callable[[Sequence[float]], float]] = {}
    exec(code, names)  # noqa: S102  (nothing but numbers came in from the file)
    return names["score"]


def to_ship() -> tuple[str, bytes]:
    """What code and trees are shipped as: the key of what they were made from, and the content."""
    model = _read()
    return _made_from(), marshal.dumps((marshal.dumps(_code(model)), marshal.dumps(tuple(model))))


@cache
def _shipped() -> tuple[bytes, bytes] | None:
    content = shipped(SHIPPED, _made_from())
    try:
        return None if content is None else marshal.loads(content)  # noqa: S302
    except (EOFError, TypeError, ValueError):  # damaged
        return None


def _made_from() -> str:
    return cachedir.key(sys.version, FILE.read_text("utf-8"), Path(__file__).read_text("utf-8"))


def _read() -> Model:
    about = json.loads(FILE.read_bytes())
    trees = tuple(_node(list(zip(*tree, strict=True)), 0) for tree in about["trees"])
    return Model(float(about["base"]), trees, len(about["features"]))


def _node(rows: list[tuple[int, float, int, int, float]], index: int) -> Node:
    """The node in a row of a tree, with those below it; in the row they are given by their indexes."""
    feature, threshold, below, above, value = rows[index]
    if feature < 0:
        return int(feature), float(threshold), None, None, float(value)
    return int(feature), float(threshold), _node(rows, below), _node(rows, above), float(value)


def _code(model: Model) -> CodeType:
    """A module with the function ``score``, which gives up between trees where the score so far is hopeless."""
    given_up = dict(HOPELESS)
    lines = ["def score(row):", f" {''.join(f'f{i},' for i in range(model.features))} = row", f" s = {model.base!r}"]
    for number, tree in enumerate(model.trees):
        if number in given_up:
            lines.append(f" if s < {given_up[number]!r}: return s")
        lines.append(f" s += {_expression(tree)}")
    return compile("\n".join([*lines, " return s"]), SHIPPED, "exec")


def _expression(node: Node) -> str:
    feature, threshold, below, above, value = node
    if feature < 0:
        return repr(value)
    return f"({_expression(below)} if f{feature} <= {threshold!r} else {_expression(above)})"
