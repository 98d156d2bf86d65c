"""The baseline: how many findings of each kind there were in each file, so that only new ones fail.

A kind is a fingerprint: rule, words, and the words beside them. Lines and messages are no part of it. Counts go down
and never up: what is gone is taken out by ``prune``, and comes back as a new finding.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from lintnews.config.errors import ConfigError
from lintnews.findings import Finding, Result

NAME = "lintnews-baseline.json"
_VERSION = 1

Counts = Mapping[str, Mapping[str, int]]
"""Path → kind → count. The path is as seen from the baseline's folder, with "/"."""


def counts(results: Iterable[tuple[str, Result]]) -> dict[str, dict[str, int]]:
    """The counts of some results, each with its path."""
    found: dict[str, Counter[str]] = {}
    for path, result in results:
        found.setdefault(path, Counter()).update(kind(finding) for finding in result.findings)
    return {path: dict(sorted(each.items())) for path, each in sorted(found.items()) if each}


def kind(finding: Finding) -> str:
    """What a finding is counted under: its rule and its fingerprint."""
    return f"{finding.rule} {finding.fingerprint}"


class Baseline:
    """A baseline at work: takes out findings that are known, as many as there were, and knows which are gone."""

    def __init__(self, known: Counts) -> None:
        self._left = {path: Counter(each) for path, each in known.items()}
        self._seen: set[str] = set()

    def sift(self, result: Result, path: str) -> Result:
        """A result without the known findings; the first of a kind are taken to be those."""
        left = self._left.get(path, Counter())
        kept = []
        for finding in result.findings:
            if left[kind(finding)] > 0:
                left[kind(finding)] -= 1
            else:
                kept.append(finding)
        self._seen.add(path)
        return result._replace(findings=tuple(kept))

    def gone(self) -> int:
        """How many known findings are no more, in the files that were looked at."""
        return sum((+self._left[path]).total() for path in self._seen if path in self._left)


def pruned(known: Counts, now: Counts, seen: Iterable[str]) -> dict[str, dict[str, int]]:
    """A baseline without what is gone from the files that were looked at; nothing new comes in."""
    looked_at = set(seen)
    kept: dict[str, dict[str, int]] = {}
    for path, each in known.items():
        have = now.get(path, {})
        left = {name: min(count, have.get(name, 0)) if path in looked_at else count for name, count in each.items()}
        kept[path] = {name: count for name, count in left.items() if count}
    return {path: each for path, each in kept.items() if each}


def more(some: Counts, others: Counts) -> int:
    """How many findings the first counts have that the others have not."""
    return sum(
        max(number - others.get(path, {}).get(name, 0), 0)
        for path, each in some.items()
        for name, number in each.items()
    )


def of(some: Counts, paths: Iterable[str]) -> Counts:
    """The counts of some files alone."""
    return {path: some[path] for path in set(paths) if path in some}


def dump(some: Counts) -> str:
    """A baseline as text, the same for the same counts, with a line for each kind so that it merges well."""
    return json.dumps({"version": _VERSION, "files": some}, indent=1, sort_keys=True) + "\n"


def load(file: Path) -> Counts:
    """The counts of a baseline file.

    Raises:
        ConfigError: it cannot be read or is no baseline.
    """
    try:
        data = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:
        raise ConfigError(f"{file}: no baseline: {error}") from None
    files = data.get("files") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(files, dict) or not all(_is_counts(each) for each in files.values()):
        raise ConfigError(f"{file}: no baseline of this version; write it anew with `lintnews baseline write`")
    return files


def _is_counts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(count, int) and count > 0 for count in value.values())
