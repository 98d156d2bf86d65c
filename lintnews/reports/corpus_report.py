"""The report of a corpus, as JSON, as text for a terminal, and as one page of HTML."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lintnews import __version__
from lintnews.corpus.difference import Difference
from lintnews.corpus.sums import Bad, Group, Sums
from lintnews.reports.terminal import Paint, safe

_MOST_ROWS = 20


def as_json(sums: Sums) -> Iterator[str]:
    """The sums as one JSON object."""
    report = {
        "schema_version": 1,
        "tool": {"name": "lintnews", "version": __version__},
        "total": {**group_fields(sums.total), "errors": sums.errors, "by_severity": dict(sums.by_severity)},
        "rules": [one._asdict() for one in sums.rules],
        "sources": _groups(sums.sources),
        "languages": _groups(sums.languages),
        "months": _groups(sums.months),
        "worst_documents": [one._asdict() for one in sums.worst],
        "worst_sources": [one._asdict() for one in sums.worst_sources],
        "clusters": [
            {"origin": one.documents[0], "documents": list(one.documents), "dates": list(one.dates)}
            for one in sums.clusters
        ],
    }
    yield json.dumps(report, indent=1, ensure_ascii=True) + "\n"


def group_fields(group: Group) -> dict[str, Any]:
    """The sums of a group by name."""
    return {
        "documents": group.documents,
        "documents_with_findings": group.flagged,
        "words": group.words,
        "characters": group.characters,
        "findings": group.findings,
        "affected_share": round(group.share, 6),
        "per_1000_words": round(group.rate, 3),
        "by_category": dict(sorted(group.by_category.items())),
    }


def _groups(groups: Mapping[str, Group]) -> dict[str, Any]:
    return {name: group_fields(group) for name, group in sorted(groups.items())}


def as_text(sums: Sums, paint: Paint) -> Iterator[str]:
    """The sums as tables."""
    total = sums.total
    yield (
        f"{total.documents:,} documents, {total.words:,} words; {total.findings:,} findings in {total.flagged:,} "
        f"documents, {total.rate:.2f} per 1000 words, {total.share:.2%} of the text\n"
    )
    if sums.errors:
        yield paint(f"{sums.errors:,} records or files could not be read", "error") + "\n"
    yield from _table("rule", ("findings", "documents", "severity"), _rule_rows(sums), paint)
    head = ("documents", "findings", "per 1000 words", "of text")
    yield from _table("category", ("findings",), [
        (name, [f"{number:,}"]) for name, number in total.by_category.most_common()
    ], paint)  # fmt: skip
    for title, groups in (("source", sums.sources), ("language", sums.languages), ("month", sums.months)):
        if set(groups) - {""}:
            yield from _table(title, head, _group_rows(groups, by_name=title == "month"), paint)
    head = ("findings", "words", "per 1000 words", "of text")
    for title, some in (("worst documents", sums.worst), ("worst sources", sums.worst_sources)):
        yield from _table(title, head, [_bad_row(one) for one in some], paint)
    yield from _table("copies: likely origin", ("documents", "date"), [
        (one.documents[0], [f"{len(one.documents):,}", one.dates[0] or "-"]) for one in sums.clusters[:_MOST_ROWS]
    ], paint)  # fmt: skip


def _rule_rows(sums: Sums) -> list[tuple[str, list[str]]]:
    return [(one.rule, [f"{one.findings:,}", f"{one.documents:,}", one.severity]) for one in sums.rules]


def _group_rows(groups: Mapping[str, Group], *, by_name: bool) -> list[tuple[str, list[str]]]:
    return [
        (name or "(unknown)",
         [f"{group.documents:,}", f"{group.findings:,}", f"{group.rate:.2f}", f"{group.share:.2%}"])
        for name, group in ranked(groups, by_name=by_name)
    ]  # fmt: skip


def ranked(groups: Mapping[str, Group], *, by_name: bool) -> list[tuple[str, Group]]:
    """The groups in order of name, or of the number of their documents and then the first of them."""
    if by_name:
        return sorted(groups.items())
    return sorted(groups.items(), key=lambda each: (-each[1].documents, each[0]))[:_MOST_ROWS]


def _bad_row(one: Bad) -> tuple[str, list[str]]:
    return one.name, [f"{one.findings:,}", f"{one.words:,}", f"{one.rate:.2f}", f"{one.share:.2%}"]


def _table(title: str, head: Sequence[str], rows: Sequence[tuple[str, list[str]]], paint: Paint) -> Iterator[str]:
    if not rows:
        return
    names = [safe(name) for name, _ in rows]
    wide = max(len(title), *map(len, names))
    widths = [max(len(word), *(len(cells[n]) for _, cells in rows)) for n, word in enumerate(head)]
    first = f"{title:<{wide}}" + "".join(f"  {word:>{width}}" for word, width in zip(head, widths, strict=True))
    yield "\n" + paint(first, "path") + "\n"
    for name, (_, cells) in zip(names, rows, strict=True):
        yield (
            f"{name:<{wide}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True)) + "\n"
        )


def difference_as_json(found: Difference) -> Iterator[str]:
    """What two runs have not in common, as one JSON object."""
    report = {
        "schema_version": 1,
        "same": found.same,
        "gone": dict(sorted(found.gone.items())),
        "new": dict(sorted(found.new.items())),
        "documents": {"gone": found.documents_gone, "new": found.documents_new},
        "examples": [{"change": "new" if sign == "+" else "gone", **row} for sign, row in found.examples],
    }
    yield json.dumps(report, indent=1, ensure_ascii=True) + "\n"


def difference_as_text(found: Difference, paint: Paint) -> Iterator[str]:
    """What two runs have not in common, for a terminal."""
    yield (
        f"{found.same:,} findings in both, {found.gone.total():,} gone, {found.new.total():,} new; "
        f"{found.documents_gone:,} documents gone, {found.documents_new:,} new\n"
    )
    rules = sorted({*found.gone, *found.new}, key=lambda rule: (-found.gone[rule] - found.new[rule], rule))
    yield from _table("rule", ("gone", "new"), [
        (rule, [f"{found.gone[rule]:,}", f"{found.new[rule]:,}"]) for rule in rules
    ], paint)  # fmt: skip
    for sign, row in found.examples:
        record = "" if row["record"] is None else f"#{row['record']}"
        place = f"{safe(row['path'])}{record}:{row['line']}:{row['column']}"
        yield f"\n{sign} {paint(place, 'path')} {paint(row['rule'], 'rule')}\n    {safe(row['message'])}\n"
