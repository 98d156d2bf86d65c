"""Which files to read: paths from the command line, folders walked, ignore files and globs respected."""

# Paths stay strings here: they are shown as they were given, and there may be 100,000 of them.
# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH114, PTH118, PTH120, PTH123

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lintnews.documents.document import ReadError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl")
# Later ones win over earlier ones of the same folder.
IGNORE_FILES = (".gitignore", ".ignore", ".lintnewsignore")


class _Rules(NamedTuple):
    """Ignore rules and the absolute folder they count from, written with "/" and ending with it."""

    base: str
    spec: "GitIgnoreSpec"


@dataclass(slots=True)
class _Walk:
    """What one call of discover() looks for and has found so far."""

    root: str
    include: "GitIgnoreSpec | None"
    exclude: "GitIgnoreSpec | None"
    force_exclude: bool
    files: list[str] = field(default_factory=list)
    problems: list[ReadError] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    excluded: int = 0

    def add(self, path: str, key: str) -> None:
        if key not in self.seen:
            self.seen.add(key)
            self.files.append(path)


def discover(
    paths: Sequence[str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    *,
    root: str = ".",
    force_exclude: bool = False,
) -> tuple[list[str], list[ReadError]]:
    """The files to read, in the order of ``paths``, those of a folder sorted; and what could not be found.

    A folder is walked for files with a suffix of news text (SUFFIXES) and files that ``include`` names. Left out are
    hidden files and folders, what ``.gitignore``, ``.ignore`` and ``.lintnewsignore`` name (from the top of the
    repository down), what ``exclude`` names, and folders behind symbolic links; links to files are followed. What
    ``paths`` names itself is read or walked even if it is ignored, unless ``force_exclude``. A file is listed once,
    under the first of its names. Paths stay as given, those in a folder begin with the folder; all are written with
    "/".

    Args:
        paths: files and folders.
        include: globs in the manner of ``.gitignore`` for more files.
        exclude: the same for files and folders to leave out.
        root: the folder that ``include`` and ``exclude`` count from.
        force_exclude: leave out files and folders that are ignored or excluded even if they are named in ``paths``.

    Returns:
        Files, and one ReadError for each missing path, broken link, folder that cannot be read, and folder without a
        file to read.
    """
    walk = _Walk(_folder(os.path.realpath(root)), _spec(include), _spec(exclude), force_exclude)
    for path in paths:
        _discover_one(walk, path)
    return walk.files, walk.problems


def _discover_one(walk: _Walk, path: str) -> None:
    shown = _slashes(path)
    try:
        is_folder = os.path.isdir(path)
        exists = is_folder or os.path.exists(path)
        linked = os.path.islink(path)
    except ValueError:  # a NUL in the path
        exists = linked = is_folder = False
    if not exists:
        walk.problems.append(ReadError(shown, "broken symbolic link" if linked else "no such file or folder"))
    elif is_folder:
        _discover_folder(walk, path)
    else:
        real = os.path.realpath(path)
        absolute = _slashes(os.path.abspath(path))
        if walk.force_exclude and _left_out_above(walk, absolute):
            walk.excluded += 1
            return
        walk.add(shown, real)


def _discover_folder(walk: _Walk, path: str) -> None:
    top = os.path.realpath(path)
    rules = _rules_above(os.path.dirname(top)) if not _is_repository(top) else []
    before, problems, excluded = len(walk.seen), len(walk.problems), walk.excluded
    if _left_out(walk, _folder(top), rules):
        if walk.force_exclude:
            walk.excluded += 1
            return
        rules = []
    prefix = "" if path in (".", "./") else _folder(_slashes(path))
    found = _walk_folder(walk, path, top, prefix, rules)
    if not found and (len(walk.seen), len(walk.problems), walk.excluded) == (before, problems, excluded):
        walk.problems.append(
            ReadError(_slashes(path), f"no file to read in this folder (looked for {_looked_for(walk)})")
        )


def _looked_for(walk: _Walk) -> str:
    return ", ".join(SUFFIXES) + (" and the include globs" if walk.include else "")


def _walk_folder(walk: _Walk, path: str, top: str, prefix: str, rules: list[_Rules]) -> bool:
    """Walks a folder in sorted order, without recursion; whether there was a file to read, even one seen before."""
    found = False
    todo = [(path, _folder(top), prefix, rules)]
    while todo:
        folder, absolute, shown, above = todo.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            walk.problems.append(ReadError(shown.rstrip("/") or ".", _reason(error)))
            continue
        here = above + _rules_of(absolute, {entry.name for entry in listed if entry.name in IGNORE_FILES})
        below = []
        for entry in listed:
            name = entry.name
            if name.startswith("."):
                continue
            if name.endswith(SUFFIXES) or walk.include or name.lower().endswith(SUFFIXES):
                if _is_folder(entry):
                    below.append(name)
                elif _wanted(walk, absolute + name) and not _left_out(walk, absolute + name, here):
                    found = _add_entry(walk, entry, shown + name, absolute + name) or found
            elif _is_folder(entry):
                below.append(name)
        todo.extend(
            (os.path.join(folder, name), f"{absolute}{name}/", f"{shown}{name}/", here)
            for name in reversed(below)
            if not _left_out(walk, f"{absolute}{name}/", here)
        )
    return found


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _add_entry(walk: _Walk, entry: "os.DirEntry[str]", shown: str, absolute: str) -> bool:
    try:
        if entry.is_symlink():
            absolute = os.path.realpath(entry.path)
            if not os.path.exists(absolute):
                walk.problems.append(ReadError(shown, "broken symbolic link"))
                return False
            if not os.path.isfile(absolute):
                return False
        elif not entry.is_file(follow_symlinks=False):
            return False
    except OSError as error:
        walk.problems.append(ReadError(shown, _reason(error)))
        return False
    walk.add(shown, absolute)
    return True


def _wanted(walk: _Walk, absolute: str) -> bool:
    if absolute.lower().endswith(SUFFIXES):
        return True
    return walk.include is not None and walk.include.match_file(_below(absolute, walk.root))


def _left_out(walk: _Walk, absolute: str, rules: list[_Rules]) -> bool:
    """Whether a file, or a folder (ending with "/"), is excluded or ignored; the nearest ignore file decides."""
    if walk.exclude is not None and walk.exclude.match_file(_below(absolute, walk.root)):
        return True
    for base, spec in reversed(rules):
        verdict = spec.check_file(absolute[len(base) :]).include
        if verdict is not None:
            return verdict
    return False


def _left_out_above(walk: _Walk, absolute: str) -> bool:
    """Whether a file, or one of the folders it is in, is left out."""
    rules = _rules_above(os.path.dirname(absolute))
    if not rules:
        return _left_out(walk, absolute, rules)
    top = len(rules[0].base)
    ends = [at + 1 for at in range(top, len(absolute)) if absolute[at] == "/"]
    parts = [absolute[:end] for end in ends] + [absolute]
    return any(_left_out(walk, part, [rule for rule in rules if part.startswith(rule.base)]) for part in parts)


def _below(absolute: str, root: str) -> str:
    """A path as seen from the root; one outside of it keeps all its folders."""
    return absolute[len(root) :] if absolute.startswith(root) else absolute.lstrip("/")


def _rules_above(folder: str) -> list[_Rules]:
    """The ignore rules of a folder and those above it, up to the top of its repository; none outside of one."""
    chain = [folder]
    while not _is_repository(chain[-1]):
        above = os.path.dirname(chain[-1])
        if above == chain[-1]:
            return []
        chain.append(above)
    return [rules for each in reversed(chain) for rules in _rules_of(_folder(each), set(IGNORE_FILES))]


def _is_repository(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, ".git"))


def _rules_of(absolute: str, present: set[str]) -> list[_Rules]:
    found = []
    for name in IGNORE_FILES:
        lines = _lines(absolute + name) if name in present else None
        spec = _spec(lines) if lines else None
        if spec is not None:
            found.append(_Rules(absolute, spec))
    return found


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read().split("\n")
    except OSError:
        return []


def _spec(globs: Sequence[str]) -> "GitIgnoreSpec | None":
    """The rules of an ignore file, or None if there are none; git skips a line that it cannot understand."""
    kept = [glob for glob in globs if glob.strip() and not glob.startswith("#")]
    if not kept:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(kept)
    except ValueError:
        return GitIgnoreSpec.from_lines([glob for glob in kept if _understood(glob)])


def _understood(glob: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([glob])
    except ValueError:
        return False
    return True


def _slashes(path: str) -> str:
    return path if os.sep == "/" else path.replace(os.sep, "/")


def _folder(path: str) -> str:
    path = _slashes(path)
    return path if path.endswith("/") else path + "/"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
