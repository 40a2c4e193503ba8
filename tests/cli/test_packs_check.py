"""`rxladder packs check`: what is wrong with a file of rules, or else what it would change and for whom."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rxladder.career.demo import demo_text
from rxladder.cli import app
from rxladder.cli.packs_before import is_own_pack, packs_before
from rxladder.facts.load import DATA, load_packs

ON = "2026-11-22"
CORRECTION = """\
pack: us-tx
credentials: {us-tx-technician: {ce: {clauses: {state-law: {at_least: 2, note: by a letter}}}}}
"""


def check(text: str, *args: str, name: str = "mine.yaml") -> Result:
    Path(name).write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["packs", "check", name, "--on", ON, *args])


def found(text: str, *args: str, name: str = "mine.yaml") -> dict:
    result = check(text, "--json", *args, name=name)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_correction_is_told_in_words_with_whom_it_touches():
    Path("sam.yaml").write_text(demo_text(date.fromisoformat(ON)), encoding="utf-8")
    document = found(CORRECTION, "--career", "sam.yaml")
    assert document["removed"] == ["state-law At least 1 hour on Texas pharmacy law [1, 7]"]
    assert document["added"][0] == "state-law At least 2 hours on Texas pharmacy law [1, 7]"
    [row] = document["affected"]
    assert (row["credential"], row["hours_to_go_before"], row["hours_to_go_after"]) == (
        "us-tx-technician",
        1.5,
        2,
    )


def test_a_copy_of_a_pack_stands_in_its_place():
    text = (DATA / "packs" / "us-wa.yaml").read_text(encoding="utf-8")
    assert found(text)["added"] == []
    document = found(text.replace("\n      months: 24", "\n      months: 36"))
    assert document["pack"] == "us-wa"
    assert document["removed"][0].startswith("A term is 2 years long.")
    assert document["added"][0].startswith("A term is 3 years long.")


def test_an_own_pack_edited_in_its_place_is_compared_with_what_git_kept(tmp_path):
    facts = tmp_path / "facts"
    shutil.copytree(DATA / "packs", facts / "packs")
    shutil.copy2(DATA / "vocabulary.yaml", facts)
    edited, new = facts / "packs" / "us-wa.yaml", facts / "packs" / "us-xx.yaml"
    assert packs_before(edited, facts=facts) is None
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "Begin"]):
        subprocess.run(["git", "-C", facts, *command], check=True)
    edited.write_text(edited.read_text(encoding="utf-8").replace("\n      months: 24", "\n      months: 36"))
    months = {
        name: packs.credentials["us-wa-technician"].credential.term.months
        for name, packs in (
            ("before", packs_before(edited, facts=facts)),
            ("now", load_packs(data_folder=facts)),
        )
    }
    assert months == {"before": 24, "now": 36}
    new.write_text("pack: 1\nid: us-xx\n", encoding="utf-8")
    assert is_own_pack(new, facts)
    assert "us-xx" not in packs_before(new, facts=facts).packs


def test_nothing_of_it_is_in_force_afterwards():
    before = load_packs().hash
    found(CORRECTION)
    assert load_packs().hash == before
    assert not Path("data/rules").exists()


def test_it_takes_the_place_of_the_correction_of_the_same_name():
    rules = Path("data/rules")
    rules.mkdir(parents=True)
    (rules / "mine.yaml").write_text(CORRECTION.replace("2,", "3,"), encoding="utf-8")
    document = found(CORRECTION)
    assert "At least 3 hours" in document["removed"][0]
    assert "At least 2 hours" in document["added"][0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CORRECTION.replace("at_least", "at_leest"),
            "2: credentials/us-tx-technician/ce/clauses/state-law/at_leest: "
            "this key is not known; did you mean at_least?",
        ),
        ("pack: us-tz\n", "1: `pack` must name the pack to correct; there is no pack us-tz"),
        ("- a list\n", "1: is not a mapping of keys to values"),
        ("rxladder: 1\n", "1: has no `pack`"),
        ("pack: [\n", "2: is not valid YAML"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_place(text, said):
    result = check(text)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"mine.yaml:{said}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("sources: [nowhere]", "no hay ninguna fuente `nowhere`"),
        ("at_least: 300", "pide 300 horas dentro de un total de solo 20"),
        ("at_least: many", "'many' no es un número"),
    ],
)
def test_its_mistakes_are_said_in_spanish_too(monkeypatch, clause, said):
    monkeypatch.setenv("LC_ALL", "es")
    text = "pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {state-law: {%s}}}}}\n"
    result = check(text % clause)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_an_id_that_is_a_path_leads_nowhere(tmp_path):
    (tmp_path / "other.yaml").write_text("mine", encoding="utf-8")
    result = check(f"pack: 1\nid: {tmp_path}/other\n")
    assert (result.exit_code, "id: " in result.stderr) == (2, True)
    assert (tmp_path / "other.yaml").read_text(encoding="utf-8") == "mine"
