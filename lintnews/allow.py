"""The allow list: findings that somebody has looked at and lets pass, with the reason.

Articles cannot carry comments for a tool, so these stand in a file of their own, ``lintnews.allow`` (TOML):

    [[allow]]
    path = "opinion/**"                  # a glob in the manner of .gitignore; every file where it is missing
    rule = "boilerplate/read-more-teaser"   # a rule or a category
    text = "Read more"                   # the words that are flagged, or: fingerprint = "0123456789abcdef"
    reason = "the name of the column"
    until = 2027-01-31                   # the last day on which it counts; for ever where it is missing
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintnews.config.errors import ConfigError, hint
from lintnews.config.toml import parse, read
from lintnews.findings import Finding, Result

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = "lintnews.allow"
_KINDS: dict[str, type] = {
    "path": str, "rule": str, "text": str, "fingerprint": str, "reason": str, "until": date,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: which findings pass, why, and until when. ``place`` names it in complaints."""

    place: str
    reason: str
    path: str = ""
    rule: str = ""
    text: str | None = None
    fingerprint: str | None = None
    until: date | None = None
    spec: "GitIgnoreSpec | None" = field(default=None, compare=False, repr=False)

    def lets_pass(self, finding: Finding, path: str) -> bool:
        """Whether a finding in the file at ``path`` (from the folder of the allow list) is meant."""
        return (
            self.rule in ("", finding.rule, finding.category)
            and (self.fingerprint is None or self.fingerprint == finding.fingerprint)
            and (self.text is None or _words(self.text) == _words(finding.text))
            and (self.spec is None or self.spec.match_file(path))
        )


class Allowed:
    """The entries of an allow list at work: takes out findings, and knows which entries were of no use."""

    def __init__(self, entries: Iterable[Entry], today: date) -> None:
        every = list(entries)
        self.expired = [entry for entry in every if entry.until is not None and entry.until < today]
        self._entries = [entry for entry in every if entry not in self.expired]
        self._used: set[Entry] = set()
        self._seen: list[tuple[str, str]] = []

    def sift(self, result: Result, path: str) -> Result:
        """A result without the findings that are allowed; ``path`` as for ``Entry.lets_pass``."""
        kept = []
        for finding in result.findings:
            entry = next((entry for entry in self._entries if entry.lets_pass(finding, path)), None)
            if entry is None:
                kept.append(finding)
            else:
                self._used.add(entry)
        self._seen.append((path, result.path))
        return result._replace(findings=tuple(kept))

    def complaints(self, *, unused: bool) -> Iterator[str]:
        """One line for each entry that has expired or, if asked for, let nothing pass although its files were read."""
        for entry in self.expired:
            yield f"{entry.place}: expired on {entry.until}: {entry.reason}"
        for entry in self._entries:
            if unused and entry not in self._used and self._looked_at(entry):
                yield f"{entry.place}: lets nothing pass any more: {entry.reason}"

    def _looked_at(self, entry: Entry) -> bool:
        return entry.spec is not None and any(entry.spec.match_file(path) for path, _ in self._seen)


def load(file: Path) -> list[Entry]:
    """The entries of an allow list.

    Raises:
        ConfigError: it cannot be read, an entry has an unknown or no usable key, or says no reason.
    """
    return read_entries(read(file), str(file))


def read_entries(text: str, file: str = NAME) -> list[Entry]:
    """The entries of the text of an allow list; errors as for ``load``."""
    data = parse(text, file)
    for key in data:
        if key != "allow":
            raise ConfigError(f"{file}: unknown key {key!r}; expected [[allow]]")
    entries = data.get("allow", [])
    if not isinstance(entries, list):
        raise ConfigError(f"{file}: write [[allow]], with two brackets")
    return [_entry(each, f"{file}: entry {number}") for number, each in enumerate(entries, 1)]


def _entry(raw: dict[str, Any], place: str) -> Entry:
    for key, value in raw.items():
        if key not in _KINDS:
            raise ConfigError(f"{place}: unknown key {key!r}{hint(key, _KINDS)}")
        if not isinstance(value, _KINDS[key]):
            kind = "a date" if _KINDS[key] is date else "text"
            raise ConfigError(f"{place}: {key!r} must be {kind}, not {value!r}")
    if not raw.get("reason"):
        raise ConfigError(f"{place}: say why, with the key 'reason'")
    if not raw.keys() & {"rule", "text", "fingerprint"}:
        raise ConfigError(f"{place}: say what may pass, with the keys 'rule', 'text' or 'fingerprint'")
    return Entry(place=place, spec=_spec(raw["path"]) if "path" in raw else None, **raw)


def _spec(glob: str) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([glob])


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
