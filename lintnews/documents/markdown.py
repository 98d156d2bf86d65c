"""Markdown (first step: as plain text)."""

from collections.abc import Iterator

from lintnews.documents.document import Document, Source


def read_markdown(source: Source) -> Iterator[Document]:
    """Placeholder reader."""
    yield Document(source, source.text, "markdown")
