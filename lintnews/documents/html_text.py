"""HTML: the text of a page in reading order, and the way back through tags, entities and folded white space.

Markup is read token by token, as the HTML standard's tokenizer does, and no tree is built: where text begins and ends
depends on tags alone, so neither depth nor broken nesting can do harm, and offsets are those of the file at once.
"""

import html
import json
import re
from collections.abc import Iterator
from html.entities import html5

from lintnews.documents.document import Document, Source
from lintnews.documents.extract import Extract
from lintnews.documents.metadata import metadata_of, words_of

_SPACE = " \t\n\r\f"
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)
    ((?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+|(?=>)))?+|=)*+)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+""")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_RUN = re.compile(r"[^ \t\n\r\f&]+(?: [^ \t\n\r\f&]+)*")  # not possessive: Python 3.11.2 would keep a last blank
_BLANK = re.compile(r"[ \t\n\r\f]++")
_KEPT_RUN = re.compile(r"[^\r&]++|\r\n?")
_NEWLINE = re.compile(r"\r\n?|\n")
_ENTITY = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[a-zA-Z][a-zA-Z0-9]{0,31};?)")
_ARTICLE = re.compile(r"Article$|^BlogPosting$|^Report$")

# The text of these is no markup; the first two show it, the others do not.
_RAW_SHOWN = frozenset({"textarea", "xmp"})
_RAW = frozenset({"script", "style", "title", "noscript", "iframe", "noembed", "noframes"}) | _RAW_SHOWN
_SKIPPED = frozenset({"svg", "math", "template", "canvas"})
_KEPT_SPACE = frozenset({"pre", "textarea", "xmp", "listing"})
_BLOCKS = (
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe label legend li "
    "listing main menu nav object ol optgroup option p pre search section select summary table tbody td textarea "
    "tfoot th thead title tr ul video xmp"
)
_BREAKS = frozenset(_BLOCKS.split())
# Where a page names these, the best place first.
_NAMED = {
    "title": ("og:title", "twitter:title", "dc.title", "headline", "<title>"),
    "url": ("og:url", "<link canonical>"),
    "author": ("author", "byl", "dc.creator", "parsely-author", "article:author"),
    "date": ("article:published_time", "datepublished", "date", "pubdate", "dc.date", "parsely-pub-date"),
    "source": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "language": ("<html lang>", "content-language", "og:locale", "dc.language"),
}


def read_html(source: Source) -> Iterator[Document]:
    """The one document of a page. A block, a table cell and what follows a ``<br>`` are lines of their own."""
    page = _Page(source.text)
    page.read(0, len(source.text))
    extract = page.extract
    yield Document(source, extract.text(), "html", page.metadata(), extract.offsets())


def html_extract(text: str, start: int = 0, end: int | None = None) -> Extract:
    """The text of a stretch of HTML, with offsets of ``text``."""
    page = _Page(text)
    page.read(start, len(text) if end is None else end)
    return page.extract


class _Page:
    """Reads one page: its text into an Extract, what it says about itself into fields."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.extract = Extract(text)
        self._break: int | None = None  # where a block began or ended since the last text
        self._space: tuple[int, int] | None = None  # white space since the last text of this line
        self._pre = 0  # how many open elements keep white space
        self._skipped = ""  # the element whose content is left out
        self._depth = 0  # how many of these are open
        self._named: dict[str, str] = {}
        self._linked_data: list[str] = []

    def read(self, at: int, end: int) -> None:
        """Reads a stretch of the page."""
        while at < end:
            start = self.text.find("<", at, end)
            if start < 0:
                start = end
            if not self._skipped:
                self._words(at, start)
            at = self._markup(start, end) if start < end else end

    def metadata(self) -> dict[str, str]:
        """What linked data, meta tags and the page's own tags say, in this order of trust."""
        named = {key: _first(self._named.get(name, "") for name in names) for key, names in _NAMED.items()}
        said = {key: words for key, words in named.items() if words}
        return {**said, **metadata_of(_article(self._linked_data))}

    def _words(self, at: int, end: int) -> None:
        while at < end:
            if self.text[at] == "&":
                at = self._entity(at, end)
            elif self._pre:
                at = self._kept(at, end)
            elif blank := _BLANK.match(self.text, at, end):
                self._space = self._space or blank.span()
                at = blank.end()
            elif run := _RUN.match(self.text, at, end):
                self._show(at, run.end())
                at = run.end()

    def _kept(self, at: int, end: int) -> int:
        """Text with its white space; every line end becomes a newline."""
        run = _KEPT_RUN.match(self.text, at, end)
        stop = run.end() if run else end
        if self.text[at] == "\r":
            self._show(at, stop, "\n")
        else:
            self._show(at, stop)
        return stop

    def _entity(self, at: int, end: int) -> int:
        entity = _ENTITY.match(self.text, at, end)
        words, stop = _decoded(entity) if entity else ("&", at + 1)
        if not self._pre and words and not words.strip(_SPACE):
            self._space = self._space or (at, stop)
        else:
            self._show(at, stop, None if stop == at + 1 else words)
        return stop

    def _show(self, start: int, end: int, words: str | None = None) -> None:
        """Adds a stretch of the page to the text, as it stands or as ``words``, after the space or break due."""
        if words == "":
            return
        if len(self.extract):
            if self._break is not None:
                self.extract.whole("\n", self._break, self._break)
            elif self._space is not None:
                self._show_space(*self._space)
        self._break = self._space = None
        if words is None:
            self.extract.exact(start, end)
        else:
            self.extract.whole(words, start, end)

    def _show_space(self, start: int, end: int) -> None:
        if self.text[start:end] == " ":
            self.extract.exact(start, end)
        else:
            self.extract.whole(" ", start, end)

    def _markup(self, at: int, end: int) -> int:
        """Reads what begins with "<" and says where it ends."""
        if self.text.startswith("<!--", at):
            comment = _COMMENT.match(self.text, at, end)
            return comment.end() if comment else end
        tag = _TAG.match(self.text, at, end)
        if tag:
            return self._tag(tag, end)
        follows = self.text[at + 1 : min(at + 3, end)]
        if follows[:1] in ("!", "?") or (follows[:1] == "/" and len(follows) == 2):
            stop = self.text.find(">", at, end)
            return stop + 1 if stop >= 0 else end
        if follows[:1].isascii() and follows[:1].isalpha():
            return end  # a tag that the end of the file cuts off
        if not self._skipped:
            self._show(at, at + 1)
        return at + 1

    def _tag(self, tag: re.Match[str], end: int) -> int:
        closing, name, rest = bool(tag[1]), tag[2].lower(), tag[3]
        if name in _BREAKS and not self._skipped:
            self._space = None
            if self._break is None:
                self._break = tag.start()
        if closing:
            self._close(name)
            return tag.end()
        if name in _RAW:
            return self._raw(name, rest, tag.end(), end)
        self._open(name, rest)
        return self._after_newline(tag.end(), end) if name in _KEPT_SPACE else tag.end()

    def _open(self, name: str, rest: str) -> None:
        if name in _SKIPPED and not rest.endswith("/"):
            if not self._skipped:
                self._skipped = name
            self._depth += name == self._skipped
        elif name in _KEPT_SPACE:
            self._pre += 1
        elif name in ("meta", "link", "html"):
            self._note(name, rest)

    def _close(self, name: str) -> None:
        if name == self._skipped:
            self._depth -= 1
            if not self._depth:
                self._skipped = ""
        elif name in _KEPT_SPACE:
            self._pre = max(0, self._pre - 1)

    def _after_newline(self, at: int, end: int) -> int:
        newline = _NEWLINE.match(self.text, at, end)
        return newline.end() if newline else at

    def _raw(self, name: str, rest: str, at: int, end: int) -> int:
        """Reads an element without markup inside; the end tag is left to be read."""
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.text, at, end)
        stop = closing.start() if closing else end
        if name in _RAW_SHOWN and not self._skipped:
            self._pre += 1  # the end tag takes it back
            self._words(self._after_newline(at, stop), stop)
        elif name == "title" and not self._skipped:
            self._named.setdefault("<title>", words_of(html.unescape(self.text[at:stop])))
        elif name == "script" and _attributes(rest).get("type", "").strip().lower() == "application/ld+json":
            self._linked_data.append(self.text[at:stop])
        return stop

    def _note(self, name: str, rest: str) -> None:
        """Keeps what a tag says about the page; the first of a name counts."""
        attributes = _attributes(rest)
        if name == "html":
            key, words = "<html lang>", attributes.get("lang", "")
        elif name == "link":
            key, words = f"<link {attributes.get('rel', '').lower()}>", attributes.get("href", "")
        else:
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop", "")
            key, words = key.lower(), attributes.get("content", "")
        if key and words:
            self._named.setdefault(key, words_of(words))


def _decoded(entity: re.Match[str]) -> tuple[str, int]:
    """What a character reference stands for and where it ends, which may be before the match does."""
    if entity[0][1] == "#":
        return html.unescape(entity[0]), entity.end()
    name = entity[0][1:]
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], entity.start() + 1 + length
    return "&", entity.start() + 1


def _attributes(rest: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(rest):
        value = attribute[2] or ""
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        found.setdefault(attribute[1].lower(), html.unescape(value))
    return found


def _article(scripts: list[str]) -> dict[object, object]:
    """The first article that a page's linked data describe."""
    for script in scripts:
        try:
            todo = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop()
            if isinstance(item, list):
                todo.extend(reversed(item))
            elif isinstance(item, dict):
                if _is_article(item.get("@type")):
                    return {**item}
                todo.append(item.get("@graph"))
    return {}


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE.search(each) for each in kinds)


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")
