"""Rules of the category garbled that are code."""

from lintnews.checks.garbled import characters, doubled, markup, quotation_marks, spacing, words
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
    "garbled.doubled_word": doubled.word,
    "garbled.doubled_phrase": doubled.phrase,
    "garbled.misspelt": words.misspelt,
    "garbled.unknown_word": words.unknown,
    "garbled.joined_words": words.joined,
    "garbled.misread": words.misread,
    "garbled.split_word": words.split,
    "garbled.hyphen_break": words.hyphenated,
    "garbled.hyphen_in_word": words.hyphen_inside,
    "garbled.dash_spacing": spacing.dash,
}
