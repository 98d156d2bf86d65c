"""Write made-up news of any size: ``python -m benchmarks.news OUT --mb 200 [--form parquet] [--docs FOLDER]...``.

OUT becomes a folder of ``--files`` files. Articles come from a grammar and, where folders of ``.txt`` files are named,
from a Markov chain over their words; short lines of theirs are taken as they are. One article in twenty is a copy of an
earlier one with some sentences changed, some share a passage, some have what scrapers leave. Article number N is the
same for the same seed and folders, whatever comes before it, so that any size can be written with little memory.
"""

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.chain import Chain
from benchmarks.stock import FURNITURE, LANGUAGES, MONTHS, OUTLETS, sentence

FORMS = ("text", "jsonl", "jsonl.gz", "parquet")
_COPIES, _SHARED, _FOREIGN, _DAMAGED = 0.05, 0.05, 0.02, 0.3  # shares of the articles
_REACH = 2000  # how many articles back a copy looks
_ROWS = 1000  # rows of a row group
Article = dict[str, str]


class News:
    """Articles by number."""

    def __init__(self, seed: int = 0, texts: Sequence[str] = ()) -> None:
        """Take a seed, and texts to mix in."""
        self._seed = seed
        self._chain = Chain(texts) if texts else None

    def article(self, number: int) -> Article:
        """The article with a number: its text, title, date, source, author and address."""
        chance = self._chance(number)
        kind = chance.random()
        if number and kind < _COPIES:
            return self._copy(chance, number)
        article = self._own(number)
        if number and kind < _COPIES + _SHARED:
            lines = self._own(chance.randrange(max(0, number - _REACH), number))["text"].split("\n\n")
            article["text"] += "\n\n" + max(lines, key=len)
        return article

    def articles(self, size: int) -> Iterator[Article]:
        """Articles of so many bytes of text, or a little more."""
        total = 0
        for number in count():
            if total >= size:
                return
            article = self.article(number)
            total += len(article["text"].encode())
            yield article

    def _chance(self, *names: object) -> random.Random:
        return random.Random(" ".join(map(str, (self._seed, *names))))  # noqa: S311

    def _own(self, number: int) -> Article:
        """An article that is no copy."""
        chance = self._chance("own", number)
        if chance.random() < _FOREIGN:
            stock = chance.choice(LANGUAGES)
            lines = [" ".join(chance.choices(stock, k=chance.randint(2, 4))) for _ in range(6)]
        else:
            lines = [self._paragraph(chance) for _ in range(chance.randint(4, 14))]
        if chance.random() < _DAMAGED:
            lines.insert(chance.randint(0, len(lines)), chance.choice(FURNITURE))
        if chance.random() < _DAMAGED:
            lines.append(chance.choice(FURNITURE))
        return self._about(chance, "\n\n".join(lines), number)

    def _copy(self, chance: random.Random, number: int) -> Article:
        """An earlier article as another outlet has it: lines gone, words changed."""
        lines = self._own(chance.randrange(max(0, number - _REACH), number))["text"].split("\n\n")
        kept = [line for line in lines if chance.random() < 0.8] or lines
        place = chance.randrange(len(kept))
        kept[place] = kept[place].replace(" the ", " this ", 1)
        return self._about(chance, "\n\n".join(kept), number)

    def _about(self, chance: random.Random, text: str, number: int) -> Article:
        year, month, day = chance.randint(2015, 2025), chance.randint(1, 12), chance.randint(1, 28)
        outlet = chance.choice(OUTLETS)
        if chance.random() < 0.3:
            text = f"{chance.choice(MONTHS)} {day}, {year}\n\n{text}"
        return {
            "text": text,
            "title": sentence(chance).rstrip(".").partition(",")[0],
            "date": f"{year}-{month:02}-{day:02}",
            "source": outlet,
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{year}/{number}",
        }

    def _paragraph(self, chance: random.Random) -> str:
        if self._chain is None or chance.random() < 0.2:
            return " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))
        if self._chain.short and chance.random() < 0.1:
            return chance.choice(self._chain.short)
        return " ".join(self._chain.sentence(chance) for _ in range(chance.randint(1, 4)))


def write(out: Path, articles: Iterator[Article], form: str, size: int, files: int) -> int:
    """Write articles to a number of files of about the same size; how many there were."""
    out.mkdir(parents=True, exist_ok=True)
    number = 0

    def some() -> Iterator[Article]:
        nonlocal number
        total = 0
        while total < size / files and (article := next(articles, None)):
            total += len(article["text"].encode())
            number += 1
            yield article

    if form == "text":
        for number, article in enumerate(articles, 1):
            (out / f"{number:07}.txt").write_text(article["text"] + "\n", encoding="utf-8", newline="")
        return number
    writers: dict[str, Callable[[Path, Iterator[Article]], None]] = {
        "jsonl": _jsonl, "jsonl.gz": _jsonl, "parquet": _parquet,
    }  # fmt: skip
    for file in range(files):
        writers[form](out / f"{file:03}.{form}", some())
    return number


def _jsonl(path: Path, articles: Iterator[Article]) -> None:
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def _parquet(path: Path, articles: Iterator[Article]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("text", "title", "date", "source", "url")])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := list(islice(articles, _ROWS)):
            writer.write_table(pa.Table.from_pylist(rows, schema))


def main() -> None:
    """Write a corpus."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--mb", type=float, default=10.0, help="megabytes of text")
    arguments.add_argument("--form", choices=FORMS, default="jsonl")
    arguments.add_argument("--files", type=int, default=4, help="how many files (not for text)")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--docs", type=Path, action="append", default=[], help="folder of .txt files to mix in")
    given = arguments.parse_args()
    texts = [file.read_text("utf-8", "replace") for folder in given.docs for file in sorted(folder.glob("*.txt"))]
    size = int(given.mb * 1e6)
    number = write(given.out, News(given.seed, texts).articles(size), given.form, size, given.files)
    print(f"{number:,} articles: {given.out}")


if __name__ == "__main__":
    main()
