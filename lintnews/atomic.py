"""New files beside the ones they will replace, so that a file is there as a whole or as it was."""

import os
from pathlib import Path
from typing import BinaryIO


def beside(file: Path) -> Path:
    """A hidden path in the same folder that no other process takes.

    It is known before the file is there, so that whoever creates it can remove it whenever a signal comes.
    """
    return file.with_name(f".{file.name}.{os.getpid()}{os.urandom(4).hex()}.tmp")


def create(file: Path) -> BinaryIO:
    """A new file that only its owner may read, open for writing.

    Raises:
        OSError: it cannot be made, or is there.
    """
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")
