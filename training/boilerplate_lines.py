"""Train and judge the line model of boilerplate/likely-boilerplate.

    python training/boilerplate_lines.py FOLDER [--clean FOLDER] [--without FOLDER] [--write]

FOLDER is a split with docs/, docs.jsonl and gold.jsonl (lines labelled as residue or body). Articles of the --clean
folder (less those that --without holds under the same name) teach what short lines of a clean article look like: all
but the headline and the lines with words of residue count as body. Prints recall and precision by five-fold
cross-validation over sites: no site is in both training and test. With --write it then trains on all and writes the
model. Needs scikit-learn, which lintnews itself does not.
"""

import argparse
import json
import sys
from array import array
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.checks.boilerplate import line_model
from lintnews.checks.boilerplate.line_features import Lines
from lintnews.checks.matcher import Matcher
from lintnews.documents.document import from_text

RULE = "boilerplate/likely-boilerplate"
FOLDS = 5
LEAST_SITES = 3  # a word feature must occur on that many sites
STRENGTH = 0.3
SMALLEST = 0.02  # lighter word weights are left out of the file


class Data:
    """All lines of all English documents, with features and labels."""

    def __init__(self, folder: Path, clean: list[Path]) -> None:
        """Take a labelled split and articles without labels."""
        self.matcher = Matcher([catalogue.page(RULE)], fast=True)
        about = {row["doc"]: row for row in read_rows(folder / "docs.jsonl")}
        gold = defaultdict(list)
        for unit in read_rows(folder / "gold.jsonl"):
            gold[unit["doc"]].append(unit)
        self.words, self.numbers, self.labels, self.docs, self.sites, self.open = [], [], [], [], [], []
        for doc in sorted(name for name, row in about.items() if row["lang"] == "en"):
            self.add(doc, about[doc]["site"], (folder / "docs" / doc).read_bytes().decode("utf-8"), gold[doc])
        for file in clean:
            self.add(file.name, file.name.partition("_")[0], file.read_bytes().decode("utf-8"), None)
        self.numbers = np.array(self.numbers)
        self.labels, self.open = np.array(self.labels), np.array(self.open)
        self.groups = np.array(self.docs)
        starts = [0, *(i for i in range(1, len(self.docs)) if self.docs[i] != self.docs[i - 1]), len(self.docs)]
        self.ranges = list(pairwise(starts))

    def add(self, doc: str, site: str, text: str, units: list[dict] | None) -> None:
        """Add the lines of one document; without units, the lines without words of residue are body."""
        analysis = Analysis(from_text(text))
        lines = Lines(analysis.shadow, analysis.paragraphs)
        matched = {match.paragraph for some in self.matcher.matches(analysis).values() for match in some}
        for i, (start, end) in enumerate(zip(*analysis.paragraphs, strict=True)):
            if units is None:
                label = -1 if start == analysis.headline.start or i in matched else 0
            else:
                labels = [unit["label"] for unit in units if start < unit["end"] and unit["start"] < end]
                label = labels[-1] if labels else -1
            self.labels.append(label)
            self.open.append(not lines.prose[i] or i in matched)
            self.words.append(lines.words(i))
            self.numbers.append(lines.numbers(i))
            self.docs.append(doc)
            self.sites.append(site)


def read_rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def fit_first(matrix: sparse.csr_matrix, labels: np.ndarray, train: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix[train], labels[train])


def fit_second(features: np.ndarray, labels: np.ndarray, train: np.ndarray) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=160, learning_rate=0.07, max_leaf_nodes=12, l2_regularization=1.0, min_samples_leaf=20, random_state=0
    ).fit(features[train], labels[train])


def contexts(data: Data, scores: np.ndarray) -> np.ndarray:
    rows = []
    for start, end in data.ranges:
        rows += line_model.contexts([float(score) for score in scores[start:end]])
    return np.array(rows)


def matrix_of(data: Data) -> tuple[dict[str, int], sparse.csr_matrix, np.ndarray, np.ndarray]:
    sites = defaultdict(set)
    for words, site in zip(data.words, data.sites, strict=True):
        for word in words:
            sites[word].add(site)
    common = sorted(word for word, some in sites.items() if len(some) >= LEAST_SITES)
    vocabulary = {word: i for i, word in enumerate(common)}
    rows, columns = [], []
    for i, words in enumerate(data.words):
        known = [vocabulary[word] for word in words if word in vocabulary]
        rows += [i] * len(known)
        columns += known
    words = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(data.words), len(vocabulary)))
    means, deviations = data.numbers.mean(0), data.numbers.std(0) + 1e-6
    numbers = np.clip((data.numbers - means) / deviations, -3, 3) * 0.3
    return vocabulary, sparse.hstack([words, sparse.csr_matrix(numbers)]).tocsr(), means, deviations


def folds(data: Data) -> np.ndarray:
    sites = sorted(set(data.sites))
    np.random.RandomState(0).shuffle(sites)
    number = {site: i % FOLDS for i, site in enumerate(sites)}
    return np.array([number[site] for site in data.sites])


def inner_scores(data: Data, matrix: sparse.csr_matrix, fold: np.ndarray, leave_out: int | None) -> np.ndarray:
    """Scores of the first stage for every line by a model that has seen neither its fold nor ``leave_out``."""
    known = (data.labels >= 0) & data.open
    scores = np.full(len(known), line_model.BODY)
    for i in range(FOLDS):
        seen = known & (fold != i) & (fold != (-1 if leave_out is None else leave_out))
        model = fit_first(matrix, data.labels, np.where(seen)[0])
        here = (fold == i) & data.open
        scores[here] = model.decision_function(matrix[here])
    return scores


def judge(data: Data, chances: np.ndarray) -> None:
    news = np.array([doc[:2] in ("sh", "wn") for doc in data.docs])
    for name, group in (("news", news), ("all", np.ones(len(news), bool))):
        mine = group & (data.labels >= 0)
        labels, some = data.labels[mine], chances[mine]
        for allowed in (5, 10, 15, 20):
            wrong = np.sort(some[labels == 0])[::-1]
            threshold = wrong[int(allowed / 1000 * len(wrong))]
            hit = some > threshold
            right = int((hit & (labels == 1)).sum())
            precision, recall = right / max(hit.sum(), 1), right / (labels == 1).sum()
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{name} ff1000 {allowed}: threshold {threshold:.2f} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def validate(data: Data) -> None:
    _, matrix, _, _ = matrix_of(data)
    fold, known = folds(data), (data.labels >= 0) & data.open
    chances = np.zeros(len(known))
    for i in range(FOLDS):
        scores = inner_scores(data, matrix, fold, i)
        features = np.hstack([data.numbers, contexts(data, scores)])
        second = fit_second(features, data.labels, np.where(known & (fold != i))[0])
        here = (fold == i) & data.open
        chances[here] = second.predict_proba(features[here])[:, 1]
    judge(data, chances)


def nodes(tree: np.ndarray) -> list[list[float]]:
    return [
        [-1, 0, 0, 0, round(float(node["value"]), 4)]
        if node["is_leaf"]
        else [
            int(node["feature_idx"]),
            round(float(node["num_threshold"]), 4),
            int(node["left"]),
            int(node["right"]),
            0,
        ]
        for node in tree
    ]


def write(data: Data) -> None:
    vocabulary, matrix, means, deviations = matrix_of(data)
    known = np.where((data.labels >= 0) & data.open)[0]
    first = fit_first(matrix, data.labels, known)
    scores = inner_scores(data, matrix, folds(data), None)
    second = fit_second(np.hstack([data.numbers, contexts(data, scores)]), data.labels, known)
    weights = first.coef_[0]
    heavy = {line_model.key(word): float(weights[i]) for word, i in vocabulary.items() if abs(weights[i]) >= SMALLEST}
    about = {
        "words": len(heavy),
        "bias": float(first.intercept_[0]),
        "means": [round(float(x), 5) for x in means],
        "deviations": [round(float(x), 5) for x in deviations],
        "weights": [round(float(x), 5) for x in weights[len(vocabulary) :]],
        "base": float(second._baseline_prediction.ravel()[0]),
        "trees": [nodes(predictors[0].nodes) for predictors in second._predictors],
    }
    keys, values = array("I", sorted(heavy)), array("f", (heavy[k] for k in sorted(heavy)))
    if sys.byteorder == "big":
        keys.byteswap()
        values.byteswap()
    head = json.dumps(about, separators=(",", ":")).encode("ascii")
    line_model.FILE.write_bytes(head + b"\n" + keys.tobytes() + values.tobytes())
    size = line_model.FILE.stat().st_size
    print(f"{line_model.FILE.name}: {size} bytes, {len(heavy)} words, {len(about['trees'])} trees")


def clean_files(folder: Path | None, without: Path | None) -> list[Path]:
    """The articles to learn clean lines from: none of those that the other folder holds, in whatever form."""
    if folder is None:
        return []
    left_out = {file.name.removeprefix("clean-") for file in without.glob("*.txt")} if without else set()
    return [file for file in sorted(folder.glob("*.txt")) if file.name not in left_out and ".stripped" not in file.name]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--clean", type=Path)
    arguments.add_argument("--without", type=Path)
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    data = Data(given.folder, clean_files(given.clean, given.without))
    validate(data)
    if given.write:
        write(data)


if __name__ == "__main__":
    main()
