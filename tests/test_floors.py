"""The floors of docs/architecture.md: imports run downward, and the engines read no clock."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "rxladder"
FLOORS = ["facts", "career", "rules", "planning", "papers", "web", "cli"]
BESIDE_PLANNING = ["learning", "news", "quality", "workforce"]
BESIDE_WEB = ["client"]
ENGINES = ["facts", "career", "rules", "planning", "papers", "learning", "news", "quality", "workforce"]
CLOCK_METHODS = {"now", "today", "utcnow"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Judge the rxladder that lies in `folder` by this project's contracts."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", ROOT / "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def doll_house(tmp_path: Path) -> Path:
    """An rxladder of empty packages, one a floor."""
    for floor in FLOORS + BESIDE_PLANNING + BESIDE_WEB:
        (tmp_path / "rxladder" / floor).mkdir(parents=True)
        (tmp_path / "rxladder" / floor / "__init__.py").touch()
    (tmp_path / "rxladder" / "__init__.py").touch()
    return tmp_path


def test_imports_run_downward_only():
    result = lint_imports(PACKAGE.parent)
    assert result.returncode == 0, result.stdout


def test_an_upright_house_is_accepted(doll_house: Path):
    for upper, lower in zip(FLOORS[1:], FLOORS, strict=False):
        (doll_house / "rxladder" / upper / "__init__.py").write_text(f"import rxladder.{lower}\n")
    result = lint_imports(doll_house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("floor", "code"),
    [
        ("facts", "from rxladder import career"),
        ("facts", "import rxladder.rules"),
        ("career", "def late():\n    from rxladder.rules import audit"),
        ("rules", "from rxladder.web import site"),
        ("rules", "import rxladder.planning"),
        ("planning", "import rxladder.papers"),
        ("planning", "import rxladder.learning"),
        ("learning", "import socket"),
        ("rules", "from django.utils import timezone"),
        ("career", "import sqlite3"),
        ("web", "import rxladder.cli"),
        ("web", "import rxladder.client"),
        ("client", "import rxladder.web"),
    ],
)
def test_an_import_that_runs_upward_or_out_is_refused(doll_house: Path, floor: str, code: str):
    (doll_house / "rxladder" / floor / "__init__.py").write_text(code + "\n")
    result = lint_imports(doll_house)
    assert result.returncode == 1, result.stdout
    assert f"rxladder.{floor} is not allowed to import" in result.stdout


def test_a_package_without_a_floor_is_refused(doll_house: Path):
    (doll_house / "rxladder" / "attic").mkdir()
    (doll_house / "rxladder" / "attic" / "__init__.py").touch()
    result = lint_imports(doll_house)
    assert result.returncode == 1, result.stdout
    assert "attic" in result.stdout


@pytest.mark.parametrize("module", ["rxladder.cli", "rxladder.rules"])
def test_django_is_loaded_only_to_serve(module: str):
    program = (
        f"import sys, {module}; print(*(m for m in sys.modules if m.startswith(('django', 'rxladder.web'))))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


def clock_readings(source: str) -> list[int]:
    """The lines on which a program could learn what time it is."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) if name in CLOCK_METHODS:
                lines.append(node.lineno)
            case ast.Import(names=names) if any(name.name == "time" for name in names):
                lines.append(node.lineno)
            case ast.ImportFrom(module="time", names=names) if [name.name for name in names] != ["monotonic"]:
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_read_no_clock(engine: str):
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in (PACKAGE / engine).rglob("*.py")
        for line in clock_readings(path.read_text(encoding="utf-8"))
    }
    assert not found, "take the day as an argument instead"


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate.today()",
        "import datetime as dt\nwhen = dt.datetime.now(dt.UTC)",
        "today = date.today",
        "import time\ntime.time()",
        "from time import time as t",
    ],
)
def test_a_clock_would_be_found(source: str):
    assert clock_readings(source)


def test_a_time_of_day_is_no_clock():
    assert not clock_readings("from datetime import time\nnoon = time(12)\ntoday = noon")
