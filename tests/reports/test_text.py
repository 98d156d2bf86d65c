"""Reports for people, and JSON, from findings made by hand."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from lintnews.findings import Result
from lintnews.positions import Place
from lintnews.reports import concise, json_report, text
from lintnews.reports.outcome import Style, Tally
from lintnews.reports.summary import summary
from tests.reports.made import FINDING, OUTCOMES, RESULT

SCHEMA = json.loads((Path(json_report.__file__).parent / "report.schema.json").read_text("utf-8"))


def test_text() -> None:
    assert "".join(text.report(OUTCOMES, Style())) == (
        "a.txt:2:3 warning duplication/passage\n"
        "  stands here twice\n"
        "   2 | A wombat slept…\n"
        "     |   ^^^^^^\n"
        "     = first copy: b\\x1b.txt:1:1\n\n"
        "a.txt:2:3 info duplication/passage\n"
        "  stands here twice\n\n"
        "2 findings in 1 file: 1 warning, 1 info; 1 error above\n"
    )


def test_span_over_several_lines_says_where_it_ends() -> None:
    long = FINDING._replace(end=Place(4, 2, 80), related=())
    lines = "".join(text.report([Result("a.txt", (long,))], Style())).split("\n")
    assert lines[3] == "     |   ^^^^^^ to line 4"


def test_concise() -> None:
    assert next(iter(concise.report(OUTCOMES, Style(quiet=True)))) == (
        "a.txt:2:3: warning duplication/passage: stands here twice\n"
    )


def test_statistics() -> None:
    assert list(text.report(OUTCOMES, Style(statistics=True, quiet=True))) == ["2  warning  duplication/passage\n"]


def test_json_holds_everything_and_fits_its_schema() -> None:
    pieces = json_report.report(iter(OUTCOMES), Style())
    report: dict[str, Any] = json.loads("".join(pieces))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(report)
    (file,) = report["files"]
    first, second = file["findings"]
    assert first["related"][0]["end"] == {"line": 1, "column": 7, "offset": 6}
    assert first["fix"] == {"safety": "unsafe", "edits": [{"start": 20, "end": 26, "text": ""}]}
    assert second["scope"] == "document"
    assert [quote["speaker"] and quote["speaker"]["text"] for quote in file["quotations"]] == ["A. B.", None]
    assert file["sources"][0]["name"] == "The Paper"
    assert report["errors"] == [{"path": "c.jsonl", "message": "invalid JSON", "line": 7, "column": 1, "record": 6}]
    assert report["summary"]["by_severity"] == {"warning": 1, "info": 1}


def test_json_comes_file_by_file() -> None:
    def outcomes() -> Any:
        yield RESULT
        raise KeyboardInterrupt

    pieces = json_report.report(outcomes(), Style())
    assert '"schema_version"' in next(pieces)
    assert '"a.txt"' in next(pieces)


def test_empty_report_is_valid() -> None:
    Draft202012Validator(SCHEMA).validate(json.loads("".join(json_report.report([], Style()))))


def test_summary_says_what_was_not_in_english() -> None:
    tally = Tally()
    for language in ("en", "de", "", "fr", "de"):
        tally.add(Result(f"{language}.txt", (), language=language))
    line = summary(tally, lambda words, *_: words).split("\n")[1]
    assert line == "not in English: de 2, fr 1; only the rules that fit their language ran on these"
    tally = Tally()
    tally.add(Result("a.txt", (), language="en"))
    assert summary(tally, lambda words, *_: words).count("\n") == 1
