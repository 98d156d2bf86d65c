"""What decides on the results of a file, as one key: its path and bytes, the settings, the rules and lintnews itself.

Rules, word lists, tables, models and the code that reads them count by content, so that a new checkout or a new
installation of the same version finds the results again. To read them all takes longer than a run that finds
everything: their sizes and times are asked for, and what they hold is remembered under these.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lintnews import __version__
from lintnews.cache.store import Store
from lintnews.config.settings import Config, FilterSettings, Limits
from lintnews.findings import Severity
from lintnews.resources import rules_folder

LIBRARIES = (
    "ftfy", "hyperscan", "langdetect", "markdown-it-py", "numpy", "pathspec", "pyyaml", "textstat", "wordfreq",
)  # fmt: skip
"""The libraries that have a part in what is found."""
_PACKAGE = Path(__file__).parent.parent
_SIZE = 16


def key(*parts: bytes) -> bytes:
    """A key made of parts: 16 bytes."""
    digest = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def base(store: Store, folders: Sequence[Path] = (), plugins: Sequence[str] = (), *, quick: bool = False) -> bytes:
    """A key for all that decides on results beside files and settings: the user's rule folders, and plugins.

    A ``quick`` one is made without reading what no earlier run has read: then it is another for each installation.

    Raises:
        PluginError: there is no such plugin, or it is broken.
    """
    return key(
        __version__.encode(),
        sys.version.encode(),
        "\n".join(_libraries(sys.path)).encode(),
        *(_content(store, folder, quick=quick) for folder in (_PACKAGE, rules_folder(), *folders)),
        *(part for name in plugins for part in _plugin(store, name)),
    )


def of_settings(config: Config) -> bytes:
    """A key for settings, without those that choose files, judge what was found, or say how it is shown."""
    plain = replace(
        config, root=Path(), include=(), exclude=(), respect_gitignore=True, rule_folders=(),
        format="", time_limit=0.0, fail_on=Severity.WARNING, filter=FilterSettings(),
        thresholds=dict.fromkeys(config.thresholds, Limits()),  # an unknown name is an error
    )  # fmt: skip
    return key(repr(plain).encode("utf-8", "surrogatepass"))


def _plugin(store: Store, name: str) -> Iterator[bytes]:
    """The version of a plugin, its rules, and its code."""
    from lintnews.checks.plugins import plugin

    found = plugin(name)
    yield f"{found.name} {found.package}".encode()
    yield _content(store, found.folder)
    if found.code is not None:
        yield found.code.read_bytes() if found.code.is_file() else _content(store, found.code)


def _content(store: Store, folder: Path, *, quick: bool = False) -> bytes:
    """A key for names and content of all files below a folder; for ``quick``, see ``base``."""
    files = sorted(_files(str(folder)))
    about = "\n".join(f"{name} {size} {time}" for name, size, time in files)
    stamp = key(b"stamp", os.fsencode(folder), about.encode("utf-8", "surrogateescape"))
    known = store.load([stamp]).get(stamp)
    if known is None and quick:
        return stamp
    if known is None:
        known = key(*_read(folder, (name for name, _, _ in files)))
        store.keep({stamp: known})
    return known


def _read(folder: Path, names: Iterable[str]) -> Iterator[bytes]:
    for name in names:
        yield os.fsencode(name)
        yield (folder / name).read_bytes()


def _files(folder: str, below: str = "") -> Iterator[tuple[str, int, int]]:
    """Names, sizes and times of the files of a folder and those in it, without what Python compiles."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{below}{entry.name}/")
            else:
                about = entry.stat()
                yield below + entry.name, about.st_size, about.st_mtime_ns


def _libraries(folders: Iterable[str]) -> list[str]:
    """The names and versions of LIBRARIES that are installed, as the folders they are in know them."""
    found = []
    for folder in folders:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208
        except OSError:
            continue
        found += [name for name in names if name.endswith((".dist-info", ".egg-info")) and _plain(name) in LIBRARIES]
    return sorted(found)


def _plain(name: str) -> str:
    """The name of a project from that of its folder: ``markdown_it_py-4.3.0.dist-info``."""
    return name.partition("-")[0].lower().replace("_", "-")
