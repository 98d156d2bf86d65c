"""What the reports on many documents begin with: sums, charts and the worst, as parts of an HTML page."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from lintnews.corpus.sums import Bad, Group, Sums
from lintnews.reports.charts import Bar, Column, Link, bars, columns, figures, section, table
from lintnews.reports.corpus_report import ranked

_MOST_RULES = 20
_MOST_COLUMNS = 60
_FEW_MONTHS = 3  # up to which days are shown

To = Callable[[str], str]
"""The place of the page that a name leads to; empty where it leads nowhere."""


def nowhere(name: str) -> str:
    """For pages on which names lead nowhere."""
    return ""


def with_rule(name: str) -> str:
    """The place of a page that shows the findings of a rule or a category."""
    return f"#{'rule' if '/' in name else 'category'}={quote(name, errors='replace')}"


def overview(sums: Sums, to_findings: To = nowhere, to_document: To = nowhere) -> Iterator[str]:
    """The parts in order; names of rules, categories and documents lead where they are told to."""
    yield totals(sums)
    yield '<div class="pair">\n'
    yield _categories(sums, to_findings)
    yield _worst("Worst documents", "Document", sums.worst, to_document)
    yield "</div>\n"
    yield _rules(sums, to_findings)
    yield from _trend(sums)
    yield '<div class="pair">\n'
    yield _groups("Sources", "Source", sums.sources)
    yield _groups("Languages", "Language", sums.languages)
    yield _worst("Worst sources", "Source", sums.worst_sources, nowhere)
    yield "</div>\n"


def totals(sums: Sums) -> str:
    """The figures about everything."""
    total, by = sums.total, sums.by_severity
    some = [
        ("Documents", f"{total.documents:,}", ""),
        ("Words", f"{total.words:,}", ""),
        ("Errors", f"{by['error']:,}", "error"),
        ("Warnings", f"{by['warning']:,}", "warning"),
        ("Info", f"{by['info']:,}", "info"),
        ("Findings per 1000 words", f"{total.rate:.2f}", ""),
        ("Documents with findings", f"{total.flagged / max(total.documents, 1):.0%}", ""),
        ("Text in findings", f"{total.share:.1%}", ""),
        *([("Not read", f"{sums.errors:,}", "error")] if sums.errors else []),
    ]
    return figures([(name, value, kind if value != "0" else "") for name, value, kind in some])


def _rate(findings: int, words: int) -> str:
    return f"{1000 * findings / words:.2f}" if words else "-"


def _rules(sums: Sums, to: To) -> str:
    if not sums.rules:
        return ""
    some = sums.rules[:_MOST_RULES]
    note = f"The {len(some)} most frequent of {len(sums.rules)}." if len(sums.rules) > len(some) else ""
    rows = [
        Bar(Link(one.rule, to(one.rule)), one.findings, one.severity,
            (f"{one.findings:,}", f"{one.documents:,}", _rate(one.findings, sums.total.words)))
        for one in some
    ]  # fmt: skip
    head = ("Rule", "Findings", "Documents", "Per 1000 words")
    return section("Findings by rule", note, bars(head, rows))


def _categories(sums: Sums, to: To) -> str:
    some = sums.total.by_category.most_common()
    if not some:
        return ""
    rows = [
        Bar(Link(name, to(name)), number, "", (f"{number:,}", _rate(number, sums.total.words))) for name, number in some
    ]
    return section("Findings by category", "", bars(("Category", "Findings", "Per 1000 words"), rows))


def _trend(sums: Sums) -> Iterator[str]:
    """Findings per 1000 words by month, or by day where there are few months; nothing for a single one."""
    months, days = set(sums.months) - {""}, set(sums.days) - {""}
    unit, groups = ("day", sums.days) if len(months) <= _FEW_MONTHS else ("month", sums.months)
    if len(days if unit == "day" else months) < 2:
        return
    known = sorted((name, group) for name, group in groups.items() if name)[-_MOST_COLUMNS:]
    undated = groups[""].documents if "" in groups else 0
    note = f"Findings per 1000 words, by {unit} of the document." + (f" {undated:,} have no date." if undated else "")
    rows = [
        Column(name, group.rate, f"{name}: {group.rate:.2f} per 1000 words, {group.documents:,} documents")
        for name, group in known
    ]
    yield section("Over time", note, "".join(columns(f"Findings per 1000 words by {unit}", rows)))


def _groups(title: str, head: str, groups: dict[str, Group]) -> str:
    """Findings per 1000 words of each group; nothing where there is one group, which is everything."""
    if not set(groups) - {""} or len(groups) < 2:
        return ""
    some = ranked(groups, by_name=False)
    note = f"The {len(some)} with the most documents of {len(groups)}." if len(groups) > len(some) else ""
    rows = [
        Bar(Link(name or "(unknown)"), one.rate, "", (f"{one.rate:.2f}", f"{one.findings:,}", f"{one.documents:,}"))
        for name, one in some
    ]
    return section(title, note, bars((head, "Per 1000 words", "Findings", "Documents"), rows))


def _worst(title: str, head: str, some: Sequence[Bad], to: To) -> str:
    if not some:
        return ""
    rows = [
        (Link(one.name, to(one.name)), (f"{one.findings:,}", f"{one.rate:.1f}", f"{one.share:.0%}")) for one in some
    ]
    note = "Most findings for the length; a few findings in a few words count for less."
    return section(title, note, table((head, "Findings", "Per 1000 words", "Of text"), rows))
