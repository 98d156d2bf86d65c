"""What is shown over a finding."""

from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra 'serve' is not installed")

from lintnews.server import pages
from lintnews.server.linting import Linter, Wanted

RULE = """\
message: '"{match}" is a score'
severity: warning
why: Tables of scores are no news.
find: ['wombats 3']
bad: ["It was [[wombats 3]]."]
good: ["They won."]
"""


def test_the_page_of_a_plugins_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = tmp_path / "installed" / "lintnews_paged-1.0.dist-info"
    rules = tmp_path / "installed" / "rules" / "sport"
    for folder in (about, rules):
        folder.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lintnews-paged\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[lintnews.rules]\npaged = lintnews_paged\n")
    (tmp_path / "installed" / "lintnews_paged.py").write_text(
        "from pathlib import Path\n\nRULES = Path(__file__).parent / 'rules'\n"
    )
    (rules / "score.yaml").write_text(RULE)
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    (tmp_path / "lintnews.toml").write_text('plugins = ["paged"]\n')
    linted = Linter(Wanted()).lint(str(tmp_path / "a.txt"), "The score was wombats 3 at noon, and nobody knew why.\n")
    (finding,) = (one for one in linted.findings if one.rule == "sport/score")
    for page in (pages.markdown, pages.plain):
        assert "Tables of scores are no news." in page([finding], linted.config)
