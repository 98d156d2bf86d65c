"""``lintnews init``: write a config file to begin with."""

from pathlib import Path

import click

TEMPLATE = """\
# Settings of lintnews for the files in this folder and below. Uncomment what you need; what you see is the default.
# All rules: `lintnews rules`; one of them: `lintnews explain RULE`.

# extend = "../lintnews.toml"       # settings to begin with

# select = ["all"]                  # rules or categories that run
# ignore = []                       # rules or categories that do not
# severity = "warning"              # report from here on: info, warning, error
# fail-on = "warning"               # exit with 1 from here on
# format = "text"                   # form of the report

# include = []                      # more files of a folder, beside .txt .md .html .json .jsonl … (as in .gitignore)
# exclude = []                      # files and folders to leave out
# respect-gitignore = true          # leave out what .gitignore names
# encoding = "utf-8"                # encoding of the files
# text-field = "text"               # field of a JSON record that holds the text: name, a.b, or JSON Pointer
# size-limit = 20                   # largest record that is read, in MB; a whole file may be ten times that
# time-limit = 60                   # seconds that reading a document and checking it may each take; 0 is no limit
# plugins = []                      # installed packages whose rules are used too
# rule-folders = []                 # folders with rules of your own: FOLDER/category/rule-name.yaml

# metrics = false                   # measure how hard each file is to read

# markers = true                    # comments in Markdown and HTML may let findings pass

# [grammar]                         # LanguageTool; to set it up: lintnews setup languagetool
# enabled = false
# url = ""                          # of a server that runs; else one is started from a
# folder = ""                       # folder with LanguageTool, if not in a usual place, by this
# java = ""                         # Java, if not the first on the path
# variant = "en-US"                 # the English it expects

# [filter]                          # what lintnews filter takes out of a corpus
# drop = ["garbled:error"]          # documents with such findings: rule, category, severity, or one:severity
# cut = ["boilerplate"]             # spans of such findings
# most-share = 0.3                  # documents of which more than this stands in findings

# [thresholds.boilerplate]          # a category, a rule or "all": its findings fail the run when there are more
# max-per-1000-words = 0.5
# max-files = 10

# [metadata]                        # fields of a JSON record that hold what lintnews looks for under other names
# author = "writer"

# [rules."boilerplate/read-more-teaser"]
# severity = "info"                 # and the options that `lintnews explain RULE` shows

# [per-file."opinion/**"]
# ignore = ["attribution"]
# severity = "error"
"""


@click.command("init")
@click.argument("file", default="lintnews.toml", type=click.Path(dir_okay=False))
def command(file: str) -> None:
    """Write a commented config file (default: lintnews.toml)."""
    try:
        with Path(file).open("x", encoding="utf-8") as stream:
            stream.write(TEMPLATE)
    except FileExistsError:
        raise click.ClickException(f"{file}: is there already; it is left as it is") from None
    except OSError as error:
        raise click.ClickException(f"{file}: cannot write: {(error.strerror or str(error)).lower()}") from None
    click.echo(f"Wrote {file}")
