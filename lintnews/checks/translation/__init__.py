"""Rules of the category translation that are code."""

from lintnews.checks.rule import Function
from lintnews.checks.translation.document import likely_translation
from lintnews.checks.translation.leftovers import foreign_script, untranslated_words
from lintnews.checks.translation.marks import guillemets
from lintnews.checks.translation.places import lower_cased_places
from lintnews.checks.translation.pronouns import organisation_pronouns
from lintnews.checks.translation.tails import stray_tails

FUNCTIONS: dict[str, Function] = {
    "foreign-script": foreign_script,
    "guillemet": guillemets,
    "likely-machine-translated": likely_translation,
    "lower-cased-name": lower_cased_places,
    "organisation-pronoun": organisation_pronouns,
    "stray-tail": stray_tails,
    "untranslated-word": untranslated_words,
}
