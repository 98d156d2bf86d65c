"""The user's cache: compiled rules and pattern databases, each under a key that changes with what it was made from."""

import contextlib
import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lintnews.atomic import beside, create

if TYPE_CHECKING:
    import mmap

when_building: list[Callable[[], None]] = []
"""What is called when something is about to be made that takes seconds, and is kept."""
BEHIND_CHECK = 4
"""Bytes of the checksum before what is stored."""
_OURS = r"\.?[a-z]+(?:-[a-z]+)*-[0-9a-f]{32}(?:\.db)?(?:\.[0-9a-f]+\.tmp)?|results\.sqlite.*"


def folder() -> Path:
    """``$LINTNEWS_CACHE_DIR``, else the place the platform has for a user's caches."""
    named = os.environ.get("LINTNEWS_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("lintnews", appauthor=False)


def building() -> None:
    """Tell whoever wants to know that something that takes seconds is about to be made."""
    for tell in when_building:
        tell()


def key(*parts: str) -> str:
    """A name for what is made from ``parts``: 32 hexadecimal digits."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def load(name: str, *, checked: bool = True) -> bytes | None:
    """The bytes stored under a name; None where there are none, or they are damaged.

    Whoever notices damage without help can do without the check, and asks for it neither here nor in ``store``.
    """
    try:
        stored = (folder() / name).read_bytes()
    except OSError:
        return None
    if not checked:
        return stored
    check, content = stored[:BEHIND_CHECK], stored[BEHIND_CHECK:]
    return content if _checksum(content) == check else None


def mapped(name: str) -> "mmap.mmap | None":
    """The file that holds what is stored under a name, from its byte ``BEHIND_CHECK`` on; None as for ``load``.

    It is not read into memory, which pays where little of it is looked at.
    """
    import mmap

    try:
        with (folder() / name).open("rb") as file:
            found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # it is not there, or empty
        return None
    with memoryview(found) as view:
        whole = _checksum(view[BEHIND_CHECK:]) == view[:BEHIND_CHECK]
    return found if whole else None


def _checksum(content: bytes | memoryview) -> bytes:
    """Tells damage, at three times the speed of a hash that would tell forgery; the cache is the user's own."""
    return zlib.crc32(content).to_bytes(BEHIND_CHECK, "big")


def store(name: str, content: bytes, *, checked: bool = True) -> None:
    """Keep bytes under a name, atomically; a cache that cannot be written is no error."""
    place = folder()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        temporary = beside(place / name)
        try:
            with create(temporary) as file:
                file.write(_checksum(content) if checked else b"")
                file.write(content)
            temporary.replace(place / name)
        except OSError:
            temporary.unlink(missing_ok=True)


def files() -> list[Path]:
    """The files that lintnews has put into its folder, which may be another's too."""
    import re

    try:
        return sorted(file for file in folder().iterdir() if re.fullmatch(_OURS, file.name) and file.is_file())
    except OSError:
        return []
