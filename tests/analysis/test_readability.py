"""Readability metrics: sane figures, our sentences, no network."""

import subprocess
import sys

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.readability import NAMES, metrics
from lintnews.documents.document import from_text

EASY = "The cat sat on the mat. The dog ran to the park. The boy ate his lunch at noon."
HARD = (
    "Notwithstanding parliamentary deliberations regarding infrastructural modernisation, governmental representatives "
    "acknowledged considerable uncertainties surrounding international financial obligations and responsibilities."
)
NO_NETWORK = """
import socket

def refuse(*given, **more):
    raise AssertionError("no network")

socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from lintnews.analysis.readability import metrics
from lintnews.positions import Span
print(metrics("The zorblax ate its lunch at noon.", [Span(0, 34)])["words"])
"""


def of(text: str) -> dict[str, float]:
    analysis = Analysis(from_text(text))
    return metrics(text, [span for index in range(len(analysis.paragraphs)) for span in analysis.sentences(index)])


def test_hard_text_is_harder() -> None:
    easy, hard = of(EASY), of(HARD)
    assert (easy["words"], easy["sentences"]) == (19, 3)
    assert easy["flesch_reading_ease"] > 90 > 10 > hard["flesch_reading_ease"]
    for name in ("flesch_kincaid_grade", "gunning_fog", "smog_index", "difficult_words"):
        assert easy[name] < hard[name]


def test_sentences_are_ours() -> None:
    assert of("The U.S. Senate met at 3.30 p.m. on Monday. Who knew that it would vote?")["sentences"] == 2


def test_nothing_to_measure() -> None:
    assert of("") == of("...\n\n--") == dict.fromkeys(NAMES, 0.0)


def test_no_network_is_used() -> None:
    done = subprocess.run([sys.executable, "-c", NO_NETWORK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "7"
