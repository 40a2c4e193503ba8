"""What is shipped: a wheel and a source archive that work away from this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rxladder.cli.man import man_page

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Path]:
    """The wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True
    )
    return {path.suffix: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def program(built, tmp_path_factory) -> Path:
    """The program, installed from the wheel into an environment that only borrows what it is built with."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    command = [
        sys.executable,
        "-m",
        "pip",
        "-q",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        built[".whl"],
    ]
    subprocess.run(command, check=True)
    [site] = folder.glob("lib/python*/site-packages")
    borrowed = next(path for path in sys.path if path.endswith("site-packages"))
    # Not as a folder of packages of its own: the editable installation that is there must not come with it.
    (site / "borrowed.pth").write_text(f"import sys; sys.path.append({borrowed!r})\n")
    return folder / "bin" / "rxladder"


def run(program: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run it away from this folder, with nothing of this environment's."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG")}
    environment = kept | {"HOME": str(cwd), "RXLADDER_DATA": str(cwd / "data")}
    return subprocess.run(
        [program, *args], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
    )


def test_the_wheel_holds_what_the_source_tree_holds(built):
    names = set(zipfile.ZipFile(built[".whl"]).namelist())
    tracked = subprocess.run(["git", "ls-files", "src"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("this is no checkout")
    assert {name.removeprefix("src/") for name in tracked.stdout.split()} <= names
    assert not [name for name in names if name.endswith((".pyc", ".sqlite3"))]


def test_the_source_archive_builds_the_same_wheel(built, tmp_path):
    shutil.unpack_archive(built[".gz"], tmp_path)
    [folder] = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    [again] = (tmp_path / "again").iterdir()
    names = [sorted(zipfile.ZipFile(path).namelist()) for path in (built[".whl"], again)]
    assert names[0] == names[1]


def test_the_installed_program_answers_from_its_own_files(program, tmp_path):
    assert "rxladder" in run(program, "--version", cwd=tmp_path).stdout
    demo = run(program, "demo", "--on", "2026-11-22", "--out", "sam.yaml", cwd=tmp_path)
    assert demo.returncode == 0, demo.stderr
    audit = run(program, "audit", "sam.yaml", "--on", "2026-11-22", cwd=tmp_path)
    assert "Texas" in audit.stdout
    assert audit.returncode == 1, audit.stderr
    where = "import rxladder; print(rxladder.__file__)"
    found = run(program.with_name("python"), "-c", where, cwd=tmp_path)
    assert found.stdout.startswith(str(program.parent.parent))


def test_the_installed_site_makes_its_database(program, tmp_path):
    (tmp_path / "me.yaml").write_text("rxladder: 1\nperson: {name: Sam}\n")
    imported = run(program, "import", "me.yaml", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    exported = run(program, "export", cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    assert exported.stdout.startswith("rxladder: 1")
    assert "name: Sam" in exported.stdout


def test_the_manual_page_is_that_of_the_commands():
    assert (ROOT / "docs" / "rxladder.1").read_text(encoding="utf-8") == man_page(), (
        "make it again: python -m rxladder.cli.man docs/rxladder.1"
    )
