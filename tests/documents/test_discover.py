import os
from pathlib import Path

import pytest

from lintnews.documents.discover import discover


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths: str, text: str = "x") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def files(*paths: str, **options: object) -> list[str]:
    """The files found, where nothing went wrong."""
    found, problems = discover(paths, **options)  # type: ignore[arg-type]
    assert [str(problem) for problem in problems] == []
    return found


def test_folders_are_walked_in_order(folder: Path) -> None:
    write("n/b.txt", "n/a.MD", "n/z/c.html", "n/m/d.jsonl", "n/m/e.json", "n/m/f.htm", "n/g.markdown", "n/h.py", "n/i")
    assert files("n") == ["n/a.MD", "n/b.txt", "n/g.markdown", "n/m/d.jsonl", "n/m/e.json", "n/m/f.htm", "n/z/c.html"]


def test_paths_stay_as_they_were_given(folder: Path) -> None:
    write("n/a.txt")
    assert files(".") == ["n/a.txt"]
    assert files("./n/") == ["./n/a.txt"]
    assert files("n/../n/a.txt") == ["n/../n/a.txt"]
    assert files(str(folder / "n")) == [f"{folder.as_posix()}/n/a.txt"]


def test_a_file_is_read_once(folder: Path) -> None:
    write("n/a.txt", "n/b.txt")
    Path("link.txt").symlink_to("n/b.txt")
    assert files("n/b.txt", "n", "./n/a.txt", "n", "link.txt") == ["n/b.txt", "n/a.txt"]


def test_hidden_files_and_folders_are_skipped_unless_named(folder: Path) -> None:
    write("n/.a.txt", "n/.git/b.txt", "n/c.txt", ".h/d.txt")
    assert files("n", "n/.a.txt", ".h") == ["n/c.txt", "n/.a.txt", ".h/d.txt"]


def test_more_files_by_globs(folder: Path) -> None:
    write("n/a.txt", "n/b.article", "n/m/b.article", "o/c.article")
    assert files("n", "o", include=["/n/*.article", "o/"]) == ["n/a.txt", "n/b.article", "o/c.article"]


def test_excluded_files(folder: Path) -> None:
    write("n/a.txt", "n/draft-b.txt", "n/old/c.txt", "m/n/old/d.txt")
    assert files("n", "m", exclude=["draft-*", "/n/old/"]) == ["n/a.txt", "m/n/old/d.txt"]
    assert files("n", exclude=["old"], root="n") == ["n/a.txt", "n/draft-b.txt"]
    assert files("n/old/c.txt", "n/old", exclude=["old/"]) == ["n/old/c.txt"]
    assert files("n/a.txt", "n/old/c.txt", "n/old", exclude=["old/"], force_exclude=True) == ["n/a.txt"]


def test_globs_know_files_outside_of_their_root(folder: Path) -> None:
    write("root/a.txt", "other/b.txt", "other/c.txt")
    assert files("other", exclude=["c.txt"], root="root") == ["other/b.txt"]


def test_ignore_files(folder: Path) -> None:
    write("n/a.txt", "n/b.txt", "n/c.txt", "n/d.txt", "n/build/e.txt", "n/m/a.txt", "n/m/keep.txt", "n/m/build")
    write("n/.gitignore", text="# note\r\n/a.txt\r\nbuild/\r\nb.txt\r\nkeep.txt\r\n")
    write("n/.ignore", text="c.txt\n!b.txt\n")
    write("n/.lintnewsignore", text="d.txt\n")
    write("n/m/.gitignore", text="!keep.txt\n")
    assert files("n") == ["n/b.txt", "n/m/a.txt", "n/m/keep.txt"]


def test_ignore_files_above_count_up_to_the_top_of_the_repository(folder: Path) -> None:
    write("r/.git/config", "r/n/m/a.txt", "r/n/m/b.txt", "r/n/m/c.txt")
    write(".gitignore", text="c.txt\n")
    write("r/.gitignore", text="/n/m/a.txt\nx\n")
    assert files("r/n/m") == ["r/n/m/b.txt", "r/n/m/c.txt"]
    assert files("r") == ["r/n/m/b.txt", "r/n/m/c.txt"]


def test_ignore_files_above_do_not_count_outside_of_a_repository(folder: Path) -> None:
    write("n/m/a.txt")
    write("n/.gitignore", text="a.txt\n")
    assert files("n/m") == ["n/m/a.txt"]


def test_what_is_named_is_read_even_if_it_is_ignored(folder: Path) -> None:
    write(".git/config", "build/a.txt", "build/b.tmp.txt", "c.txt")
    write(".gitignore", text="build/\nc.txt\n")
    write("build/.gitignore", text="*.tmp.txt\n")
    assert files("build/b.tmp.txt", "c.txt", "build") == ["build/b.tmp.txt", "c.txt", "build/a.txt"]
    assert files("build/a.txt", "c.txt", "build", force_exclude=True) == []


def test_a_line_of_an_ignore_file_that_makes_no_sense_is_passed_over(folder: Path) -> None:
    write("n/a.txt", "n/b.txt")
    write("n/.gitignore", text="!\n\\\na.txt\n[\n")
    assert files("n") == ["n/b.txt"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.txt", "missing.txt: no such file or folder"),
        ("broken.txt", "broken.txt: broken symbolic link"),
        ("loop.txt", "loop.txt: broken symbolic link"),
        ("a\0b", "a\0b: no such file or folder"),
        ("empty", "empty: no file to read in this folder (looked for .txt, .md, "),
        ("other", "other: no file to read in this folder (looked for .txt, .md, "),
        ("n", "n/broken.txt: broken symbolic link"),
        ("", ": no such file or folder"),
    ],
)
def test_problems_are_reported_beside_the_files(folder: Path, path: str, message: str) -> None:
    write("a.txt", "b.txt", "other/c.py", "n/d.txt")
    Path("empty").mkdir()
    Path("broken.txt").symlink_to("nowhere")
    Path("n/broken.txt").symlink_to("nowhere")
    Path("loop.txt").symlink_to("loop.txt")
    found, problems = discover(["a.txt", path, "b.txt"])
    assert found == ["a.txt", *(["n/d.txt"] if path == "n" else []), "b.txt"]
    assert len(problems) == 1
    assert str(problems[0]).startswith(message)


def test_folders_behind_links_are_not_walked_and_loops_do_no_harm(folder: Path) -> None:
    write("n/a.txt", "n/m/b.txt")
    Path("n/m/up").symlink_to(folder / "n", target_is_directory=True)
    Path("n/m/up.txt").symlink_to(folder / "n", target_is_directory=True)
    Path("n/same.txt").symlink_to(folder / "n/a.txt")
    Path("link").symlink_to("n/m", target_is_directory=True)
    assert files("n") == ["n/a.txt", "n/m/b.txt"]
    assert files("link") == ["link/b.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user without all rights")
def test_a_folder_that_cannot_be_read(folder: Path) -> None:
    write("n/a.txt", "n/shut/b.txt")
    Path("n/shut").chmod(0)
    found, problems = discover(["n"])
    Path("n/shut").chmod(0o700)
    assert (found, [str(problem) for problem in problems]) == (["n/a.txt"], ["n/shut: permission denied"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_no_file(folder: Path) -> None:
    write("n/a.txt")
    os.mkfifo("n/pipe.txt")
    assert files("n") == ["n/a.txt"]


def test_a_deep_folder(folder: Path) -> None:
    path = "/".join(["d"] * 300)
    write(f"n/{path}/a.txt")
    assert files("n") == [f"n/{path}/a.txt"]
