"""Plans and the pool."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.config.load import Finder
from lintnews.config.settings import Config
from lintnews.corpus.plan import Asked, Task, below, make_plan
from lintnews.corpus.run import chunked, run
from lintnews.documents.document import ReadError


@given(st.lists(st.integers(0, 300_000), max_size=200))
def test_chunks_hold_all_tasks_in_order(sizes: list[int]) -> None:
    tasks = [Task(str(number), size, 0) for number, size in enumerate(sizes)]
    chunks = [[each for each in chunk if isinstance(each, Task)] for chunk in chunked(tasks)]
    assert [task for chunk in chunks for task in chunk] == tasks
    assert all(len(chunk) == 1 or (len(chunk) <= 64 and sum(t.size for t in chunk) <= 256_000) for chunk in chunks)


def test_config_can_travel_to_another_process() -> None:
    config = Finder(isolated=True).config(".")
    assert pickle.loads(pickle.dumps(config)) == config


def test_path_below_the_root() -> None:
    config = Config(root=Path("/news"))
    assert below(config, "/news/a/b.txt") == "a/b.txt"
    assert below(config, "/newsroom/b.txt") == "newsroom/b.txt"


def test_dead_worker_is_an_error_for_its_files_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    from lintnews.corpus import run as module

    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("x")
    monkeypatch.setattr(module, "_lint_chunk", _die)
    plan = make_plan([str(tmp_path)], Finder(isolated=True))
    errors = list(run(plan, Asked(jobs=2)))
    assert len(errors) == 3
    assert all(isinstance(error, ReadError) and "worker process died" in error.message for error in errors)
    assert os.getpid()


def _die(_tasks: object) -> None:
    import os

    os._exit(1)
