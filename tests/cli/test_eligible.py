"""`rxladder eligible`: yes, no or unknown, with the tree of reasons."""

from __future__ import annotations

import json

import pytest

from tests.cli.runs import ON, run


@pytest.mark.parametrize(
    ("credential", "answer", "code"),
    [("us-tx-technician-trainee", False, 1), ("ptcb-cspt", False, 1), ("us-fl-technician", None, 1)],
)
def test_eligibility_answers_yes_no_or_unknown(sam, credential, answer, code):
    result = run("eligible", sam, credential, "--on", ON, "--json")
    document = json.loads(result.stdout)
    assert (document["eligible"], result.exit_code) == (answer, code)
    assert document["because"]["op"] in ("all", "any", "at_least", "not", "leaf")


def test_whoever_meets_it_is_eligible(tmp_path):
    path = tmp_path / "eligible.yaml"
    path.write_text(
        "rxladder: 1\n"
        "facts: {discloses-record: true}\n"
        "trainings: [{programme: ptcb-recognized, completed: 2026-01-31, hours: 600}]\n"
        "exams: [{exam: ptce, date: 2026-03-01, passed: true}]\n",
        encoding="utf-8",
    )
    result = run("eligible", path, "ptcb-cpht", "--on", ON)
    assert result.exit_code == 0
    assert "Eligible: yes" in result.stdout


def test_eligibility_for_people_is_a_tree_with_sources(sam):
    result = run("eligible", sam, "ptcb-cspt", "--on", ON)
    assert "Eligible: no" in result.stdout
    assert "├──" in result.stdout
    assert "Sources" in result.stdout
