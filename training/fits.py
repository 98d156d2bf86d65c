"""Fits of linear models, in numpy alone: pairs, classes, a discriminant."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STEPS = 25  # of Newton's method
_APART = 0.5  # how much the languages' disagreement counts


def fit_pairs(rows: Array, pairs: Sequence[tuple[int, int]], strength: float) -> Array:
    """Weights that put the first of each pair above the second: ridge logistic regression in its dual form."""
    differences = between(rows, pairs)
    kernel = differences @ differences.T
    alpha = np.zeros(len(pairs))
    for _ in range(_STEPS):
        values = kernel @ alpha
        slack = 1 / (1 + np.exp(values))
        curve = np.maximum(strength * slack * (1 - slack), 1e-8)
        alpha = np.linalg.solve(kernel + np.diag(1 / curve), values + strength * slack / curve)
    weights: Array = differences.T @ alpha
    return weights


def fit_classes(rows: Array, labels: Array, strength: float) -> tuple[float, Array]:
    """Offset and weights of a ridge logistic regression, both classes weighed equally."""
    design = np.hstack([np.ones((len(rows), 1)), rows])
    share = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    penalty = np.eye(design.shape[1]) / strength
    penalty[0, 0] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (share * (labels - chance)) - penalty @ weights
        curve = (design * (share * chance * (1 - chance))[:, None]).T @ design + penalty
        weights += np.linalg.solve(curve, gradient)
    return float(weights[0]), weights[1:]


def fit_discriminant(rows: Array, groups: Sequence[tuple[str, str]], shifts: Array, ridge: float) -> Array:
    """Fisher's linear discriminant: weights for which the shift is largest against how rows of a group differ.

    ``shifts`` has a row for each language; their mean is what counts, and how they differ from it counts as spread, so
    that what only one language shows is held back. Groups are kinds of text in a language, all languages of a kind
    weighed equally. ``ridge`` is in mean variances.
    """
    kinds = {kind for kind, _ in groups}
    spread = np.zeros((rows.shape[1], rows.shape[1]))
    for group in sorted(set(groups)):
        own = rows[[each == group for each in groups]]
        centred = own - own.mean(axis=0)
        spread += centred.T @ centred / len(own) / len(kinds)
    shift = shifts.mean(axis=0)
    ridged = spread + ridge * np.trace(spread) / len(spread) * np.eye(len(spread))
    apart = shifts - shift
    weights: Array = np.linalg.solve(ridged + _APART * apart.T @ apart, shift)
    return weights


def between(rows: Array, pairs: Sequence[tuple[int, int]]) -> Array:
    """The difference of the rows of each pair."""
    ones, others = zip(*pairs, strict=True)
    differences: Array = rows[list(ones)] - rows[list(others)]
    return differences


def standardise(figures: Array) -> tuple[Array, Array]:
    """Means and deviations of the figures."""
    return figures.mean(axis=0), np.maximum(figures.std(axis=0), 1e-6)


def scaled(figures: Array, means: Array, deviations: Array, most: float) -> Array:
    """Figures as distances from the mean in deviations, at most ``most``."""
    return np.clip((figures - means) / deviations, -most, most)
