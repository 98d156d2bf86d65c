"""What the doctor says of optional parts, from the metadata of an installation."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_extras_that_are_not_there_are_named_with_the_command_that_installs_them(tmp_path: Path) -> None:
    about = tmp_path / "lintnews-9.dist-info"
    about.mkdir()
    needs = (
        'click; extra == "here"',
        'no-such-package>=2; extra == "gone"',
        'click; extra == "half"',
        'no-such-package; extra == "half"',
        'no-such-package; extra == "dev"',
    )
    lines = ["Metadata-Version: 2.1", "Name: lintnews", "Version: 9", *(f"Requires-Dist: {each}" for each in needs)]
    (about / "METADATA").write_text("\n".join(lines) + "\n")
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "lintnews", "doctor", "--quick"]
    ran = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    said = ran.stdout.split("\n")
    (at,) = (number for number, line in enumerate(said) if "extras" in line)
    assert said[at].split(maxsplit=2) == ["off", "extras", "there: here; not installed: gone, half"]
    assert said[at + 1].strip() == "turn on: pip install 'lintnews[gone,half]'"
