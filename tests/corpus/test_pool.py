"""Worker processes and what disturbs them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lintnews.corpus.pool import uninterrupted, workers


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Interrupts are heard, which a job in the background does not do."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _nothing() -> None:
    pass


def test_work_comes_back() -> None:
    with workers(2, _nothing) as submit:
        assert [submit(pow, 2, number).result() for number in range(5)] == [1, 2, 4, 8, 16]


def test_interrupt_while_the_workers_start(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start

    def interrupted(thread: threading.Thread) -> None:
        signal.raise_signal(signal.SIGINT)
        start(thread)

    with pytest.raises(KeyboardInterrupt), workers(1, _nothing) as submit:
        monkeypatch.setattr(threading.Thread, "start", interrupted)
        submit(pow, 2, 2)


def test_interrupt_in_another_thread_is_left_alone() -> None:
    seen = []

    def enter() -> None:
        with uninterrupted():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]


KILLED = """
import os, signal, time
from lintnews.corpus.pool import workers

def begun():
    print(os.getpid(), flush=True)

with workers(1, begun) as submit:
    submit(time.sleep, 60)
    time.sleep(60)
"""


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    (tmp_path / "killed.py").write_text(KILLED)
    command = [sys.executable, str(tmp_path / "killed.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        worker = int(running.stdout.readline())
        running.kill()
        for _ in range(200):
            if not _alive(worker):
                break
            time.sleep(0.05)
        assert not _alive(worker)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
