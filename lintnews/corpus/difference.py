"""What two runs over a corpus have not in common: what a new rule or a new delivery changed."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lintnews.corpus.rows import Row
from lintnews.corpus.shards import ACROSS
from lintnews.corpus.sums import Name, name_of, rows, shards_of


@dataclass(slots=True)
class Difference:
    """What two runs of one corpus have not in common: findings by rule, and some of them to look at."""

    gone: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    same: int = 0
    documents_gone: int = 0
    documents_new: int = 0
    examples: list[tuple[str, Row]] = field(default_factory=list)


def difference(old: Path, new: Path, examples: int = 10) -> Difference:
    """What a run has that an earlier one has not, and the other way round.

    Findings are the same if rule, document and fingerprint are: moved text makes no difference, moved files do.

    Raises:
        NotARunError: a folder holds no run.
    """
    before, after = _findings(old), _findings(new)
    found = Difference(same=sum(1 for key in after if key in before))
    for sign, some, others, counter in (("-", before, after, found.gone), ("+", after, before, found.new)):
        shown_of: Counter[str] = Counter()
        for key, row in some.items():
            if key not in others:
                counter[row["rule"]] += 1
                shown_of[row["rule"]] += 1
                if shown_of[row["rule"]] <= examples:
                    found.examples.append((sign, row))
    documents = _documents(old), _documents(new)
    found.documents_gone, found.documents_new = len(documents[0] - documents[1]), len(documents[1] - documents[0])
    return found


def _findings(folder: Path) -> dict[tuple[str, int | None, str, str], Row]:
    names = [*shards_of(folder), ACROSS]
    kept = ("path", "record", "rule", "severity", "line", "column", "message")
    return {
        (row["path"], row["record"], row["rule"], row["fingerprint"]): {key: row[key] for key in kept}
        for name in names
        for row in rows(folder, "findings", name)
    }


def _documents(folder: Path) -> set[Name]:
    return {name_of(row) for name in shards_of(folder) for row in rows(folder, "documents", name)}
