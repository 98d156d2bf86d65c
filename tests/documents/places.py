"""What tests of readers share: reading a string, and where its characters lead."""

from lintnews.documents.document import Document, ReadError
from lintnews.documents.read import read
from lintnews.positions import Span


def documents(path: str, text: str, text_field: str = "text") -> list[Document | ReadError]:
    return list(read(path, text_field=text_field, data=text.encode("utf-8", "surrogatepass")))


def document(path: str, text: str, text_field: str = "text") -> Document:
    """The one document of a file that has nothing wrong with it."""
    (found,) = documents(path, text, text_field)
    assert isinstance(found, Document)
    return found


def trace(found: Document) -> list[tuple[str, str]]:
    """Each character of the text with the stretch of the file it leads to."""
    spans = (found.in_file(Span(at, at + 1)) for at in range(len(found.text)))
    return [(char, found.source.lines.slice(span)) for char, span in zip(found.text, spans, strict=True)]


def changed(found: Document) -> list[tuple[str, str]]:
    """The characters that lead to something else than themselves."""
    return [(char, stretch) for char, stretch in trace(found) if char != stretch]
