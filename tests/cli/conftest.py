"""Each command runs in a folder of its own, with an installation of its own, on plain paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rxladder.career.demo import demo_text
from tests.cli.runs import ON


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RXLADDER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sam(tmp_path: Path) -> Path:
    """The demo person's file."""
    path = tmp_path / "sam.yaml"
    path.write_text(demo_text(date.fromisoformat(ON)), encoding="utf-8")
    return path
