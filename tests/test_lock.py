"""The locks pin everything, by hash, for every machine, and name no place to fetch it from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENT = re.compile(
    r"^([a-z0-9-]+)==\S+( ; .+?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)

GROUPS = PROJECT["dependency-groups"]
RUN = PROJECT["project"]["dependencies"] + GROUPS["build"]
ASKED = {
    "run": RUN,
    "dev": RUN + GROUPS["dev"],
    "spark": PROJECT["project"]["optional-dependencies"]["spark"],
}

locks = pytest.mark.parametrize("name", ["run", "dev", "spark"])


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9-]", each)[0].lower() for each in requirements}


@locks
def test_every_line_is_a_pinned_requirement_with_its_hashes(name: str):
    assert REQUIREMENT.sub("", lock(name)) == ""


@locks
def test_everything_asked_for_is_locked(name: str):
    assert names(ASKED[name]) <= {match[1] for match in REQUIREMENT.finditer(lock(name))}


def test_developers_have_what_the_site_runs_on():
    requirements = {match[0] for match in REQUIREMENT.finditer(lock("dev"))}
    assert {match[0] for match in REQUIREMENT.finditer(lock("run"))} <= requirements
