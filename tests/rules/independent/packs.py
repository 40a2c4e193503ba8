"""The rules as they stand in the packs' YAML, and the values that they name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parents[3] / "src" / "rxladder" / "facts" / "data"
AXES = ("topic", "format", "audience", "accreditation", "jurisdiction", "course")


class _Reader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):
    """YAML of which only true and false are booleans, so that a key `on` stays a text."""


_Reader.yaml_implicit_resolvers = {
    letter: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _scalar(value):
    if isinstance(value, dict):
        return {key: _scalar(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_scalar(item) for item in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


@cache
def rules() -> dict[str, dict]:
    """Every credential's rules, by id, as they stand in the packs."""
    found = {}
    for path in sorted((DATA / "packs").glob("*.yaml")):
        pack = _scalar(yaml.load(path.read_text(encoding="utf-8"), _Reader))
        found.update(pack["credentials"])
    return found


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def readings_of(credential: str) -> list[str | None]:
    """The ways in which a credential's clauses can be read: [None] where there is but one."""
    clauses = rules()[credential]["ce"]["clauses"].values()
    keys = dict.fromkeys(key for clause in clauses for key in clause.get("readings", ()))
    return list(keys) or [None]


def _gather(tree, named: dict[str, set]) -> None:
    """The values that a tree of rules names, by axis; exceptions and cases name no places of hours."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in named and isinstance(value, (str, list)):
                named[key].update(listed(value))
            elif key not in ("exceptions", "fixed_values", "when"):
                _gather(value, named)
    elif isinstance(tree, list):
        for value in tree:
            _gather(value, named)


def named_by(credentials: tuple[str, ...], *, activities: bool = True) -> dict[str, list[str]]:
    """The values that the rules of some credentials name, by axis."""
    named: dict[str, set] = {axis: set() for axis in AXES}
    for credential in credentials:
        ce = rules()[credential]["ce"]
        clauses = [one for one in ce["clauses"].values() if activities or one.get("unit") != "activities"]
        _gather([clauses, ce.get("accepts"), ce.get("rejects")], named)
    return {axis: sorted(values) for axis, values in named.items()}
