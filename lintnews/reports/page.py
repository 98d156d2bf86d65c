"""The frame of an HTML page that loads nothing, and runs only the style and script it was made with."""

import base64
import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path

from lintnews import __version__
from lintnews.reports.terminal import safe

_ASSETS = Path(__file__).parent / "assets"
# What is neither markup nor a character that HTML forbids, such as controls, lone surrogates and noncharacters.
_NOT_PLAIN = re.compile("[^ -%'-;=?-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd]")


def begin(title: str, style: str, script: str = "") -> str:
    """The page up to its body.

    Its policy lets in that style and script, by their digests, and nothing else: no other script, no handler in an
    attribute, no image, font or frame, no address to send anything to, and no text that a script makes markup of.
    """
    allowed = f"script-src {_digest(script)}; require-trusted-types-for 'script'; " if script else ""
    policy = f"default-src 'none'; style-src {_digest(style)}; {allowed}base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def end(script: str = "") -> str:
    """The page's end, with its script."""
    return (f"<script>{script}</script>\n" if script else "") + "</body>\n</html>\n"


def made_by() -> str:
    """The last line a reader sees."""
    return f'<p class="note made">Made by lintnews {escape(__version__)}</p>\n'


def text(words: str) -> str:
    """Words as markup: nothing in them is a tag, and what cannot be seen is written as an escape."""
    return escape(safe(words))


def data(name: str, value: object) -> str:
    """A value as JSON in an element that no browser runs. Nothing in it can end the element."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f'<script type="application/json" id="{name}">{_NOT_PLAIN.sub(_escaped, content)}</script>\n'


@cache
def assets(*names: str) -> str:
    """Files of styles or scripts, one behind the other."""
    return "\n".join((_ASSETS / name).read_text("utf-8") for name in names)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\u{ord(char):04x}" if char <= "\uffff" else json.dumps(char)[1:-1]


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
