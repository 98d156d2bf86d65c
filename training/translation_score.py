"""Trains the translation score, and says how well it does on languages it has not seen.

    python training/translation_score.py FOLDER            # cross-validation, leaving one source language out at a time
    python training/translation_score.py FOLDER --write    # the same, then the model on all of it

FOLDER holds ``gold.jsonl`` and ``docs``; a line of gold has ``doc``, ``kind`` (mt, reference, original), ``lp`` (the
language pair) and ``source_doc`` (equal for translations of one article). The texts never enter the model: it is made
of weights of function words, word endings and marks, and of twenty figures. numpy is needed.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from fits import Array, between, fit_classes, fit_discriminant, fit_pairs, scaled, standardise
from numpy.typing import NDArray

from lintnews.analysis import translation_score as score
from lintnews.analysis import word_rarity
from lintnews.analysis.shadow import fold
from lintnews.checks import catalogue
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.findings import Severity
from lintnews.selection import everything

_FREQUENT = 260  # words of wordfreq's list that are kept as they are
_LEAST = 15  # documents an n-gram must occur in
_KEPT = 30  # words of wordfreq's list that the model of rarity keeps
_PAIRS, _FIGURES = 4.0, 0.3  # how little these models are held back (inverse of the penalty)
_RIDGE = 10.0  # how much the model of rarity is
_MOST = 4.0  # deviations a figure counts at most
_ALARMS = 0.02
_OWN_RULE = "translation/likely-machine-translated"
_MORE = """
    myself himself herself itself themselves whom whose why shall ought nor although though whereas
    unless per via among toward towards upon along across behind beyond despite within without
    above below under once hence meanwhile therefore moreover thus perhaps almost quite rather instead
    yet already ever never often soon later however due according s t re ve
    ll d m
""".split()  # noqa: SIM905  (easier to read)


class Data:
    """The documents as counts of classes, and as figures."""

    def __init__(self, folder: Path) -> None:
        gold = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
        texts = [(folder / "docs" / unit["doc"]).read_bytes().decode("utf-8") for unit in gold]
        self.kind = np.array([unit["kind"] for unit in gold])
        self.language = np.array([unit["lp"] for unit in gold])
        self.source = [unit["source_doc"] for unit in gold]
        self.words = frequent_words()
        shadows = [fold(text) for text in texts]
        tokens = [score.tokens_of(shadow) for shadow in shadows]
        classes = [[score.class_of(token, self.words) for token in some] for some in tokens]
        self.counts = [score.grams_of(some) for some in classes]
        self.kept = frozenset(most_frequent(_KEPT))
        self.rarities = [score.grams_of([word_rarity.rarity_of(each, self.kept) for each in some]) for some in tokens]
        self.sizes = [len(some) for some in tokens]
        figures = map(score.figures_of, texts, tokens, self.counts)
        self.figures = np.array(list(figures), dtype=np.float64)
        self.artefacts = np.array(artefacts_in(texts), dtype=np.float64)
        self.machine = (self.kind == "mt").astype(np.float64)
        self.translated = (self.kind != "original").astype(np.float64)
        self.fold = self._folds()

    def _folds(self) -> NDArray[np.int64]:
        """One fold for each source language; originals are dealt out among them by chance (seeded)."""
        languages = sorted({each for each, kind in zip(self.language, self.kind, strict=True) if kind == "mt"})
        folds = np.array([languages.index(each) if each in languages else -1 for each in self.language])
        rest = (folds < 0).nonzero()[0]
        folds[rest] = np.random.default_rng(0).permutation(len(rest)) % len(languages)
        return folds


def artefacts_in(texts: list[str]) -> list[int]:
    """How many artefacts of translation the rules find in each text."""
    rules = [rule for rule in catalogue.rules() if rule.category == "translation" and rule.name != _OWN_RULE]
    engine, selection = Engine(rules, catalogue.FUNCTIONS, fast=True), everything(rules)
    results = (engine.lint(from_text(text), selection) for text in texts)
    return [sum(finding.severity >= Severity.WARNING for finding in result.findings) for result in results]


def frequent_words() -> frozenset[str]:
    """The words that stay as they are: function words and the most frequent others."""
    return frozenset(most_frequent(_FREQUENT)) | frozenset(_MORE)


def most_frequent(number: int) -> list[str]:
    """The words among the first of wordfreq's list."""
    import wordfreq

    return [word for word in wordfreq.top_n_list("en", number) if word.isascii() and word.isalpha()]


class Grams:
    """Documents as vectors of class n-grams."""

    def __init__(self, counts: list[Counter[score.Pair]]) -> None:
        documents = Counter(gram for count in counts for gram in count)
        self.names = sorted(gram for gram, number in documents.items() if number >= _LEAST)
        place = {gram: index for index, gram in enumerate(self.names)}
        self.idf = np.array([np.log((1 + len(counts)) / (1 + documents[gram])) + 1 for gram in self.names])
        self.rows = np.zeros((len(counts), len(self.names)))
        for row, count in zip(self.rows, counts, strict=True):
            for gram, number in count.items():
                if gram in place:
                    row[place[gram]] = 1 + np.log(number)
        self.rows *= self.idf
        self.rows /= np.maximum(np.linalg.norm(self.rows, axis=1, keepdims=True), 1e-9)


class Rarities:
    """Documents as vectors of rates of pairs of rarity classes."""

    def __init__(self, data: Data) -> None:
        documents = Counter(gram for count in data.rarities for gram in count)
        self.names = sorted(gram for gram, number in documents.items() if number >= _LEAST)
        rates = (
            [word_rarity.rate(count[gram], size) for gram in self.names]
            for count, size in zip(data.rarities, data.sizes, strict=True)
        )
        self.rows = np.array(list(rates))


def pairs_of(data: Data, wanted: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Machine and human translations of the same article, among the wanted documents."""
    human: dict[str, list[int]] = defaultdict(list)
    for index, source in enumerate(data.source):
        if data.kind[index] == "reference":
            human[source].append(index)
    machine = [index for index in wanted.nonzero()[0] if data.kind[index] == "mt"]
    return [(index, other) for index in machine for other in human[data.source[index]]]


def out_of_fold(data: Data, grams: Grams, rarities: Rarities) -> tuple[Array, Array]:
    """What the three models, and the one for translations of any kind, say of documents of an unseen language."""
    parts, any_kind = np.zeros((len(data.kind), 3)), np.zeros(len(data.kind))
    for fold_number in sorted(set(data.fold.tolist())):
        train, test = data.fold != fold_number, data.fold == fold_number
        parts[test, 0] = grams.rows[test] @ fit_pairs(grams.rows, pairs_of(data, train), _PAIRS)
        means, deviations = standardise(rarities.rows[train])
        rows = scaled(rarities.rows, means, deviations, word_rarity.MOST)
        parts[test, 1] = rows[test] @ fit_rarity(data, rows, train)
        means, deviations = standardise(data.figures[train])
        figures = scaled(data.figures, means, deviations, _MOST)
        offset, weights = fit_classes(figures[train], data.machine[train], _FIGURES)
        parts[test, 2] = figures[test] @ weights + offset
        offset, weights = fit_classes(figures[train], data.translated[train], _FIGURES)
        any_kind[test] = figures[test] @ weights + offset
    return parts, any_kind


def fit_rarity(data: Data, rows: Array, wanted: NDArray[np.bool_]) -> Array:
    """The discriminant between a machine's and a person's translation of one article, all languages weighed equally."""
    pairs = pairs_of(data, wanted)
    languages = np.array([data.language[one] for one, _ in pairs])
    differences = between(rows, pairs)
    shifts = np.array([differences[languages == each].mean(axis=0) for each in sorted(set(languages))])
    groups = list(zip(data.kind[wanted].tolist(), data.language[wanted].tolist(), strict=True))
    return fit_discriminant(rows[wanted], groups, shifts, _RIDGE)


def auc(high: Array, low: Array) -> float:
    """The chance that a value of ``high`` is above one of ``low``."""
    return float((high[:, None] > low).mean() + (high[:, None] == low).mean() / 2)


def cut(low: Array, alarms: float) -> float:
    """The threshold that lets at most this share of ``low`` pass."""
    return float(np.sort(low)[::-1][int(alarms * len(low))])


def report(data: Data, values: Array, say: Callable[[str], None]) -> None:
    """Area under the curve and recall at two per cent of false alarms, in all and by language."""
    machine, human, original = (values[data.kind == kind] for kind in ("mt", "reference", "original"))
    for name, low in (("references", human), ("originals", original), ("both", np.concatenate([human, original]))):
        say(f"against {name:10}: AUC {auc(machine, low):.3f}, recall at 2 % {(machine > cut(low, _ALARMS)).mean():.3f}")
    for language in sorted(set(data.language[data.kind == "mt"])):
        own = data.language == language
        pair = (values[own & (data.kind == kind)] for kind in ("mt", "reference"))
        say(f"  {language}: AUC against its references {auc(*pair):.3f}")


def by_length(data: Data, values: Array, say: Callable[[str], None]) -> None:
    """Area under the curve against references for short, middling and long texts."""
    sizes = np.array(data.sizes)
    for low, high in ((0, 150), (150, 350), (350, 10**6)):
        own = (low <= sizes) & (sizes < high)
        pair = (values[own & (data.kind == kind)] for kind in ("mt", "reference"))
        say(f"  {low} to {high} words and marks: AUC against references {auc(*pair):.3f}")


def train(data: Data, grams: Grams, rarities: Rarities, parts: Array, any_kind: Array) -> dict[str, Any]:
    """The model on all documents, with the scales and thresholds of the cross-validation."""
    means, deviations = standardise(data.figures)
    figures = scaled(data.figures, means, deviations, _MOST)
    offset, weights = fit_classes(figures, data.machine, _FIGURES)
    translated = fit_classes(figures, data.translated, _FIGURES)
    scale = [[float(part.mean()), float(part.std())] for part in parts.T]
    scale[2][0] -= offset
    combined = summed(parts)
    intercept, slope = fit_classes(combined[:, None], data.machine, 100.0)
    chance = 1 / (1 + np.exp(-(slope[0] * combined + intercept)))
    return {
        "words": sorted(data.words),
        "grams": train_grams(data, grams),
        "rarity": train_rarity(data, rarities),
        "means": rounded(means),
        "deviations": rounded(deviations),
        "weights": rounded(weights),
        "scale": [rounded(np.array(pair)) for pair in scale],
        "calibration": rounded(np.array([slope[0], intercept])),
        "translated": [round(translated[0], 4), rounded(translated[1])],
        "thresholds": {
            "machine": round(cut(chance[data.kind == "reference"], _ALARMS), 4),
            "translated": round(float(1 / (1 + np.exp(-cut(any_kind[data.kind == "original"], _ALARMS)))), 4),
        },
    }


def train_grams(data: Data, grams: Grams) -> list[list[Any]]:
    """The first model: classes, inverse document frequency and weight of each n-gram."""
    weights = fit_pairs(grams.rows, pairs_of(data, np.ones(len(data.kind), dtype=bool)), _PAIRS)
    return [
        [*name, round(float(idf), 3), round(float(weight), 4)]
        for name, idf, weight in zip(grams.names, grams.idf, weights, strict=True)
    ]


def train_rarity(data: Data, rarities: Rarities) -> list[Any]:
    """The second model: words that stay, what a text without any pair gets; mean, deviation and weight of each pair."""
    means, deviations = standardise(rarities.rows)
    rows = scaled(rarities.rows, means, deviations, word_rarity.MOST)
    weights = fit_rarity(data, rows, np.ones(len(data.kind), dtype=bool))
    empty = scaled(np.zeros_like(means), means, deviations, word_rarity.MOST) @ weights
    each = zip(rarities.names, rounded(means), rounded(deviations), rounded(weights), strict=True)
    return [sorted(data.kept), round(float(empty), 5), [[*name, *numbers] for name, *numbers in each]]


def summed(parts: Array) -> Array:
    """What the three models say in all, one number a document."""
    scale = [(float(part.mean()), float(part.std())) for part in parts.T]
    return np.array([score.together(row, scale) for row in parts.tolist()])


def rounded(values: Array) -> list[float]:
    """Numbers short enough for a file."""
    return [round(float(value), 5) for value in values]


def main() -> None:
    """Cross-validate; write the model if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {score.FILE.name}")
    args = parser.parse_args()
    data = Data(args.folder)
    grams = Grams(data.counts)
    rarities = Rarities(data)
    parts, any_kind = out_of_fold(data, grams, rarities)
    combined = summed(parts)
    sizes = f"{len(grams.names)} n-grams, {len(rarities.names)} by rarity"
    print(f"{len(data.kind)} documents, {sizes}; each source language scored by the others' model")
    report(data, combined, print)
    intercept, slope = fit_classes(combined[:, None], data.machine, 100.0)
    print("with the artefacts that rules find, as in scores.translation:")
    report(data, slope[0] * combined + intercept + score.ARTEFACT * np.log1p(data.artefacts), print)
    by_length(data, combined, print)
    known = auc(any_kind[data.kind != "original"], any_kind[data.kind == "original"])
    print(f"translated by whomever, against originals: AUC {known:.3f}")
    if args.write:
        model = train(data, grams, rarities, parts, any_kind)
        score.FILE.write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf-8")
        print(f"{score.FILE.name}: {score.FILE.stat().st_size:,} bytes, thresholds {model['thresholds']}")


if __name__ == "__main__":
    main()
