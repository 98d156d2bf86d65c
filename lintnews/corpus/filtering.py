"""A corpus filtered by a policy, from the findings of a run over it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lintnews.corpus.plan import Plan
from lintnews.corpus.policy import Policy, Verdict
from lintnews.corpus.rewrite import Judge, Ledger, rewrite, safe_place
from lintnews.corpus.rows import Row
from lintnews.corpus.shards import ACROSS
from lintnews.corpus.sums import rows, shards_of
from lintnews.corpus.tables import written
from lintnews.corpus.worker import how
from lintnews.documents.document import ReadError


class Filtered(NamedTuple):
    """What became of a corpus."""

    kept: int
    dropped: int
    cuts: int
    problems: list[ReadError]


def filter_corpus(plan: Plan, run: Path, policy: Policy, out: Path) -> Filtered:
    """Write the files of a plan below ``out/corpus`` without what a policy takes out, and ``out/ledger.jsonl``.

    Args:
        plan: the files.
        run: the folder with the findings of the same files (see ``run_shards``).
        policy: what to do with documents.
        out: the folder to write to.

    Raises:
        NotARunError: there are no findings in ``run``.
    """
    verdicts = dict(_verdicts(run, policy))
    out.mkdir(parents=True, exist_ok=True)
    problems: list[ReadError] = []
    counts = [0, 0, 0]

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="ascii") as file:
            for task in plan.tasks:
                ledger = Ledger(file, task.path)
                judge = _judge(verdicts.get(task.path, {}))
                config = plan.configs[task.config]
                problem = rewrite(task.path, safe_place(out / "corpus", task.path), how(config), judge, ledger)
                problems.extend([problem] if problem else [])
                for index, number in enumerate((ledger.kept, ledger.dropped, ledger.cuts)):
                    counts[index] += number

    written(out / "ledger.jsonl", write)
    return Filtered(counts[0], counts[1], counts[2], problems)


def _judge(verdicts: Mapping[int | None, Verdict]) -> Judge:
    return verdicts.get


def _verdicts(run: Path, policy: Policy) -> Iterator[tuple[str, dict[int | None, Verdict]]]:
    """The verdicts on the records of each file."""
    across: dict[tuple[str, int | None], list[Row]] = defaultdict(list)
    for row in rows(run, "findings", ACROSS):
        across[row["path"], row["record"]].append(row)
    found: dict[str, dict[int | None, Verdict]] = defaultdict(dict)
    for name in shards_of(run):
        own: dict[tuple[str, int | None], list[Row]] = defaultdict(list)
        for row in rows(run, "findings", name):
            own[row["path"], row["record"]].append(row)
        for document in rows(run, "documents", name):
            key = document["path"], document["record"]
            verdict = policy.verdict(document, [*own.get(key, ()), *across.get(key, ())])
            found[document["path"]][document["record"]] = verdict
    yield from found.items()
