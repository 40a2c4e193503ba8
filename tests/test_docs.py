"""What the documents say of the project is so: its parts, files, commands and benchmarks are there."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
import typer

from rxladder.cli import app
from rxladder.facts.yaml_text import read_yaml_file

ROOT = Path(__file__).parent.parent
PATHS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")]
DOCUMENTS = {path: path.read_text(encoding="utf-8") for path in PATHS}
HOUSE = DOCUMENTS[ROOT / "docs" / "architecture.md"]
# How a part is called in the table, where that is not the name of its package.
CALLED = {
    "pyyaml": "PyYAML",
    "ortools": "OR-Tools",
    "vl-convert-python": "vl-convert",
    "axe-playwright-python": "axe",
    "types-pyyaml": "mypy",
    "django-stubs": "mypy",
    "pytest-django": "pytest",
    "pytest-xdist": "pytest",
}


def parts() -> list[str]:
    """Every direct dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return sorted({re.split(r"[\[<>=~!; ]", one)[0] for group in groups for one in group})


def rows_of_parts() -> list[list[str]]:
    """The rows of the table of parts, cell by cell."""
    table = HOUSE.partition("\n## Parts\n")[2].strip().splitlines()[2:]
    return [
        [cell.strip() for cell in line.strip("| ").split(" | ")] for line in table if line.startswith("|")
    ]


@pytest.mark.parametrize("part", parts())
def test_every_direct_dependency_is_named_among_the_parts(part):
    named = " ".join(" ".join(row) for row in rows_of_parts()).lower()
    assert re.search(rf"(?<![\w-]){re.escape(CALLED.get(part, part).lower())}(?![\w-])", named)


def test_every_part_has_its_reason():
    assert not [row for row in rows_of_parts() if len(row) != 3 or not all(row)]


def named_files() -> list[tuple[str, str]]:
    """Each file that a document names in code style, with the document."""
    found = []
    for path, text in DOCUMENTS.items():
        names = re.findall(r"`([\w/*.-]+\.(?:py|typ|css|html))`", text)
        found += [(path.relative_to(ROOT).as_posix(), name) for name in dict.fromkeys(names)]
    return found


@pytest.mark.parametrize(("document", "name"), named_files())
def test_files_that_are_named_are_there(document, name):
    inside = any(any((ROOT / top).rglob(name)) for top in ("src", "tests", "benchmarks"))
    assert inside or (ROOT / name).exists(), f"{document} names {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", DOCUMENTS[document])
    assert not [link for link in links if "://" not in link and not (document.parent / link).exists()]


def test_the_readme_names_every_command():
    commands = typer.main.get_command(app).commands
    readme = DOCUMENTS[ROOT / "README.md"]
    assert not [name for name in commands if not re.search(rf"rxladder {re.escape(name)}\b", readme)]


def test_every_benchmark_is_told_of():
    told = DOCUMENTS[ROOT / "benchmarks" / "README.md"]
    assert not [
        path.name for path in (ROOT / "benchmarks").glob("bench_*.py") if f"`{path.name}`" not in told
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.name)
def test_a_benchmark_finds_what_it_imports_when_make_starts_it(path):
    """From the project's root, as a module of `benchmarks`: its neighbors have that before their names."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    named |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert not [name for name in sorted(named) if importlib.util.find_spec(name) is None]


def test_the_house_names_every_floor_and_chapter():
    package = ROOT / "src" / "rxladder"
    folders = [path.parent for path in [*package.glob("*/__init__.py"), *package.glob("web/*/__init__.py")]]
    assert not [folder.name for folder in folders if f"  {folder.name}/ " not in HOUSE]


SECURITY = DOCUMENTS[ROOT / "docs" / "security.md"]


def test_every_line_of_the_security_standard_has_tests_that_are_there():
    there = set(re.findall(r"^def (test_\w+)", "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    ), re.M))  # fmt: skip
    lines = [line for line in SECURITY.splitlines() if re.match(r"\| V\d", line)]
    assert len(lines) >= 40
    for line in lines:
        held_by = re.findall(r"`(test_\w+)`", line)
        assert held_by, line
        assert set(held_by) <= there, line


# What is pinned is no part of the product; `test_dependencies.py` shows itself that it finds what has a hole.
NOT_TRIED = {"V15.2.1"}


def test_every_line_of_the_security_standard_is_tried_by_a_change_that_takes_it_away():
    """What `tests/mutation/protections.yaml` lists and what the document names is the same."""
    tried: dict[str, set[str]] = {}
    for entry in read_yaml_file(ROOT / "tests" / "mutation" / "protections.yaml"):
        tried.setdefault(entry["line"], set()).update(name.partition("::")[2] for name in entry["fails"])
    named: dict[str, set[str]] = {}
    for row in re.findall(r"^\| (V.*)", SECURITY, re.MULTILINE):
        for line in set(re.findall(r"V\d+\.\d+\.\d+", row.split("|")[0])) - NOT_TRIED:
            named.setdefault(line, set()).update(re.findall(r"`(test_\w+)`", row))
    assert tried.keys() == named.keys()
    assert not {line: more for line in tried if (more := tried[line] - named[line])}
    untried = set().union(*named.values()) - set().union(*tried.values())
    assert not untried, "named in the document, but no change shows that they hold anything"
