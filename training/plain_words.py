"""Count which words news never capitalises in mid-sentence, for garbled/capital-in-sentence.

    python training/plain_words.py FOLDER ... [--write]

Reads the .txt files of the folders (well-edited English news, a million words or more). A word is plain when it was met
at least 30 times in lower case between words, with a capital between two lower-case words at most once in a thousand
times, and with a capital in other company at most once in sixty. Names, titles and words that names are made of are
left out by hand (``_NAMES``). The most usual openers of sentences go to rules/words/plain-openers.txt, the others to
plain-words.txt; only the words are kept, no sentence and no figure. Without --write it prints how many there are.
"""

import argparse
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from lintnews.analysis.shadow import fold
from lintnews.resources import rules_folder, word_set

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_LEAST, _ALONE, _AMONG_NAMES = 30, 1000, 60
_OPENERS = 160
_NAMES = set(
    """air general house state party social national security president united states new time times post sun star
    guardian independent mirror people vice judge justice senate congress supreme court federal union league church
    bible god internet web twitter google amazon apple target visa shell sprint oracle express focus gap orange uber
    square prime echo chrome windows office word access teams zoom slack drive maps pixel nest fox sky quest discover
    delta alphabet meta lens spring summer fall winter north south east west eastern western northern southern earth
    moon mars congressional democratic republican senator governor secretary minister ambassador professor doctor dr
    king queen prince princess pope bishop captain colonel gay pride street avenue road river lake bay island valley
    hill park mount no our his him met who from variety advocate""".split()  # noqa: SIM905  (reads better)
)


def count(texts: list[str]) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """How often a word stands in lower case, with a capital, with one between lower-case words; in how many texts.

    The last figure counts the texts that have the word with a capital at all.
    """
    lower, capital, alone, texts_with = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        shadow = fold(text)
        texts_with.update({word.lower() for word in _WORD.findall(shadow) if word[0].isupper()})
        for line in shadow.split("\n"):
            words = list(_WORD.finditer(line))
            for before, word, after in zip(words, islice(words, 1, None), islice(words, 2, None), strict=False):
                blanks = line[before.end() : word.start()] + line[word.end() : after.start()]
                if blanks != "  " or not before[0].islower():
                    continue
                if word[0].islower():
                    lower[word[0]] += 1
                elif word[0][1:].islower():
                    capital[word[0].lower()] += 1
                    alone[word[0].lower()] += after[0].islower()
    return lower, capital, alone, texts_with


def main() -> None:
    """Count, and write the lists."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folders", nargs="+", type=Path)
    args.add_argument("--write", action="store_true")
    given = args.parse_args()
    texts = [path.read_text("utf-8") for folder in given.folders for path in sorted(folder.glob("*.txt"))]
    lower, capital, alone, texts_with = count(texts)
    plain = sorted(
        word
        for word, times in lower.items()
        if word.isalpha() and len(word) > 1 and times >= _LEAST and word not in _NAMES
        if alone[word] * _ALONE <= times and capital[word] * _AMONG_NAMES <= times
    )
    openers = [word for word, _ in texts_with.most_common() if word in set(plain) & word_set("function-words")][
        :_OPENERS
    ]
    print(f"{sum(lower.values())} words, {len(plain)} plain ones, {len(openers)} of them openers")
    if given.write:
        for name, words in (("plain-openers", openers), ("plain-words", [w for w in plain if w not in openers])):
            path = rules_folder() / "words" / f"{name}.txt"
            head = [line for line in path.read_text("utf-8").split("\n") if line.startswith("#")]
            path.write_text("\n".join([*head, *sorted(word.capitalize() for word in words)]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
