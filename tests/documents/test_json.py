import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.documents.document import Document, ReadError
from tests.documents.places import changed, document, documents, trace

CHARACTERS = st.one_of(
    st.characters(exclude_categories=()),
    st.sampled_from('\n\r\t"\\/\b\f\0\x1f\u2028\u2029😀𝔘é\u0301\ud83d\ude00\ud800 '),
)
TEXTS = st.text(CHARACTERS, max_size=30)


def escaped(char: str) -> str:
    """A character as \\uXXXX, of a pair if it must be."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join("\\u" + units[at : at + 4] for at in range(0, len(units), 4))


def literal(text: str, choices: list[int]) -> str:
    """A JSON string in which each character is written in one of the ways there are."""
    ways = [lambda c: json.dumps(c, ensure_ascii=False)[1:-1], lambda c: json.dumps(c)[1:-1], escaped]
    return '"' + "".join(ways[choice](char) for char, choice in zip(text, choices, strict=True)) + '"'


def without_split_pairs(text: str) -> str:
    """A text as JSON gives it back: two halves of a surrogate pair, one behind the other, are one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@settings(deadline=None)
@given(st.data(), st.booleans())
def test_each_character_leads_to_itself_or_to_its_escape(data: st.DataObject, lines: bool) -> None:
    text = data.draw(TEXTS.map(without_split_pairs).filter(lambda text: not has_surrogate(text)))
    choices = data.draw(st.lists(st.integers(0, 2), min_size=len(text), max_size=len(text)))
    written = f'{{"a": [1, {{"text": "x"}}], "text" :\t{literal(text, choices)} , "z": null}}'
    found = document("a.jsonl" if lines else "a.json", written)
    assert found.text == text == json.loads(written)["text"]
    for char, stretch in trace(found):
        assert json.loads(f'"{stretch}"', strict=False) == char


def has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


@given(TEXTS)
def test_lone_surrogates_are_one_character_each(text: str) -> None:
    written = json.dumps({"text": text})
    found = document("a.json", written)
    assert found.text == json.loads(written)["text"]
    assert all(json.loads(f'"{stretch}"', strict=False) == char for char, stretch in trace(found))


@given(st.lists(TEXTS.filter(lambda text: not has_surrogate(text)), min_size=1, max_size=6), st.booleans())
def test_records_are_counted_and_point_into_their_lines(texts: list[str], ascii_only: bool) -> None:
    written = "\r\n".join(json.dumps({"id": 1, "text": text}, ensure_ascii=ascii_only) for text in texts)
    found = documents("a.jsonl", written)
    assert [each.text for each in found if isinstance(each, Document)] == texts
    assert [each.record for each in found] == list(range(len(texts)))
    for each in found:
        assert isinstance(each, Document)
        assert all(json.loads(f'"{stretch}"', strict=False) == char for char, stretch in trace(each))


def test_lines_end_at_newlines_only() -> None:
    found = documents("a.jsonl", '{"text": "a\u2028b\x85c"}\r\n\n  \n{"text": "d"}\r{"text": "e"}\n{"text": "f"}')
    assert [str(each) if isinstance(each, ReadError) else each.text for each in found] == [
        "a\u2028b\x85c",
        "a.jsonl:5:1: invalid JSON: Extra data",
        "f",
    ]
    assert [each.record for each in found] == [0, 1, 2]


def test_a_broken_record_is_named_and_the_others_still_come() -> None:
    found = documents(
        "a.jsonl", '{"text": "ok"}\n{"text": nul}\n{"text": "a\n{"t": 1}\n[1]\n7\n{"text": 3}\n{"text": "ok"}\n'
    )
    assert [str(each) if isinstance(each, ReadError) else each.text for each in found] == [
        "ok",
        "a.jsonl:2:10: invalid JSON: Expecting value",
        "a.jsonl:3:10: invalid JSON: Unterminated string starting at",
        "a.jsonl:4: no field 'text' in the record (it has 't')",
        "a.jsonl:5: the record is an array, not an object",
        "a.jsonl:6: the record is a number, not an object",
        "a.jsonl:7: the field 'text' is a number, not a string",
        "ok",
    ]
    assert [each.record for each in found] == list(range(8))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "1:2: invalid JSON: Expecting property name enclosed in double quotes"),
        ('{"text"}', "1:8: invalid JSON: Expecting ':' delimiter"),
        ('{"text": "a" "b"}', "1:14: invalid JSON: Expecting ',' delimiter"),
        ('{"text": "a",}', "1:14: invalid JSON: Expecting property name enclosed in double quotes"),
        ('{\n "text": "a"\n} x', "3:3: invalid JSON: Extra data"),
        ('{"text": "a\nb"}', "1:12: invalid JSON: Invalid control character at"),
        ('{"text": "\\x"}', "1:11: invalid JSON: Invalid \\escape"),
        ("{}", "1: no field 'text' in the record (it is empty)"),
        ('{"text": null}', "1: the field 'text' is null, not a string"),
        (" \n", "2:1: invalid JSON: Expecting value"),
        ('"words"', "1: the record is a string, not an object"),
    ],
)
def test_a_file_that_is_no_document(written: str, message: str) -> None:
    (error,) = documents("a.json", written)
    assert str(error) == f"a.json:{message}"


def test_many_fields_are_not_all_listed() -> None:
    (error,) = documents("a.json", json.dumps({f"f{number}": 1 for number in range(100)}))
    assert str(error).endswith("'f11' and 88 more)")


@given(st.text(st.sampled_from('{}[]",:\\ \ntexu0129.-eE'), max_size=20))
def test_what_json_refuses_is_refused_without_a_crash(written: str) -> None:
    try:
        value = json.loads(written)
    except ValueError:
        value = None
    found = documents("a.json", written)
    fine = [each for each in found if isinstance(each, Document)]
    records = value if isinstance(value, list) else [value]
    if value is not None:
        assert len(fine) == sum(isinstance(r, dict) and isinstance(r.get("text"), str) for r in records)
    elif written:
        assert isinstance(found[-1], ReadError)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("path", ["a.json", "a.jsonl"])
def test_deep_nesting_is_an_error(opening: str, path: str) -> None:
    depth = 200_000
    found = documents(path, '{"text": "a", "b": ' + opening * depth)
    assert [str(each) for each in found] == [
        f"{path}{':1' if path == 'a.jsonl' else ''}: invalid JSON: nested too deep"
    ]


def test_a_number_too_long_to_read_is_an_error() -> None:
    digits = "1" * (sys.get_int_max_str_digits() + 1)
    (error,) = documents("a.json", f'{{"text": "a", "n": {digits}}}')
    assert "invalid JSON: Exceeds the limit" in str(error)


def test_an_array_of_records() -> None:
    found = documents("a.json", '[ {"text": "a"}, 1 , {"x": 2},\n{"text": "b\\n"} ]')
    assert [str(each) if isinstance(each, ReadError) else (each.text, each.record, each.pointer) for each in found] == [
        ("a", 0, "/text"),
        "a.json:1: the record is a number, not an object",
        "a.json:1: no field 'text' in the record (it has 'x')",
        ("b\n", 3, "/text"),
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('[{"text": "a"},]', "1:16: invalid JSON: Expecting value"),
        ('[{"text": "a"}', "1:15: invalid JSON: Expecting ',' delimiter"),
        ('[{"text": "a"}] 1', "1:17: invalid JSON: Extra data"),
        ('[{"text": "a"},\n{"text": b}]', "2:10: invalid JSON: Expecting value"),
    ],
)
def test_records_before_the_broken_place_still_come(written: str, message: str) -> None:
    first, error = documents("a.json", written)
    assert isinstance(first, Document)
    assert str(error) == f"a.json:{message}"


def test_an_empty_array_has_no_records() -> None:
    assert documents("a.json", " [ ] ") == []


@pytest.mark.parametrize(
    ("field", "text", "pointer"),
    [
        ("body", "a", "/body"),
        ("article.body", "b", "/article/body"),
        ("/article/body", "b", "/article/body"),
        ("article.parts.1", "d", "/article/parts/1"),
        ("/article/parts/0/x~1y", "c", "/article/parts/0/x~1y"),
        ("dotted.name", "e", "/dotted.name"),
    ],
)
def test_the_text_field_may_be_a_path(field: str, text: str, pointer: str) -> None:
    value = {"body": "a", "article": {"body": "b", "parts": [{"x/y": "c"}, "d"]}, "dotted.name": "e"}
    found = document("a.json", json.dumps(value, indent=1), text_field=field)
    assert (found.text, found.pointer, changed(found)) == (text, pointer, [])


@pytest.mark.parametrize("field", ["", "/", "article.x", "article.parts.9", "body.x", "article..body"])
def test_a_path_that_leads_nowhere(field: str) -> None:
    (error,) = documents("a.json", '{"body": "a", "article": {"parts": []}}', text_field=field)
    assert f"no field {field!r} in the record" in str(error)


def test_of_equal_names_the_last_counts() -> None:
    found = document("a.json", '{"text": "a", "t\\u0065xt": "b\\t"}')
    assert (found.text, trace(found)) == ("b\t", [("b", "b"), ("\t", "\\t")])


def test_metadata() -> None:
    record = {
        "text": "x",
        "Headline": "A\n title ",
        "author": ["Ann", {"name": "Bo"}, None, ["deep"]],
        "datePublished": "2024-01-02",
        "publisher": {"@type": "Organization", "name": "The Post"},
        "lang": "en",
        "id": 7,
        "link": "https://example.com/1",
    }
    found = document("a.jsonl", json.dumps(record) + "\n")
    assert found.metadata == {
        "title": "A title",
        "author": "Ann, Bo",
        "date": "2024-01-02",
        "source": "The Post",
        "language": "en",
        "url": "https://example.com/1",
    }
    assert document("a.json", '{"text": "x", "title": NaN, "author": null, "date": 2024}').metadata == {
        "title": "nan",
        "date": "2024",
    }


def test_a_news_item_of_iptc() -> None:
    record = {
        "uri": "https://example.com/n",
        "headlines": [{"value": "Head"}],
        "by": "Ann",
        "bodies": [
            {"contentType": "text/html", "value": '<p>a &amp; "b"</p>\n<p>c\u00e9</p>'},
            {"role": "short"},
        ],
    }
    found = document("a.json", json.dumps(record))
    assert (found.text, found.pointer) == ('a & "b"\ncé', "/bodies/0/value")
    assert changed(found) == [("&", "&amp;"), ('"', '\\"'), ('"', '\\"'), ("\n", ""), ("é", "\\u00e9")]
    assert (found.metadata["title"], found.metadata["author"]) == ("Head", "Ann")
    record["bodies"].append({"contentType": "text/plain", "value": "plain"})  # type: ignore[attr-defined]
    assert document("a.json", json.dumps(record)).pointer == "/bodies/2/value"
    assert document("a.json", '{"body_text": "x", "bodies": 1}').text == "x"
