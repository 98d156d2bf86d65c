"""The command in a process of its own, and what is left of it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

COMMAND = [sys.executable, "-m", "lintnews", "check", "--isolated", "--no-cache", "--format", "json"]
ARTICLE = "A headline of some length\n\nThe minister said on Monday that he wants a apple and and a pear.\n"


class Ran(NamedTuple):
    status: int
    report: Any
    err: str

    @property
    def rules(self) -> list[str]:
        return [finding["rule"] for file in self.report["files"] for finding in file["findings"]]


def check(*arguments: str | Path, **environment: str) -> Ran:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
    )
    return Ran(done.returncode, json.loads(done.stdout), done.stderr)


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def in_time(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
