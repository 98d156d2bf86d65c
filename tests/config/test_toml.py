"""The lines of keys, for complaints."""

import pytest

from lintnews.config.errors import ConfigError, hint
from lintnews.config.toml import key_lines, parse

TEXT = """\
# a comment = 1
select = ["a"]
"quoted key" = 1

[rules."garbled/x"]   # a rule
severity = "info"
words = [
  "x = 1",
]
[rules.'garbled/y']
a.b = 2
why = '''
[no.table]
severity = 3
'''
[[parts]]
name = 1
"""


def test_lines_of_keys_and_tables() -> None:
    lines = key_lines(TEXT)
    assert lines[("select",)] == 2
    assert lines[("quoted key",)] == 3
    assert lines[("rules", "garbled/x")] == 5
    assert lines[("rules", "garbled/x", "severity")] == 6
    assert lines[("rules", "garbled/y", "a", "b")] == 11
    assert lines[("parts", "name")] == 17


def test_syntax_error_has_its_line() -> None:
    with pytest.raises(ConfigError, match=r"^x\.toml:2: invalid TOML: "):
        parse("a = 1\nb = = 2", "x.toml")


def test_nested_too_deep() -> None:
    deep = "a = " + "[" * 100_000 + "]" * 100_000
    with pytest.raises(ConfigError, match=r"^x\.toml: invalid TOML: nested too deep$"):
        parse(deep, "x.toml")
    assert key_lines(deep) == {("a",): 1}


def test_hints() -> None:
    assert hint("selct", ["select", "ignore"]) == "; did you mean 'select'?"
    assert hint("zzz", ["select", "ignore"]) == "; expected one of ignore, select"
    assert hint("x/dots", ["garbled/dots", "a/b"]) == "; did you mean 'garbled/dots'?"
