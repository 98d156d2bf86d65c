"""wordfreq's list of English words, in forms that are there at once. The only home of wordfreq.

wordfreq (Speer, 2022) keeps words in bins: the bin at index N holds those whose frequency is 10^(-N/100), so that the
Zipf frequency is 9 - N/100. It takes half a second to read them, most of it for languages that need more than
splitting; the file itself is MessagePack and read in a tenth of that. Should it look different, wordfreq reads it.
"""

from functools import cache
from pathlib import Path

from lintnews.analysis.shadow import fold

_NAME = "large_en.msgpack.gz"
_HEAD = {"format": "cB", "version": 1}
_TOP = 900  # the Zipf frequency of the first bin, in hundredths
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


def as_list() -> list[str]:
    """All words as one text, a line a bin, blanks around each word; and those with accents in the form of the index."""
    text = "\n".join(f" {' '.join(words)} " for words in bins())
    return [text, "".join(f" {word}:{zipf:03}" for word, zipf in _accented().items())]


def in_list(some: list[str], word: str) -> float:
    """The Zipf frequency of a word according to what ``as_list`` gave."""
    text, accented = some
    if not (word.isascii() and word.isalpha()):
        return 0.0
    at = text.find(f" {word} ")
    plain = (_TOP - text.count("\n", 0, at)) / 100 if at >= 0 else 0.0
    return max(plain, _after(accented, word))


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
    return _after(index.get(word[:_PREFIX], ""), word)


def _after(some: str, word: str) -> float:
    at = some.find(f" {word}:")
    if at < 0:
        return 0.0
    at += len(word) + 2
    return int(some[at : at + 3]) / 100
