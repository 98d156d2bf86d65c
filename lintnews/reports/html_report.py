"""The report for editors: one HTML page with charts, and every article with its findings marked in the text.

The page loads nothing and opens from a disk. An article is data until it is opened, so that thousands of findings cost
nothing before somebody looks at them. While outcomes come in, the articles wait in a temporary file, because the sums
that stand above them are known last.
"""

import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from lintnews.checks import catalogue
from lintnews.corpus.rows import document_row, finding_row
from lintnews.corpus.sums import Adder, shown
from lintnews.documents.document import ReadError
from lintnews.findings import Result, Severity
from lintnews.reports import page
from lintnews.reports.article import article_fields, title_of
from lintnews.reports.charts import section
from lintnews.reports.outcome import Outcome, Style
from lintnews.reports.overview import overview, with_rule
from lintnews.reports.terminal import count

_IN_MEMORY = 8_000_000  # characters of articles that wait in memory
_PIECE = 1_000_000
_MOST_ERRORS = 200
_STYLES = ("page.css", "reader.css")
_SCRIPTS = ("text.js", "parts.js", "compare.js", "articles.js", "reader.js")


def report(outcomes: Iterable[Outcome], style: Style) -> Iterator[str]:
    """The page."""
    css = page.assets(*_STYLES)
    script = '"use strict";\n(() => {\n' + page.assets(*_SCRIPTS) + "\n})();\n"
    collected = _Collected(style)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n") as waiting:
        for outcome in outcomes:
            if isinstance(outcome, ReadError):
                collected.error(outcome)
            else:
                waiting.write(page.data(f"d{len(collected.articles)}", article_fields(outcome)))
                collected.result(outcome)
        waiting.seek(0)
        yield page.begin(f"lintnews: {count(len(collected.articles), 'article')}", css, script)
        yield from _body(collected, style)
        yield page.data("index", collected.index())
        yield from iter(lambda: waiting.read(_PIECE), "")
    yield page.end(script)


class _Collected:
    """What of all outcomes together is shown."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self.adder = Adder()
        self.errors: list[ReadError] = []
        self.articles: list[list[Any]] = []
        self.numbers: dict[str, int] = {}
        self._rules: dict[str, int] = {}

    def error(self, error: ReadError) -> None:
        """Take in what could not be read."""
        self.adder.sums.errors += 1
        self.errors.append(error)

    def result(self, result: Result) -> None:
        """Take in a result."""
        document = document_row(result)
        self.adder.shard([document], map(finding_row, result.findings))
        name = shown((result.path, result.record))
        self.numbers.setdefault(name, len(self.articles))
        counts: dict[tuple[int, int], int] = {}
        for finding in result.findings:
            key = self._rules.setdefault(finding.rule, len(self._rules)), int(finding.severity)
            counts[key] = counts.get(key, 0) + 1
        found = [[rule, severity, number] for (rule, severity), number in counts.items()]
        self.articles.append([name, title_of(result), document["words"], found])

    def index(self) -> dict[str, Any]:
        """What the page's script knows of all articles before one is opened."""
        return {
            "rules": [[rule, _why(rule, self._style)] for rule in self._rules],
            "severities": {int(severity): str(severity) for severity in Severity},
            "articles": self.articles,
        }

    def place(self, name: str) -> str:
        """The place of an article in the page."""
        return f"#a{self.numbers[name] + 1}" if name in self.numbers else ""


def _why(rule: str, style: Style) -> str:
    """The reason for a rule; of those of another program (``grammar/…``) nothing is said."""
    try:
        return " ".join(catalogue.page(rule, style.rule_folders, style.plugins).why.split())
    except (OSError, ValueError):
        return ""


def _body(collected: _Collected, style: Style) -> Iterator[str]:
    sums = collected.adder.finish()
    yield page.assets("top.html")
    yield f"<h1>{count(sums.total.findings, 'finding')} in {count(sums.total.documents, 'article')}</h1>\n"
    yield from _exceeded(style)
    yield from overview(sums, with_rule, collected.place)
    yield _errors(collected.errors)
    yield page.assets("reader.html").replace("{made}", page.made_by())


def _exceeded(style: Style) -> Iterator[str]:
    verdicts = style.thresholds.verdicts() if style.thresholds else ()
    said = [str(verdict) for verdict in verdicts if verdict.exceeded]
    if said:
        rows = "".join(f"<li>{page.text(words)}</li>\n" for words in said)
        yield section("Limits exceeded", "", f'<ul class="problems">\n{rows}</ul>\n')


def _errors(errors: list[ReadError]) -> str:
    if not errors:
        return ""
    rows = [f"<li><bdi>{page.text(str(error))}</bdi></li>\n" for error in errors[:_MOST_ERRORS]]
    more = len(errors) - len(rows)
    rows += [f"<li>and {more:,} more</li>\n"] if more else []
    return section("Could not be read", "", f'<ul class="problems">\n{"".join(rows)}</ul>\n')
