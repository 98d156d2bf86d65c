"""The real LanguageTool: right places, no noise on names, nothing left behind."""

import os
import signal
import subprocess
from pathlib import Path

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.grammar import Grammar, Match
from lintnews.analysis.grammar import Server as Address
from lintnews.documents.document import from_text
from lintnews.languagetool.installation import damaged, find_installation, installation_in
from lintnews.languagetool.server import Server
from lintnews.proofreader import is_misspelt
from tests.languagetool.run import ARTICLE, COMMAND, check, in_time, runs

EMOJI = (
    "😀 A headline with 👩‍👩‍👧 emoji\r\n\r\nHe said 😀 on Monday that it is a apple 😀😀 and becuase of rain.\n"
    "𝔘nicode 𝔱ext: it is a apple.\n\nThe last one 😀 is a apple."
)


def ask(server: Server, text: str) -> list[Match]:
    return Grammar(Address(server.url, server.version), cached=False).matches(Analysis(from_text(text)))


def test_offsets_with_emoji(server: Server) -> None:
    found = [(match.rule, match.start) for match in ask(server, EMOJI)]
    articles = [at for rule, at in found if rule == "EN_A_VS_AN"]
    at = EMOJI.find("a apple")
    expected = []
    while at >= 0:
        expected.append(at)
        at = EMOJI.find("a apple", at + 1)
    assert articles == expected
    assert ("MORFOLOGIK_RULE_EN_US", EMOJI.index("becuase")) in found


def test_an_emoji_inside_a_match_counts_as_one_character(server: Server) -> None:
    text = "It is 😀  😀 here, and he has two  of them."
    spaces = [text[match.start : match.end] for match in ask(server, text) if match.replacements == [" "]]
    assert spaces
    assert set(spaces) <= {"  "}


def test_names_and_quotations_are_no_spelling_errors(server: Server) -> None:
    text = 'Volodymyr Shevchuk of Kryvyi Rih left teh town. "I ain\'t gonna tellya," he said of Wyrzysk.'
    found = [match for match in ask(server, text) if match.rule.startswith("MORFOLOGIK")]
    assert len(found) > 2
    wrong = [text[match.start : match.end] for match in found if is_misspelt(Analysis(from_text(text)), match)]
    assert wrong == ["teh"]


def test_the_command_starts_one_server_and_leaves_none(languagetool: Path, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(ARTICLE + f"\nThere were {number} of them.\n")
    before = servers()
    ran = check("--select", "grammar", "--jobs", "2", tmp_path)
    assert (ran.status, ran.report["errors"]) == (1, [])
    assert ran.rules.count("grammar/en-a-vs-an") == 2
    assert servers() == before


def test_ctrl_c_leaves_no_server(languagetool: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    before = servers()
    command = [*COMMAND, "--grammar", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        assert in_time(lambda: servers() > before, 60)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    assert in_time(lambda: servers() == before)


def test_a_server_that_is_killed_is_one_error(languagetool: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    before = servers()
    command = [*COMMAND, "--grammar", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert in_time(lambda: servers() > before, 60)
        for pid in servers() - before:
            os.kill(pid, signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert err.count("\n") == 1
    assert err.startswith("lintnews: LanguageTool: LanguageTool ")
    assert '"rule": "garbled/doubled-word"' in out


def test_a_damaged_jar_is_one_error(languagetool: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    whole = find_installation(str(languagetool))
    assert damaged(whole) == []
    for jar in whole.folder.glob("*.jar"):
        (folder / jar.name).symlink_to(jar)
    (folder / whole.jar).unlink()
    (folder / whole.jar).write_bytes((whole.folder / whole.jar).read_bytes()[:10_000])
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    ran = check("--grammar", "--config", f'grammar.folder="{folder}"', article)
    assert ran.status == 2
    assert "garbled/doubled-word" in ran.rules
    (error,) = ran.report["errors"]
    assert f"LanguageTool in {folder} does not start" in error["message"]
    found = installation_in(folder)
    assert found and damaged(found) == [whole.jar]


def servers() -> set[int]:
    """The processes that run LanguageTool."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"org.languagetool.server.HTTPServer" in words and words[0].endswith(b"java") and runs(int(place.name)):
            found.add(int(place.name))
    return found
