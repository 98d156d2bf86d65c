"""What several commands are given alike: settings, and where their files are listed."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from lintnews.config.load import Finder, Overrides
from lintnews.corpus.plan import STDIN

_SETTINGS = ("severity", "fail_on", "encoding", "text_field")  # options that are settings of the same name


def listed(file: str) -> list[str]:
    """The paths that a file lists, one a line or separated by NUL; "-" is standard input.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{file}: {(error.strerror or str(error)).lower()}") from None
    paths = data.split(b"\0" if b"\0" in data else b"\n")
    return [os.fsdecode(path.removesuffix(b"\r")) for path in paths if path.strip()]


def finder_of(options: Any) -> Finder:  # noqa: ANN401
    """The settings for each file, from options named as those of ``check``."""
    overrides, files = Overrides(), []
    for each in options.config:
        if "=" in each and not Path(each).exists():
            overrides.add_text(each)
        else:
            files.append(Path(each))
    if not files and not options.isolated and os.environ.get("LINTNEWS_CONFIG"):
        files.append(Path(os.environ["LINTNEWS_CONFIG"]))
    if len(files) > 1:
        raise click.UsageError("only one config file can be used; a config file can extend another")
    for key in _SETTINGS:
        if getattr(options, key, None) is not None:
            name = key.replace("_", "-")
            overrides.add({name: getattr(options, key)}, f"--{name}")
    if options.select:
        # What is named on the command line runs, even if a file says to ignore it.
        overrides.add({"select": options.select, "ignore": []}, "--select")
    if options.grammar:
        overrides.add({"grammar": {"enabled": True}}, "--grammar")
    if getattr(options, "timeout", None) is not None:
        overrides.add({"time-limit": options.timeout}, "--timeout")
    if getattr(options, "plugins", ()):
        overrides.add({"plugins": list(options.plugins)}, "--plugin")
    if options.ignore:
        overrides.add({"ignore": options.ignore}, "--ignore")
    return Finder(file=files[0] if files else None, isolated=options.isolated, overrides=overrides)
