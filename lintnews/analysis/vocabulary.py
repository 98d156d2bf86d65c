"""Words: those of a text, and how frequent each is in English at large.

Frequencies are on the Zipf scale (the base-10 logarithm of occurrences in a thousand million words; van Heuven et al.,
2014): 7 is "the", 3 a word of everyday use, below 1 nothing is kept. They come from the installed wordfreq
(``lintnews.analysis.frequencies``); its list of 320,000 words is made into forms that load in some milliseconds when
lintnews is installed, or when it first runs.
"""

import marshal
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from typing import Any

from lintnews import cachedir
from lintnews.analysis.frequencies import Listed, as_index, as_list, at_least, in_index, is_whole, stamp
from lintnews.analysis.kept import kept
from lintnews.analysis.language import foreign_words
from lintnews.regexes import regex
from lintnews.resources import mapped, shipped, word_list, word_set

COMMON, LIST = "common-words", "words"
"""The names under which words of everyday use, and all words, are shipped."""
_FORM = "5"  # of what is made of the words
_COMMON = 3.0
_LONGEST = 40  # letters of what may be a word
_SOME = 2  # little words of other languages
_SEARCHED = 300  # words that are searched for in the list before an index is loaded
_REMEMBERED = 200_000  # words whose kinds and frequencies are kept
_LARGE = 500_000  # characters from which words are found by an index
_TOKEN = regex(r"[A-Za-z0-9'-]+")
_SPACED = bytes(code if chr(code).isalnum() or chr(code) in "'-" else 32 for code in range(128)) + bytes(128)
"""What each ASCII character is in a text of words between blanks."""


class Lexicon:
    """English words and their frequencies.

    ``common`` are the words of everyday use; of two letters only those in ``rules/words/short-words.txt``, and none of
    ``word-pieces.txt``: what else people type often is not always a word.

    An article asks for the frequencies of a dozen words: these are searched for in the list as it is, which is there at
    once. Whoever asks for many gets them from an index, which takes longer to load, and longer still to make.
    """

    def __init__(
        self, common: frozenset[str], load_list: Callable[[], Listed], load_index: Callable[[], dict[str, str]]
    ) -> None:
        """Take the words of everyday use, and what loads the rest, see ``lintnews.analysis.frequencies``."""
        self.common = common
        self._load_list, self._load_index = load_list, load_index
        self._asked = 0

    @kept
    def _list(self) -> Listed:
        return self._load_list()

    @kept
    def _index(self) -> dict[str, str]:
        return self._load_index()

    @lru_cache(_REMEMBERED)  # noqa: B019  (there is one lexicon, kept as long as the program runs)
    def zipf(self, word: str) -> float:
        """The frequency of a lower-case word without accents (Zipf scale), 0 where it is unknown."""
        self._asked += 1
        return self._list.zipf(word) if self._asked <= _SEARCHED else in_index(self._index, word)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word without accents is in the list at all."""
        return word in self.common or self.zipf(word) > 0


@cache
def lexicon() -> Lexicon:
    """The English lexicon: what was made when lintnews was installed, else that of the cache.

    The first time it may come from wordfreq's list, which takes a fifth of a second.
    """
    return Lexicon(_everyday(), _listed, _indexed)


def to_ship() -> list[tuple[str, str, bytes]]:
    """What is made of the words when lintnews is installed: a name, the key of what it was made from, and the content.

    Raises:
        ImportError: wordfreq is not installed.
    """
    return [(COMMON, _made_from(), marshal.dumps(_common())), (LIST, _made_from(), as_list())]


def _everyday() -> frozenset[str]:
    """The words of everyday use."""
    content = shipped(COMMON, _made_from())
    try:
        found: frozenset[str] = marshal.loads(content) if content else _cached(COMMON, _common)  # noqa: S302
    except (EOFError, TypeError, ValueError):  # damaged
        found = _cached(COMMON, _common)
    return found


def _indexed() -> dict[str, str]:
    """All words with their frequencies as an index."""
    found: dict[str, str] = _cached("index", as_index)
    return found


def _cached(part: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401  (what marshal reads)
    """What is made of wordfreq's list, from the user's cache if it is there."""
    name = f"{part}-{_made_from()}"
    stored = cachedir.load(name)
    if stored is None:
        made = make()
        cachedir.store(name, marshal.dumps(made))
        return made
    return marshal.loads(stored)  # noqa: S302  (our own file, its digest checked)


@cache
def _made_from() -> str:
    """A key for all that decides on what is made of the words."""
    lists = " ".join((*word_list("short-words"), "-", *word_list("word-pieces")))
    return cachedir.key(_FORM, stamp(), lists)


def _listed() -> Listed:
    """All words as a list."""
    found = mapped(LIST, _made_from())
    if found and is_whole(*found):
        return Listed(*found)
    name = f"{LIST}-{_made_from()}"
    stored = cachedir.mapped(name)
    if stored is None:
        made = as_list()
        cachedir.store(name, made)
        return Listed(made)
    return Listed(stored, cachedir.BEHIND_CHECK)


def _common() -> frozenset[str]:
    return at_least(_COMMON) - word_set("word-pieces") - _pairs()


def _pairs() -> set[str]:
    """All pairs of letters but those that are words."""
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    return {one + other for one in letters for other in letters} - word_set("short-words")


class Kind:
    """A kind of word: told by the word alone, or listed. Make each once, when its module is loaded.

    What kinds a word is of is worked out when it is first met; words of none are put aside at once from then on.
    """

    def __init__(
        self, holds: Callable[[str], bool] | None = None, *, listed: Callable[[], AbstractSet[str]] = frozenset
    ) -> None:
        """Take what tells whether a word not in everyday use is of the kind, or what lists those that are."""
        self.holds, self.listed = holds, listed
        _KINDS.append(self)
        _forget()


_KINDS: list[Kind] = []
_kinds: dict[str, tuple[Kind, ...]] = {}
_of_no_kind: set[str] = set()


def _forget() -> None:
    _kinds.clear()
    _of_no_kind.clear()


def _kinds_of(word: str) -> tuple[Kind, ...]:
    """The kinds of a word, which is remembered."""
    common = word in lexicon().common
    found = tuple(kind for kind in _KINDS if (not common and kind.holds and kind.holds(word)) or word in kind.listed())
    if len(_kinds) + len(_of_no_kind) >= _REMEMBERED:
        _forget()
    if found:
        _kinds[word] = found
    else:
        _of_no_kind.add(word)
    return found


def is_rare(word: str) -> bool:
    """Whether a word that is not in everyday use is one of lower-case letters alone; endless ones are no words."""
    return len(word) <= _LONGEST and word.islower() and word.isalpha()


class Vocabulary:
    """The words of one text: letters, digits, apostrophes and hyphens between other characters, as they are cased."""

    def __init__(self, shadow: str) -> None:
        self._shadow = shadow
        self.tokens = shadow.encode("ascii").translate(_SPACED).decode("ascii").split()

    @kept
    def distinct(self) -> frozenset[str]:
        """Each word once."""
        return frozenset(self.tokens)

    @kept
    def uncommon(self) -> frozenset[str]:
        """The words that are not in everyday use, each once: names, and whatever is written with a capital, too."""
        return self.distinct - lexicon().common

    @kept
    def _by_kind(self) -> dict[Kind, list[str]]:
        found: dict[Kind, list[str]] = {}
        for word in self.distinct - _of_no_kind:
            for kind in _kinds.get(word) or _kinds_of(word):
                found.setdefault(kind, []).append(word)
        return found

    def of(self, kind: Kind) -> list[str]:
        """The words of a kind, each once, sorted."""
        return sorted(self._by_kind.get(kind, ()))

    @kept
    def foreign(self) -> list[int]:
        """Where little words stand that English does not have, in order, if the text has several of them.

        An English text in Latin script is in another language nowhere else.
        """
        some = self._by_kind.get(_FOREIGN, ()) if _ONLY_FOREIGN in self._by_kind else ()
        return sorted(at for word in some for at in self.places(word)) if len(some) >= _SOME else []

    @kept
    def _index(self) -> dict[str, list[int]]:
        """The places of all words that are not in everyday use: for a large text, where one search a word is slow."""
        found: dict[str, list[int]] = {word: [] for word in self.uncommon}
        for token in _TOKEN.finditer(self._shadow):
            if token[0] in found:
                found[token[0]].append(token.start())
        return found

    def places(self, word: str) -> Iterator[int]:
        """The offsets at which a word stands by itself."""
        if len(self._shadow) > _LARGE and word in self.uncommon:
            yield from self._index[word]
            return
        at = self._shadow.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_is_part(self._shadow[at - 1 : at]) or _is_part(self._shadow[end : end + 1])):
                yield at
            at = self._shadow.find(word, end)


def _is_part(char: str) -> bool:
    return char.isalnum() or (char != "" and char in "'-")


_FOREIGN = Kind(listed=foreign_words)
_ONLY_FOREIGN = Kind(lambda word: word in foreign_words())
