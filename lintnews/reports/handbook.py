"""A rule's page for the terminal, and the handbook of all rules in Markdown."""

from collections.abc import Iterable, Iterator
from typing import Any

from lintnews.checks.examples import parse_example
from lintnews.checks.rule import Rule
from lintnews.findings import Severity
from lintnews.proofreader import Known
from lintnews.reports.terminal import Paint, safe, severity_name

_INTRODUCTION = """\
# The handbook

Every rule of lintnews, with the reason for it and its examples. What stands in `[[ ]]` is flagged; the other examples
are close calls that stay silent. This page is written by `lintnews explain --all`; a test fails while it is stale.
"""


def page(rule: Rule, paint: Paint) -> Iterator[str]:
    """The lines of a rule's page."""
    yield f"{paint(rule.name, 'path')}  {severity_name(rule.severity, paint)}"
    yield f"  {rule.message}"
    yield ""
    yield from _wrapped(rule.why)
    yield ""
    yield from (f"{name:<10} {value}" for name, value in _facts(rule))
    yield ""
    yield paint("Flagged", "error")
    yield from _examples(rule.bad, paint)
    yield paint("Not flagged", "good")
    yield from _examples(rule.good, paint)


def outside_page(known: Known, paint: Paint) -> Iterator[str]:
    """The lines of the page of a rule of LanguageTool."""
    off = known.use == "off"
    use = paint(known.use, "dim") if off else severity_name(Severity.parse(known.use), paint)
    yield f"{paint(known.name, 'path')}  {use}"
    yield f"  {known.languagetool}, a rule of LanguageTool"
    for paragraph in _about(known):
        yield ""
        yield from _wrapped(paragraph)


def outside_chapter(known: Known) -> Iterator[str]:
    """The page of a rule of LanguageTool in Markdown, piece by piece."""
    yield f"### {known.name}\n\n**{known.use}** · `{known.languagetool}`, a rule of LanguageTool\n"
    yield from (f"\n{paragraph}\n" for paragraph in _about(known))


def fenced(text: str) -> str:
    """Text as a Markdown code block, whatever it contains."""
    fence = "```"
    while fence in text:
        fence += "`"
    shown = "\n".join(safe(line) for line in text.rstrip("\n").split("\n"))
    return f"{fence}text\n{shown}\n{fence}"


def _about(known: Known) -> Iterator[str]:
    yield (
        "LanguageTool has thousands of such rules; what this one flags, and what it would put there, is in the message "
        "of each finding. Its examples: "
        f"https://community.languagetool.org/rule/list?lang=en&filter={known.languagetool}"
    )
    if known.row:
        rows = f"{known.row} (all of these names)" if "*" in known.row else "it"
        yield f"Measured on news, {rows} was right {known.right:,} and wrong {known.wrong:,} times."
    if known.use == "off":
        yield "lintnews leaves it out: on news it is noise."
    elif known.row:
        yield f"lintnews reports it as {known.use}."
    else:
        yield "It has not been measured: lintnews reports it as its category is reported, in most cases as info."
    yield f'It runs with --grammar. To leave it out: ignore = ["{known.name}"]'


def handbook(rules: Iterable[Rule]) -> Iterator[str]:
    """The handbook in Markdown, piece by piece; the rules must be in the order of their names."""
    yield _INTRODUCTION
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            yield f"\n## {category}\n"
        yield "\n"
        yield from chapter(rule)


def chapter(rule: Rule) -> Iterator[str]:
    """A rule's page in Markdown, piece by piece."""
    yield f"### {rule.name}\n\n"
    yield f"**{rule.severity}** · {rule.message}\n\n"
    yield f"{' '.join(rule.why.split())}\n"
    facts = list(_facts(rule))
    if facts:
        yield "\n" + "\n".join(f"- {name}: {value}" for name, value in facts) + "\n"
    for title, examples in (("Flagged", rule.bad), ("Not flagged", rule.good)):
        yield f"\n{title}:\n"
        yield from (f"\n{fenced(_text(example))}\n" for example in examples)


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    """What else there is to know about a rule: names and values."""
    if rule.languages != ("en",):
        yield "languages", ", ".join(rule.languages)
    if rule.fix:
        yield "fix", f"{_fix(rule.fix)} ({'safe' if rule.safe else 'unsafe'})"
    for option, default in rule.options.items():
        yield "option", f"{option} = {_value(default)}"
    if rule.aliases:
        yield "once", ", ".join(rule.aliases)
    if rule.source:
        yield "source", " ".join(rule.source.split())


def _fix(fix: str) -> str:
    if fix.startswith("="):
        return f"replace by {fix[1:]!r}"
    return "delete the line" if fix == "delete-line" else "delete"


def _value(value: object) -> str:
    """A default as it would be written in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text(example: str | dict[str, Any]) -> str:
    return example if isinstance(example, str) else str(example["text"])


def _wrapped(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(" ".join(text.split()), 88) or [""]


def _examples(examples: Iterable[str | dict[str, Any]], paint: Paint) -> Iterator[str]:
    for example in examples:
        yield from (f"  {line}" for line in _shown(example, paint).split("\n"))
        yield ""


def _shown(example: str | dict[str, Any], paint: Paint) -> str:
    """An example with its spans in colour, or in ``[[ ]]`` where there is none."""
    text, spans, _ = parse_example(example)
    pieces, at = [], 0
    for span in spans:
        inside = _safe_lines(text[span.start : span.end])
        painted = "\n".join(paint(line, "error") for line in inside.split("\n"))
        pieces += [_safe_lines(text[at : span.start]), painted if painted != inside else f"[[{inside}]]"]
        at = span.end
    return "".join([*pieces, _safe_lines(text[at:])]).rstrip("\n")


def _safe_lines(text: str) -> str:
    return "\n".join(map(safe, text.split("\n")))
