"""A step for pipelines of datatrove. The one home of datatrove; import it only where that is installed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

from lintnews.config.load import Finder
from lintnews.config.settings import Config, FilterSettings
from lintnews.corpus.policy import Policy
from lintnews.corpus.rewrite import without
from lintnews.corpus.rows import Row
from lintnews.corpus.rowwise import Job, Linted, lint_rows

KEPT = ("rule", "severity", "message", "start", "end", "text", "fingerprint")
_TOGETHER = 32  # documents that are linted at once, which is faster


class Lint(PipelineStep):  # type: ignore[misc]
    """Lints each document, and drops it or cuts out of it what a policy names.

    What is found goes into ``metadata["lintnews"]``: a list with the rule, severity, message, span (code points of the
    text as it came), text and fingerprint of each finding. Documents are not compared with each other here: for that,
    use ``lintnews corpus`` or ``lintnews spark``.
    """

    name = "lintnews"
    type = "🔎 - LINT"

    def __init__(
        self,
        config: Config | None = None,
        *,
        drop: Sequence[str] = (),
        cut: Sequence[str] = (),
        most_share: float | None = None,
        most_rate: float | None = None,
        fast: bool | None = True,
    ) -> None:
        """Get ready.

        Args:
            config: the settings; those of the working folder if not given.
            drop: findings whose documents are dropped: a rule, a category, a severity, or one of the first two with
                ``:severity``.
            cut: findings whose spans are cut out.
            most_share: documents of which more than this stands in findings are dropped.
            most_rate: documents with more findings per 1000 words are dropped.
            fast: see ``Engine``.
        """
        super().__init__()
        self.job = Job(config or Finder().config("."), fast=fast, compare=False)
        self.filter = FilterSettings(tuple(drop), tuple(cut), most_share, most_rate)
        Policy(self.filter)  # complains at once

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """The documents that are kept, with what was found in them."""
        policy = Policy(self.filter)
        documents = iter(data or ())
        while some := list(islice(documents, _TOGETHER)):
            with self.track_time():
                linted = list(lint_rows(map(_row, some), self.job))
            for document, one in zip(some, linted, strict=True):
                self.stat_update("total")
                if self._kept(document, one, policy):
                    self.update_doc_stats(document)
                    yield document

    def _kept(self, document: Document, linted: Linted, policy: Policy) -> bool:
        if linted.document is None:
            self.stat_update("unreadable")
            return False
        self._count(linted.findings)
        verdict = policy.verdict(linted.document, linted.findings)
        if verdict.reason:
            self.stat_update("dropped", f"dropped_{verdict.rule or 'measured'}")
            return False
        document.metadata["lintnews"] = [{name: finding[name] for name in KEPT} for finding in linted.findings]
        document.text = without(document.text, verdict.cuts)
        self.stat_update("cuts", value=len(verdict.cuts))
        return True

    def _count(self, findings: Sequence[Row]) -> None:
        self.stat_update("findings", value=len(findings))
        for finding in findings:
            self.stat_update(finding["rule"])


def _row(document: Document) -> Row:
    return {**document.metadata, "text": document.text, "path": document.id, "record": None}
