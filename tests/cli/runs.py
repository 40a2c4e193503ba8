"""The command line as a person or a program meets it: run within the test, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from rxladder.cli import app

ON = "2026-11-22"
MET = """\
rxladder: 1
holdings: [{credential: us-tx-technician-trainee, issued: 2026-01-01, expires: 2027-12-31}]
"""
"""A career file to which nothing is missing on that day."""


def run(*args: object, text: str | bytes | None = None) -> Result:
    """What a command answers."""
    return CliRunner().invoke(app, [str(arg) for arg in args], input=text)


def program(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The same from a process of its own, with the product's settings."""
    command = [Path(sys.executable).with_name("rxladder"), *args]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)
