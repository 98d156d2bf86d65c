"""Train and judge the line model of boilerplate/likely-boilerplate.

    python training/boilerplate_lines.py FOLDER [--clean FOLDER] [--without FOLDER] [--write]

FOLDER is a split with docs/, docs.jsonl and gold.jsonl (lines labelled as page furniture or body). Articles of the
--clean folder (less those that --without holds under the same name) teach what the lines of a clean article look like:
all but the headline and those with a phrase of page furniture count as body. Prints recall and precision by five-fold
cross-validation over sites: no site is in both training and test. The pattern rules' own findings count as found, as
they do in a report. Every page is learned from, and judged, in two ways: as it is, and with 30 % of the phrases unknown
to the rules, as on pages of other sites they may be. With --write it then trains on all and writes the model. Needs
scikit-learn, which lintnews itself does not.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from lintnews.analysis.analysis import Analysis
from lintnews.checks import catalogue
from lintnews.checks.boilerplate import line_model, line_trees
from lintnews.checks.boilerplate.line_features import NAMES, Page
from lintnews.checks.rule import Given, Match
from lintnews.documents.document import from_text
from lintnews.engine import Engine
from lintnews.findings import Hit
from lintnews.selection import everything

RULE = "boilerplate/likely-boilerplate"
FOLDS = 5
RATE = 0.05
TREES = 200
DROPPED = (0, 30)
_LETTERS = re.compile(r"[^a-z]")


class View(NamedTuple):
    """The lines of all pages, as the model sees them: with all phrases known to the rules, or with some unknown."""

    rows: list[list[float]]
    flagged: list[bool]
    open: list[bool]


class Data:
    """All lines of all English documents in which a pattern rule speaks, with features and labels."""

    def __init__(self, folder: Path, clean: list[Path]) -> None:
        """Take a labelled split and articles without labels."""
        rules = catalogue.rules()
        self.seen: list[Mapping[str, Sequence[Match]]] = []
        self.engine = Engine(rules, {**catalogue.FUNCTIONS, "likely_boilerplate": self.look}, fast=True)
        self.rules = [rule for rule in rules if rule.category == "boilerplate"]
        about = {row["doc"]: row for row in read_rows(folder / "docs.jsonl")}
        gold = defaultdict(list)
        for unit in read_rows(folder / "gold.jsonl"):
            gold[unit["doc"]].append(unit)
        self.labels, self.docs, self.sites = [], [], []
        self.views = [View([], [], []) for _ in DROPPED]
        for doc in sorted(name for name, row in about.items() if row["lang"] == "en"):
            self.add(doc, about[doc]["site"], (folder / "docs" / doc).read_bytes().decode("utf-8"), gold[doc])
        for file in clean:
            self.add(file.name, file.name.partition("_")[0], file.read_bytes().decode("utf-8"), None)
        self.labels = np.array(self.labels)
        self.views = [View(*map(np.array, view)) for view in self.views]

    def look(self, _analysis: Analysis, given: Given) -> Iterator[Hit]:
        """Stands in for the rule's function: keeps what it is given."""
        self.seen.append(given.beside)
        return iter(())

    def add(self, doc: str, site: str, text: str, units: list[dict] | None) -> None:
        """Add the lines of one document; without units, the lines without a phrase of page furniture are body."""
        self.seen.clear()
        document = from_text(text)
        found = [one for one in self.engine.lint(document, everything(self.rules)).findings if one.severity >= 2]
        beside = self.seen[0] if self.seen else {}
        if units is None and not beside:
            return
        analysis = Analysis(document)
        headline = analysis.headline
        pages = [Page(analysis.shadow, analysis.lines, _known(analysis, beside, share)) for share in DROPPED]
        for i, (start, end) in enumerate(zip(*analysis.lines, strict=True)):
            if units is None:
                label = -1 if i in pages[0].hints or headline.start <= start < headline.end else 0
            else:
                labels = [unit["label"] for unit in units if start < unit["end"] and unit["start"] < end]
                label = labels[-1] if labels else -1
            self.labels.append(label)
            self.docs.append(doc)
            self.sites.append(site)
            covered = sum(max(0, min(end, one.end.offset) - max(start, one.start.offset)) for one in found)
            for page, view in zip(pages, self.views, strict=True):
                view.rows.append(page.row(i))
                view.flagged.append(2 * covered >= end - start and (page is pages[0] or i in page.groups))
        for page, view in zip(pages, self.views, strict=True):
            looked = set(line_model.candidates(page)) if page.hints else set()
            starts = analysis.lines.starts
            view.open.extend(
                i in looked and not headline.start <= start < headline.end for i, start in enumerate(starts)
            )


def _known(analysis: Analysis, beside: Mapping[str, Sequence[Match]], dropped: int) -> dict[str, list[Match]]:
    """The matches but for those on lines of which the rules are made not to know the words, so many of a hundred."""

    def is_known(match: Match) -> bool:
        start, end = analysis.paragraph(match.paragraph)
        return crc32(_LETTERS.sub("", analysis.shadow[start:end].lower()).encode("ascii")) % 100 >= dropped

    kept = {name: [match for match in some if is_known(match)] for name, some in beside.items()}
    return {name: some for name, some in kept.items() if some}


def read_rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def fit(data: Data, train: np.ndarray) -> HistGradientBoostingClassifier:
    parts = [train & view.open for view in data.views]
    rows = np.vstack([view.rows[part] for view, part in zip(data.views, parts, strict=True)])
    labels = np.concatenate([data.labels[part] for part in parts])
    return HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=14,
        l2_regularization=5.0,
        min_samples_leaf=40,
        max_features=0.4,
        random_state=0,
    ).fit(rows, labels)


def folds(data: Data, seed: int) -> np.ndarray:
    sites = sorted(set(data.sites))
    np.random.RandomState(seed).shuffle(sites)
    number = {site: i % FOLDS for i, site in enumerate(sites)}
    return np.array([number[site] for site in data.sites])


def judge(data: Data, view: View, chances: np.ndarray) -> None:
    labelled = np.array([doc[:3] in ("sh-", "wn-", "wb-", "tf-") for doc in data.docs])
    news = np.array([doc[:3] in ("sh-", "wn-") for doc in data.docs])
    for name, group in (("news", news), ("all", labelled)):
        mine = group & (data.labels >= 0)
        labels = data.labels[mine]
        for threshold in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
            hit = view.flagged[mine] | (chances[mine] >= threshold)
            right, wrong = int((hit & (labels == 1)).sum()), int((hit & (labels == 0)).sum())
            precision, recall = right / max(hit.sum(), 1), right / (labels == 1).sum()
            f1 = 2 * precision * recall / (precision + recall)
            false = 1000 * wrong / (labels == 0).sum()
            print(f"{name} at {threshold:.2f}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ff1000 {false:.1f}")
    clean = chances[~labelled & (data.labels >= 0)]
    print(f"clean: {[int((clean >= t).sum()) for t in (0.5, 0.55, 0.6, 0.7)]} of {len(clean)} lines at .5 .55 .6 .7")


def validate(data: Data, seed: int) -> None:
    fold = folds(data, seed)
    chances = [np.zeros(len(data.labels)) for _ in data.views]
    for i in range(FOLDS):
        model = fit(data, (data.labels >= 0) & (fold != i))
        for view, some in zip(data.views, chances, strict=True):
            here = (fold == i) & view.open
            some[here] = model.predict_proba(view.rows[here])[:, 1]
    for share, view, some in zip(DROPPED, data.views, chances, strict=True):
        print(f"{share} % of the phrases unknown to the rules")
        judge(data, view, some)


def parallel(nodes: np.ndarray) -> list[list[float]]:
    """A tree of scikit-learn as columns of ``line_trees.Node``; its inner values lack the learning rate."""
    leaf = nodes["is_leaf"].astype(bool)
    return [
        [-1 if stop else int(one) for one, stop in zip(nodes["feature_idx"], leaf, strict=True)],
        [0 if stop else round(float(one), 4) for one, stop in zip(nodes["num_threshold"], leaf, strict=True)],
        [int(one) for one in nodes["left"]],
        [int(one) for one in nodes["right"]],
        [round(float(one) * (1 if stop else RATE), 4) for one, stop in zip(nodes["value"], leaf, strict=True)],
    ]


def write(data: Data) -> None:
    model = fit(data, data.labels >= 0)
    trees = [parallel(predictors[0].nodes) for predictors in model._predictors]
    about = {"features": list(NAMES), "base": float(model._baseline_prediction.ravel()[0]), "trees": trees}
    line_trees.FILE.write_text(json.dumps(about, separators=(",", ":")) + "\n", "utf-8")
    print(f"{line_trees.FILE.name}: {line_trees.FILE.stat().st_size} bytes, {len(trees)} trees")


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
    arguments.add_argument("--seed", type=int, default=0, help="of the split into folds")
    given = arguments.parse_args()
    data = Data(given.folder, clean_files(given.clean, given.without))
    validate(data, given.seed)
    if given.write:
        write(data)


if __name__ == "__main__":
    main()
