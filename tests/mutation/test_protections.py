"""Taking a protection away makes the tests fail that docs/security.md names for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import rxladder
from rxladder.facts.yaml_text import read_yaml
from tests.web.conftest import server as postgresql

ROOT = Path(__file__).parent.parent.parent
SOURCE = Path(rxladder.__file__).parent
LIST = Path(__file__).parent / "protections.yaml"
server = postgresql


class Protection(NamedTuple):
    """A change of one file that takes a protection away, and the tests that must fail with it."""

    line: str
    away: str
    file: str
    changes: tuple[tuple[str, str], ...]
    fails: tuple[str, ...]
    postgresql: bool = False

    def taken(self, source: str) -> str:
        """The source without the protection; AssertionError where the change no longer fits."""
        for old, new in self.changes:
            assert source.count(old) == 1, f"{self.file} has this {source.count(old)} times: {old}"
            source = source.replace(old, new)
        return source


def protections() -> list[Protection]:
    """All that are listed."""
    return [_protection(entry) for entry in read_yaml(LIST.read_bytes(), str(LIST))]


def _protection(entry: dict[str, Any]) -> Protection:
    changes = [(one["old"], one["new"]) for one in (entry, entry.get("also")) if one]
    found = entry["line"], entry["away"], entry["file"], tuple(changes), tuple(entry["fails"])
    return Protection(*found, bool(entry.get("postgresql")))


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """A copy of the product to be changed."""
    folder = tmp_path_factory.mktemp("changed")
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SOURCE, folder / "src" / "rxladder", ignore=left_out)
    return folder / "src"


def failed(copied: Path, tests: tuple[str, ...], database: str = "") -> tuple[set[str], str]:
    """The tests of these that fail with the copy of the product, and all that was said."""
    # The copy stands before the product that is installed.
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-rf", "-p", "no:xdist", "-p", "no:cacheprovider"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    kept |= {"PYTHONPATH": str(copied)} | ({"DATABASE_URL": database} if database else {})
    paths = [f"tests/{name}" for name in tests]
    said = subprocess.run([*command, *paths], cwd=ROOT, env=kept, capture_output=True, text=True).stdout
    return {re.split(r"[\[ ]", line)[1] for line in said.splitlines() if line.startswith("FAILED ")}, said


def test_each_change_fits_the_product_and_names_tests_that_there_are():
    """The slow tests below would only find out long after."""
    for one in protections():
        assert one.taken((SOURCE / one.file).read_text(encoding="utf-8"))
        for name in one.fails:
            module, _, test = name.partition("::")
            there = (ROOT / "tests" / module).read_text(encoding="utf-8")
            assert f"def {test}(" in there, name


@pytest.mark.long
def test_all_of_them_hold_with_the_product_as_it_is(copied):
    tests = dict.fromkeys(name for one in protections() if not one.postgresql for name in one.fails)
    found, said = failed(copied, tuple(tests))
    assert not found
    assert re.search(r"\d+ passed", said), said[-4000:]
    assert "error" not in said.splitlines()[-1]


@pytest.mark.long
@pytest.mark.parametrize("protection", protections(), ids=lambda one: f"{one.line} {one.away}")
def test_without_it_the_tests_fail(protection, copied, request):
    path = copied / "rxladder" / protection.file
    source = path.read_text(encoding="utf-8")
    database = request.getfixturevalue("server").get_uri() if protection.postgresql else ""
    path.write_text(protection.taken(source), encoding="utf-8")
    try:
        found, said = failed(copied, protection.fails, database)
    finally:
        path.write_text(source, encoding="utf-8")
    assert found == {f"tests/{name}" for name in protection.fails}, said[-3000:]
