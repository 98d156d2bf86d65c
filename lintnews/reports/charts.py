"""Figures, charts and tables of an HTML page. A chart is a table with bars in it: read aloud, it is a table."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from lintnews.reports.page import text

_WIDE, _TALL = 900, 190


class Link(NamedTuple):
    """Words that lead to another place of the page; ``to`` is empty where they do not."""

    words: str
    to: str = ""


class Bar(NamedTuple):
    """A row of a chart: its name, how long its bar is, the bar's class, and what stands behind it."""

    name: Link
    length: float
    kind: str
    cells: Sequence[str]


class Column(NamedTuple):
    """A column of a chart over time: what is below it, how tall it is, and what it says when pointed at."""

    name: str
    height: float
    words: str


def figures(some: Sequence[tuple[str, str, str]]) -> str:
    """Names of figures, each with its value and its class."""
    rows = (
        f'<div class="{escape(kind)}"><dt>{text(name)}</dt><dd>{text(value)}</dd></div>' for name, value, kind in some
    )
    return '<dl class="figures">\n' + "\n".join(rows) + "\n</dl>\n"


def section(title: str, note: str, content: str, kind: str = "") -> str:
    """A part of a page with its heading and a line on what it shows."""
    said = f'<p class="note">{text(note)}</p>\n' if note else ""
    return f'<section class="{kind}">\n<h2>{text(title)}</h2>\n{said}{content}</section>\n'


def bars(head: Sequence[str], rows: Sequence[Bar]) -> str:
    """A chart of horizontal bars; ``head`` names the rows, then their cells."""
    most = max((row.length for row in rows), default=0) or 1
    first, *rest = (f'<th scope="col">{text(name)}</th>' for name in head)
    lines = (
        f'<tr><th scope="row">{_link(row.name)}</th><td class="bar">{_bar(row.kind, 100 * row.length / most)}</td>'
        f"{_cells(row.cells)}</tr>"
        for row in rows
    )
    return (
        f'<table class="bars">\n<thead><tr>{first}<td></td>{"".join(rest)}</tr></thead>\n<tbody>\n'
        + "\n".join(lines)
        + "\n</tbody>\n</table>\n"
    )


def columns(title: str, rows: Sequence[Column]) -> Iterator[str]:
    """A chart of columns from left to right."""
    most = max(row.height for row in rows) or 1.0
    left, step = 46, (_WIDE - 56) / len(rows)
    yield f'<div class="scroll"><svg class="columns" viewBox="0 0 {_WIDE} {_TALL + 34}" role="img" '
    yield f'aria-label="{text(title)}">\n'
    for part in (0.0, 0.5, 1.0):
        y = _TALL - part * (_TALL - 14)
        yield (
            f'<line x1="{left}" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{most * part:.1f}</text>\n'
        )
    every = max(1, round(90 / step))
    for index, row in enumerate(rows):
        wide = min(step - 4 if step > 6 else step * 0.8, 56)
        x, tall = left + 6 + index * step + (step - 4 - wide) / 2, row.height / most * (_TALL - 14)
        yield (
            f'<rect x="{x:.1f}" y="{_TALL - tall:.1f}" width="{max(wide, 0.5):.1f}" height="{tall:.1f}">'
            f"<title>{text(row.words)}</title></rect>\n"
        )
        if index % every == 0:
            yield f'<text x="{x + wide / 2:.1f}" y="{_TALL + 20}" text-anchor="middle">{text(row.name)}</text>\n'
    yield "</svg></div>\n"


def table(head: Sequence[str], rows: Sequence[tuple[Link, Sequence[str]]]) -> str:
    """A table; the first cell of a row names it."""
    names = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    lines = (f'<tr><th scope="row">{_link(name)}</th>{_cells(cells)}</tr>' for name, cells in rows)
    return (
        f'<div class="scroll"><table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n'
        + "\n".join(lines)
        + "\n</tbody>\n</table></div>\n"
    )


def _bar(kind: str, percent: float) -> str:
    return (
        '<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{escape(kind)}" width="{max(percent, 0.4):.2f}" height="1"/></svg>'
    )


def _cells(cells: Sequence[str]) -> str:
    return "".join(f"<td>{text(cell)}</td>" for cell in cells)


def _link(link: Link) -> str:
    words = f"<bdi>{text(link.words)}</bdi>"
    return f'<a href="{escape(link.to)}">{words}</a>' if link.to else words
