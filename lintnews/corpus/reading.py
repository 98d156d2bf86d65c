"""The summaries of many documents, without linting them."""

from collections.abc import Iterator

from lintnews.analysis.words import use_arrays
from lintnews.corpus.plan import Plan
from lintnews.corpus.summary import Summary, summarised
from lintnews.corpus.worker import documents
from lintnews.documents.document import ReadError


def summaries_of(plan: Plan) -> Iterator[Summary | ReadError]:
    """The summaries of a plan's documents in order, and what cannot be read."""
    use_arrays()
    yield from plan.problems
    yield from summarised(one for task in plan.tasks for one in documents(task, plan.configs))
