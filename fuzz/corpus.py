"""Inputs to begin with, made from the seed articles and the examples of the rules in every format."""

import gzip
import html
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from fuzz.target import ENCODINGS, PATHS
from lintnews.checks import catalogue
from lintnews.checks.examples import parse_example

SEEDS = Path(__file__).parent.parent / "seeds"
_LONGEST = 1_500  # characters of a seed article that are taken
_EVERY = 3  # of the rules, one gives its examples
_PAGE = "<html><head><title>{title}</title><script>if (a<b) 1</script></head><body><p>{text}</p><pre>{text}</pre>&copy;"


def inputs() -> Iterator[bytes]:
    """All inputs, the same every time."""
    texts = [file.read_bytes().decode("utf-8")[:_LONGEST] for file in sorted(SEEDS.glob("*.txt"))]
    for rule in islice(catalogue.pages(), 0, None, _EVERY):
        texts += [parse_example(example).text for example in (*rule.bad[:1], *rule.good[:1])]
    for number, text in enumerate(texts):
        yield from _written(text, number)
    yield (
        bytes([4, 0])
        + b'{"text": "\\ud83d\\ude00 \\u201cyes\\u201d\\n"}\n\n{"text": 1}\n[]\n{"a": {"text": "b"}}\r\n\xff\n'
    )
    yield bytes([3, 0]) + b'{"items": [{"body_text": "x"}, {"body_html": "<p>y</p>"}], "text": null}'
    yield bytes([3, 0]) + b"[" * 300 + b"]" * 300
    yield (
        bytes([1, 0])
        + b"---\ntitle: x\nlanguage: en\n---\n\n# H\n\n> quote\n\n- a\n  1. b\n\n```\nx\n```\n\n|a|b|\n|-|-|\n|c|d|\n"
    )
    yield (
        bytes([2, 0])
        + b"<!DOCTYPE html><svg><p>x</svg><table><tr><td>a<br>b</table><!-- c --><![CDATA[d]]>&#0;&#x110000;&amp"
    )


def _written(text: str, number: int) -> Iterator[bytes]:
    """A text in every format; where it is the file's own, the rules run over it."""
    title = text.partition("\n")[0]
    record = json.dumps({"title": title, "text": text}, ensure_ascii=bool(number % 2))
    forms = {
        "a.txt": text,
        "a.md": f"---\ntitle: {json.dumps(title)}\n---\n\n# {title}\n\n{text}",
        "a.html": _PAGE.format(title=html.escape(title), text=html.escape(text)),
        "a.json": record,
        "a.jsonl": f"{record}\n{record}",
    }
    for path, form in forms.items():
        yield bytes([PATHS.index(path), 0x80 if path == "a.txt" else 0]) + form.encode("utf-8")
    if number % 10 == 0:
        yield bytes([PATHS.index("a.jsonl.gz"), 0]) + gzip.compress(forms["a.jsonl"].encode("utf-8"), mtime=0)
        yield bytes([0, ENCODINGS.index("utf-16")]) + text.encode("utf-16")


def write(folder: Path) -> int:
    """Put the inputs into a folder, one file each; their number."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, data in enumerate(inputs(), 1):
        (folder / f"seed-{number:04}").write_bytes(data)
    return number
