"""What the code imports, the project asks for by its own name; what it asks for, something uses."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OURS = {"rxladder", "tests", "benchmarks", *(path.stem for path in (ROOT / "benchmarks").glob("*.py"))}
FOLDERS = {"run": ["src"], "dev": ["tests", "benchmarks", "tools"]}
# Asked for, and imported nowhere in `src`: who uses it there.
USED_BY = {
    "argon2-cffi": "Django, for stored passwords",
    "pandas": "OR-Tools, which loads it and does not work with 3 yet",
    "sqlglot": "Ibis, which does not work with 29",
    "tzdata": "zoneinfo, where the system brings no time zones",
    "whitenoise": "Django, as a middleware that the settings name",
}


def names(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9-]", one)[0].lower() for one in requirements}


RUN = names([*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["spark"]])
ASKED = {"run": RUN, "dev": RUN | names(PROJECT["dependency-groups"]["dev"])}


def imported(source: str) -> Iterator[str]:
    """The packages from elsewhere that a file imports, by the name that Python has for them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def imports_of(kind: str) -> set[str]:
    """The packages from elsewhere that some folders import, by the name under which they are installed."""
    files = [path for folder in FOLDERS[kind] for path in (ROOT / folder).rglob("*")]
    python = [
        path for path in files if path.suffix == ".py" or (path.parent.name == "tools" and path.is_file())
    ]
    found: set[str] = set()
    for path in python:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py" or text.partition("\n")[0].endswith("python3"):
            found.update(imported(text))
    known = packages_distributions()
    installed = (known.get(one, [one]) for one in found - OURS - sys.stdlib_module_names)
    return {name.lower().replace("_", "-") for those in installed for name in those}


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_imported_is_asked_for(kind: str):
    # Pydantic's own other half, which comes in the one version that fits.
    assert imports_of(kind) - ASKED[kind] - {"pydantic-core"} == set()


def test_what_the_site_asks_for_is_imported_or_has_a_user():
    assert RUN - imports_of("run") == USED_BY.keys()


def test_an_import_is_found_wherever_it_stands():
    source = "import os, httpx.api\ndef late():\n    from yaml.nodes import Node\n    from . import near"
    assert set(imported(source)) == {"os", "httpx", "yaml"}
