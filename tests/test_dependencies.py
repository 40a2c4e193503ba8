"""What the locks hold: no version with a published hole, and nothing under terms that a user could not keep.

Without the network: advisories as they stood on the day that requirements/advisories.yaml names. Newer ones
are asked for by `make audit-dependencies`.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

LOCKS = Path(__file__).parent.parent / "requirements"
ADVISORIES = yaml.safe_load((LOCKS / "advisories.yaml").read_text(encoding="utf-8"))["packages"]
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;]+)( ;)?", re.MULTILINE)
# Free to use, to change and to pass on: by themselves, or as libraries (LGPL, MPL) installed unchanged.
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|GNU Lesser|0BSD|Zlib|CC0"
)
# What their own papers say where the index is told nothing, or too much.
TOLD_ELSEWHERE = {"fsrs-rs-python": "BSD-3-Clause", "pyrage": "MIT", "qrcode": "BSD-3-Clause"}


def holes(name: str, version: str) -> list[str]:
    """The advisories that hold for a version."""
    at = Version(version)
    return [
        advisory
        for advisory, ranges in ADVISORIES.get(name, {}).items()
        for first, mended in ranges
        if Version(first) <= at and (mended is None or at < Version(mended))
    ]


def licences(name: str) -> list[str]:
    """The terms that a package names, in its newest way of telling them."""
    if name in TOLD_ELSEWHERE:
        return [TOLD_ELSEWHERE[name]]
    told = metadata(name)
    if told.get("License-Expression"):
        return re.split(r" AND ", told["License-Expression"])
    named = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one[:7] == "License"]
    return named or [(told.get("License") or "nothing").splitlines()[0]]


@pytest.mark.parametrize("lock", ["run", "dev", "spark"])
def test_no_lock_holds_a_version_with_a_published_hole(lock):
    pinned = [match.group(1, 2) for match in PINNED.finditer((LOCKS / f"{lock}.txt").read_text("utf-8"))]
    assert pinned
    assert {f"{name} {version}": found for name, version in pinned if (found := holes(name, version))} == {}


@pytest.mark.parametrize(
    ("name", "version", "advisory"),
    [
        ("django", "4.2.14", "PYSEC-2024-69"),
        ("django", "4.2.16", None),
        ("django", "5.0", "PYSEC-2024-69"),
        ("pillow", "10.0.0", "PYSEC-2023-175"),
        ("httpx", "0.19.0", "PYSEC-2022-183"),
        ("httpx", "0.28.1", None),
        ("no-such-package", "1.0", None),
    ],
)
def test_a_version_in_a_listed_range_is_found_and_the_mended_one_is_not(name, version, advisory):
    assert (advisory in holes(name, version)) if advisory else not holes(name, version)


def test_everything_that_the_site_runs_on_is_under_free_terms():
    text = (LOCKS / "run.txt").read_text("utf-8")
    for name, _version, only_somewhere in (match.groups() for match in PINNED.finditer(text)):
        try:
            told = licences(name)
        except PackageNotFoundError:
            assert only_somewhere, f"{name} is locked and not installed"
            continue
        assert all(FREE.search(one) and "Affero" not in one for one in told), (name, told)
