"""What the metadata say of a text's language, against the text."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.languages import easily_confused, language_code, language_name


def language_mismatch(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline of a text whose metadata name another language than it is in."""
    said = analysis.document.metadata.get("language", "")
    code = language_code(said)
    if not code or not analysis.language or code == analysis.language or easily_confused(code, analysis.language):
        return
    yield Hit(*analysis.headline, {"said": said, "language": language_name(analysis.language)}, whole=True)
