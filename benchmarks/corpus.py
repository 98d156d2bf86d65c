"""Articles to measure on: those of a folder, or made up from a seed."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

_PIECES = re.compile(r"(\s+)")
_SUBJECTS = [
    "The minister",
    "A spokeswoman for the council",
    "The company",
    "Ms. Okafor",
    "The committee",
    "Mr. Lindqvist",
    "The union",
    "Police",
]
_VERBS = ["said", "announced", "denied", "confirmed", "warned", "added", "told reporters", "argued"]
_OBJECTS = [
    "that the bridge would stay closed until spring",
    "that talks had broken down over pay",
    "that the new line would open in two years",
    "that 42 percent of the seats were still empty",
    "that no decision had been made on the budget",
    "that the storm had cut power to 3,000 homes",
    "that the deal would be signed in Geneva next week",
    "that the report had been sent to the court",
]
_TAILS = [
    ", according to a statement",
    ", after months of dispute",
    ", citing a survey by the university",
    ", despite the protests",
    ", as the vote drew near",
    ", in a reversal of an earlier plan",
    "",
    "",
]
_QUOTES = [
    "“We have no money left for this,” {s} {v}.",
    "“It was the right thing to do,” {v} {s}.",
    "{s} {v}: “Nobody asked us, and nobody will.”",
]


def read_folder(folder: Path) -> list[str]:
    """The texts of the .txt files of a folder, by name."""
    return [file.read_bytes().decode("utf-8") for file in sorted(folder.glob("*.txt"))]


def make(size: int, seed: int = 0) -> list[str]:
    """About ``size`` code points of made-up news articles of some 4,000 each, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    articles, total = [], 0
    while total < size:
        lines = [f"{_sentence(chance)}"]
        while sum(map(len, lines)) < 4000:
            lines.append(" ".join(_sentence(chance) for _ in range(chance.randint(1, 4))))
        articles.append("\n\n".join(lines))
        total += len(articles[-1])
    return articles


def _sentence(chance: random.Random) -> str:
    subject, verb = chance.choice(_SUBJECTS), chance.choice(_VERBS)
    if chance.random() < 0.2:
        return chance.choice(_QUOTES).format(s=subject, v=verb)
    number = chance.randint(2, 900)
    return f"{subject} {verb} {chance.choice(_OBJECTS)}{chance.choice(_TAILS)} ({number})."


def words_of(texts: Sequence[str]) -> list[str]:
    """All words of some texts, as often as they occur."""
    return [word for text in texts for word in text.split()]


def noisy(text: str, share: float, words: Sequence[str], chance: random.Random) -> str:
    """A text with a share of its words changed for others; the blanks and lines are as they were."""
    pieces = _PIECES.split(text)
    places = range(0, len(pieces), 2)
    for place in chance.sample(places, round(share * len(places))):
        if pieces[place]:
            pieces[place] = chance.choice(words)
    return "".join(pieces)
