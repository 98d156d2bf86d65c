"""Plain text: the file is the document."""

from collections.abc import Iterator

from lintnews.documents.document import Document, Source


def read_plain(source: Source) -> Iterator[Document]:
    """The one document of a plain file; its offsets are those of the file."""
    yield Document(source, source.text)
