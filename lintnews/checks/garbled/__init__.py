"""Rules of the category garbled that are code."""

from lintnews.checks.garbled import quotation_marks, spacing
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    "garbled.unbalanced_quotation_marks": quotation_marks.unbalanced,
    "garbled.mixed_quotation_marks": quotation_marks.mixed,
    "garbled.before_punctuation": spacing.before_punctuation,
    "garbled.after_punctuation": spacing.after_punctuation,
    "garbled.before_lower_case": spacing.before_lower_case,
    "garbled.heaped_punctuation": spacing.heaped,
    "garbled.dash_spacing": spacing.dash,
}
