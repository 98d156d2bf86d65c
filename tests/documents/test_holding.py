"""Some records of a file of many: they are what they are when all of it is read."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.documents.document import Document
from lintnews.documents.parts import holding
from lintnews.documents.read import How, parts, read_part
from lintnews.positions import Place, Span

LINES = st.one_of(
    st.text(max_size=12).map(lambda text: json.dumps({"text": text}, ensure_ascii=False).encode("utf-8", "replace")),
    st.text(alphabet="ab\x85\u2028é", min_size=1, max_size=300).map(
        lambda text: json.dumps({"text": text}, ensure_ascii=False).encode()
    ),
    st.sampled_from([b"", b"  ", b"{", b"\xff", b'{"text": 3}', b'{"text": "a"}\r', b'{"text":\r"a"}']),
)


def known(document: Document) -> tuple[int | None, str, Place, str]:
    span = document.in_file(Span(0, len(document.text)))
    place = document.source.lines.place(span.start)
    return document.record, document.text, place, document.source.lines.slice(span)


@settings(deadline=None)
@given(st.lists(LINES, max_size=12), st.sets(st.integers(0, 12)), st.booleans(), st.booleans())
def test_records_of_json_lines(lines: list[bytes], wanted: set[int], bom: bool, closed: bool) -> None:
    how = How(limit=150)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.jsonl"
        path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + b"\n".join(lines) + (b"\n" if closed else b""))
        everything = [
            known(one)
            for part in parts(str(path), how)
            if not isinstance(part, Exception)
            for one in read_part(str(path), part, how)
            if isinstance(one, Document)
        ]
        some = [
            known(one)
            for part in holding(parts(str(path), how), wanted)
            for one in read_part(str(path), part, how)
            if isinstance(one, Document)
        ]
    assert [one for one in some if one[0] is not None] == [one for one in everything if one[0] in wanted]
