"""What a command and all processes it starts use."""

import os
import subprocess
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

_EVERY = 0.5  # seconds between two looks


class Used(NamedTuple):
    """Wall and CPU seconds; bytes of memory at the worst look, of all processes and of the largest one; exit status."""

    wall: float
    cpu: float
    memory: int
    largest: int
    status: int


def measured(command: Sequence[str]) -> Used:
    """Run a command and say what it used.

    What processes share counts once in their memory. CPU is the larger of what the system says of the command and
    those of its descendants that were waited for, and of what each process had used when it was seen last.
    """
    import psutil

    begun = time.monotonic()
    memory = largest = 0
    seen: dict[int, float] = {}
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    root = psutil.Process(process.pid)
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        some = [_look(each, seen) for each in (root, *_children(root))]
        memory, largest = max(memory, sum(some)), max(largest, *some)
        time.sleep(_EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = max(usage.ru_utime + usage.ru_stime, sum(seen.values()))
    return Used(time.monotonic() - begun, cpu, memory, largest, process.returncode)


def _children(root: Any) -> list[Any]:  # noqa: ANN401  (psutil has no types)
    import psutil

    try:
        return list(root.children(recursive=True))
    except psutil.Error:
        return []


def _look(process: Any, seen: dict[int, float]) -> int:  # noqa: ANN401
    """The bytes of a process; its CPU seconds are noted."""
    import psutil

    try:
        times = process.cpu_times()
        seen[process.pid] = times.user + times.system
        return int(process.memory_full_info().pss)
    except psutil.Error:  # it has ended
        return 0
