"""A run that lints only files that are not as they were: the results of all others are known from an earlier one.

Neither the engine nor what is kept of earlier runs is loaded while nothing needs it.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lintnews.config.settings import Config
from lintnews.corpus.plan import PLAINLY, Asked, Plan
from lintnews.documents.document import ReadError
from lintnews.findings import Result

if TYPE_CHECKING:
    from lintnews.corpus.archive import Archive
    from lintnews.corpus.recall import Recall


def run(
    plan: Plan,
    asked: Asked = PLAINLY,
    *,
    archive: "Archive | None" = None,
    tick: Callable[[str], None] | None = None,
) -> Iterator[Result | ReadError]:
    """As ``lintnews.corpus.run.run``, with results of earlier runs, which are the same, if ``asked.cached``.

    Texts are not kept, so that a run that wants them lints all files.

    Raises:
        RuleError: a rule file is damaged.
        ConfigError: settings name a rule or an option that does not exist.
    """
    recall: Recall | None = None
    if asked.cached and not asked.texts and not any(map(_asks_others, plan.configs)):
        from lintnews.corpus.recall import recalled

        recall = recalled(plan, asked, alone=archive is None)
    everything = recall.everything() if recall else None
    if everything is not None:
        return iter([*plan.problems, *everything])
    from lintnews.corpus.run import run as lint

    return lint(plan, asked, archive=archive, recall=recall, tick=tick)


def _asks_others(config: Config) -> bool:
    """Whether settings may ask LanguageTool, whose answers are kept elsewhere."""
    return config.grammar.enabled or any(word.partition("/")[0] == "grammar" for word in config.select)
