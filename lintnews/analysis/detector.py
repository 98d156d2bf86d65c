"""langdetect's guesses, some times as fast: its arithmetic on arrays, in its order, so that the numbers are the same.

What it does (Nakatani, "Language detection library for Java", 2010): seven times over, it draws runs of letters by
chance and multiplies what each says of every language, until one language is left. The only home of langdetect.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SEED = 0  # it guesses with random numbers
_REMEMBERED = 1024  # texts: a paragraph is asked about for the text's language, and again for its own


@lru_cache(_REMEMBERED)
def guesses(text: str) -> tuple[tuple[str, float], ...]:
    """The languages a text may be in, with their probabilities, the likeliest first; none for one without letters."""
    import langdetect

    detector = _kind()()
    detector.append(text)
    try:
        return tuple((each.lang, each.prob) for each in detector.get_probabilities())
    except langdetect.LangDetectException:
        return ()


@cache
def _kind() -> Any:  # noqa: ANN401  (langdetect has no types)
    """The kind of detector; its profiles of languages are loaded."""
    import numpy as np
    from langdetect import detector_factory
    from langdetect.detector import Detector

    detector_factory.init_factory()
    factory = detector_factory._factory

    class Faster(Detector):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(factory)
            self.seed = _SEED

        def _detect_block(self) -> None:
            self.cleaning_text()
            runs = self._extract_ngrams()
            if not runs:
                super()._detect_block()  # which complains
            self.random.seed(self.seed)
            total = np.zeros(len(self.langlist))
            for _ in range(self.n_trial):
                total += self._trial(runs) / self.n_trial
            self.langprob = total.tolist()

        def _trial(self, runs: list[str]) -> "NDArray[np.float64]":
            chances = np.array(self._init_probability())
            weight = (self.alpha + self.random.gauss(0.0, 1.0) * self.ALPHA_WIDTH) / self.BASE_FREQ
            choice, step = self.random.choice, 0
            while True:
                chances *= _row(choice(runs)) + weight
                if step % 5 == 0:
                    chances /= sum(chances.tolist())  # in the order of the list, as langdetect adds
                    if chances.max() > self.CONV_THRESHOLD or step >= self.ITERATION_LIMIT:
                        return chances
                step += 1

    @cache
    def _row(run: str) -> "NDArray[np.float64]":
        return np.array(factory.word_lang_prob_map[run])

    return Faster
