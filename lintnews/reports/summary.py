"""The last line of a report for people, and the table of its rules."""

from collections.abc import Iterator

from lintnews.findings import Severity
from lintnews.reports.outcome import Tally
from lintnews.reports.terminal import Paint, count, severity_name


def summary(tally: Tally, paint: Paint) -> str:
    """One line: how many findings of which severity, in how many files, and what could not be read."""
    words = _findings(tally, paint)
    if tally.fixable:
        words += f"; {tally.fixable:,} can be mended with --fix"
    if tally.errors:
        words += "; " + paint(count(tally.errors, "error"), "error") + " above"
    return words + "\n" + _foreign(tally)


def _foreign(tally: Tally) -> str:
    """A line on the documents in other languages than English, if there are any."""
    others = sorted((language, some) for language, some in tally.languages.items() if language != "en")
    if not others:
        return ""
    listed = ", ".join(f"{language} {some:,}" for language, some in others)
    return f"not in English: {listed}; only the rules that fit their language ran on these\n"


def _findings(tally: Tally, paint: Paint) -> str:
    files = count(len(tally.paths), "file")
    if not tally.findings:
        return f"{paint('Nothing found', 'good')} in {files}" if tally.paths else "No file checked"
    kinds = [
        paint(
            count(tally.by_severity[each], f"{each}") if each != Severity.INFO else f"{tally.by_severity[each]} info",
            f"{each}",
        )
        for each in sorted(Severity, reverse=True)
        if tally.by_severity[each]
    ]
    return f"{count(tally.findings, 'finding')} in {files}: {', '.join(kinds)}"


def table(tally: Tally, paint: Paint) -> Iterator[str]:
    """One line a rule: count, severity and name, the most frequent first."""
    rows = sorted(tally.by_rule.items(), key=lambda row: (-row[1], row[0]))
    wide = max((len(f"{number:,}") for _, number in rows), default=0)
    for rule, number in rows:
        severity = tally.severities[rule]
        gap = " " * (len("warning") - len(str(severity)))
        yield f"{number:>{wide},}  {severity_name(severity, paint)}{gap}  {paint(rule, 'rule')}\n"
