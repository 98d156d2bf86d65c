"""The report of a corpus as one page of HTML: no script, nothing loaded, charts as SVG."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from lintnews import __version__
from lintnews.corpus.sums import Bad, Cluster, Group, Sums
from lintnews.reports.corpus_report import ranked
from lintnews.reports.terminal import safe

_STYLE = """
:root { --paper: #fff; --ink: #1b1b1f; --pale: #66686f; --rule: #dcdde2; --error: #b3261e; --warning: #b26a00;
  --info: #2f6db5; --bar: #3d5a80; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181c; --ink: #e6e6ea; --pale: #9b9da6; --rule: #34363d;
  --error: #f2827b; --warning: #e5a64a; --info: #7fb0ea; --bar: #86a8d4; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 1.2rem; }
h2 { font-size: 1.1rem; margin: 2.6rem 0 .6rem; }
p.note, caption { color: var(--pale); font-size: .87rem; margin: .2rem 0 .6rem; text-align: left; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 0; }
dl div { border-top: 2px solid var(--ink); padding-top: .4rem; }
dt { color: var(--pale); font-size: .82rem; }
dd { margin: 0; font-size: 1.45rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .28rem .7rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th { color: var(--pale); font-weight: 500; font-size: .82rem; }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font-size: 12px; }
svg text.pale { fill: var(--pale); }
svg line { stroke: var(--rule); }
svg rect { fill: var(--bar); }
svg rect.error, svg .error { fill: var(--error); }
svg rect.warning, svg .warning { fill: var(--warning); }
svg rect.info, svg .info { fill: var(--info); }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
details { margin: .3rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
details ul { margin: .3rem 0 .8rem; } li { overflow-wrap: anywhere; }
"""
_MOST_RULES = 25
_MOST_MONTHS = 60
_MOST_CLUSTERS = 25
_MOST_COPIES = 40
_WIDE, _NAMES, _BAR = 900, 330, 18


def page(sums: Sums) -> Iterator[str]:
    """The page. Nothing in a corpus can put markup into it, and it loads nothing."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Corpus report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Corpus report</h1>\n"
    )
    yield from _totals(sums)
    yield from _rules(sums)
    yield from _categories(sums)
    yield from _trend(sums)
    yield from _groups("Sources", "Source", sums.sources)
    yield from _groups("Languages", "Language", sums.languages)
    yield from _worst("Worst documents", "Document", sums.worst)
    yield from _worst("Worst sources", "Source", sums.worst_sources)
    yield from _clusters(sums.clusters)
    yield f'<p class="note">Made by lintnews {escape(__version__)}.</p>\n</main>\n</body>\n</html>\n'


def _text(text: str) -> str:
    return escape(safe(text))


def _totals(sums: Sums) -> Iterator[str]:
    total = sums.total
    figures = [
        ("Documents", f"{total.documents:,}"),
        ("Words", f"{total.words:,}"),
        ("Findings", f"{total.findings:,}"),
        ("Documents with findings", f"{total.flagged / max(total.documents, 1):.0%}"),
        ("Findings per 1000 words", f"{total.rate:.2f}"),
        ("Text in findings", f"{total.share:.2%}"),
        ("Not read", f"{sums.errors:,}"),
    ]
    yield "<dl>\n" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>\n" for name, value in figures) + "</dl>\n"


def _rules(sums: Sums) -> Iterator[str]:
    if not sums.rules:
        return
    some = sums.rules[:_MOST_RULES]
    more = f"The {len(some)} most frequent of {len(sums.rules)}; " if len(sums.rules) > len(some) else ""
    yield f'<h2>Rules</h2>\n<p class="note">{more}findings, and the documents that have them.</p>\n'
    yield from _bars(
        "Findings by rule",
        [(one.rule, one.findings, f"{one.findings:,} in {one.documents:,}", one.severity) for one in some],
    )


def _categories(sums: Sums) -> Iterator[str]:
    rows = sums.total.by_category.most_common()
    if rows:
        yield "<h2>Categories</h2>\n"
        yield from _bars("Findings by category", [(name, number, f"{number:,}", "") for name, number in rows])


def _bars(title: str, rows: Sequence[tuple[str, int, str, str]]) -> Iterator[str]:
    """A chart of horizontal bars: name, number, words behind the bar, class of the bar."""
    most = max(number for _, number, _, _ in rows)
    room = _WIDE - _NAMES - 130
    height = len(rows) * (_BAR + 6)
    yield f'<svg viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{escape(title)}">\n'
    for index, (name, number, words, kind) in enumerate(rows):
        y, width = index * (_BAR + 6), max(1.0, room * number / most)
        yield (
            f'<text x="{_NAMES - 10}" y="{y + 13}" text-anchor="end">{_text(name)}</text>'
            f'<rect class="{escape(kind)}" x="{_NAMES}" y="{y}" width="{width:.1f}" height="{_BAR}"/>'
            f'<text class="pale" x="{_NAMES + width + 8:.1f}" y="{y + 13}">{_text(words)}</text>\n'
        )
    yield "</svg>\n"


def _trend(sums: Sums) -> Iterator[str]:
    """Findings per 1000 words by month, where there are two months or more."""
    months = sorted((name, group) for name, group in sums.months.items() if name)[-_MOST_MONTHS:]
    if len(months) < 2:
        return
    yield '<h2>Over time</h2>\n<p class="note">Findings per 1000 words, by month of the document.</p>\n'
    most = max(group.rate for _, group in months) or 1.0
    left, height, step = 46, 190, (_WIDE - 56) / len(months)
    yield f'<svg viewBox="0 0 {_WIDE} {height + 34}" role="img" aria-label="Findings per 1000 words by month">\n'
    for part in (0.0, 0.5, 1.0):
        y = height - part * (height - 14)
        yield (
            f'<line x1="{left}" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="pale" x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{most * part:.1f}</text>\n'
        )
    every = max(1, round(70 / step))
    for index, (name, group) in enumerate(months):
        x, tall = left + 6 + index * step, group.rate / most * (height - 14)
        yield (
            f'<rect x="{x:.1f}" y="{height - tall:.1f}" width="{max(step - 4, 1):.1f}" height="{tall:.1f}">'
            f"<title>{_text(name)}: {group.rate:.2f} in {group.documents:,} documents</title></rect>\n"
        )
        if index % every == 0:
            yield f'<text class="pale" x="{x:.1f}" y="{height + 20}">{_text(name)}</text>\n'
    yield "</svg>\n"


def _groups(title: str, head: str, groups: dict[str, Group]) -> Iterator[str]:
    if not set(groups) - {""}:
        return
    some = ranked(groups, by_name=False)
    rows = [
        (name or "(unknown)", f"{one.documents:,}", f"{one.findings:,}", f"{one.rate:.2f}", f"{one.share:.2%}")
        for name, one in some
    ]
    note = f"The {len(some)} with the most documents of {len(groups)}." if len(groups) > len(some) else ""
    yield from _table(title, note, (head, "Documents", "Findings", "Per 1000 words", "Of text"), rows)


def _worst(title: str, head: str, some: Sequence[Bad]) -> Iterator[str]:
    rows = [(one.name, f"{one.findings:,}", f"{one.words:,}", f"{one.rate:.2f}", f"{one.share:.2%}") for one in some]
    note = "Most findings for the length; a few findings in a few words count for less."
    if rows:
        yield from _table(title, note, (head, "Findings", "Words", "Per 1000 words", "Of text"), rows)


def _table(title: str, note: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"<h2>{title}</h2>\n"
    yield f'<p class="note">{note}</p>\n' if note else ""
    yield '<div class="scroll"><table>\n<thead><tr>' + "".join(f'<th scope="col">{name}</th>' for name in head)
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>\n"
    yield "</tbody></table></div>\n"


def _clusters(clusters: Sequence[Cluster]) -> Iterator[str]:
    if not clusters:
        return
    some = clusters[:_MOST_CLUSTERS]
    more = f"The {len(some)} largest of {len(clusters):,}. " if len(clusters) > len(some) else ""
    note = f"{more}The likely origin comes first: the document with the earliest date."
    yield f'<h2>Copies</h2>\n<p class="note">{note}</p>\n'
    for one in some:
        yield f"<details><summary>{len(one.documents):,} documents: {_text(one.documents[0])}</summary>\n<ul>\n"
        for name, date in list(zip(one.documents, one.dates, strict=True))[:_MOST_COPIES]:
            yield f"<li>{_text(name)}{_text(f' ({date})') if date else ''}</li>\n"
        left = len(one.documents) - _MOST_COPIES
        yield (f"<li>and {left:,} more</li>\n" if left > 0 else "") + "</ul></details>\n"
