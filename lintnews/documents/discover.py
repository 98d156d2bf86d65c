"""Which files to read: paths from the command line, folders walked, ignore files and globs respected."""

# Paths stay strings here: they are shown as they were given, and there may be 100,000 of them.
# ruff: noqa: PTH110, PTH112, PTH114, PTH118, PTH119, PTH120, PTH123

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lintnews.documents.document import ReadError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

RECORDS = (".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst", ".parquet", ".warc", ".warc.gz", ".wet", ".wet.gz")
"""Suffixes of files that hold many articles."""
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".json", *RECORDS)
# Later ones win over earlier ones of the same folder.
IGNORE_FILES = (".gitignore", ".ignore", ".lintnewsignore")


class _Rules(NamedTuple):
    """Ignore rules and the absolute folder they count from, written with "/" and ending with it.

    Lists of them begin with those that win over the others.
    """

    base: str
    spec: "GitIgnoreSpec"


class _Folder(NamedTuple):
    """A folder to walk: its path, the absolute one, how paths in it begin, and the ignore rules from above."""

    path: str
    absolute: str
    shown: str
    rules: list[_Rules]

    def inner(self, name: str, rules: list[_Rules]) -> "_Folder":
        """A folder in this one."""
        return _Folder(os.path.join(self.path, name), f"{self.absolute}{name}/", f"{self.shown}{name}/", rules)


@dataclass(slots=True)
class _Walk:
    """What one call of discover() looks for and has found so far."""

    include: _Rules | None
    exclude: list[_Rules]
    force_exclude: bool
    ignore_files: tuple[str, ...] = IGNORE_FILES
    files: list[str] = field(default_factory=list)
    problems: list[ReadError] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

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
    respect_gitignore: bool = True,
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
        respect_gitignore: leave out what ``.gitignore`` files name.

    Returns:
        Files, and one ReadError for each missing path, broken link, folder that cannot be read, and folder without a
        file to read.
    """
    base = _folder(os.path.realpath(root))
    included, excluded = _rules(base, include), _rules(base, exclude)
    names = IGNORE_FILES if respect_gitignore else tuple(name for name in IGNORE_FILES if name != ".gitignore")
    walk = _Walk(included[0] if included else None, excluded, force_exclude, names)
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
        absolute = _folder(os.path.realpath(os.path.dirname(path))) + os.path.basename(path)
        if walk.force_exclude and _left_out_above(walk, absolute):
            return
        walk.add(shown, real)


def _discover_folder(walk: _Walk, path: str) -> None:
    top = os.path.realpath(path)
    absolute = _folder(top)
    if walk.force_exclude and _left_out_above(walk, absolute):
        return
    above = [] if _is_repository(top) else _rules_above(os.path.dirname(top), walk.ignore_files)
    # What leaves out the folder that was named would leave out all that is in it.
    strong, weak = ([each for each in rules if not _left_out(absolute, [each])] for rules in (walk.exclude, above))
    prefix = "" if path in (".", "./") else _folder(_slashes(path))
    problems = len(walk.problems)
    found = _walk_folder(walk, _Folder(path, absolute, prefix, weak), strong)
    if not found and len(walk.problems) == problems:
        message = f"no file to read in this folder (looked for {_looked_for(walk)})"
        walk.problems.append(ReadError(_slashes(path), message))


def _looked_for(walk: _Walk) -> str:
    return ", ".join(SUFFIXES) + (" and the include globs" if walk.include else "")


def _walk_folder(walk: _Walk, top: _Folder, strong: list[_Rules]) -> bool:
    """Walks a folder, without recursion; whether there was a file to read, even one seen before.

    A folder's own files come before those of the folders in it, both sorted by name.
    """
    found, todo = False, [top]
    while todo:
        folder = todo.pop()
        try:
            with os.scandir(folder.path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            walk.problems.append(ReadError(folder.shown.rstrip("/") or ".", _reason(error)))
            continue
        names = {entry.name for entry in listed if entry.name in walk.ignore_files}
        weak = _rules_of(folder.absolute, names) + folder.rules
        rules, below = strong + weak, []
        for entry in listed:
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                inner = folder.inner(entry.name, weak)
                if not _left_out(inner.absolute, rules):
                    below.append(inner)
            elif _wanted(walk, folder.absolute + entry.name) and not _left_out(folder.absolute + entry.name, rules):
                found = _add_entry(walk, entry, folder) or found
        todo.extend(reversed(below))
    return found


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _add_entry(walk: _Walk, entry: "os.DirEntry[str]", folder: _Folder) -> bool:
    """Adds a file of a folder, if it is one; of a symbolic link, the file it leads to counts."""
    shown, key = folder.shown + entry.name, folder.absolute + entry.name
    try:
        if entry.is_symlink():
            key = os.path.realpath(entry.path)
            if not os.path.exists(key):
                walk.problems.append(ReadError(shown, "broken symbolic link"))
                return False
        if not entry.is_file():
            return False
    except OSError as error:
        walk.problems.append(ReadError(shown, _reason(error)))
        return False
    walk.add(shown, key)
    return True


def _wanted(walk: _Walk, absolute: str) -> bool:
    if absolute.lower().endswith(SUFFIXES):
        return True
    return walk.include is not None and walk.include.spec.match_file(_below(absolute, walk.include.base))


def _left_out(absolute: str, rules: list[_Rules]) -> bool:
    """Whether a file, or a folder (ending with "/"), is left out; the first rules that know it decide."""
    for base, spec in rules:
        verdict = spec.check_file(_below(absolute, base)).include
        if verdict is not None:
            return verdict
    return False


def _left_out_above(walk: _Walk, absolute: str) -> bool:
    """Whether a file or folder, or one of the folders it is in, is left out."""
    above = _rules_above(os.path.dirname(absolute.rstrip("/")), walk.ignore_files)
    top = len(above[-1].base) if above else len(absolute)
    ends = [at + 1 for at in range(top, len(absolute) - 1) if absolute[at] == "/"]
    parts = [absolute[:end] for end in ends] + [absolute]
    return any(
        _left_out(part, walk.exclude + [each for each in above if part.startswith(each.base) and part != each.base])
        for part in parts
    )


def _below(absolute: str, base: str) -> str:
    """A path as seen from a folder; one outside of it keeps all its folders."""
    return absolute[len(base) :] if absolute.startswith(base) else absolute.lstrip("/")


def _rules_above(folder: str, names: Sequence[str]) -> list[_Rules]:
    """The ignore rules of a folder and those above it, up to the top of its repository; none outside of one."""
    chain = [folder]
    while not _is_repository(chain[-1]):
        above = os.path.dirname(chain[-1])
        if above == chain[-1]:
            return []
        chain.append(above)
    return [rules for each in chain for rules in _rules_of(_folder(each), set(names))]


def _is_repository(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, ".git"))


def _rules_of(absolute: str, present: set[str]) -> list[_Rules]:
    """The ignore rules of one folder."""
    names = [name for name in reversed(IGNORE_FILES) if name in present]
    return [rules for name in names for rules in _rules(absolute, _lines(absolute + name))]


def _rules(base: str, globs: Sequence[str]) -> list[_Rules]:
    """The rules that some globs make, if there are any; as in git, a line that cannot be understood is none."""
    kept = [glob for glob in globs if glob.strip() and not glob.startswith("#")]
    if not kept:
        return []
    from pathspec import GitIgnoreSpec

    try:
        return [_Rules(base, GitIgnoreSpec.from_lines(kept))]
    except ValueError:
        return [_Rules(base, GitIgnoreSpec.from_lines([glob for glob in kept if _understood(glob)]))]


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read().split("\n")
    except OSError:
        return []


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
