"""A LanguageTool server of our own: started with a time limit on a free port, and stopped whatever happens.

What it takes to start a process and to talk to it is imported when that is done: most runs have no server.
"""

import atexit
import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from lintnews.languagetool.installation import Installation
from lintnews.languagetool.java import Java
from lintnews.languagetool.unavailable import Unavailable

if TYPE_CHECKING:
    import subprocess

_MAIN = "org.languagetool.server.HTTPServer"
_MEMORY = "-Xmx1g"
_TRIES = 3  # ports
_TAKEN = ("Address already in use", "BindException")
_LOOK = 0.05  # seconds between two looks at a server that is starting
_ANSWER = 10.0  # seconds for an answer about itself
_LEAVE = 5.0  # seconds to end by itself


class Server:
    """A running server. Use as a context manager, or call ``stop``; the end of the program stops it too."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: IO[bytes], url: str) -> None:
        self._process = process
        self._log = log
        self.url = url
        self.version = ""
        atexit.register(self.stop)

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the server and all its processes; doing so twice is no harm."""
        from subprocess import TimeoutExpired

        atexit.unregister(self.stop)
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()  # its guardian takes this as the sign to go
        with contextlib.suppress(TimeoutExpired):
            self._process.wait(_LEAVE)
        _end_group(self._process)
        self._log.close()

    def last_words(self) -> str:
        """The line of its output that says most about why it ended."""
        if self._log.closed:
            return ""
        self._log.seek(0)
        lines = [line.strip() for line in self._log.read().decode("utf-8", "replace").splitlines() if line.strip()]
        telling = [line for line in lines if "Exception" in line or "Error" in line or "error" in line]
        return (telling or lines or [""])[0 if telling else -1][:200]


def start(installation: Installation, java: Java, *, patience: float = 60.0) -> Server:
    """Start a server for this machine alone and wait until it answers.

    Args:
        installation: its jars.
        java: what runs them.
        patience: seconds it may take.

    Raises:
        Unavailable: it ends at once, or does not answer in time; nothing of it runs on then.
    """
    deadline = time.monotonic() + patience
    for _ in range(_TRIES):
        server = _launch(installation, java, free_port())
        try:
            server.version = _wait(server, deadline)
        except Unavailable:
            words = server.last_words()
            server.stop()
            if any(taken in words for taken in _TAKEN):
                continue
            raise Unavailable(_failure(installation, words, deadline, patience)) from None
        except BaseException:
            server.stop()
            raise
        return server
    raise Unavailable(f"LanguageTool found no free port in {_TRIES} tries")


def about(url: str, *, patience: float = _ANSWER) -> str:
    """The version of the server at a URL.

    Raises:
        Unavailable: there is none, or it does not answer in time.
    """
    from urllib.error import URLError
    from urllib.request import ProxyHandler, build_opener

    address = f"{url.rstrip('/')}/v2/info"
    if not address.startswith(("http://", "https://")):
        raise Unavailable(f"{url} is no address of a LanguageTool server (http://HOST:PORT)")
    opener = build_opener(*([ProxyHandler({})] if is_local(url) else []))
    try:
        with opener.open(address, timeout=patience) as answer:
            return str(json.load(answer)["software"]["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        words = getattr(reason, "strerror", None) or reason or type(error).__name__
        raise Unavailable(f"no LanguageTool server answers at {url} ({words})") from None


def is_local(url: str) -> bool:
    """Whether a URL leads to this machine, so that no proxy can."""
    return url.partition("://")[2].startswith(("127.", "localhost", "[::1]"))


def free_port() -> int:
    """A port nobody listens on at this moment."""
    import socket

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _launch(installation: Installation, java: Java, port: int) -> Server:
    import subprocess
    import tempfile

    command = [java.path, _MEMORY, "-cp", installation.classpath, _MAIN, "--port", str(port)]
    watched = [sys.executable, "-I", "-S", str(Path(__file__).with_name("guardian.py")), *command]
    log = tempfile.TemporaryFile()  # noqa: SIM115  (closed when the server stops)
    try:
        process = subprocess.Popen(  # noqa: S603  (what the user's settings name)
            watched,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us; we stop it when we are done
        )
    except OSError as error:
        log.close()
        raise Unavailable(f"LanguageTool does not start: {error}") from None
    return Server(process, log, f"http://127.0.0.1:{port}")


def _wait(server: Server, deadline: float) -> str:
    """The version of a server, once it answers."""
    while server.alive:
        try:
            return about(server.url, patience=1.0)
        except Unavailable:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK)
    raise Unavailable("ended")


def _failure(installation: Installation, words: str, deadline: float, patience: float) -> str:
    if time.monotonic() > deadline:
        return f"LanguageTool in {installation.folder} does not answer within {patience:g} seconds"
    return (
        f"LanguageTool in {installation.folder} does not start ({words or 'it says nothing'}); "
        "see what is wrong with it: lintnews doctor"
    )


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    from subprocess import TimeoutExpired

    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(TimeoutExpired):
        process.wait(_LEAVE)
