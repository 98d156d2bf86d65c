"""Markdown: the text without its marks, and the way back to the file.

markdown-it-py finds the blocks and knows their lines; that the parts of a line know their place as well is added here.
A paragraph, a heading, a list item and a table cell are lines of their own; a line break inside of them is a space, a
hard one a line break. Code blocks, comments, tags and images with their alternative text are left out; the text of HTML
blocks is read as in HTML.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.extract import Extract
from lintnews.documents.front_matter import front_matter
from lintnews.documents.html_text import html_extract
from lintnews.documents.metadata import NO_NAMES, metadata_of

_NESTING = 50
_AT = "at"  # the key of a token's place, in its meta
_INNER_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*\s*")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


class _Run(NamedTuple):
    """From this offset of a block's content on, characters stand side by side in the file from ``source`` on."""

    content: int
    source: int


class _Block(NamedTuple):
    """A token with text, the type of the block it is in, and the column of a table cell."""

    token: Token
    kind: str
    column: int


def read_markdown(source: Source, names: Mapping[str, str] = NO_NAMES) -> Iterator[Document | ReadError]:
    """The one document of a Markdown file, with its front matter as metadata, and an error if that is broken.

    Args:
        source: the file.
        names: what the front matter calls the metadata, as for metadata_of.
    """
    lines = _Lines(source)
    front = front_matter(lines.all)
    if front.error:
        yield ReadError(source.path, front.error, 1)
    lines.first = front.lines
    writer = _Writer(source.text)
    try:
        for block in _blocks(_parser().parse("\n".join(lines.all[front.lines :]))):
            _read_block(writer, lines, block)
    except RecursionError:
        yield ReadError(source.path, "Markdown nested too deep")
        return
    extract = writer.extract
    yield Document(source, extract.text(), "markdown", metadata_of(front.fields, names), extract.offsets())


class _Lines:
    """The lines of a file without their ends, counted from the first line of the body."""

    def __init__(self, source: Source) -> None:
        spans = [source.lines.line(n + 1) for n in range(len(source.lines.starts))]
        self.all = [source.text[span.start : span.end] for span in spans]
        self.first = 0
        self._spans = spans

    def text(self, number: int) -> str:
        """A line as the parser sees it."""
        return self.all[self.first + number].replace("\0", "\ufffd")

    def start(self, number: int) -> int:
        """Where a line begins in the file."""
        return self._spans[self.first + number].start

    def end(self, number: int) -> int:
        """Where a line ends in the file."""
        return self._spans[self.first + number].end


class _PlacedState(StateInline):
    """An inline parser's state that knows where its pending text began."""

    pending_at = 0

    def pushPending(self) -> Token:  # noqa: N802 (the parser's own name)
        token = super().pushPending()
        token.meta[_AT] = (self.pending_at, self.pending_at + len(token.content))
        return token


class _PlacedParser(ParserInline):
    """An inline parser that notes the place of each token in its content."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        nesting, end = state.md.options["maxNesting"], state.posMax
        while state.pos < end:
            at, count = state.pos, len(state.tokens)
            if isinstance(state, _PlacedState) and not state.pending:
                state.pending_at = at
            if state.level >= nesting or not any(rule(state, False) for rule in rules):
                state.append_pending(state.src[at])
                state.pos = at + 1
            _place(state.tokens[count:], at, state.pos)
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for finish in self.ruler2.getRules(""):
            finish(state)
        return state.tokens


def _place(tokens: list[Token], at: int, end: int) -> None:
    """Notes the place of the tokens that a stretch has become; single marks stand side by side."""
    if any(token.info == "auto" for token in tokens):  # an address between < and >
        at, end = at + 1, end - 1
    for token in tokens:
        if _AT in token.meta:
            continue
        if token.type == "text":
            token.meta[_AT] = (at, at + len(token.content))
            at += len(token.content)
        else:
            token.meta[_AT] = (at, end)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = _PlacedParser()
    parser.configure("commonmark", {"maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    # These join pieces of text and would lose their places.
    parser.disable(["text_join", "fragments_join"])
    return parser


def _blocks(tokens: list[Token]) -> Iterator[_Block]:
    kind, column = "", -1
    for token in tokens:
        if token.type in ("inline", "html_block"):
            yield _Block(token, kind, column)
        elif token.type == "tr_open":
            column = -1
        elif token.type in ("td_open", "th_open"):
            kind, column = "cell", column + 1
        elif token.type == "heading_open" and token.markup.startswith("#"):
            kind = "heading"
        elif token.nesting > 0:
            kind = "paragraph"


def _read_block(writer: "_Writer", lines: _Lines, block: _Block) -> None:
    first, end = block.token.map or (0, 1)
    start = lines.start(first)
    writer.break_line(start)
    if block.token.type == "html_block":
        if block.token.level == 0:  # inside of a quotation or list there are marks between its lines
            writer.html(start, lines.end(end - 1))
        return
    content = block.token.content
    runs = _runs(lines, block, first, end)
    if not runs and content:
        writer.whole(" ".join(content.split()), start, lines.end(end - 1))
        return
    inline = _Inline(writer, content, runs)
    for token in block.token.children or ():
        inline.read(token)


def _runs(lines: _Lines, block: _Block, first: int, end: int) -> list[_Run]:
    """Where the content of a block stands in the file; nothing if that cannot be said."""
    content = block.token.content
    if block.kind == "cell":
        return _cell_runs(lines.text(first), lines.start(first), content, block.column)
    if block.kind == "heading":
        return _heading_runs(lines.text(first), lines.start(first), content)
    parts = content.split("\n")
    for skipped in range(end - first - len(parts) + 1):
        runs = _paragraph_runs(lines, parts, first + skipped)
        if runs:
            return runs
    return []


def _paragraph_runs(lines: _Lines, parts: list[str], first: int) -> list[_Run]:
    """Each line of a paragraph is the end of its line in the file, behind the marks of lists and quotations."""
    runs, at = [], 0
    for number, part in enumerate(parts, first):
        core, line = part.strip(), lines.text(number).rstrip()
        if not line.endswith(core):
            return []
        lead = len(part) - len(part.lstrip())
        runs.append(_Run(at + lead, lines.start(number) + len(line) - len(core)))
        at += len(part) + 1
    return runs


def _heading_runs(line: str, start: int, content: str) -> list[_Run]:
    marks = line.find("#")
    behind = line[marks:].lstrip("#")
    at = line.find(content, len(line) - len(behind))
    return [_Run(0, start + at)] if at >= 0 else []


def _cell_runs(line: str, start: int, content: str, column: int) -> list[_Run]:
    """A cell's content has its escaped bars without their backslash."""
    ends = [bar.start() for bar in _CELL_END.finditer(line)] + [len(line)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    if _CONTAINERS.fullmatch(line, 0, ends[0]):
        column += 1
    if column >= len(ends):
        return []
    at = line.rfind(content.replace("|", "\\|"), starts[column], ends[column])
    runs, done = [_Run(0, start + at)], 0
    while (bar := content.find("|", done)) >= 0:
        runs.append(_Run(bar, runs[-1].source + bar - runs[-1].content + 1))
        done = bar + 1
    return runs if at >= 0 else []


class _Inline:
    """Writes the inline tokens of one block."""

    def __init__(self, writer: "_Writer", content: str, runs: list[_Run]) -> None:
        self._writer = writer
        self._content = content
        self._runs = runs

    def read(self, token: Token) -> None:
        """Writes one token, if it has text."""
        at, end = token.meta.get(_AT, (0, 0))
        if token.type == "text":
            self._text(token.content, at, at + len(token.content))
        elif token.type == "text_special":
            self._text(token.content, at, end)
        elif token.type == "softbreak":
            self._writer.space(*self._span(at, end))
        elif token.type == "hardbreak" or (token.type == "html_inline" and _LINE_BREAK_TAG.fullmatch(token.content)):
            self._writer.break_line(self._source(at))
        elif token.type == "code_inline":
            self._code(at + len(token.markup), end - len(token.markup))

    def _text(self, words: str, at: int, end: int) -> None:
        if self._content[at:end] == words:
            self._exact(at, end)
        elif words:  # an escape, an entity, or an address that is shown in another way than it is written
            self._writer.whole(words, *self._span(at, min(end, len(self._content))))

    def _code(self, at: int, end: int) -> None:
        inner = self._content[at:end].replace("\n", " ")
        if inner[:1] == inner[-1:] == " " and inner.strip(" "):
            at, end = at + 1, end - 1
        for line_break in _INNER_BREAK.finditer(self._content, at, end):
            self._exact(at, line_break.start())
            at = line_break.end()
            self._writer.space(*self._span(line_break.start(), at))
        self._exact(at, end)

    def _exact(self, at: int, end: int) -> None:
        """Writes a stretch of one line of the content as it stands."""
        while at < end:
            index = self._run(at)
            stop = min(end, self._runs[index + 1].content) if index + 1 < len(self._runs) else end
            start = self._source(at)
            self._writer.exact(start, start + stop - at)
            at = stop

    def _run(self, at: int) -> int:
        return max(bisect_right(self._runs, at, key=lambda run: run.content) - 1, 0)

    def _source(self, at: int) -> int:
        run = self._runs[self._run(at)]
        return run.source + at - run.content

    def _span(self, at: int, end: int) -> tuple[int, int]:
        """The stretch of the file of a stretch of the content; after a line break it ends before the next text."""
        start = self._source(at)
        stop = self._source(end) if self._content[at] == "\n" else self._source(end - 1) + 1
        return start, max(start, stop)


class _Writer:
    """Text and line breaks into an Extract; space at the ends of lines and beside what is left out is dropped."""

    def __init__(self, text: str) -> None:
        self.extract = Extract(text)
        self._file = text
        self._break: int | None = None
        self._space: tuple[int, int] | None = None

    def break_line(self, at: int) -> None:
        """Lets the next text begin a line."""
        self._space = None
        self._break = at

    def space(self, start: int, end: int) -> None:
        """Lets a space come before the next text of this line."""
        self._space = self._space or (start, end)

    def exact(self, start: int, end: int) -> None:
        """Writes a stretch of the file as it stands."""
        words = self._file[start:end]
        body = words.strip(" \t")
        first = start + len(words) - len(words.lstrip(" \t"))
        last = first + len(body)
        if start < first:
            self.space(start, first)
        if body:
            self._before()
            self.extract.exact(first, last)
            if last < end:
                self.space(last, end)

    def whole(self, words: str, start: int, end: int) -> None:
        """Writes words that a stretch of the file stands for."""
        if words:
            self._before()
            self.extract.whole(words, start, end)

    def html(self, start: int, end: int) -> None:
        """Writes the text of a stretch of HTML."""
        inner = html_extract(self._file, start, end)
        if len(inner):
            self._before()
            self.extract.append(inner)

    def _before(self) -> None:
        if len(self.extract):
            if self._break is not None:
                self.extract.whole("\n", self._break, self._break)
            elif self._space is not None:
                self._write_space(*self._space)
        self._break = self._space = None

    def _write_space(self, start: int, end: int) -> None:
        if self._file[start:end].strip(" \t"):
            self.extract.whole(" ", start, end)
        elif start < end:
            self.extract.exact(start, end)
