"""A correction to begin with: it stands where the rule stands, and changes nothing as it comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from rxladder.facts.load import DATA, load_packs, merged
from rxladder.facts.overlay_draft import overlay_draft, place_of, written
from rxladder.facts.trial import tried
from rxladder.facts.yaml_text import BadInput, read_yaml, read_yaml_file

PACKS = sorted((DATA / "packs").glob("*.yaml"))
TOTAL = place_of("credentials/us-tx-technician/ce/clauses/total")


def places(tree: dict, at: tuple[str, ...] = ()):
    """Every place of a pack that a person can flag, and the pack as a whole."""
    yield at
    for key, value in tree.items():
        if isinstance(value, dict) and len(at) < 5:
            yield from places(value, (*at, key))


@pytest.mark.parametrize("path", PACKS[::6], ids=lambda path: path.stem)
def test_a_draft_of_any_place_changes_nothing(path):
    tree = read_yaml_file(path)
    for place in places(tree):
        told = read_yaml(overlay_draft(path.stem, place, wrong="It is 12: see\n# there", link="https://x/#a"))
        assert told.pop("pack") == path.stem
        assert merged(tree, told) == tree, place


def test_a_draft_is_a_correction_and_a_changed_number_is_in_force(tmp_path):
    text = overlay_draft("us-tx", TOTAL, wrong="My board says 22 hours")
    assert "#   My board says 22 hours" in text
    file = tmp_path / "us-tx.yaml"
    file.write_text(text)
    assert tried(file).packs.packs == load_packs().packs
    file.write_text(text.replace("at_least: 20", "at_least: 22"))
    ce = tried(file).packs.credentials["us-tx-technician"].credential.ce
    assert ce.clauses["total"].at_least == 22


def test_it_begins_with_the_corrections_in_force(tmp_path):
    overlay = "pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {total: {at_least: 21}}}}}\n"
    (tmp_path / "a.yaml").write_text(overlay)
    assert written("us-tx", TOTAL, tmp_path)["at_least"] == 21
    with pytest.raises(KeyError):
        overlay_draft("us-tx", (*TOTAL, "gone"))
    with pytest.raises(KeyError):
        overlay_draft("nowhere", TOTAL, overlays=Path("/nowhere"))
    (tmp_path / "b.yaml").write_text("pack: [")
    with pytest.raises(BadInput):
        overlay_draft("us-tx", TOTAL, overlays=tmp_path)
