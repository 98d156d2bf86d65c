"""Rules of the category garbled that are code."""

from lintnews.checks.garbled import characters, markup, quotation_marks, spacing
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    "garbled.unbalanced_quotation_marks": quotation_marks.unbalanced,
    "garbled.mixed_quotation_marks": quotation_marks.mixed,
    "garbled.before_punctuation": spacing.before_punctuation,
    "garbled.after_punctuation": spacing.after_punctuation,
    "garbled.before_lower_case": spacing.before_lower_case,
    "garbled.heaped_punctuation": spacing.heaped,
    "garbled.stray_tail": spacing.tail,
    "garbled.encoding_damage": characters.encoding,
    "garbled.lost_character": characters.lost,
    "garbled.invisible_character": characters.invisible,
    "garbled.homoglyph": characters.homoglyph,
    "garbled.foreign_script": characters.foreign_script,
    "garbled.html_entity": markup.entity,
    "garbled.markup": markup.left,
    "garbled.dash_spacing": spacing.dash,
}
