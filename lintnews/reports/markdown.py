"""A summary in Markdown, as GitHub shows it below a step and in comments: sums first, then the worst findings.

No text of an article can be more than text here: whatever Markdown or HTML would understand is a character reference.
"""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from lintnews.documents.document import ReadError
from lintnews.findings import Finding, Severity
from lintnews.reports.outcome import Outcome, Style, Tally
from lintnews.reports.summary import summary
from lintnews.reports.terminal import count, painter, safe

_MOST = 50  # findings shown; GitHub takes a summary of one mebibyte
_MOST_ERRORS = 20
_LONGEST = 200  # characters of a cell
_KEPT = " ,-/"  # of ASCII, beside letters and digits, what has no meaning in Markdown
_MARKS: dict[Severity, str] = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟡 warning", Severity.INFO: "🔵 info"}


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The summary of a run."""
    tally, findings, errors = Tally(), list[Finding](), list[ReadError]()
    for outcome in tally.watch(outcomes):
        if isinstance(outcome, ReadError):
            errors.append(outcome)
        else:
            findings.extend(outcome.findings)
    yield "### lintnews\n\n"
    yield "\n".join(plain(line) + "\n" for line in summary(tally, painter(False)).splitlines()) + "\n"
    yield from _table(("not read", "why"), [(code(each.path), code(each.message)) for each in errors[:_MOST_ERRORS]])
    yield _more(len(errors) - _MOST_ERRORS, "error")
    yield from _limits(style)
    worst = sorted(findings, key=lambda finding: -finding.severity)
    rows = [_row(each, style.web) for each in worst[:_MOST]]
    yield from _table(("where", "severity", "rule", "what"), rows)
    yield _more(len(findings) - _MOST, "finding")
    if len(findings) > _MOST:
        yield from _by_rule(tally)


def plain(text: str) -> str:
    """Text as Markdown that shows it and nothing else."""
    return "".join(map(_reference, _short(text)))


def _reference(char: str) -> str:
    return char if char.isalnum() or char in _KEPT or not char.isascii() else f"&#{ord(char)};"


def code(text: str) -> str:
    """The same where GitHub makes no link of a name with ``@`` or a number with ``#``."""
    return f"<code>{plain(text)}</code>"


def _short(text: str) -> str:
    text = safe(" ".join(text.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _row(finding: Finding, web: str) -> Sequence[str]:
    return _place(finding, web), _MARKS[finding.severity], plain(finding.rule), code(finding.message)


def _place(finding: Finding, web: str) -> str:
    shown = code(f"{finding.path}:{finding.start.line}:{finding.start.column}")
    if not web:
        return shown
    path = quote(finding.path.encode("utf-8", "surrogateescape"))
    return f"[{shown}]({web}{path}#L{finding.start.line})"


def _limits(style: Style) -> Iterator[str]:
    verdicts = list(style.thresholds.verdicts()) if style.thresholds else []
    rows = [
        (plain(each.name), plain(each.limit), f"{each.figure:.4g}", f"{each.most:g}", "❌" if each.exceeded else "✅")
        for each in verdicts
    ]
    yield from _table(("limit on", "limit", "figure", "at most", ""), rows)


def _by_rule(tally: Tally) -> Iterator[str]:
    rows = sorted(tally.by_rule.items(), key=lambda row: (-row[1], row[0]))
    cells = [(plain(rule), _MARKS[tally.severities[rule]], f"{number:,}") for rule, number in rows]
    yield "<details><summary>All findings by rule</summary>\n\n"
    yield from _table(("rule", "severity", "findings"), cells)
    yield "</details>\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield f"| {' | '.join(head)} |\n|{' --- |' * len(head)}\n"
        yield from (f"| {' | '.join(row)} |\n" for row in rows)
        yield "\n"


def _more(number: int, noun: str) -> str:
    return f"… and {count(number, noun)} more\n\n" if number > 0 else ""
