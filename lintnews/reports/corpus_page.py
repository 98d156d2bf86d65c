"""The report of a corpus as one page of HTML: no script, nothing loaded."""

from collections.abc import Iterator, Sequence

from lintnews.corpus.sums import Cluster, Sums
from lintnews.reports import page as frame
from lintnews.reports.charts import section
from lintnews.reports.overview import overview

_MOST_CLUSTERS = 25
_MOST_COPIES = 40


def page(sums: Sums) -> Iterator[str]:
    """The page. Nothing in a corpus can put markup into it, and it loads nothing."""
    yield frame.begin("Corpus report", frame.assets("page.css"))
    yield '<main class="overview">\n<h1>Corpus report</h1>\n'
    yield from overview(sums)
    yield _clusters(sums.clusters)
    yield frame.made_by() + "</main>\n" + frame.end()


def _clusters(clusters: Sequence[Cluster]) -> str:
    if not clusters:
        return ""
    some = clusters[:_MOST_CLUSTERS]
    more = f"The {len(some)} largest of {len(clusters):,}. " if len(clusters) > len(some) else ""
    note = f"{more}Likely from: the document with the earliest date; where none has one, the first of the corpus."
    return section("Copies", note, "".join(map(_cluster, some)))


def _cluster(one: Cluster) -> str:
    named = list(zip(one.documents, one.dates, strict=True))[:_MOST_COPIES]
    rows = [name + (f" ({date})" if date else "") for name, date in named]
    origin = rows[0]
    left = len(one.documents) - len(named)
    rows += [f"and {left:,} more"] if left > 0 else []
    listed = "".join(f"<li><bdi>{frame.text(row)}</bdi></li>\n" for row in rows)
    head = f"{len(one.documents):,} documents, likely from <bdi>{frame.text(origin)}</bdi>"
    return f"<details><summary>{head}</summary>\n<ul>\n{listed}</ul></details>\n"
