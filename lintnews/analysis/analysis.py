"""The analysis of one document: every part made once, when first asked for, and shared by all rules."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lintnews.analysis.alignment import Copy, Side
from lintnews.analysis.copies import copies_within
from lintnews.analysis.kept import kept
from lintnews.analysis.language import FAR_LETTER, foreign_passages, text_language
from lintnews.analysis.origin import Origin, find_origin
from lintnews.analysis.paragraphs import Paragraphs, find_lines, join_wrapped
from lintnews.analysis.quotations import Quotations, blotted, find_quotations
from lintnews.analysis.readability import metrics
from lintnews.analysis.sentences import sentences
from lintnews.analysis.shadow import beyond_ascii, fold
from lintnews.analysis.shingles import runs_within
from lintnews.analysis.translation_score import Judgement, judge
from lintnews.analysis.vocabulary import Vocabulary
from lintnews.analysis.words import Words, find_words
from lintnews.analysis.zones import Zones, find_zones
from lintnews.documents.document import Document
from lintnews.positions import Span

if TYPE_CHECKING:
    from lintnews.analysis.sources import Source

_KEPT = 32  # paragraphs whose words outside of quotations are kept


class Analysis:
    """What is known of a document's text. All positions are code points of ``text``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._sentences: dict[int, list[Span]] = {}
        self._outside: dict[int, str] = {}

    @kept
    def beyond_ascii(self) -> str:
        """The characters of the text that are not ASCII, in order."""
        return beyond_ascii(self.text)

    @kept
    def _folded(self) -> str:
        return fold(self.text, self.beyond_ascii)

    @kept
    def lines(self) -> Paragraphs:
        """The lines that are not blank."""
        return find_lines(self._folded)

    @kept
    def paragraphs(self) -> Paragraphs:
        """The paragraphs: lines, joined where the text is hard-wrapped."""
        return join_wrapped(self.lines, self._folded)

    @kept
    def shadow(self) -> str:
        """One ASCII character for each code point of the text; line ends inside a paragraph are spaces."""
        shadow = self._folded
        if len(self.paragraphs) == len(self.lines):
            return shadow
        pieces, at = [], 0
        for start, end in zip(*self.paragraphs, strict=True):
            pieces += [shadow[at:start], shadow[start:end].replace("\n", " ")]
            at = end
        return "".join([*pieces, shadow[at:]])

    @kept
    def has_far_letters(self) -> bool:
        """Whether the text has a letter beyond the Latin scripts."""
        return bool(FAR_LETTER.search(self.beyond_ascii))

    @kept
    def language(self) -> str:
        """The language of the text (ISO 639-1), empty where nothing can be said."""
        spans = zip(*self.paragraphs, strict=True)
        return text_language(self.text, self.shadow, spans, far=self.has_far_letters)

    @kept
    def words(self) -> Words:
        """Where the words begin and end, and a key of each, equal for equal words."""
        return find_words(self.shadow, self.text, far=self.has_far_letters)

    @kept
    def copies(self) -> list[Copy]:
        """The passages that stand twice in the text, the later ones in order."""
        runs = runs_within(self.words)
        if not runs:
            return []
        keys = array("Q", self.words.keys.tobytes() if self.words.is_array else self.words.keys)
        return copies_within(Side.of(keys, self.is_news, self.sentence_words), runs)

    def sentence_words(self, word: int) -> tuple[int, int]:
        """The first word of the sentence a word is in, and the one behind its last; at most those of its line."""
        at = int(self.words.starts[word])
        sentence = self.sentence_at(at)
        line = max(bisect_right(self.lines.starts, at) - 1, 0)
        start, end = max(sentence.start, self.lines.starts[line]), min(sentence.end, self.lines.ends[line])
        return bisect_left(self.words.starts, start), max(bisect_left(self.words.starts, end), word + 1)

    def is_news(self, word: int) -> bool:
        """Whether a word is a name or a figure: it has a digit, or a capital away from the start of a sentence."""
        start, end = self.words.starts[word], self.words.ends[word]
        first = self.shadow[start]
        if first.isupper():
            return start > 1 and self.shadow[start - 1] in " -" and self.shadow[start - 2] not in '.!?:"\n '
        return first.isdigit() or self.shadow[end - 1].isdigit()

    @kept
    def foreign_paragraphs(self) -> Mapping[int, str]:
        """The paragraphs that are surely in another language than the text, by index, with their languages."""
        spans: Iterable[Span] = map(Span, *self.paragraphs)
        if self.language == "en" and not self.has_far_letters:
            if not self.vocabulary.foreign:
                return {}
            spans = map(self.paragraph, sorted({self.paragraph_at(at) for at in self.vocabulary.foreign}))
        found = foreign_passages(self.text, self.shadow, spans, self.language)
        return {self.paragraph_at(start): language for start, _, language in found}

    @kept
    def readability(self) -> Mapping[str, float]:
        """How hard the article between its head and tail matter is to read; empty if it is not in English."""
        if self.language not in ("", "en"):
            return {}
        body = range(self.zones.body, self.zones.tail)
        return metrics(self.text, (sentence for index in body for sentence in self.sentences(index)))

    @kept
    def origin(self) -> Origin:
        """The byline and the date that the text itself gives."""
        return find_origin(self.shadow, self.paragraphs, self.zones, self.headline)

    @kept
    def translation(self) -> Judgement | None:
        """How likely the text is a translation; None where it is too short, or not in English."""
        return judge(self.text, self._folded) if self.language in ("en", "") else None

    @kept
    def quotations(self) -> Quotations:
        """The quotations and the quotation marks without a partner."""
        return find_quotations(self.text, self.paragraphs)

    @kept
    def vocabulary(self) -> Vocabulary:
        """The words of the text."""
        return Vocabulary(self.shadow)

    @kept
    def speakers(self) -> list[Span | None]:
        """For each of ``quotations.double`` the span of the words that name its speaker, None where none was found."""
        from lintnews.analysis.speakers import find_speakers  # its patterns take time to compile, and few runs ask

        return find_speakers(self.shadow, self.paragraphs, self.quotations.double)

    @kept
    def sources(self) -> "list[Source]":
        """Whom the text quotes and cites, in the order of their first mention."""
        from lintnews.analysis.sources import find_sources  # few runs ask, as above

        return find_sources(self.shadow, self.text, self.quotations.double, self.speakers)

    def outside(self, paragraph: int) -> str:
        """The shadow of a paragraph, each character of a quotation between double marks blotted out (``BLOT``)."""
        if paragraph not in self._outside:
            if len(self._outside) >= _KEPT:
                self._outside.clear()
            self._outside[paragraph] = blotted(self.shadow, *self.paragraph(paragraph), self.quotations.double)
        return self._outside[paragraph]

    @kept
    def zones(self) -> Zones:
        """Which paragraphs are head matter, body and tail matter."""
        return find_zones(self.shadow, self.paragraphs)

    @kept
    def headline(self) -> Span:
        """The first paragraph of the head matter that has at least three words, else the first paragraph."""
        for start, end in zip(*self.paragraphs, strict=True):
            if len(self.text[start:end].split()) >= 3:
                return Span(start, end)
        return self.paragraph(0) if len(self.paragraphs) else Span(0, 0)

    def paragraph(self, index: int) -> Span:
        """The span of a paragraph."""
        return Span(self.paragraphs.starts[index], self.paragraphs.ends[index])

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds an offset, or of the last one before it (0 where there is none)."""
        return max(bisect_right(self.paragraphs.starts, offset) - 1, 0)

    def sentences(self, paragraph: int) -> list[Span]:
        """The sentences of a paragraph, in order."""
        if paragraph not in self._sentences:
            self._sentences[paragraph] = sentences(self.shadow, *self.paragraph(paragraph))
        return self._sentences[paragraph]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds an offset, or the last one before it in its paragraph."""
        some = self.sentences(self.paragraph_at(offset))
        index = bisect_right(some, offset, key=lambda sentence: sentence.start) - 1
        return some[max(index, 0)]

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies inside a quotation between double marks."""
        double = self.quotations.double
        index = bisect_right(double, offset, key=lambda quotation: quotation.start) - 1
        return index >= 0 and offset < double[index].end
