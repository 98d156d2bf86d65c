"""The summaries of many documents, without linting them."""

from collections.abc import Iterable, Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.words import use_arrays
from lintnews.corpus.plan import Plan
from lintnews.corpus.run import documents
from lintnews.corpus.summary import Summary, summarise
from lintnews.documents.document import Document, ReadError


def summaries_of(plan: Plan) -> Iterator[Summary | ReadError]:
    """The summaries of a plan's documents in order, and what cannot be read."""
    use_arrays()
    yield from plan.problems
    for task in plan.tasks:
        yield from summarised(documents(task, plan.configs))


def summarised(some: Iterable[Document | ReadError]) -> Iterator[Summary | ReadError]:
    """The summaries of documents."""
    for one in some:
        yield summarise(Analysis(one)) if isinstance(one, Document) else one
