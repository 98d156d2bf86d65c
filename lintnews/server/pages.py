"""What is shown over a finding: its message, and the page of its rule."""

from collections.abc import Iterable

from lintnews.checks import catalogue
from lintnews.config.settings import Config
from lintnews.findings import Finding
from lintnews.proofreader import known
from lintnews.reports.handbook import chapter, fenced, outside_chapter, outside_page, page
from lintnews.reports.terminal import painter, safe
from lintnews.selection import is_outside


def markdown(findings: Iterable[Finding], config: Config) -> str:
    """Findings and their rules' pages. The words of a text are code here, so that no Markdown in them is any."""
    return "\n\n---\n\n".join(f"{fenced(one.message)}\n\n{_chapter(one.rule, config)}".strip() for one in findings)


def plain(findings: Iterable[Finding], config: Config) -> str:
    """The same for clients that show no Markdown."""
    return "\n\n".join(f"{safe(one.message)}\n\n{_page(one.rule, config)}".strip() for one in findings)


def _chapter(rule: str, config: Config) -> str:
    if is_outside(rule):
        return "".join(outside_chapter(known(rule)))
    return "".join(chapter(catalogue.page(rule, config.rule_folders, config.plugins)))


def _page(rule: str, config: Config) -> str:
    if is_outside(rule):
        return "\n".join(outside_page(known(rule), painter(False)))
    return "\n".join(page(catalogue.page(rule, config.rule_folders, config.plugins), painter(False)))
