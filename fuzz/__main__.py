"""Fuzz: ``python -m fuzz [--minutes N] [--folder FOLDER] [LIBFUZZER OPTION ...]``; needs ``pip install atheris``.

Makes a corpus from the seed articles in the folder, then looks for inputs that break a promise of ``fuzz.target``,
guided by which lines of lintnews they reach. One that does is written into the folder as ``crash-…`` or ``timeout-…``;
running the command with that file as its only argument tries it again.
"""

import argparse
import sys
from pathlib import Path


def main() -> None:
    """Fuzz until the time is over or something is found."""
    arguments = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    arguments.add_argument("--minutes", type=float, default=30.0)
    arguments.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    given, others = arguments.parse_known_args()
    try:
        import atheris
    except ImportError:
        sys.exit("fuzz: needs atheris (pip install atheris; it has wheels for Linux and Python 3.11 to 3.13)")
    with atheris.instrument_imports(include=["lintnews", "fuzz"]):
        from fuzz import corpus
        from fuzz.target import one_input
    inputs = given.folder / "corpus"
    if not any(Path(other).is_file() for other in others):
        print(f"{corpus.write(inputs)} inputs to begin with, in {inputs}", flush=True)
        others = [
            f"-max_total_time={int(given.minutes * 60)}",
            f"-artifact_prefix={given.folder}/",
            *others,
            str(inputs),
        ]
    atheris.Setup([sys.argv[0], "-max_len=8192", "-timeout=60", "-rss_limit_mb=4096", *others], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
