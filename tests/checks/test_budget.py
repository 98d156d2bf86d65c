"""A rule must not cost where it finds nothing: the first pass may not point at far more places than the rule keeps."""

from collections import Counter
from pathlib import Path

from benchmarks import corpus
from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.checks.examples import parse_example
from lintnews.checks.matcher import Matcher, confirm
from lintnews.documents.document import from_text

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PER_KB = 1.0
PER_KB_OF_LINES = 2.0  # of patterns of whole lines: a match ends at the first word that does not fit
PER_MATCH = 20


def reference() -> list[str]:
    """Clean made-up news, the seeds, and every rule's good examples."""
    good = [parse_example(example).text for rule in catalogue.pages() for example in rule.good]
    return [*corpus.make(400_000, seed=11), *corpus.read_folder(SEEDS), "\n\n".join(good)]


def test_no_pattern_hits_far_more_than_it_finds() -> None:
    rules = catalogue.rules()
    matcher = Matcher(rules, fast=True)
    hits: Counter[int] = Counter()
    found: Counter[int] = Counter()
    texts = reference()
    for text in texts:
        analysis = Analysis(from_text(text))
        pairs = list(matcher.pairs(analysis))
        hits.update(number for number, _ in pairs)
        for number, paragraph in set(pairs):
            found[number] += len(confirm(matcher.patterns[number][1], analysis, paragraph))
    size = sum(map(len, texts)) / 1000
    costly = [
        f"{matcher.patterns[number][0].name}: {matcher.patterns[number][1].regex[:80]!r} hits {count} times in "
        f"{size:.0f} kB and matches {found[number]} times; give it a word that any match contains"
        for number, count in hits.items()
        if count > (PER_KB_OF_LINES if matcher.patterns[number][1].whole else PER_KB) * size
        and count > PER_MATCH * found[number]
    ]
    assert costly == []


def test_nearly_every_pattern_has_a_literal_for_the_plain_way() -> None:
    lacking = [
        f"{rule.name}: {pattern.regex[:80]!r}"
        for rule in catalogue.rules()
        for pattern in rule.patterns
        if not pattern.literals
    ]
    patterns = sum(len(rule.patterns) for rule in catalogue.rules())
    assert len(lacking) <= 0.05 * patterns, lacking


def test_hyperscan_takes_nearly_every_pattern() -> None:
    matcher = Matcher(catalogue.rules(), fast=True)
    taken = {i for some in (*matcher._text_passes, *matcher._line_passes) for i in some.numbers}
    left = {rule.name for i, (rule, pattern) in enumerate(matcher.patterns) if not pattern.raw and i not in taken}
    assert left <= {"garbled/markup-left"}, "too large for Hyperscan, so looked for in every text: cut the pattern up"
