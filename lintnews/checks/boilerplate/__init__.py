"""Rules of the category boilerplate that are code."""

from lintnews.checks.boilerplate import authors, code, embeds
from lintnews.checks.boilerplate.line_model import likely_boilerplate
from lintnews.checks.rule import Function

FUNCTIONS: dict[str, Function] = {
    "boilerplate.author_portrait": authors.author_portrait,
    "boilerplate.between_prose": embeds.between_prose,
    "boilerplate.page_code": code.page_code,
    "boilerplate.section_label": embeds.section_label,
    "boilerplate.under_label": embeds.under_label,
    "likely_boilerplate": likely_boilerplate,
}
