"""Fixes on real articles: they change what was reported, nothing fixable is left, and a second run does nothing.

    roundtrip.py --docs FOLDER [--unsafe] [--lintnews COMMAND]

Works on a copy. Lints it, makes the reported fixes with code of its own, and again until there is none; ``check --fix``
must leave the same bytes. Prints one JSON object: how many articles were changed by how many fixes; how many have bytes
that no fix accounts for (``unequal``), fixes left to make (``left``), or are changed by a second ``--fix``
(``unstable``), which must all be 0, and are named on standard error; and findings that are there only since an article
was mended (``new``), by rule.
"""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROUNDS = 20


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=Path, required=True)
    arguments.add_argument("--unsafe", action="store_true")
    arguments.add_argument("--lintnews", default="lintnews")
    given = arguments.parse_args()
    command = [*shlex.split(given.lintnews), "check", "--no-cache", "--isolated", "--severity", "info"]
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(figures(given.docs, Path(folder), command, unsafe=given.unsafe), indent=1))


def figures(docs: Path, folder: Path, command: list[str], *, unsafe: bool) -> dict[str, Any]:
    real, own = folder / "real", folder / "own"
    for place in (real, own):
        shutil.copytree(docs, place)
    files = sorted(path.name for path in docs.glob("*.txt"))
    before = {name: (docs / name).read_bytes() for name in files}
    made, first = mend(own, command, unsafe=unsafe)
    options = ["--fix", "--quiet", *(["--unsafe-fixes"] if unsafe else [])]
    fix = [*command, *options, "--format", "json", "--output-file", str(folder / "report.json"), str(real)]
    subprocess.run(fix, check=False)
    left = report(real, command)
    fixed = {name: (real / name).read_bytes() for name in files}
    subprocess.run(fix, check=False)
    wrong = {
        "unequal": [name for name in files if fixed[name] != (own / name).read_bytes()],
        "left": sorted(name for name, found in left.items() if any(fixable(each, unsafe) for each in found)),
        "unstable": [name for name in files if (real / name).read_bytes() != fixed[name]],
    }
    for fault, names in wrong.items():
        print(*(f"{fault}: {name}" for name in names), sep="\n", end="\n" if names else "", file=sys.stderr)
    return {
        "articles": len(files),
        "changed": sum(fixed[name] != before[name] for name in files),
        "fixes": made,
        **{fault: len(names) for fault, names in wrong.items()},
        "new": dict(new(first, left).most_common()),
    }


def report(folder: Path, command: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The findings of each article."""
    done = subprocess.run([*command, "--format", "json", str(folder)], stdout=subprocess.PIPE, check=False)
    return {Path(file["path"]).name: file["findings"] for file in json.loads(done.stdout)["files"]}


def fixable(finding: dict[str, Any], unsafe: bool) -> bool:
    return "fix" in finding and (unsafe or finding["fix"]["safety"] == "safe")


def mend(folder: Path, command: list[str], *, unsafe: bool) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """Make what is reported, until nothing is: how many fixes, and the findings of the first report."""
    made, first = 0, report(folder, command)
    found = first
    for _ in range(ROUNDS):
        done = sum(
            mend_one(folder / name, [one for one in some if fixable(one, unsafe)]) for name, some in found.items()
        )
        if not done:
            break
        made += done
        found = report(folder, command)
    return made, first


def mend_one(file: Path, found: list[dict[str, Any]]) -> int:
    """Make the fixes of an article that do not touch each other; the others wait."""
    text = file.read_bytes().decode("utf-8")
    mark = text.startswith("\ufeff")
    text, made, taken = text[mark:], 0, list[tuple[int, int, str]]()
    for finding in sorted(found, key=lambda each: (each["start"]["offset"], each["end"]["offset"], each["rule"])):
        edits = [(edit["start"], edit["end"], edit["text"]) for edit in finding["fix"]["edits"]]
        mine = [edit for edit in edits if edit not in taken]
        if not any(touch(one, other) for one in mine for other in taken):
            taken += mine
            made += 1
    for start, end, words in sorted(taken, reverse=True):
        text = text[:start] + words + text[end:]
    if made:
        file.write_bytes(("\ufeff" * mark + text).encode("utf-8"))
    return made


def touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    empty = one[0] == one[1] or other[0] == other[1]
    return (one[0] <= other[1] and other[0] <= one[1]) if empty else (one[0] < other[1] and other[0] < one[1])


def new(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> Counter[str]:
    """How many findings of each rule there are only since the articles were mended."""
    counts: Counter[str] = Counter()
    for name, found in after.items():
        known = Counter((each["rule"], each["text"]) for each in before.get(name, []))
        now = Counter((each["rule"], each["text"]) for each in found)
        counts.update(rule for rule, _ in (now - known).elements())
    return counts


if __name__ == "__main__":
    main()
