"""Headlines that several documents have, the same or nearly so, where these share nothing else that was found.

Order, case and punctuation do not count; of seven words one may be another. Such pairs share one of their rarest words:
of each headline as many are looked up as words may change, and one more (prefix filtering: Chaudhuri, Ganti, Kaushik,
"A primitive operator for similarity joins in data cleaning", 2006). Headlines of four documents or more are those of
columns and sections, and no finding; nor are those of which but a few words are not in others too ("Trump: what we
learned this week"). Cost: linear in the headlines, as words that many of them have are not looked up.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from lintnews.analysis.copies import percent
from lintnews.analysis.shingles import SHINGLE
from lintnews.corpus.across import HEADLINE, CrossHit, day, name_of
from lintnews.corpus.compare import Shared
from lintnews.corpus.groups import Groups
from lintnews.corpus.summary import Summary
from lintnews.documents.document import Document
from lintnews.findings import Hit, Related

_SHORTEST, _LONGEST = 5, 25  # words of a headline
_ARTICLE = 40  # words of a document below its headline
_CHANGED = 7  # one of so many words may be another
_MANY = 4  # documents from which a headline is that of a column
_COMMON = 50  # headlines with a word from which it is not looked up
_OWN = 4  # words of a headline that are its own, if others are those of a column
_KNOWN = 20  # equal words of two documents from which they are reported anyway
_LINE = 80  # code points from which a line may be a sentence of the text; copies of such are found as passages

_FIGURE = re.compile(r"\d+")
_Words = tuple[int, ...]


def same_headlines(summaries: Sequence[Summary], shared: Sequence[Shared], old: int = 0) -> Iterator[CrossHit]:
    """One hit for each headline that two or three documents have, in the latest of them.

    Whether they name the same figures is asked later, of the documents themselves (see ``same_figures``). The first
    ``old`` documents are an archive in which nothing is reported.
    """
    ordered = {number: ids for number, one in enumerate(summaries) if (ids := _headline(one))}
    columns = _of_columns(ordered)
    words = {number: tuple(sorted(ids)) for number, ids in ordered.items() if number not in columns}
    by_words: dict[_Words, list[int]] = defaultdict(list)
    for number, key in words.items():
        by_words[key].append(number)
    groups = Groups[_Words]()
    for one, other in _near(list(by_words)):
        if _same_names(summaries[by_words[one][0]], summaries[by_words[other][0]]):
            groups.join(one, other)
    clusters: dict[_Words, list[int]] = defaultdict(list)
    for key, numbers in by_words.items():
        clusters[groups.root(key)] += numbers
    known = _known(shared, summaries)
    for numbers in clusters.values():
        if 1 < len(numbers) < _MANY:
            yield from _hit(_in_order(numbers, summaries, old), words, summaries, known, old)


def _headline(summary: Summary) -> _Words | None:
    """The words of a headline, None where it is none to compare."""
    first, behind = summary.headline
    if not _SHORTEST <= behind - first <= _LONGEST or len(summary.ids) - behind < _ARTICLE:
        return None
    start, end = summary.span(first, behind)
    if end - start >= _LINE:
        return None
    return tuple(summary.ids[first:behind].tolist())


def _of_columns(headlines: Mapping[int, _Words]) -> set[int]:
    """The documents whose headline has few words beside those that many have in a row."""
    spread = Counter(part for words in headlines.values() for part in set(_shingles(words)))
    found: set[int] = set()
    for number, words in headlines.items():
        common = {
            place + word
            for place, part in enumerate(_shingles(words))
            if spread[part] >= _MANY
            for word in range(SHINGLE)
        }
        if common and len(words) - len(common) < _OWN:
            found.add(number)
    return found


def _shingles(words: _Words) -> list[_Words]:
    return [words[place : place + SHINGLE] for place in range(len(words) - SHINGLE + 1)]


def _near(headlines: Sequence[_Words]) -> Iterator[tuple[_Words, _Words]]:
    """Pairs of different headlines that are nearly the same."""
    spread = Counter(word for key in headlines for word in set(key))
    places: dict[int, list[_Words]] = defaultdict(list)
    for key in headlines:
        rare = sorted(set(key), key=lambda word: (spread[word], word))[: _may_change(len(key)) + 1]
        compared: set[_Words] = set()
        for word in rare:
            if spread[word] > _COMMON:
                continue
            for other in places[word]:
                if other not in compared:
                    compared.add(other)
                    if _common(key, other) >= max(len(key), len(other)) - _may_change(max(len(key), len(other))):
                        yield other, key
            places[word].append(key)


def _may_change(words: int) -> int:
    return words // _CHANGED


def _common(one: _Words, other: _Words) -> int:
    return (Counter(one) & Counter(other)).total()


def _same_names(one: Summary, other: Summary) -> bool:
    """Whether no name or figure of one headline stands in the place of one in the other.

    Where most words have capitals, names cannot be told: then no word may take the place of another.
    """
    left = [_left(one, other), _left(other, one)]
    if not all(left):
        return True
    if any(sum(_news(each)) * 2 > each.headline[1] - each.headline[0] for each in (one, other)):
        return False
    return not all(any(news for _, news in words) for words in left)


def _news(summary: Summary) -> list[bool]:
    news: list[bool] = summary.news[slice(*summary.headline)].tolist()
    return news


def _left(one: Summary, other: Summary) -> list[tuple[int, bool]]:
    """The words of a headline that the other has not, each with whether it is a name or a figure."""
    others = Counter(other.ids[slice(*other.headline)].tolist())
    left: list[tuple[int, bool]] = []
    for word, news in zip(one.ids[slice(*one.headline)].tolist(), _news(one), strict=True):
        if others[word]:
            others[word] -= 1
        else:
            left.append((word, news))
    return left


def _known(shared: Sequence[Shared], summaries: Sequence[Summary]) -> set[tuple[int, int]]:
    """The pairs of documents that have more in common than a headline."""
    equal: Counter[tuple[int, int]] = Counter()
    for one in shared:
        if not in_headlines(one, summaries):
            equal[min(one[:2]), max(one[:2])] += one.copy.equal
    return {pair for pair, words in equal.items() if words >= _KNOWN}


def in_headlines(shared: Shared, summaries: Sequence[Summary]) -> bool:
    """Whether a passage lies in the headlines of both documents."""
    copy = shared.copy
    (first, behind), (later, later_behind) = summaries[shared.one].headline, summaries[shared.other].headline
    return first <= copy.first and copy.first_end <= behind and later <= copy.later and copy.later_end <= later_behind


def _in_order(numbers: Sequence[int], summaries: Sequence[Summary], old: int) -> list[int]:
    """The documents of a cluster by date where all name one; those of an archive first."""
    days = {number: day(summaries[number].date) for number in numbers}
    dated = {number: date.toordinal() for number, date in days.items() if date is not None}
    if len(dated) < len(numbers):
        dated = {}
    return sorted(numbers, key=lambda number: (number >= old, dated.get(number, 0), number))


def _hit(
    numbers: Sequence[int],
    words: Mapping[int, _Words],
    summaries: Sequence[Summary],
    known: set[tuple[int, int]],
    old: int,
) -> Iterator[CrossHit]:
    later = numbers[-1]
    others = [number for number in numbers[:-1] if (min(number, later), max(number, later)) not in known]
    if later < old or not others:
        return
    shares = {one: _common(words[one], words[later]) / max(len(words[one]), len(words[later])) for one in others}
    related = tuple(
        Related(
            *summaries[one].span(*summaries[one].headline), f"{percent(shares[one])} the same", name_of(summaries[one])
        )
        for one in others
    )
    start, end = summaries[later].span(*summaries[later].headline)
    same = "has the same headline" if shares[others[0]] == 1 else "has nearly the same headline"
    values = {"other": summaries[others[0]].path, "same": same}
    yield CrossHit(later, HEADLINE, Hit(start, end, values, related=related), tuple(others))


def without_told(shared: Sequence[Shared], told: Sequence[CrossHit], summaries: Sequence[Summary]) -> list[Shared]:
    """The passages that documents share, but for the headlines that hits tell of already."""
    pairs = {frozenset(pair) for cross in told for pair in combinations((cross.document, *cross.others), 2)}
    return [one for one in shared if frozenset(one[:2]) not in pairs or not in_headlines(one, summaries)]


def same_figures(hit: Hit, document: Document, others: Mapping[str, Document]) -> bool:
    """Whether the headlines of a hit name the same figures."""
    texts = [document.text[hit.start : hit.end]]
    texts += [others[one.path].text[one.start : one.end] for one in hit.related if one.path in others]
    return len({tuple(sorted(_FIGURE.findall(text))) for text in texts}) == 1
