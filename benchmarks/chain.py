"""A Markov chain over the words of texts."""

import random
from collections import defaultdict
from collections.abc import Sequence

_MARKS = str.maketrans("", "", '"“”„«»()[]*')  # marks that would have lost their other half
_SHORT, _LONG = 60, 30  # characters of a line that is taken as it is, words of a sentence
_STRAY = 0.3  # how often the chain forgets the last word but one where only one word can follow both


class Chain:
    """Sentences like those of texts; ``short`` holds the texts' short lines."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Read texts."""
        lines = [line.strip() for text in texts for line in text.split("\n")]
        self.short = [line for line in lines if line and len(line) <= _SHORT]
        self._words: list[str] = []
        self._begins: list[int] = []
        self._after: dict[str, list[int]] = defaultdict(list)
        self._after_two: dict[tuple[str, str], list[int]] = defaultdict(list)
        for line in lines:
            if len(line) > _SHORT:
                self._read(line.translate(_MARKS).split())

    def sentence(self, chance: random.Random) -> str:
        """Words up to the end of a sentence."""
        at = chance.choice(self._begins)
        said = [self._words[at]]
        while not said[-1].endswith((".", "?", "!")) and len(said) < _LONG:
            two = self._after_two.get((said[-2], said[-1])) if len(said) > 1 else None
            if two is None or (len(two) == 1 and chance.random() < _STRAY):
                two = self._after.get(said[-1])
            if not two:
                break
            said.append(self._words[chance.choice(two)])
        return " ".join(said)

    def _read(self, words: Sequence[str]) -> None:
        base = len(self._words)
        self._words.extend(words)
        self._begins.append(base)
        for at, word in enumerate(words[:-1]):
            self._after[word].append(base + at + 1)
            if at:
                self._after_two[words[at - 1], word].append(base + at + 1)
            if word.endswith(".") and words[at + 1][:1].isupper():
                self._begins.append(base + at + 1)
