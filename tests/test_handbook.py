"""The handbook, rules/README.md, is what the rules say now."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_handbook_is_what_the_command_writes() -> None:
    written = subprocess.run(
        [sys.executable, "-m", "lintnews", "explain", "--all"], capture_output=True, check=True, cwd=ROOT
    ).stdout.decode("utf-8")
    handbook = (ROOT / "rules" / "README.md").read_bytes().decode("utf-8")
    assert handbook == written, "stale: run lintnews explain --all > rules/README.md"
