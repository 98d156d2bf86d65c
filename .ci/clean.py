"""Noise on clean news: warnings and errors per 1000 words on the ``clean-`` articles of the garbled benchmark.

    clean.py --docs FOLDER --lintnews COMMAND

Prints one JSON object: the rate for each category, ``all`` of them, and apart from these ``anonymous`` (rules whose
name holds that word: real news does quote unnamed officials) and ``document`` (findings about the whole document).
"""

import argparse
import json
import shlex
import subprocess
from collections import Counter
from pathlib import Path


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=Path, required=True)
    arguments.add_argument("--lintnews", default="lintnews")
    given = arguments.parse_args()
    files = sorted(given.docs.glob("clean-*.txt"))
    words = sum(len(file.read_text("utf-8").split()) for file in files)
    command = [*shlex.split(given.lintnews), "check", "--format", "json", "--no-cache", *map(str, files)]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    counts: Counter[str] = Counter()
    for file in report["files"]:
        for finding in file["findings"]:
            counts[kind(finding)] += 1
    apart = {"anonymous", "document"}
    counts["all"] = sum(count for name, count in counts.items() if name not in apart)
    rates = {name: round(1000 * count / words, 3) for name, count in sorted(counts.items())}
    print(json.dumps({"articles": len(files), "words": words, **rates}, indent=1))


def kind(finding: dict[str, str]) -> str:
    if finding.get("scope") == "document":
        return "document"
    return "anonymous" if "anonymous" in finding["rule"] else finding["category"]


if __name__ == "__main__":
    main()
