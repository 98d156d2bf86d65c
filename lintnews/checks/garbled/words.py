"""Words that are none: misspelt, joined, split, misread, broken at the end of a line.

A word is doubted when neither the frequency list nor its parts explain it, when it occurs once, and nowhere in
capitals: what an article uses twice belongs to its own vocabulary.
"""

from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.vocabulary import Kind, is_rare, lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Edit, Fix, Hit
from lintnews.regexes import regex
from lintnews.resources import word_list, word_set

_NOT_BESIDE = frozenset("@#/\\_=&^~%$<>{}[]|*+")
_ALSO_PREFIXES = frozenset(("in", "on", "out", "off", "over", "under", "up", "down", "after", "no", "so", "all"))
_SUFFIXES = frozenset(("some", "less", "able", "like", "ward", "wards", "wise", "most"))
_VOWELS = frozenset("aeiou")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FREQUENT = 6.0  # the frequency of a word of two letters that is all there
_EXPLAINS = 2.0  # how frequent the stem of a word of several parts must be
_LONGEST_WORD = 30
_GENUS, _LONGEST_GENUS = regex(r"\([A-Z][a-z]+ $"), 40  # before the other half of a Latin name: "(Anolis nubilus)"
_NAMING = ("called ", "known as ", "called a ", "called the ", "known as a ", "known as the ", "the term ", "the word ")
_INITIAL = regex(r"[A-Z] ([a-z]+)(?=[ ,])")
_LETTERS_BEHIND = regex(r" [A-Za-z]+(?![A-Za-z'-])")
_LONGEST_PIECE = 9
_REMEMBERED = 50_000  # words of which the answers are kept
_PIECE = 2.9  # how frequent half of a split word may be
_MISREAD = (("rn", "m"), ("m", "rn"), ("h", "li"), ("li", "h"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("ii", "u"))
_DIGITS = str.maketrans({"0": "o", "1": "l", "5": "s"})
_DIGITS_I = str.maketrans({"0": "o", "1": "i", "5": "s"})


def _may_be_piece(word: str) -> bool:
    if not is_rare(word) or len(word) > _LONGEST_PIECE:
        return False
    return len(word) <= 2 or lexicon().zipf(word) < _PIECE or word in word_set("word-pieces")


_DOUBTFUL = Kind(lambda word: is_rare(word) and len(word) > 2 and lexicon().zipf(word) < _EXPLAINS)
_PIECES = Kind(_may_be_piece)
_HYPHENATED = Kind(lambda word: word.count("-") == 1)


def misspelt(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Unknown words one slip away from a frequent one."""
    for word, start in _doubted(analysis):
        meant = None if _joined(word) else suggestion(word)
        if meant is not None:
            end = start + len(word)
            yield Hit(start, end, {"meant": meant}, fix=Fix(False, (Edit(start, end, meant),)))


def unknown(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Unknown words that resemble nothing."""
    for word, start in _doubted(analysis):
        known = lexicon().zipf(word) or is_explained(word) or _joined(word) or suggestion(word) is not None
        if not known and not _is_introduced(analysis.shadow, start, start + len(word)):
            yield Hit(start, start + len(word))


def _is_introduced(shadow: str, start: int, end: int) -> bool:
    """Whether the writer says what a word means, or that it is a name for something."""
    if shadow.startswith((" (", ", or "), end) or shadow.endswith(_NAMING, 0, start):
        return True
    return shadow.startswith(")", end) and bool(_GENUS.search(shadow, max(0, start - _LONGEST_GENUS), start))


def joined(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Unknown words that are two known ones, one of them a function word."""
    for word, start in _doubted(analysis):
        at = _joined(word)
        if at:
            edit = Edit(start + at, start + at, " ")
            yield Hit(start, start + len(word), {"meant": f"{word[:at]} {word[at:]}"}, fix=Fix(False, (edit,)))


_doubts: WeakKeyDictionary[Analysis, tuple[tuple[str, int], ...]] = WeakKeyDictionary()


def _doubted(analysis: Analysis) -> tuple[tuple[str, int], ...]:
    """Lower-case words nearly nobody uses that occur once, with their offsets; kept, since several rules ask."""
    if analysis not in _doubts:
        _doubts[analysis] = tuple(_find_doubted(analysis))
    return _doubts[analysis]


def _find_doubted(analysis: Analysis) -> Iterator[tuple[str, int]]:
    vocabulary = analysis.vocabulary
    for word in vocabulary.of(_DOUBTFUL):
        if not _is_own(word, vocabulary.distinct):
            places = list(vocabulary.places(word))
            if len(places) == 1 and _is_free(analysis, places[0], places[0] + len(word)):
                yield word, places[0]


def _is_own(word: str, distinct: frozenset[str]) -> bool:
    """Whether the article itself has the word in another form."""
    forms = (word.capitalize(), word.upper(), word + "s", word + "es", word[:-1], word[:-2])
    return any(form in distinct for form in forms if len(form) > 4 or form[:1].isupper())


def _is_free(analysis: Analysis, start: int, end: int) -> bool:
    """Whether a word is neither part of a link, handle or file name nor written with other than plain letters."""
    text = analysis.text
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in _NOT_BESIDE) or (after and after in _NOT_BESIDE) or before == ".":
        return False
    return not (after == "." and text[end + 1 : end + 2].isalnum()) and text[start:end].isascii()


@lru_cache(_REMEMBERED)
def is_explained(word: str) -> bool:
    """Whether a word is a known one with a prefix or suffix, or two known ones."""
    prefixes = list(filter(word.startswith, word_list("prefixes")))
    suffixes = list(filter(word.endswith, word_list("suffixes")))
    return (
        any(_is_stem(word[len(prefix) :]) for prefix in prefixes)
        or any(_is_suffixed(word, suffix) for suffix in suffixes)
        or any(_is_suffixed(word[len(prefix) :], suffix) for prefix in prefixes for suffix in suffixes)
        or any(_is_stem(word[:at]) and _is_stem(word[at:]) for at in range(3, len(word) - 2))
    )


def _is_stem(word: str) -> bool:
    return len(word) > 2 and lexicon().zipf(word) >= _EXPLAINS


def _is_suffixed(word: str, suffix: str) -> bool:
    if not word.endswith(suffix) or len(word) < len(suffix) + 3:
        return False
    stem = word[: -len(suffix)]
    if suffix[0] not in _VOWELS:
        return _is_stem(stem) or (stem[-1] == "i" and _is_stem(stem[:-1] + "y"))
    if stem[-1] == "e" and stem[-2] not in "eoy":
        return False
    doubled = stem[-1] == stem[-2] and _is_stem(stem[:-1])
    return _is_stem(stem) or _is_stem(stem + "e") or doubled or (stem[-1] == "i" and _is_stem(stem[:-1] + "y"))


@lru_cache(_REMEMBERED)
def _joined(word: str) -> int:
    """Where an unknown word falls into two, one a function word; 0 where it does not."""
    zipf, functions = lexicon().zipf, word_set("function-words")
    best, place = 0.0, 0
    for at in range(1, len(word)):
        one, other = word[:at], word[at:]
        both = one in functions and other in functions
        if one in _ALSO_PREFIXES:
            continue
        if lexicon().zipf(word) and not both:
            continue
        if (one == "a" and other[-1] == "s") or other in _SUFFIXES:
            continue
        if both or (one in functions and len(other) > 3) or (other in functions and len(one) > 3):
            worth = min(zipf(one), zipf(other))
            if worth > max(best, 2.5 if len(one) > 1 else 3.5):
                best, place = worth, at
    return place


@lru_cache(_REMEMBERED)
def suggestion(word: str) -> str | None:
    """The frequent word that a rare one was most likely meant to be, one slip away; None where there is none.

    A slip is a letter too many, too few, wrong or swapped with its neighbour (Damerau, 1964), or a shape that character
    recognition takes for another.
    """
    zipf = lexicon().zipf
    known = zipf(word)
    least = known + 4.8 if known else 3.0
    best = max(_slips(word) & lexicon().common, key=lambda other: (zipf(other), other), default="")
    if len(word) < 4 or zipf(best) < least or (best[0] != word[0] and zipf(best) < 3.3):
        return None
    return None if not known and is_explained(word) and zipf(best) < 4.8 else best


def _slips(word: str) -> set[str]:
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {one + other[1:] for one, other in halves if other}
    found |= {one + other[1] + other[0] + other[2:] for one, other in halves if len(other) > 1}
    found |= {one + letter + other[1:] for one, other in halves if other for letter in _LETTERS}
    found |= {one + letter + other for one, other in halves for letter in _LETTERS}
    found |= {
        one + right + other[len(wrong) :]
        for one, other in halves
        for wrong, right in _MISREAD
        if other.startswith(wrong)
    }
    return found - {word}


def misread(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Words with a digit where a letter of the same shape belongs."""
    zipf = lexicon().zipf
    for match in given.matches:
        word = analysis.shadow[match.start : match.end]
        if not _is_free(analysis, match.start, match.end):
            continue
        for table in (_DIGITS, _DIGITS_I):
            meant = word.translate(table)
            if zipf(meant.lower()) >= 3.0 and len(word) > 3:
                fix = Fix(False, (Edit(match.start, match.end, meant),))
                yield Hit(match.start, match.end, {"meant": meant}, fix=fix)
                break


def split(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Two neighbouring pieces, at least one of them no word, that make a frequent word together."""
    vocabulary = analysis.vocabulary
    initials = set()
    for start in analysis.paragraphs.starts:
        if analysis.shadow[start + 1 : start + 2] == " " and (end := _initial_word(analysis.shadow, start)):
            initials.add(start)
            yield _one_word(analysis, start, end)
    for piece in vocabulary.of(_PIECES):
        for at in vocabulary.places(piece):
            found = _split_at(analysis, piece, at)
            if found is not None:
                if found.start not in initials:
                    yield found
                break


def _initial_word(shadow: str, start: int) -> int:
    """Where a word ends whose capital stands apart, as a large first letter in print; 0 where that is none."""
    found = _INITIAL.match(shadow, start)
    if found is None or found[1][0] == "x":  # also what stands for a letter of another script
        return 0
    rest, whole = found[1], found[0].replace(" ", "").lower()
    known = len(rest) > 1 and rest in lexicon().common
    frequent = lexicon().zipf(whole) >= (_EXPLAINS if len(rest) > 1 else _FREQUENT)
    return found.end() if frequent and not known else 0


def _one_word(analysis: Analysis, start: int, end: int) -> Hit:
    meant = analysis.shadow[start:end].replace(" ", "")
    return Hit(start, end, {"meant": meant}, fix=Fix(False, (Edit(start, end, meant),)))


def _split_at(analysis: Analysis, piece: str, at: int) -> Hit | None:
    shadow, zipf = analysis.shadow, lexicon().zipf
    end = at + len(piece)
    best, span = 0.0, (0, 0)
    for start, stop in ((_word_before(shadow, at), end), (at, _word_after(shadow, end))):
        whole = shadow[start:stop].replace(" ", "")
        if (start == at and stop == end) or whole.lower() not in lexicon().common or not whole[1:].islower():
            continue
        neighbour = shadow[start:at].strip() or shadow[end:stop].strip()
        if neighbour in word_set("function-words") and zipf(piece) > _EXPLAINS:
            continue
        if zipf(whole.lower()) >= max(zipf(piece) + 0.3, best):
            best, span = zipf(whole.lower()), (start, stop)
    if not best or not _is_free(analysis, at, end):
        return None
    return _one_word(analysis, *span)


def _word_before(shadow: str, at: int) -> int:
    """Where the letters before a blank before an offset begin; the offset itself where there are none."""
    if shadow[at - 1 : at] != " ":
        return at
    first = max(0, at - _LONGEST_WORD)
    start = max(shadow.rfind(" ", first, at - 1), shadow.rfind("\n", first, at - 1)) + 1
    return start if shadow[start : at - 1].isalpha() else at


def _word_after(shadow: str, end: int) -> int:
    """Where the letters behind a blank at an offset end; the offset itself where there are none."""
    found = _LETTERS_BEHIND.match(shadow, end)
    return found.end() if found else end


def hyphenated(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Words broken as at the end of a line: a hyphen, or what was a soft one, inside of them."""
    for match in given.matches:
        one, other = match.groups["one"], match.groups["other"]
        if _is_broken(one.lower(), other, analysis.text[match.start : match.end]):
            meant = one + other
            fix = Fix(False, (Edit(match.start, match.end, meant),))
            yield Hit(match.start, match.end, {"meant": meant}, fix=fix)


def hyphen_inside(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Known words with a hyphen in the middle, of which a half is no word."""
    for word in analysis.vocabulary.of(_HYPHENATED):
        one, _, other = word.partition("-")
        if len(one) > 1 and len(other) > 1 and other.islower() and _is_broken(one.lower(), other, word):
            for at in analysis.vocabulary.places(word):
                end, meant = at + len(word), one + other
                yield Hit(at, end, {"meant": meant}, fix=Fix(False, (Edit(at, end, meant),)))


@lru_cache(_REMEMBERED)
def _is_broken(one: str, other: str, whole: str) -> bool:
    zipf = lexicon().zipf
    together = zipf(one + other)
    if together < 2.3 or other in ("and", "or", "to"):
        return False
    if " " in whole or "¬" in whole:
        return True
    weakest = min(zipf(one), zipf(other))
    if one in word_set("prefixes") or one in ("e", "co", "non"):
        return weakest < 1 and together > 4 and one not in ("co", "re", "pre", "e")
    return together >= 3 and weakest < 2.4 and together - weakest > 1
