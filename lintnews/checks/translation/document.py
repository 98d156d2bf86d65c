"""The whole text's word on whether it is a translation."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit, Severity

_SPREAD = 1500  # characters among which a text has one of the turns of phrase before it is weighed at all


def likely_translation(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline where the document score is above a threshold.

    ``given.matches`` are turns of phrase that translations use more than other news; a text with few of them is not
    weighed, which keeps the rule cheap on clean news.
    """
    if len(given.matches) * _SPREAD < len(analysis.text):
        return
    judgement = analysis.translation
    if judgement is None:
        return
    values = {"score": f"{judgement.machine:.2f}", "reasons": ", ".join(judgement.reasons)}
    headline = analysis.headline
    if judgement.machine > given.options["machine"]:
        verdict = "likely a machine translation"
        yield Hit(headline.start, headline.end, {**values, "verdict": verdict}, whole=True)
    elif judgement.translated > given.options["translated"]:
        verdict = "likely translated, by a person or a machine"
        yield Hit(headline.start, headline.end, {**values, "verdict": verdict}, Severity.INFO, whole=True)
