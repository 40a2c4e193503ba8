"""What a correction changes in a person's answers, clause by clause."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.facts.load import load_packs
from rxladder.facts.trial import tried
from rxladder.rules.compared import ClauseChange, compare

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def career():
    return demo_career(ON, load_packs())


def after(tmp_path, body: str):
    file = tmp_path / "us-tx.yaml"
    file.write_text("pack: us-tx\ncredentials:\n  us-tx-technician:\n" + body)
    return tried(file).packs


def test_a_changed_number_is_told_with_what_was_and_what_is(career, tmp_path):
    rules = after(tmp_path, "    ce: {clauses: {total: {at_least: 22}}}\n")
    (found,) = compare(career, load_packs(), rules, ON)
    assert found.holding.credential == "us-tx-technician"
    total = next(one for one in found.clauses if one.id == "total")
    assert (total.was, total.becomes) == ("20 contact hours", "22 contact hours")
    assert total.source.section
    assert found.becomes.hours_to_go - found.was.hours_to_go == Fraction(2)
    assert [one.was for one in compare(career, rules, load_packs(), ON)] == [found.becomes], "and back"


def test_what_is_new_and_what_is_gone_is_told(career, tmp_path):
    rules = after(tmp_path, "    ce: {clauses: {errors: {at_least: 2, of: {topic: patient-safety}}}}\n")
    (found,) = compare(career, load_packs(), rules, ON)
    assert [(one.id, one.was is None, one.becomes is None) for one in found.clauses] == [
        ("errors", True, False)
    ]
    (back,) = compare(career, rules, load_packs(), ON)
    assert back.clauses == (ClauseChange("errors", found.clauses[0].becomes, None, back.clauses[0].source),)


@pytest.mark.parametrize(
    "body",
    [
        "    ce: {clauses: {total: {note: by a letter}}}\n",
        "    ce: {clauses: {total: {says: twenty hours altogether}}}\n",
        "    fees: {initial: 51}\n",
    ],
)
def test_other_words_and_what_asks_nothing_of_this_person_change_no_answer(career, tmp_path, body):
    assert compare(career, load_packs(), after(tmp_path, body), ON) == ()
