"""Stand-ins: a server that finds what it is told to find, and programs that pretend to be Java."""

import json
import re
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

JAR = "languagetool-server-6.8.jar"


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class FakeServer(ThreadingHTTPServer):
    """Answers like LanguageTool: every match of ``patterns`` (rule id → regular expression) is an error."""

    daemon_threads = True

    def __init__(self, patterns: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.patterns = dict(patterns)
        self.asked: list[str] = []
        self.answers = 1000  # then it says nothing any more

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, text: str) -> dict[str, Any]:
        self.asked.append(text)
        found = [
            {
                "message": f"Not {one[0]}.",
                "offset": utf16(text[: one.start()]),
                "length": utf16(one[0]),
                "replacements": [{"value": "better"}, {"value": "best"}],
                "context": {"text": one[0], "offset": 0, "length": len(one[0])},
                "rule": {"id": rule, "category": {"id": "GRAMMAR"}, "issueType": "grammar"},
            }
            for rule, pattern in self.patterns.items()
            for one in re.finditer(pattern, text)
        ]
        return {"matches": found}


class _Handler(BaseHTTPRequestHandler):
    server: FakeServer

    def do_GET(self) -> None:
        if self.path.startswith("/v2/info"):
            self._say({"software": {"name": "LanguageTool", "version": "0.fake"}})
        else:
            self._say([{"name": "English", "code": "en", "longCode": "en-US"}])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
        (text,) = urllib.parse.parse_qs(body, keep_blank_values=True)["text"]
        if len(self.server.asked) < self.server.answers:
            self._say(self.server.answer(text))

    def _say(self, value: object) -> None:
        content = json.dumps(value).encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *given: object) -> None:
        pass


@contextmanager
def fake_server(**patterns: str) -> Iterator[FakeServer]:
    with FakeServer(patterns) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def fake_installation(folder: Path) -> Path:
    """A folder that looks like LanguageTool's."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / JAR).write_bytes(b"no jar at all")
    return folder


def fake_java(folder: Path, *, version: str = "17.0.2", then: str = "exit 1") -> Path:
    """A program that says it is some Java, and does ``then`` (shell) when it is to run something.

    The number of its process is written to the file ``pid`` beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    java = folder / "java"
    java.write_text(
        f'#!/bin/sh\n[ "$1" = -version ] && {{ echo \'openjdk version "{version}" 2022-01-18\' >&2; exit 0; }}\n'
        f'echo $$ > "{folder}/pid"\n{then}\n'
    )
    java.chmod(0o755)
    return java
