"""``lintnews check --grammar`` from end to end: one server a run; and when it fails, everything else goes on."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lintnews.config.settings import Config, GrammarSettings
from lintnews.corpus import run as corpus
from lintnews.corpus.plan import Asked, Plan, Task
from lintnews.corpus.proofreading import NAME
from lintnews.corpus.tables import read_table
from lintnews.documents.document import ReadError
from lintnews.languagetool import server as servers
from lintnews.languagetool.installation import damaged, find_installation, installation_in
from lintnews.languagetool.java import find_java
from lintnews.languagetool.server import start
from lintnews.languagetool.unavailable import Unavailable
from tests.languagetool.fake import JAR, fake_installation, fake_java, fake_server
from tests.languagetool.run import ARTICLE, COMMAND, check, in_time, runs

DOUBLED = "garbled/doubled-word"
posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell")


def article(folder: Path, name: str = "a.txt", text: str = ARTICLE) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def failed(folder: Path, *settings: str, **environment: str) -> str:
    """What a run says that cannot use LanguageTool: one error, status 2, and the other findings all the same."""
    options = [part for setting in settings for part in ("--config", setting)]
    ran = check("--grammar", *options, article(folder), **environment)
    assert ran.status == 2
    assert DOUBLED in ran.rules
    (error,) = ran.report["errors"]
    assert error["path"] == NAME
    assert ran.err == f"lintnews: {NAME}: {error['message']}\n"
    return str(error["message"])


def test_a_server_by_its_url(tmp_path: Path) -> None:
    with fake_server(DAY="Monday", HEADLINE="headline") as server:
        config = f'grammar.url="{server.url}"'
        ran = check(
            "--grammar", "--config", config, "--ignore", "grammar/headline", "--severity", "info", article(tmp_path)
        )
    assert (ran.status, ran.report["errors"]) == (1, [])
    assert "grammar/day" in ran.rules
    assert "grammar/headline" not in ran.rules


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_corpus_is_asked_about_too(tmp_path: Path, jobs: str) -> None:
    """The findings are those of check; where the server is gone, the shard is made again by the next run."""
    file, out = article(tmp_path), tmp_path / "out"

    def ran(url: str) -> tuple[int, set[str]]:
        command = ["corpus", str(file), "--out", str(out), "-q", "-j", jobs, "--format", "jsonl", "--isolated"]
        command += ["--severity", "info", "--grammar", "--config", f'grammar.url="{url}"']
        status = subprocess.run([sys.executable, "-m", "lintnews", *command], timeout=120).returncode
        return status, {row["rule"] for each in (out / "findings").iterdir() for row in read_table(each)}

    with fake_server(DAY="Monday") as server:
        url = server.url
        checked = check("--grammar", "--severity", "info", "--config", f'grammar.url="{url}"', file)
        assert ran(url) == (0, set(checked.rules))
        assert "grammar/day" in checked.rules
    file.write_text(ARTICLE + "\nMore of it.\n", "utf-8")
    status, rules = ran(url)
    assert (status, DOUBLED in rules, "grammar/day" in rules) == (2, True, False)
    (note,) = (out / "done").glob("00000.json")
    assert json.loads(note.read_text("ascii"))["made_from"] == ""


def test_off_by_default_and_on_by_select(tmp_path: Path) -> None:
    with fake_server(DAY="Monday") as server:
        config = f'grammar.url="{server.url}"'
        assert "grammar/day" not in check("--config", config, "--severity", "info", article(tmp_path)).rules
        assert server.asked == []
        ran = check("--config", config, "--select", "grammar", "--severity", "info", article(tmp_path))
        assert ran.rules == ["grammar/day"]


def test_several_processes_share_one_server(tmp_path: Path) -> None:
    for number in range(4):
        article(tmp_path, f"{number}.txt", ARTICLE + f"\nThere were {number} of them. It rained\n")
    with fake_server(DAY="Monday") as server:
        ran = check(
            "--grammar", "--config", f'grammar.url="{server.url}"', "--severity", "info", "--jobs", "2", tmp_path
        )
    assert ran.rules.count("grammar/day") == 4


def test_nobody_answers_at_the_url(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert failed(tmp_path, f'grammar.url="{url}"').startswith(f"no LanguageTool server answers at {url}")


def test_not_installed(tmp_path: Path) -> None:
    nowhere = {"LINTNEWS_LANGUAGETOOL": "", "LTP_PATH": str(tmp_path / "nowhere")}
    assert failed(tmp_path, **nowhere) == "LanguageTool is not installed; run: lintnews setup languagetool"
    assert "holds no LanguageTool" in failed(tmp_path, LINTNEWS_LANGUAGETOOL=str(tmp_path))


@posix
def test_no_java(tmp_path: Path) -> None:
    folder = fake_installation(tmp_path / "lt")
    message = failed(tmp_path, f'grammar.folder="{folder}"', PATH="", JAVA_HOME="")
    assert message.startswith("there is no Java, LanguageTool needs Java 17 or newer")


@posix
def test_java_is_too_old(tmp_path: Path) -> None:
    folder, java = fake_installation(tmp_path / "lt"), fake_java(tmp_path / "java" / "bin", version="11.0.2")
    message = failed(tmp_path, f'grammar.folder="{folder}"', JAVA_HOME=str(tmp_path / "java"))
    assert message.startswith(f"Java 11 at {java} is too old, LanguageTool needs Java 17 or newer")
    fake_java(tmp_path / "java" / "bin", version="1.8.0_201")
    assert failed(tmp_path, f'grammar.folder="{folder}"', f'grammar.java="{java}"').startswith("Java 8 at")


@posix
def test_a_server_that_ends_at_once(tmp_path: Path) -> None:
    folder = fake_installation(tmp_path / "lt")
    java = fake_java(tmp_path, then="echo 'Error: Invalid or corrupt jarfile'; exit 1")
    message = failed(tmp_path, f'grammar.folder="{folder}"', f'grammar.java="{java}"')
    assert "does not start (Error: Invalid or corrupt jarfile); see what is wrong with it: lintnews doctor" in message


@posix
def test_a_server_that_never_answers_is_ended(tmp_path: Path) -> None:
    folder, java = fake_installation(tmp_path / "lt"), fake_java(tmp_path, then="exec sleep 100")
    settings = (f'grammar.folder="{folder}"', f'grammar.java="{java}"', "grammar.patience=1.0")
    assert "does not answer within 1 seconds" in failed(tmp_path, *settings)
    assert in_time(lambda: not runs(int((tmp_path / "pid").read_text())))


@posix
def test_a_taken_port_is_not_tried_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fake_installation(tmp_path / "lt")
    java = fake_java(tmp_path, then="echo 'java.net.BindException: Address already in use'; exit 1")
    tried: list[int] = []

    def port() -> int:
        tried.append(9)
        return 9

    monkeypatch.setattr(servers, "free_port", port)
    with pytest.raises(Unavailable, match="no free port in 3 tries"):
        start(find_installation(str(folder)), find_java(str(java)))
    assert len(tried) == 3


@posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_server_outlives_its_user(tmp_path: Path, how: signal.Signals) -> None:
    folder, java = fake_installation(tmp_path / "lt"), fake_java(tmp_path, then="exec sleep 100")
    settings = ["--config", f'grammar.folder="{folder}"', "--config", f'grammar.java="{java}"']
    command = [*COMMAND, "--grammar", *settings, str(article(tmp_path))]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        assert in_time(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "", 60)
        process.send_signal(how)
        assert process.wait(30) == (-how if how == signal.SIGKILL else 128 + how)
    assert in_time(lambda: not runs(int((tmp_path / "pid").read_text())))


def test_the_server_dies_in_mid_run(tmp_path: Path) -> None:
    files = [article(tmp_path, f"{number}.txt", ARTICLE + f"\nThere were {number} of them.\n") for number in range(4)]
    with fake_server(DAY="Monday") as server:
        server.answers = 1
        config = Config(root=tmp_path, grammar=GrammarSettings(enabled=True, url=server.url))
        plan = Plan([Task(str(file), 100, 0) for file in files], [config], [])
        some = list(corpus.run(plan, Asked(cached=False)))
    results = [outcome for outcome in some if not isinstance(outcome, ReadError)]
    (error,) = [outcome for outcome in some if isinstance(outcome, ReadError)]
    assert len(results) == 4
    assert all(DOUBLED in [finding.rule for finding in result.findings] for result in results)
    assert error.path == NAME
    assert "does not answer" in error.message
    assert error.message.endswith(f"grammar is not checked from {files[1]} on")


def test_places_where_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINTNEWS_LANGUAGETOOL")
    monkeypatch.setenv("LINTNEWS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "ltp"))
    release = fake_installation(tmp_path / "ltp" / "LanguageTool-6.8")
    (release / JAR).rename(release / "languagetool-server.jar")
    found = find_installation()
    assert (found.folder, found.version, found.classpath) == (release, "6.8", str(release / "languagetool-server.jar"))
    assert damaged(found) == ["languagetool-server.jar"]
    own = fake_installation(tmp_path / "cache" / "languagetool-6.8")
    assert find_installation().folder == own
    assert JAR in damaged(find_installation())
    named = fake_installation(tmp_path / "mine" / "libs")
    assert find_installation(str(tmp_path / "mine")) == installation_in(named)
    monkeypatch.setenv("LINTNEWS_LANGUAGETOOL", str(named))
    assert find_installation().folder == named


def test_doctor_tells_what_is_broken_and_how_to_mend_it(tmp_path: Path) -> None:
    def doctor(**environment: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "lintnews", "doctor", "--quick"]
        paths = {"PYTHONPATH": str(Path(__file__).parents[2])}
        env = {**os.environ, **paths, **environment}
        ran = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path)
        assert ran.stderr == ""
        return ran.returncode, ran.stdout

    nowhere = {"LINTNEWS_LANGUAGETOOL": "", "LTP_PATH": str(tmp_path / "nowhere")}
    status, words = doctor(**nowhere)
    assert (status, "turn on: lintnews setup languagetool" in words) == (0, True)
    (tmp_path / "lintnews.toml").write_text("grammar.enabled = true\n")
    status, words = doctor(**nowhere)
    assert (status, "mend: lintnews setup languagetool" in words) == (1, True)
