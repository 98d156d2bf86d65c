"""``lintnews check``: options, settings, exit status."""

from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, Command, write

WOMBAT = "house/wombat"


@pytest.fixture
def article(place: Path) -> Path:
    return write(place / "articles" / "one.txt", "A headline\n\nThe wombat slept.\nThe koala woke.\n")


def test_finds_and_says_where(lintnews: Command, article: Path) -> None:
    ran = lintnews("check", "articles", "--format", "concise")
    assert ran.status == 1
    assert ran.out.splitlines() == [
        'articles/one.txt:3:5: error house/wombat: "wombat" is an animal',
        "1 finding in 1 file: 1 error",
    ]
    assert ran.err == ""


def test_text_is_the_default(lintnews: Command, article: Path) -> None:
    assert lintnews("check", article.name, "--isolated").status == 2
    assert lintnews("check").out == (
        "articles/one.txt:3:5 error house/wombat\n"
        '  "wombat" is an animal\n'
        "   3 | The wombat slept.\n"
        "     |     ^^^^^^\n\n"
        "1 finding in 1 file: 1 error\n"
    )


def test_json(lintnews: Command, article: Path) -> None:
    report = lintnews("check", "articles", "--format", "json").report
    (file,) = report["files"]
    assert (file["path"], file["metrics"]) == ("articles/one.txt", {"words": 8, "sentences": 3})
    (finding,) = file["findings"]
    assert finding["start"] == {"line": 3, "column": 5, "offset": 16}
    assert report["summary"]["by_severity"] == {"error": 1}
    assert report["summary"]["by_rule"] == {WOMBAT: 1}


@pytest.mark.parametrize(
    ("options", "rules", "status"),
    [
        ([], [WOMBAT], 1),
        (["--severity", "info"], [WOMBAT, "house/koala"], 1),
        (["--select", "house/koala"], ["house/koala"], 0),
        (["--select", "house/koala", "--fail-on", "info"], ["house/koala"], 1),
        (["--select", "house/marsupial"], [WOMBAT], 1),
        (["--select", "house/koala,house/wombat"], [WOMBAT, "house/koala"], 1),
        (["--select", "house/koala", "--select", "house/wombat"], [WOMBAT, "house/koala"], 1),
        (["--ignore", WOMBAT], [], 0),
        (["--ignore", "house"], [], 0),
        (["--select", WOMBAT, "--ignore", "house"], [WOMBAT], 1),
        (["--exit-zero"], [WOMBAT], 0),
        (["--config", "severity = 'info'"], [WOMBAT, "house/koala"], 1),
        (["--config", "rules.'house/wombat'.severity = 'info'"], [], 0),
        (["--config", "ignore = ['house/wombat']"], [], 0),
        (["--config", "ignore = ['house/wombat']", "--select", WOMBAT], [WOMBAT], 1),
        (["--no-cache", "--jobs", "1"], [WOMBAT], 1),
    ],
)
def test_options_choose_rules_and_status(
    lintnews: Command, article: Path, options: list[str], rules: list[str], status: int
) -> None:
    ran = lintnews("check", "articles", "--format", "json", *options)
    assert [finding["rule"] for finding in ran.report["files"][0]["findings"]] == rules
    assert ran.status == status


def test_statistics_instead_of_findings(lintnews: Command, article: Path) -> None:
    write(article.with_name("two.txt"), "Wombat, wombat, koala.\n")
    ran = lintnews("check", "--statistics", "--severity", "info")
    assert ran.out.splitlines() == [
        "3  error    house/wombat",
        "2  info     house/koala",
        "5 findings in 2 files: 3 errors, 2 info",
    ]
    refused = lintnews("check", "--statistics", "--format", "json")
    assert refused.status == 2
    assert "--statistics has no meaning for the format json" in refused.err


def test_quiet_leaves_the_summary_out(lintnews: Command, article: Path) -> None:
    write(article, "Nothing here.\n")
    assert lintnews("check", "-q") == (0, "", "")
    assert lintnews("check").out == "Nothing found in 1 file\n"


def test_standard_input(process: Command) -> None:
    ran = process("check", "-", "--format", "concise", "-q", stdin=b"A wombat.\n")
    assert ran == (1, '<stdin>:1:3: error house/wombat: "wombat" is an animal\n', "")
    page = process("check", "-", "--stdin-filename", "p.html", "-q", "--format", "concise", stdin=b"<p>A <b>wombat</b>")
    assert page.out.startswith("p.html:1:9: ")
    assert process("check", "-", "lintnews.toml").status == 2


def test_reports_for_editors_give_the_reasons_of_their_own_rules(lintnews: Command, article: Path) -> None:
    page = lintnews("check", "articles/one.txt", "--format", "html").out
    assert WOMBAT in page
    assert "Wombats are no news." in page


def test_settings_of_the_nearest_file(lintnews: Command, article: Path, place: Path) -> None:
    write(place / "articles" / "quiet" / ".lintnews.toml", "ignore = ['all']\n")
    write(place / "articles" / "quiet" / "two.txt", "A wombat.\n")
    write(
        place / "articles" / "loud" / "pyproject.toml",
        "[tool.other]\nselect = 1\n[tool.lintnews]\nextend = '../../lintnews.toml'\nseverity = 'info'\n",
    )
    write(place / "articles" / "loud" / "three.txt", "A koala.\n")
    write(place / "articles" / "plain" / "pyproject.toml", "[tool.other]\n")
    write(place / "articles" / "plain" / "four.txt", "A wombat, a koala.\n")
    report = lintnews("check", "articles", "--format", "json").report
    assert {file["path"]: [f["rule"] for f in file["findings"]] for file in report["files"]} == {
        "articles/one.txt": [WOMBAT],
        "articles/quiet/two.txt": [],
        "articles/loud/three.txt": ["house/koala"],
        "articles/plain/four.txt": [WOMBAT],
    }


def test_settings_of_the_run_are_those_of_the_common_folder(lintnews: Command, article: Path) -> None:
    write(article.with_name("lintnews.toml"), "extend = '../lintnews.toml'\nformat = 'concise'\nfail-on = 'error'\n")
    assert lintnews("check", "articles/one.txt").out.startswith("articles/one.txt:3:5: error")
    assert lintnews("check", ".").out.startswith("articles/one.txt:3:5 error")


def test_settings_from_the_environment(
    lintnews: Command, article: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place / "none" / "other file.toml", CONFIG.replace("myrules", "../myrules") + "ignore = ['house/wombat']\n")
    monkeypatch.setenv("LINTNEWS_CONFIG", "none/other file.toml")
    monkeypatch.setenv("LINTNEWS_OUTPUT_FORMAT", "json")
    assert lintnews("check", "articles").report["summary"]["findings"] == 0
    assert lintnews("check", "articles", "--config", "lintnews.toml").report["summary"]["findings"] == 1


def test_settings_of_the_user(lintnews: Command, article: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "home"))
    write(place / "home" / "lintnews" / "lintnews.toml", "rule-folders = ['../../myrules']\nselect = ['house']\n")
    (place / "lintnews.toml").unlink()
    assert lintnews("check", "articles").status == 1
    assert "wombat" not in lintnews("check", "articles", "--isolated").out


def test_per_file_settings(lintnews: Command, article: Path, place: Path) -> None:
    more = '[per-file."opinion/**"]\nignore = ["house/wombat"]\nseverity = "info"\n[per-file."*.md"]\nselect = []\n'
    write(place / "lintnews.toml", CONFIG + more)
    for name in ("opinion/a.txt", "news/b.txt", "news/c.md"):
        write(place / name, "A wombat and a koala.\n")
    report = lintnews("check", "news", "opinion", "--format", "json").report
    assert [[f["rule"] for f in file["findings"]] for file in report["files"]] == [[WOMBAT], [], ["house/koala"]]


def test_which_files_are_read(lintnews: Command, article: Path, place: Path) -> None:
    def paths(*args: str) -> list[str]:
        report = lintnews("check", "--format", "json", "--exit-zero", *args).report
        return [file["path"] for file in report["files"]]

    write(place / ".gitignore", "ignored.txt\n")
    (place / ".git").mkdir()
    for name in ("a.txt", "ignored.txt", "drafts/b.txt", "notes.news"):
        write(place / name, "A wombat.\n")
    write(place / "lintnews.toml", CONFIG + 'exclude = ["drafts"]\ninclude = ["*.news"]\n')
    assert paths() == ["a.txt", "notes.news", "articles/one.txt"]
    assert paths("--config", "respect-gitignore = false") == ["a.txt", "ignored.txt", "notes.news", "articles/one.txt"]
    assert paths("drafts/b.txt", "a.txt", "a.txt") == ["drafts/b.txt", "a.txt"]
    assert paths("--force-exclude", "drafts/b.txt", "a.txt") == ["a.txt"]
    write(place / "articles" / "lintnews.toml", 'extend = "../lintnews.toml"\nexclude = ["one.*"]\n')
    assert paths() == ["a.txt", "notes.news"]
    ran = lintnews("check", "--force-exclude", "drafts/b.txt")
    assert ran == (0, "No file checked\n", "")


def test_reading_options(lintnews: Command, place: Path) -> None:
    write(place / "old.txt", "Un caf\xe9, a wombat.".encode("cp1252"))
    write(place / "records.jsonl", '{"body": {"text": "No.\\nA w\\u006fmbat."}, "writer": "A. B."}\n')
    assert lintnews("check", "old.txt", "--encoding", "cp1252").status == 1
    report = lintnews("check", "records.jsonl", "--text-field", "body.text", "--format", "json").report
    (finding,) = report["files"][0]["findings"]
    assert (finding["record"], finding["pointer"]) == (0, "/body/text")
    assert finding["text"] == "w\\u006fmbat"


def test_user_rule_takes_the_place_of_a_shipped_one(lintnews: Command, place: Path) -> None:
    shipped = lintnews("explain", "boilerplate/read-more-teaser").out
    rule = (place / "myrules" / "house" / "wombat.yaml").read_text()
    write(place / "myrules" / "boilerplate" / "read-more-teaser.yaml", rule.replace("aliases: [house/marsupial]\n", ""))
    assert lintnews("explain", "boilerplate/read-more-teaser").out != shipped


def test_jobs_change_nothing(process: Command, place: Path) -> None:
    for number in range(150):
        write(place / "many" / f"{number:03}.txt", f"Line.\nThe wombat {number}.\n" * (number % 7))
    write(place / "many" / "075.txt", b"\xff\xfe\xfa")
    one = process("check", "many", "--format", "json", "--jobs", "1")
    two = process("check", "many", "--format", "json", "--jobs", "2")
    assert one == two
    assert one.status == 2
    assert one.report["summary"]["files"] == 149


def test_colour(process: Command, article: Path) -> None:
    assert "\x1b" not in process("check").out
    assert "\x1b[1;31merror\x1b[0m" in process("check", "--color", "always").out
    assert "\x1b" in process("check", FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b" not in process("check", "--color", "never", FORCE_COLOR="1").out
    assert "\x1b" not in process("check", "--format", "json", "--color", "always").out
