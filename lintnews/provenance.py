"""Where an article comes from, as one record: outlet, byline, dates, whom it quotes and on whom it leans.

The names are those of schema.org's NewsArticle (``headline``, ``author``, ``datePublished``, ``publisher``,
``isBasedOn``, ``citation``) and of W3C PROV (``wasDerivedFrom``, ``wasAttributedTo``), as far as these fit.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from lintnews import __version__
from lintnews.analysis.analysis import Analysis
from lintnews.documents.document import Document
from lintnews.findings import Result

Record = dict[str, Any]


def record(document: Document, result: Result) -> Record:
    """The record of an article, from the document and what was found in it (with its quotations and sources)."""
    analysis, metadata = Analysis(document), document.metadata
    headline = document.text[analysis.headline.start : analysis.headline.end]
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "path": document.path,
        **({} if document.record is None else {"record": document.record}),
        "headline": metadata.get("title") or headline,
        "url": metadata.get("url"),
        "inLanguage": metadata.get("language") or analysis.language or None,
        "publisher": metadata.get("source"),
        "author": metadata.get("author") or analysis.origin.byline or None,
        "datePublished": metadata.get("date") or analysis.origin.date or None,
        "wordCount": len(analysis.words),
        "citation": [
            {"name": source.name, "kind": source.kind, "line": source.start.line}
            for source in result.sources
            if source.kind in ("outlet", "agency")
        ],
        "wasAttributedTo": _speakers(result),
        "anonymousSources": sum("anonymous" in finding.rule for finding in result.findings),
        "isBasedOn": _copies(result),
        "translationScore": result.scores.get("translation"),
        "missing": _missing(metadata, analysis),
        "wasDerivedFrom": {
            "sha256": _digest(document),
            "tool": f"lintnews {__version__}",
        },
    }


def _digest(document: Document) -> str:
    """The hash of a file's text; of one record of a file, that of the record's own text."""
    text = document.source.text if document.record is None else document.text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def rows(record: Record) -> list[tuple[str, str]]:
    """The record as label and words, for people; what is not known has a dash."""
    speakers = ", ".join(f"{each['name']} ({each['quotations']})" for each in record["wasAttributedTo"])
    cited = ", ".join(f"{each['name']} (line {each['line']})" for each in record["citation"])
    copies = "; ".join(record["isBasedOn"])
    pairs = [
        ("headline", record["headline"]),
        ("outlet", record["publisher"]),
        ("byline", record["author"]),
        ("date", record["datePublished"]),
        ("address", record["url"]),
        ("language", record["inLanguage"]),
        ("words", str(record["wordCount"])),
        ("cited outlets", cited),
        ("speakers", speakers),
        ("unnamed sources", str(record["anonymousSources"])),
        ("copied from", copies),
        ("translation score", None if record["translationScore"] is None else f"{record['translationScore']:.2f}"),
    ]
    return [(label, value or "-") for label, value in pairs]


def _speakers(result: Result) -> list[dict[str, Any]]:
    """Who is quoted, with the number of quotations, the most quoted first."""
    counts = Counter(quote.speaker.text if quote.speaker else "" for quote in result.quotations)
    unknown = counts.pop("", 0)
    listed = [{"name": name, "quotations": number} for name, number in counts.most_common()]
    return [*listed, *([{"name": "nobody named", "quotations": unknown}] if unknown else [])]


def _copies(result: Result) -> list[str]:
    """What says that the text is a copy: lines of republication, and files it shares passages with."""
    lines = [finding.text for finding in result.findings if finding.rule == "provenance/republished"]
    files = {place.path for finding in result.findings for place in finding.related if place.path != result.path}
    return [*lines, *sorted(files)]


def _missing(metadata: Mapping[str, str], analysis: Analysis) -> list[str]:
    known = {"author": analysis.origin.byline, "date": analysis.origin.date, **metadata}
    return [key for key in ("author", "date", "source", "url") if not known.get(key)]
