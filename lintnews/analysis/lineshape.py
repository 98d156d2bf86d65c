"""What a line looks like, apart from its words: a title, a caption, running text."""

from lintnews.regexes import regex

_ENDS_SENTENCE = regex(r"""[.!?:;,]['")\]]*$""")
_WORD = regex(r"[A-Za-z0-9$][\w'.,-]*")
_TITLE_WORDS = 3
_TITLE_MIN, _TITLE_MAX = 16, 150
_CAPTION_MAX = 170
_SPEECH = regex(r"""\b(?:said|says|told|added|asked)\b""")


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence, a clause or an announcement does."""
    return bool(_ENDS_SENTENCE.search(line[-6:]))


def is_title_like(line: str) -> bool:
    """Whether a line could be the title of an article: three words or more, 16 to 150 characters, no stop at its end.

    A title begins with a capital, a digit or an opening mark. A question mark or an exclamation mark may end it.
    """
    if not _TITLE_MIN <= len(line) <= _TITLE_MAX or line.count(". ") > 1:
        return False
    bare = line.lstrip("'\"*-( ")
    if not bare or bare[0].islower() or len(_WORD.findall(line)) < _TITLE_WORDS:
        return False
    return line.rstrip("'\")")[-1:] in "?!" or not ends_sentence(line)


def is_caption_like(line: str) -> bool:
    """Whether a line could be the caption of a picture: a short statement in which nobody speaks."""
    return len(line) <= _CAPTION_MAX and not _SPEECH.search(line) and not line.startswith('"')
