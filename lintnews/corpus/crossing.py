"""The outcomes of a run, with the findings that need all documents put in among them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from lintnews.corpus.across import HEADLINE, UNCREDITED, CrossHit, hits, name_of
from lintnews.corpus.archive import Archive
from lintnews.corpus.compare import Shared, compare
from lintnews.corpus.headlines import same_figures, same_headlines, without_told
from lintnews.corpus.segment import IndexDamagedError
from lintnews.corpus.summary import Summary
from lintnews.corpus.uncredited import credits_other, uncredited
from lintnews.documents.document import Document, ReadError
from lintnews.findings import Finding, Hit, Result

Read = Callable[[str, Collection[int | None]], Iterable[Document | ReadError]]
"""Reads the documents of a path again; the records are those that are wanted, others may come too."""

Report = Callable[[Document, Iterable[tuple[str, Hit]], Mapping[str, Document]], Sequence[Finding]]
"""Makes the findings of a document from hits, with the documents that the hits name (see ``Engine.findings``)."""

Keep = Callable[[Sequence[tuple[int, Sequence[Finding]]]], None]

DocumentOf = Callable[[int], Document | None]

_FILES_KEPT = 64


def crossed(
    stream: Iterable[Result | ReadError | Summary],
    read: Read,
    report: Report,
    archive: Archive | None = None,
    keep: Keep | None = None,
) -> Iterator[Result | ReadError]:
    """The outcomes of a run in the same order, once all are known.

    Args:
        stream: the outcomes; behind each result comes the summary of its document, if it is to be compared.
        read: used for the documents that share something.
        report: makes findings of them.
        archive: other documents to compare with, which are not compared with each other.
        keep: is told what the comparison found: numbers of outcomes, with findings.
    """
    outcomes: list[Result | ReadError] = []
    summaries: list[Summary] = []
    owners: list[int] = []
    for one in stream:
        if isinstance(one, Summary):
            owners.append(len(outcomes) - 1)
            summaries.append(one)
        else:
            outcomes.append(one)
    try:
        across = list(found_across(summaries, read, report, archive))
    except IndexDamagedError as error:  # the documents are still compared with each other
        across, keep = list(found_across(summaries, read, report)), None
        outcomes.append(ReadError(error.path, error.message))
    found = [(owners[number], findings) for number, findings in across]
    if keep:
        keep(found)
    for owner, findings in found:
        result = outcomes[owner]
        if isinstance(result, Result):
            outcomes[owner] = result.with_more(findings)
    yield from outcomes


def found_across(
    summaries: Sequence[Summary], read: Read, report: Report, archive: Archive | None = None
) -> Iterator[tuple[int, Sequence[Finding]]]:
    """The findings of documents that share something, with their numbers; arguments as for ``crossed``."""
    old = archive.summaries(summaries) if archive and summaries else []
    spread = archive.spread if archive else None
    everything = [*old, *summaries]
    crosses = crosses_of(everything, compare(everything, len(old), spread), len(old)) if len(everything) > 1 else []
    libraries = (_Library(everything, archive.read if archive else read, crosses), _Library(everything, read, crosses))
    for number, findings in _findings(crosses, everything, lambda one: libraries[one >= len(old)].get(one), report):
        yield number - len(old), findings


def crosses_of(summaries: Sequence[Summary], shared: Sequence[Shared], old: int = 0) -> list[CrossHit]:
    """All hits about several documents, in order of documents and places; the first ``old`` ones are an archive."""
    headlines = list(same_headlines(summaries, shared, old))
    found = [
        *headlines,
        *hits(summaries, without_told(shared, headlines, summaries), old),
        *uncredited(summaries, shared, old),
    ]
    return sorted(found, key=lambda one: (one.document, one.hit.start, one.hit.end))


def _findings(
    crosses: Sequence[CrossHit], summaries: Sequence[Summary], document_of: DocumentOf, report: Report
) -> Iterator[tuple[int, Sequence[Finding]]]:
    """The findings of each document that has some, with its number."""
    for number, group in groupby(crosses, key=lambda cross: cross.document):
        some: list[CrossHit] = list(group)
        document = document_of(number)
        others = {name_of(summaries[other]): document_of(other) for cross in some for other in cross.others}
        known = {name: other for name, other in others.items() if other is not None}
        if document is not None:
            kept = (cross for cross in some if stands(cross, document, known))
            yield number, report(document, [(cross.rule, cross.hit) for cross in kept], known)


def stands(cross: CrossHit, document: Document, others: Mapping[str, Document]) -> bool:
    """Whether a hit still stands once the documents are at hand.

    A copy that gives credit is none without it, and headlines that name other figures are others.
    """
    if cross.rule == HEADLINE:
        return same_figures(cross.hit, document, others)
    if cross.rule != UNCREDITED:
        return True
    return not any(credits_other(document, others[place.path]) for place in cross.hit.related if place.path in others)


class _Library:
    """The documents behind summaries, read again when they are asked for."""

    def __init__(self, summaries: Sequence[Summary], read: Read, crosses: Sequence[CrossHit]) -> None:
        self._summaries, self._read = summaries, read
        self._wanted: dict[str, set[int | None]] = {}
        for number in (number for cross in crosses for number in (cross.document, *cross.others)):
            self._wanted.setdefault(summaries[number].path, set()).add(summaries[number].record)
        self._file = lru_cache(maxsize=_FILES_KEPT)(self._read_file)

    def get(self, number: int) -> Document | None:
        """The document of a summary; None if the file is no longer what it was."""
        summary = self._summaries[number]
        document = self._file(summary.path).get(summary.record)
        return document if document is not None and len(document.text) == summary.length else None

    def _read_file(self, path: str) -> Mapping[int | None, Document]:
        wanted = self._wanted[path]
        return {
            one.record: one for one in self._read(path, wanted) if isinstance(one, Document) and one.record in wanted
        }
