"""Rules of the category readability: figures of a text against bounds. All are optional."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Function, Given
from lintnews.findings import Hit


def outside_bounds(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline where the option ``metric`` is below ``least`` or above ``most``.

    ``words_per_sentence`` is worked out, the other metrics are textstat's. Texts with fewer than ``fewest-words`` words
    are not judged.
    """
    figures = dict(analysis.readability)
    if not figures.get("sentences") or figures["words"] < given.options["fewest-words"]:
        return
    figures["words_per_sentence"] = round(figures["words"] / figures["sentences"], 1)
    value, least, most = figures[given.options["metric"]], given.options["least"], given.options["most"]
    if least <= value <= most:
        return
    low = value < least
    values = {"value": f"{value:g}", "side": "below" if low else "above", "bound": f"{least if low else most:g}"}
    yield Hit(*analysis.headline, values, whole=True)


FUNCTIONS: dict[str, Function] = {"readability.outside_bounds": outside_bounds}
