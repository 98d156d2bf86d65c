"""Where a report goes: to the terminal, a pipe, or a file that appears when it is complete."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from lintnews.atomic import beside, create

_PIPE_COLUMNS = 100
_LEAST_COLUMNS = 40


class ReaderGoneError(Exception):
    """Nobody reads the pipe that is written to (``| head``)."""


def colour(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a report on ``stream`` is coloured: as ``choice`` (auto, always, never) says, then the environment.

    FORCE_COLOR and CLICOLOR_FORCE win over NO_COLOR (https://force-color.org, https://no-color.org).
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


def columns(stream: TextIO) -> int:
    """How wide a report may be: as wide as the terminal; elsewhere the same everywhere."""
    if not stream.isatty():
        return _PIPE_COLUMNS
    import shutil

    return max(shutil.get_terminal_size((_PIPE_COLUMNS, 24)).columns, _LEAST_COLUMNS)


def to_stdout(pieces: Iterable[str], *, plain: bool) -> None:
    """Write a report to standard output.

    Args:
        pieces: the report.
        plain: the report is for people, in the encoding of the terminal; others are UTF-8 whatever the terminal.

    Raises:
        ReaderGoneError: standard output is a pipe that nobody reads any more.
        ClickException: it cannot be written, on a full disk for example.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=None if plain else "utf-8", errors="backslashreplace", newline=None if plain else "\n")
    for piece in pieces:
        with _to_stdout():
            sys.stdout.write(piece)
    with _to_stdout():
        sys.stdout.flush()


@contextlib.contextmanager
def _to_stdout() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # What is left in the buffer cannot be written either: without this, Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise ReaderGoneError from None
        raise _unwritable("standard output", error) from None


def to_file(pieces: Iterable[str], path: str) -> None:
    """Write a report to a file, in UTF-8, at once: it is not there, or as it was, until the report is complete.

    A device or a named pipe is written to, not replaced.

    Raises:
        ClickException: the file cannot be written.
    """
    file = Path(path)
    if file.exists() and not file.is_file():
        with _complaint(path):
            device: BinaryIO = file.open("wb")
        _write(device, pieces, path)
        return
    temporary = beside(file)
    try:
        with _complaint(path):
            stream = create(temporary)
        _write(stream, pieces, path)
        with _complaint(path):
            temporary.chmod(_mode(file))
            temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write(stream: BinaryIO, pieces: Iterable[str], path: str) -> None:
    """Write all and close; only what goes wrong in writing is the file's fault."""
    try:
        for piece in pieces:
            with _complaint(path):
                stream.write(piece.encode("utf-8", "backslashreplace"))
    finally:
        with _complaint(path):
            stream.close()


@contextlib.contextmanager
def _complaint(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: str, error: OSError) -> click.ClickException:
    return click.ClickException(f"{path}: cannot write: {(error.strerror or str(error)).lower()}")


def _mode(file: Path) -> int:
    """The mode of a file that is replaced; for a new one, what the user's mask leaves."""
    with contextlib.suppress(OSError):
        return file.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
