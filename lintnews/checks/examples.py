"""Examples of rules: texts in which ``[[ ]]`` marks what must be flagged."""

from typing import Any, NamedTuple

from lintnews.positions import Span
from lintnews.regexes import regex

_MARK = regex(r"\[\[|\]\](?!\])")  # of three closing brackets the first belongs to the text


class Example(NamedTuple):
    """An example: its text without marks, the spans that must be flagged, and what else it says (its other keys).

    The keys an example may have beside ``text``: ``name`` (a file name, whose suffix chooses the reader) and
    ``others`` (texts of other files, for rules about several).
    """

    text: str
    spans: tuple[Span, ...]
    more: dict[str, Any]


def parse_example(example: str | dict[str, Any]) -> Example:
    """The example of a rule file.

    Raises:
        ValueError: an opening ``[[`` has no ``]]``, or the other way round.
    """
    more = {} if isinstance(example, str) else {key: value for key, value in example.items() if key != "text"}
    marked = example if isinstance(example, str) else example["text"]
    pieces: list[str] = []
    spans, length, start, at = [], 0, -1, 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if (mark[0] == "[[") != (start < 0):
            raise ValueError(f"unbalanced [[ ]] in {marked.strip()[:60]!r}")
        if mark[0] == "[[":
            start = length
        else:
            spans.append(Span(start, length))
            start = -1
    if start >= 0:
        raise ValueError(f"unbalanced [[ ]] in {marked.strip()[:60]!r}")
    return Example("".join([*pieces, marked[at:]]), tuple(spans), more)
