"""Reading rule files, and keeping the compiled form so that a run need not parse YAML.

The shipped rules are compiled when lintnews is installed; what has changed since, and a user's own, when first used.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from lintnews import __version__, cachedir
from lintnews.checks.pattern import Pattern
from lintnews.checks.rule import Card, Rule, RuleError, make_card, make_rule
from lintnews.findings import Severity
from lintnews.resources import rules_folder, shipped

_DATA = ("words", "tables")  # folders beside those of the categories
FILE = "rules"
"""The name under which the compiled rules are shipped."""
_CHECKS = Path(__file__).parent
_CODE = [
    *map(_CHECKS.joinpath, ("store.py", "needs.py", "pattern.py", "rule.py")),
    _CHECKS.parent / "analysis" / "shadow.py",
]
"""The code that makes rules of files."""
_PATTERN = partial(tuple.__new__, Pattern)  # what Pattern._make does, without asking how long each row is
_UNCACHED: dict[str, Any] = {"why": "", "bad": (), "good": (), "source": ""}


def read_rules(folder: Path) -> list[Rule]:
    """All rules of a folder with their pages, by name.

    Raises:
        RuleError: a file is no valid rule.
    """
    rules = [_read(file, name) for name, file in _files(folder)]
    return sorted(rules, key=lambda rule: rule.name)


def read_rule(folder: Path, name: str) -> Rule:
    """One rule with its page.

    Raises:
        RuleError: the file is no valid rule.
        FileNotFoundError: there is no such rule.
    """
    return _read(folder / f"{name}.yaml", name)


def read_card(folder: Path, name: str) -> Card:
    """What one rule says of itself, without the time that its patterns take.

    Raises:
        RuleError: the file is no valid rule.
        FileNotFoundError: there is no such rule.
    """
    file = folder / f"{name}.yaml"
    return make_card(name, _data(file), str(file))


def load_rules(folder: Path) -> list[Rule]:
    """All rules of a folder without their pages (why, examples), from the cache where no file has changed.

    Raises:
        RuleError: a file is no valid rule.
    """
    name = f"rules-{_stamp(folder)}"
    content = cachedir.load(name)
    if content is not None:
        return _unpacked(content)
    rules = _shipped(folder, name)
    if rules is None:
        content = packed(read_rules(folder))
        cachedir.store(name, content)
        rules = _unpacked(content)
    return rules


def _shipped(folder: Path, name: str) -> list[Rule] | None:
    """The rules that were compiled and shipped, if this is the folder they were made of, as it is, and they are whole.

    They are kept under ``name``, where they are found without reading all files of the folder.
    """
    content = shipped(FILE, content_key(folder)) if folder == rules_folder() else None
    if content is None:
        return None
    try:
        rules = _unpacked(content)
    except (EOFError, LookupError, TypeError, ValueError):
        return None
    cachedir.store(name, bytes(content))
    return rules


def _unpacked(content: bytes | memoryview) -> list[Rule]:
    return [_unpack(row) for row in marshal.loads(content)]  # noqa: S302  (the user's own cache, or the package)


def packed(rules: Iterable[Rule]) -> bytes:
    """Rules in their compiled form, without their pages."""
    return marshal.dumps([_pack(rule) for rule in rules])


def content_key(folder: Path) -> str:
    """A key over what decides on the compiled form: the content of the rules folder, and the code that reads it."""
    files = [
        place
        for name in (*_DATA, *_categories(folder))
        if (folder / name).is_dir()
        for place in sorted((folder / name).iterdir(), key=lambda place: place.name)
        if place.is_file()
    ]
    digest = hashlib.blake2b(digest_size=16)
    for name, place in [*((file.name, file) for file in _CODE), *((f"{f.parent.name}/{f.name}", f) for f in files)]:
        content = place.read_bytes()
        digest.update(f"{name} {len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _categories(folder: Path) -> list[str]:
    """The names of the folders in a rules folder that hold rules."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_dir()]
    except OSError as error:
        raise RuleError(f"{folder}: {(error.strerror or str(error)).lower()}") from None
    return sorted(name for name in names if name not in _DATA and name[0] not in "._")


def _files(folder: Path) -> list[tuple[str, Path]]:
    return [
        (f"{category}/{file.stem}", file)
        for category in _categories(folder)
        for file in sorted((folder / category).glob("*.yaml"))
    ]


def _read(file: Path, name: str) -> Rule:
    return make_rule(name, _data(file), str(file))


def _data(file: Path) -> object:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(_text(file), loader)  # noqa: S506  (a safe loader in both cases)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise RuleError(f"{file}{line}: invalid YAML: {getattr(error, 'problem', error)}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(f"{file}: not UTF-8: byte 0x{error.object[error.start]:02X} at offset {error.start}") from None


def _stamp(folder: Path) -> str:
    """A key over names, sizes and times of all files below the rules folder, and the versions of what reads them."""
    parts = [__version__, sys.version, str(folder), *(str(file.stat().st_mtime_ns) for file in _CODE)]
    for name in (*_DATA, *_categories(folder)):
        place = folder / name
        entries = sorted(os.scandir(place), key=lambda entry: entry.name) if place.is_dir() else []
        for entry in entries:
            about = entry.stat()
            parts.append(f"{entry.name} {about.st_size} {about.st_mtime_ns}")
    return cachedir.key(*parts)


def _pack(rule: Rule) -> dict[str, Any]:
    row = {key: value for key, value in rule._asdict().items() if key not in _UNCACHED}
    row["severity"] = int(rule.severity)
    row["patterns"] = [tuple(pattern) for pattern in rule.patterns]
    return row


def _unpack(row: dict[str, Any]) -> Rule:
    row["severity"] = Severity(row["severity"])
    row["patterns"] = tuple(map(_PATTERN, row["patterns"]))
    return Rule(**row, **_UNCACHED)
