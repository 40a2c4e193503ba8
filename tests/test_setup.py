"""`tools/setup` makes the folder of the program's parts, and empties none that is not its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_venv_that_is_a_link_is_left_alone_and_told(tmp_path):
    project, other = tmp_path / "project", tmp_path / "other"
    (other / "bin").mkdir(parents=True)
    (project / "requirements").mkdir(parents=True)
    shutil.copytree(ROOT / "tools", project / "tools")
    shutil.copy(ROOT / "pyproject.toml", project)
    (project / "requirements" / "run.txt").touch()
    (project / ".venv").symlink_to(other)
    result = subprocess.run([project / "tools" / "setup", "run"], capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith("setup: .venv is a link to ")
    assert list(other.iterdir()) == [other / "bin"]
