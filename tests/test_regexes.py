"""Expressions from the cache are the expressions they were."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lintnews.checks import catalogue
from lintnews.checks.pattern import Pattern
from lintnews.regexes import _assembled, _disassembled, compile_regex, regex

PATTERNS = [pattern for rule in catalogue.rules() for pattern in rule.patterns]


@pytest.mark.parametrize("pattern", PATTERNS[:: max(1, len(PATTERNS) // 300)], ids=lambda pattern: pattern.regex[:30])
def test_taken_apart_and_put_together(pattern: Pattern) -> None:
    expected = pattern.compile()
    flags = int(re.ASCII | re.IGNORECASE)
    kept = _assembled(pattern.regex, _disassembled(pattern.regex, flags))
    ordinary = re.compile(pattern.regex, flags)
    assert (kept.pattern, kept.flags, kept.groups) == (ordinary.pattern, ordinary.flags, ordinary.groups)
    assert kept.groupindex == ordinary.groupindex
    text = " ".join(pattern.literals[:20]) + " Some officials said the (photo) 2026 was, they say"
    assert [m.span() for m in kept.finditer(text)] == [m.span() for m in ordinary.finditer(text)]
    assert expected.pattern == pattern.regex


def test_broken_expression_is_an_error_as_ever() -> None:
    with pytest.raises(re.error):
        compile_regex("(unclosed", 0)


RUN = "from lintnews.regexes import compile_regex; print(compile_regex(r'(?P<a>b+)c', 2).search('xBBC')['a'])"


@pytest.mark.parametrize("damage", [None, b"", b"nonsense" * 20])
def test_cache_is_used_again_and_a_damaged_one_does_no_harm(tmp_path: Path, damage: bytes | None) -> None:
    environment = {"LINTNEWS_CACHE_DIR": str(tmp_path), "PATH": ""}
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == "BB\n"
        (file,) = tmp_path.glob("regexes-*")
        if damage is not None:
            file.write_bytes(damage)


def test_lazy_expression_is_compiled_when_first_used() -> None:
    lazy = regex(r"(?P<a>b+)c", re.IGNORECASE)
    assert vars(lazy) == {"_made_of": (r"(?P<a>b+)c", re.IGNORECASE)}
    found = lazy.search("xBBC")
    assert found is not None
    assert found["a"] == "BB"
    assert lazy.sub("-", "abcbc") == "a--"
    assert lazy.pattern == r"(?P<a>b+)c"


def test_lazy_expression_that_is_none() -> None:
    with pytest.raises(re.error):
        regex("(").search("")
