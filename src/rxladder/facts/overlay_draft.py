"""A correction to begin with: the part of a pack that somebody thinks is wrong, as an overlay file.

As it comes out it changes nothing; whoever corrects the rule changes the value, names the source, and has
`rxladder packs check` look at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from rxladder.facts.load import DATA, merged
from rxladder.facts.yaml_text import read_yaml_file

Place = tuple[str, ...]
_NEW_SOURCE = "flagged"


def place_of(text: str) -> Place:
    """The keys that lead to a place: `credentials/us-tx-technician/ce/clauses/total`."""
    return tuple(part for part in text.split("/") if part)


def as_text(place: Sequence[str]) -> str:
    """A place as `place_of` reads it."""
    return "/".join(place)


def written(pack: str, place: Place, overlays: Path | None = None) -> Any:
    """What stands in a pack's files at a place, corrections included; KeyError where nothing does."""
    found: Any = _tree(pack, overlays)
    for key in place:
        if not isinstance(found, dict) or key not in found:
            raise KeyError(as_text(place))
        found = found[key]
    return found


def overlay_draft(
    pack: str, place: Place, *, wrong: str = "", link: str = "", overlays: Path | None = None
) -> str:
    """An overlay with the part of `pack` at `place`, and what is said to be wrong about it as a comment."""
    body: Any = written(pack, place, overlays)
    for key in reversed(place):
        body = {key: body}
    lines = ["# A correction to begin with: as it stands it changes nothing.", *_comments(wrong)]
    if link:
        lines += ["# What was named as a source:", *_comments(link)]
    lines += [
        "# Change the value, name its source (under `sources`, if it is new), and tell the day of reading:",
        "#   read: YYYY-MM-DD",
        "#   sources:",
        f'#     {_NEW_SOURCE}: {{url: "https://…", section: "…", for: "…", kind: rule}}',
        "# Then: rxladder packs check THIS-FILE",
    ]
    told = yaml.safe_dump(
        {"pack": pack} | (body if place else {}), allow_unicode=True, sort_keys=False, width=100
    )
    return "\n".join([*lines, told])


def _comments(text: str) -> list[str]:
    return [f"#   {line}" for line in text.splitlines() if line.strip()]


def _tree(pack: str, overlays: Path | None) -> Any:
    base, own = DATA / "packs" / f"{pack}.yaml", []
    found: Any = read_yaml_file(base) if base.exists() else {}
    for path in sorted(overlays.glob("*.y*ml")) if overlays and overlays.is_dir() else []:
        data = read_yaml_file(path)
        if isinstance(data, dict) and data.get("pack") == 1 and data.get("id") == pack:
            found = data
        elif isinstance(data, dict) and data.get("pack") == pack:
            own.append(data)
    for data in own:
        found = merged(found, {key: value for key, value in data.items() if key != "pack"})
    return found
