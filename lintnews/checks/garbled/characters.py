"""Damaged, lost, invisible and foreign characters. Nothing here runs on a text that is plain ASCII.

The only home of ftfy, which knows what damaged text once was.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.language import FAR, FAR_LETTER
from lintnews.analysis.vocabulary import lexicon
from lintnews.checks.rule import Given, Match
from lintnews.findings import Edit, Fix, Hit
from lintnews.regexes import regex

# A byte of UTF-8 that begins a character, read as Windows-1252 or Latin-1, and one that continues it; last the same as
# Windows-1250 or ISO 8859-16 have it, without what may stand behind a Romanian or Slovak letter.
_DAMAGED = regex(
    r"[\xc2-\xf4](?:[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]| [\u0301\u0304\u0308\u0327])"
    r"|(?<=[a-z'’])[ÀÂÃÊÐÑÒÓÔÕ](?![A-Z])"
    r"|[ĂĹ][€‚†‡‰•™ˇ˘¤¦§¨©¬®°±˛´µ¶·¸˝ĽľłżźŹŻŁŚśŤťŒœŸĄą]"
)
_REPLACEMENT, _MANY_LOST = "\ufffd", 4
_SIGNS = frozenset("ÃÂâÅÐÑÎÏãïÀÊÒÓÔÕĂĹ")
_REST = regex(r"\b(?P<left>[A-Za-z]{2,}|[IA])â(?P<right>[A-Za-z]+)\b")
_CONTRACTED = frozenset(("s", "t", "re", "ve", "ll", "d", "m"))
_CODECS = ("sloppy-windows-1252", "latin-1", "sloppy-windows-1250", "iso8859-16")
_DAMAGED_RUN = regex(r"(?:[^\x00-\x7f]| [\u0301\u0304\u0308\u0327])+")
_SPLIT = {" \u0301": "´", " \u0304": "¯", " \u0308": "¨", " \u0327": "¸"}
"""What Unicode's compatibility forms (NFKC) make of accents that stand alone, as they do in damaged text."""
_INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]+"
)
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_SELECTOR = regex("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_RIGHT_TO_LEFT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MIXED = regex(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
_WORD = regex(r"\w+")
_LOOK_ALIKE = dict(
    zip(
        "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅοαερυνικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwABEKMHOPCTYXIJSoaepuvikrABEZHIKMNOPTYX",
        strict=True,
    )
) | {"τ": "t"}
_FOREIGN_RUN = regex(rf"[{FAR}](?:[^A-Za-z\n]*[{FAR}。．！？])*")
_FEWEST_FOREIGN = 12
_NOT_BLANK_BEFORE, _FAR = regex(r"(\S)\s*$"), 40
_BRACKETS = frozenset("([（「『《“\"'‘")


def encoding(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Text that was decoded with the wrong encoding, once or twice."""
    text = analysis.text
    if _SIGNS.isdisjoint(analysis.beyond_ascii):
        return
    behind = 0
    word: list[Edit] = []
    for found in _DAMAGED.finditer(text):
        if found.start() < behind:
            continue
        start, behind = _run_at(text, found.start())
        mended = _mend(text[start:behind])
        if mended is None:
            if _inside_word(text, start, behind):
                yield Hit(start, behind, {"meant": ""})
            continue
        if word and not text[word[-1].end : start].isalpha():
            yield _damaged_word(text, word)
            word = []
        word.append(Edit(start, behind, mended))
    if word:
        yield _damaged_word(text, word)
    if analysis.language in ("en", ""):
        yield from _rests(text)


def _rests(text: str) -> Iterator[Hit]:
    """The first byte of an apostrophe or dash of which the others were dropped: "donât", "beforeâand"."""
    for found in _REST.finditer(text):
        left, right = found["left"].lower(), found["right"]
        at = found.end("left")
        if right in _CONTRACTED and (left.endswith("n") or right != "t"):
            edit = Edit(at, at + 1, "’")
        elif {left, right.lower()} <= lexicon().common and not lexicon().knows(f"{left}a{right.lower()}"):
            edit = Edit(at, at + 1, "—")
        else:
            continue
        yield Hit(found.start(), found.end(), {"meant": f", once {edit.text!r}"}, fix=Fix(False, (edit,)))


def _damaged_word(text: str, edits: list[Edit]) -> Hit:
    """The damage within one word, mended together."""
    start, end = edits[0].start, edits[-1].end
    mended, at = "", start
    for edit in edits:
        mended += text[at : edit.start] + edit.text
        at = edit.end
    return Hit(start, end, {"meant": f", once {mended!r}"}, fix=Fix(True, tuple(edits)))


def _run_at(text: str, start: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isascii() and not text[start - 1].isalpha():
        start -= 1
    run = _DAMAGED_RUN.match(text, start)
    return (start, run.end()) if run else (start, start + 1)


def _mend(damaged: str) -> str | None:
    """What the characters were before they were decoded wrongly; None where they are no such damage."""
    import ftfy

    for split, accent in _SPLIT.items():
        damaged = damaged.replace(split, accent)
    mended = str(ftfy.fix_encoding(damaged))
    if mended != damaged and len(mended) < len(damaged):
        return mended
    for codec in _CODECS:
        try:
            mended = damaged.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return mended if len(mended) < len(damaged) else None
    return None


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether an accented capital stands alone behind a lower-case letter, as Mac OS Roman reads an apostrophe."""
    return end - start == 1 and text[start].isupper() and text[start - 1 : start].islower()


def lost(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Replacement characters, and signs that stand where an apostrophe or letter was.

    Where a paragraph has many of them, they are one finding: all of it must be decoded again.
    """
    signs = Counter(match.paragraph for match in given.matches if analysis.text[match.start] == _REPLACEMENT)
    told: set[int] = set()
    for match in given.matches:
        char, paragraph = analysis.text[match.start], match.paragraph
        if char == _REPLACEMENT and signs[paragraph] > _MANY_LOST:
            if paragraph not in told:
                told.add(paragraph)
                yield Hit(match.start, analysis.text.rindex(_REPLACEMENT, 0, analysis.paragraphs.ends[paragraph]) + 1)
        elif char == _REPLACEMENT or (char == "¿" and _asks_nothing(analysis, match)):
            yield Hit(match.start, match.end)
        elif char.isascii() and char.isalpha():
            at = analysis.text.index("?", match.start)
            yield Hit(match.start, match.end, fix=Fix(True, (Edit(at, at + 1, "’"),)))


def _asks_nothing(analysis: Analysis, match: Match) -> bool:
    """Whether an inverted question mark opens no Spanish question."""
    before, after = analysis.text[match.start - 1 : match.start], analysis.text[match.end : match.end + 1]
    end = analysis.paragraphs.ends[match.paragraph]
    return before.isalpha() or not after.isalpha() or "?" not in analysis.text[match.end : end]


def invisible(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Characters that cannot be seen and do nothing here."""
    text = analysis.text
    behind = -1
    for match in given.matches:
        found = _INVISIBLE.match(text, match.start)
        if found is None or match.start < behind:
            continue
        start, behind = found.span()
        if not _belongs(text, start, behind):
            names = ", ".join(_name(char) for char in found[0])
            yield Hit(start, behind, {"names": names}, fix=Fix(True, (Edit(start, behind, ""),)))


def _name(char: str) -> str:
    name = unicodedata.name(char, "control character").lower()
    return f"{name} (U+{ord(char):04X})"


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether invisible characters have work to do: joining, turning the direction, carrying a manifest."""
    before, after = text[start - 1 : start], text[end : end + 1]
    chars = text[start:end]
    if _SELECTOR.match(after):
        return True
    if set(chars) <= _JOINERS:
        return not _is_plain(before) and not _is_plain(after)
    if set(chars) <= _DIRECTION:
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return bool(_RIGHT_TO_LEFT.search(text, line_start, len(text) if line_end < 0 else line_end))
    return not (_is_plain(before) or _is_plain(after)) and "\xad" not in chars and min(chars) > "\x9f"


def _is_plain(char: str) -> bool:
    """Whether a character (or none) needs no joiner: Latin letters, digits, blanks, punctuation."""
    return not char or char.isascii() or char.isspace() or char in "’‘“”–—…" or "\xa0" <= char < "\u0370"


def homoglyph(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Words of Latin letters with a Greek or Cyrillic look-alike among them."""
    if not analysis.has_far_letters:
        return
    behind = 0
    for found in _MIXED.finditer(analysis.text):
        if found.start() < behind:
            continue
        start, end = _word_span(analysis.text, found.start())
        behind = end
        word = analysis.text[start:end]
        far = [char for char in word if not char.isascii()]
        meant = "".join(_LOOK_ALIKE.get(char, char) for char in word)
        if meant.isascii() and meant.isalpha() and 2 * len(far) <= len(word):
            yield Hit(start, end, {"meant": meant, "far": " ".join(far)}, fix=Fix(True, (Edit(start, end, meant),)))


def _word_span(text: str, offset: int) -> tuple[int, int]:
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    word = _WORD.match(text, start)
    return start, word.end() if word else offset + 1


def foreign_script(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A stretch of twelve or more letters of another script, not set in brackets or marks."""
    if not analysis.has_far_letters:
        return
    for found in _FOREIGN_RUN.finditer(analysis.text):
        letters = len(FAR_LETTER.findall(found[0]))
        before = _NOT_BLANK_BEFORE.search(analysis.text, max(0, found.start() - _FAR), found.start())
        if letters >= _FEWEST_FOREIGN and (before is None or before[1] not in _BRACKETS):
            yield Hit(*found.span())
