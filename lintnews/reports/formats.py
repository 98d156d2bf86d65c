"""The formats of reports by name, each loaded when asked for."""

from importlib import import_module
from typing import cast

from lintnews.reports.outcome import Report

FORMATS = {
    "text": "text",
    "concise": "concise",
    "json": "json_report",
    "jsonl": "jsonl",
    "csv": "csv_report",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "markdown": "markdown",
    "html": "html_report",
}
"""A format's name and its module."""
FOR_PEOPLE = ("text", "concise")
"""Formats that may be coloured, end with a summary and know statistics."""


def load(name: str) -> Report:
    """The report function of a format."""
    return cast(Report, import_module(f"lintnews.reports.{FORMATS[name]}").report)
