"""Holds the benchmark figures against their floors (.ci/floors.json); skips where the benchmark folder is not there.

The folder is $LINTNEWS_BENCH, or shared/bench beside this checkout. Each floor names a scorer's command, a figure of
its JSON output by its path (a figure that is not there counts as 0), and a least or a greatest value. Floors are raised
as figures improve, never lowered without a reason in the commit that does it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BENCH = Path(os.environ.get("LINTNEWS_BENCH", ROOT.parent / "shared" / "bench"))


def score(command: str) -> Any:
    script, *arguments = command.split()
    place = BENCH if (BENCH / script).exists() else ROOT / ".ci"
    arguments = [argument.replace("BENCH", str(BENCH)) for argument in arguments]
    linter = f"{sys.executable} -m lintnews"
    done = subprocess.run(
        [sys.executable, str(place / script), *arguments, "--lintnews", linter],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def figure(scores: Any, path: str) -> float:
    for part in path.split("."):
        scores = scores.get(part, 0)
    return float(scores)


def main() -> int:
    if not BENCH.is_dir():
        print("benchmark floors: skipped, no benchmark folder (set LINTNEWS_BENCH)")
        return 0
    floors = json.loads((ROOT / ".ci" / "floors.json").read_text("utf-8"))
    failed = 0
    for command, bounds in floors.items():
        scores = score(command)
        for path, bound in bounds.items():
            value = figure(scores, path)
            holds = value >= bound["min"] if "min" in bound else value <= bound["max"]
            failed += not holds
            print(f"{'ok  ' if holds else 'FAIL'} {command}: {path} = {value} ({bound})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
