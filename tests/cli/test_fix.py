"""``--fix``, ``--unsafe-fixes``, ``--diff`` on real files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import RULE, Command, write


@pytest.fixture(autouse=True)
def rules(place: Path) -> None:
    folder = place / "myrules" / "house"
    line = RULE.replace("aliases: [house/marsupial]\n", "unit: line\nfix: delete-line\nsafe: true\n")
    write(folder / "wombat.yaml", line.replace("A [[wombat]].", "[[wombat]]"))
    unsafe = RULE.replace("aliases: [house/marsupial]\n", "fix: {replace: '\"bear\"'}\n").replace("wombat", "koala")
    write(folder / "koala.yaml", unsafe)


def test_safe_fixes_keep_everything_else_of_a_file(lintnews: Command, place: Path) -> None:
    file = write(place / "a.txt", b"\xef\xbb\xbfTitle\r\nwombat\r\nA koala.\rwombat\r\n\r\nwombat")
    file.chmod(0o640)
    ran = lintnews("check", "a.txt", "--fix", "-q", "--format", "concise")
    assert file.read_bytes() == b"\xef\xbb\xbfTitle\r\nA koala.\r\r\n"
    assert oct(file.stat().st_mode & 0o777) == "0o640"
    assert ran == (1, 'a.txt:2:3: error house/koala: "koala" is an animal\n', "")
    assert lintnews("check", "a.txt", "--fix").err == ""


def test_unsafe_fixes_on_demand(lintnews: Command, place: Path) -> None:
    file = write(place / "a.txt", "Café koala, wombat.\nwombat\n".encode("cp1252"))
    ran = lintnews("check", "a.txt", "--fix", "--unsafe-fixes", "--encoding", "cp1252")
    assert file.read_bytes() == 'Café "bear", wombat.\n'.encode("cp1252")
    assert ran == (0, "Nothing found in 1 file\n", "Fixed 2 findings in 1 file\n")


def test_summary_says_what_can_be_mended(lintnews: Command, place: Path) -> None:
    write(place / "a.txt", "wombat\nA koala.\n")
    assert lintnews("check", "a.txt").out.endswith("2 findings in 1 file: 2 errors; 1 can be mended with --fix\n")


def test_records_and_pages(lintnews: Command, place: Path) -> None:
    records = write(place / "a.jsonl", '{"text": "A koala."}\n{"text": "One\\nwombat\\nkoala"}\n')
    page = write(place / "a.html", "<p>A <b>koala</b> &amp; more</p>")
    lintnews("check", "a.jsonl", "a.html", "--fix", "--unsafe-fixes")
    assert records.read_text().splitlines()[0] == '{"text": "A \\"bear\\"."}'
    assert page.read_text() == '<p>A <b>"bear"</b> &amp; more</p>'
    assert lintnews("check", "a.jsonl").err == ""


def test_link_stays_a_link(lintnews: Command, place: Path) -> None:
    real = write(place / "real" / "b.txt", "Title\nwombat\n")
    (place / "a.txt").symlink_to("real/b.txt")
    lintnews("check", "a.txt", "--fix")
    assert (place / "a.txt").is_symlink()
    assert real.read_text() == "Title\n"


def test_signed_file_is_left_alone(lintnews: Command, place: Path) -> None:
    signed = "wombat\nWords.\ufeff" + "".join(
        chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in b"C2PATXT\0\1"
    )
    file = write(place / "a.txt", signed)
    ran = lintnews("check", "a.txt", "--fix")
    assert ran.status == 2
    assert "a.txt: not fixed: a change would break its C2PA manifest" in ran.err
    assert file.read_text("utf-8") == signed
    lintnews("check", "a.txt", "--fix", "--unsafe-fixes")
    assert file.read_text("utf-8") == signed.removeprefix("wombat\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_folder_that_cannot_be_written(lintnews: Command, place: Path) -> None:
    file = write(place / "locked" / "a.txt", "wombat\n")
    file.parent.chmod(0o500)
    ran = lintnews("check", "locked/a.txt", "--fix")
    file.parent.chmod(0o700)
    assert (ran.status, file.read_text()) == (2, "wombat\n")
    assert "locked/a.txt: cannot write: permission denied" in ran.err


def test_diff_is_taken_by_git(process: Command, place: Path) -> None:
    before = {
        "a.txt": b"Title\r\n\r\nwombat\r\nA koala.",
        "sub/b.txt": "\ufeffwombat\nÉ koala\n".encode(),
        "c.txt": "wombat\nCaf\xe9 koala".encode("latin-1"),
    }
    for name, data in before.items():
        write(place / name, data)
    subprocess.run(["git", "init", "-q", "."], check=True)
    options = ["--fix", "--unsafe-fixes", "--isolated", "--config", "rule-folders=['myrules']", "--select", "house"]
    for names, encoding in ((["a.txt", "sub/b.txt"], "utf-8"), (["c.txt"], "cp1252")):
        args = ["check", *names, *options, "--encoding", encoding]
        shown = subprocess.run([sys.executable, "-m", "lintnews", *args, "--diff"], capture_output=True, check=False)
        assert (shown.returncode, shown.stderr) == (1, b"")
        assert all((place / name).read_bytes() == before[name] for name in names)
        subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=shown.stdout, check=True)
        patched = {name: (place / name).read_bytes() for name in names}
        for name in names:
            write(place / name, before[name])
        process(*args)
        assert {name: (place / name).read_bytes() for name in names} == patched
        assert process(*args, "--diff") == (0, "", "")
