"""Documents that are, for the most part, another document of the corpus, and do not say so."""

import re
from collections.abc import Iterator, Sequence

from lintnews.analysis.copies import percent
from lintnews.corpus.across import UNCREDITED, CrossHit, name_of
from lintnews.corpus.compare import Shared
from lintnews.corpus.summary import Summary
from lintnews.corpus.twins import Twins, twins
from lintnews.documents.document import Document
from lintnews.findings import Hit, Related
from lintnews.regexes import regex

LEAST = 0.5
"""Share of a document that stands in an earlier one, from which it is a copy."""

_AGENCIES = (
    "AP|AFP|UPI|PTI|ANI|IANS|dpa|DPA|EFE|ANSA|TASS|CNN|PA|AAP|Reuters|REUTERS|Xinhua|Interfax|Bloomberg|Kyodo|Yonhap"
)
_CREDIT = regex(
    rf"\((?:{_AGENCIES})\)|^(?:{_AGENCIES})$|\b(?:Associated Press|Agence France-Presse)\b"
    r"|(?i:\b(?:originally|first|previously) (?:published|appeared|posted|ran)\b|\bappeared first on\b"
    r"|\b(?:republished|reprinted|reposted|reproduced|syndicated|cross-posted|courtesy of|with permission)\b"
    r"|\bread (?:the )?(?:full|original|entire|whole) (?:article|story|post|report)\b"
    r"|^\W{0,3}(?:source|via|from) ?: ?\S)",
    re.MULTILINE,
)


def uncredited(summaries: Sequence[Summary], shared: Sequence[Shared], old: int = 0) -> list[CrossHit]:
    """One hit for each document of which at least half stands in an earlier one; the closest earlier one is named.

    Whether the later one gives credit is asked later, of the documents themselves (see ``credits_other``). The first
    ``old`` documents are an archive in which nothing is reported.
    """
    closest: dict[int, Twins] = {}
    for pair in twins(summaries, shared, LEAST):
        best = closest.get(pair.later)
        if pair.later >= old and pair.later_share >= LEAST and (best is None or pair.later_share > best.later_share):
            closest[pair.later] = pair
    return list(_hits(list(closest.values()), summaries))


def _hits(pairs: Sequence[Twins], summaries: Sequence[Summary]) -> Iterator[CrossHit]:
    for pair in pairs:
        first, later = summaries[pair.first], summaries[pair.later]
        start, end = _head(later)
        related = Related(*_head(first), "the earlier text", name_of(first))
        values = {"share": percent(pair.later_share), "other": name_of(first)}
        yield CrossHit(pair.later, UNCREDITED, Hit(start, end, values, related=(related,), whole=True), (pair.first,))


def _head(summary: Summary) -> tuple[int, int]:
    """The span of a document's headline, of its first word where it has none."""
    first, behind = summary.headline
    return summary.span(first, max(behind, first + 1))


def credits_other(document: Document, other: Document) -> bool:
    """Whether a document says that it is not, or not all, its own.

    An agency's sign, a line of republication, or the other's outlet, author or address in its text or metadata do.
    """
    if _CREDIT.search(document.text):
        return True
    said = " ".join([document.text, *document.metadata.values()]).casefold()
    names = [other.metadata.get(key, "").strip().casefold() for key in ("source", "author", "url")]
    return any(name and name in said for name in names)
