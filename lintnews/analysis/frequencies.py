"""wordfreq's list of English words, in forms that are there at once. The only home of wordfreq.

wordfreq (Speer, 2022) keeps words in bins: the bin at index N holds those whose frequency is 10^(-N/100), so that the
Zipf frequency is 9 - N/100. It takes half a second to read them, most of it for languages that need more than
splitting; the file itself is MessagePack and read in a tenth of that. Should it look different, wordfreq reads it.
"""

from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from lintnews.analysis.shadow import fold

if TYPE_CHECKING:
    import mmap

_NAME = "large_en.msgpack.gz"
_HEAD = {"format": "cB", "version": 1}
_TOP = 900  # the Zipf frequency of the first bin, in hundredths
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = 8  # of a place in the list
_PREFIX = 3  # letters by which the index is divided


@cache
def _file() -> Path | None:
    from importlib.util import find_spec

    spec = find_spec("wordfreq")
    places = spec.submodule_search_locations if spec is not None else None
    return Path(places[0]) / "data" / _NAME if places else None


def stamp() -> str:
    """What tells one version of the list from another."""
    file = _file()
    return str(file.stat().st_size) if file else ""


@cache
def bins() -> list[list[str]]:
    """The words by frequency: those at index N have the Zipf frequency 9 - N/100."""
    file = _file()
    return (file and _read(file)) or _asked()


def _read(file: Path) -> list[list[str]] | None:
    try:
        import gzip

        import msgpack

        head, *found = msgpack.unpackb(gzip.decompress(file.read_bytes()), strict_map_key=False)
    except (ImportError, OSError, ValueError):
        return None
    return found if head == _HEAD else None


def _asked() -> list[list[str]]:
    import wordfreq

    some: list[list[str]] = wordfreq.get_frequency_list("en", wordlist="large")
    return some


@cache
def _accented() -> dict[str, int]:
    """The words that are not ASCII, without their accents, with the hundredths of their Zipf frequencies."""
    found: dict[str, int] = {}
    for number, words in enumerate(bins()):
        for word in words:
            if not word.isascii() and (folded := fold(word)).isascii() and folded.isalpha():
                found.setdefault(folded, _TOP - number)
    return found


def at_least(zipf: float) -> frozenset[str]:
    """The words of at least this Zipf frequency: lower case, without accents, letters alone."""
    most = int(_TOP - 100 * zipf)
    plain = {word for words in bins()[: most + 1] for word in words if word.isascii() and word.isalpha()}
    return frozenset(plain.union(word for word, hundredths in _accented().items() if hundredths >= 100 * zipf))


def as_list() -> bytes:
    """All words as one text, which takes little time to make: by first letters, then a line a bin, blanks around each.

    Those with accents follow, as in the index. The text ends in the places at which the parts begin.
    """
    letters: dict[str, list[list[str]]] = {letter: [] for letter in _LETTERS}
    for words in bins():
        here: dict[str, list[str]] = {letter: [] for letter in _LETTERS}
        for word in words:
            if word[0] in here and word.isascii():
                here[word[0]].append(word)
        for letter, some in here.items():
            letters[letter].append(some)
    parts = ["\n".join(f" {' '.join(words)} " for words in some) for some in letters.values()]
    parts.append("".join(f" {word}:{zipf:03}" for word, zipf in _accented().items()))
    places = [0, *accumulate(map(len, parts))]
    return "".join([*parts, *(f"{place:0{_DIGITS}}" for place in places)]).encode("ascii")


def is_whole(content: "bytes | mmap.mmap", begin: int) -> bool:
    """Whether what ``as_list`` gave is there to its end."""
    places = content[-_DIGITS * (len(_LETTERS) + 2) :]
    return places[-_DIGITS:].isdigit() and int(places[-_DIGITS:]) == len(content) - begin - len(places)


class Listed:
    """What ``as_list`` gave, wherever it is: in memory, or in a file from a byte ``begin`` on."""

    def __init__(self, content: "bytes | mmap.mmap", begin: int = 0) -> None:
        self._content = content
        places = content[-_DIGITS * (len(_LETTERS) + 2) :]
        self._places = [begin + int(places[at : at + _DIGITS]) for at in range(0, len(places), _DIGITS)]

    def zipf(self, word: str) -> float:
        """The Zipf frequency of a word, 0 where it is unknown."""
        if not (word.isascii() and word.isalpha() and word.islower()):
            return 0.0
        letter = ord(word[0]) - ord("a")
        begin, end = self._places[letter : letter + 2]
        at = self._content.find(f" {word} ".encode("ascii"), begin, end)
        plain = (_TOP - self._content[begin:at].count(b"\n")) / 100 if at >= 0 else 0.0
        sign = f" {word}:".encode("ascii")
        at = self._content.find(sign, *self._places[-2:])
        return max(plain, int(self._content[at + len(sign) : at + len(sign) + 3]) / 100 if at >= 0 else 0.0)


def as_index() -> dict[str, str]:
    """All words with their frequencies as text: ``" word:N word:N"`` by their first letters."""
    frequencies = dict(_accented())
    for number, words in enumerate(bins()):
        for word in words:
            if word.isascii() and word.isalpha():
                frequencies[word] = max(_TOP - number, frequencies.get(word, 0))
    found: dict[str, list[str]] = {}
    for word, hundredths in frequencies.items():
        found.setdefault(word[:_PREFIX], [""]).append(f"{word}:{hundredths:03}")
    return {prefix: " ".join(words) for prefix, words in found.items()}


def in_index(index: dict[str, str], word: str) -> float:
    """The Zipf frequency of a word according to what ``as_index`` gave."""
    some = index.get(word[:_PREFIX], "")
    at = some.find(f" {word}:")
    if at < 0:
        return 0.0
    at += len(word) + 2
    return int(some[at : at + 3]) / 100
