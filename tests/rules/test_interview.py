"""The eligibility interview: each part with its state, its day, its progress and its question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Person, Training, Work
from rxladder.facts import conditions as c
from rxladder.facts.chapters import chapter_of, chapters
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.facts.states import STATES
from rxladder.rules.asked_for import good_for
from rxladder.rules.credential_catalogue import Offered, Sought, look_for, offered
from rxladder.rules.effort import least_work
from rxladder.rules.eligibility import eligible
from rxladder.rules.interview import Part, interview, role_parts
from rxladder.rules.readiness import own_exams, ready

ON = date(2026, 11, 22)
PACKS = load_packs()
DEMO = demo_career(ON, PACKS)
HALF_WAY = Career(
    person=Person(state="us-tx"),
    experience=(Work("technician", date(2026, 9, 1), hours_per_week=Fraction(20), state="us-tx"),),
)


def parts(part: Part | None) -> Iterator[Part]:
    if part is not None:
        yield part
        for one in part.of:
            yield from parts(one)


def part_that_says(found: Part | None, words: str) -> Part:
    return next(one for one in parts(found) if words in one.because.says and not one.of)


def test_the_tree_is_the_one_of_eligibility():
    for id_ in PACKS.credentials:
        found = interview(HALF_WAY, PACKS, id_, ON)
        assert found.answer == eligible(HALF_WAY, PACKS, id_, ON)
        if found.tree is None:
            assert PACKS.credentials[id_].credential.eligibility is None
            continue
        shown = [one.because.state for one in parts(found.tree)]
        assert shown[0] == found.answer.eligible
        assert found.tree.because == found.answer.because


def test_five_hundred_hours_end_on_a_day():
    hours = part_that_says(interview(HALF_WAY, PACKS, "ptcb-cpht", ON).tree, "500 hours")
    assert hours.progress is not None
    # 1 September to 22 November are 83 days of 20/7 hours; 175 days of them are the 500 hours.
    assert (hours.progress.have, hours.progress.want) == (Fraction(83 * 20, 7), 500)
    assert hours.first == date(2027, 2, 22)


def test_each_part_that_is_not_met_has_its_own_first_day():
    tree = interview(DEMO, PACKS, "ptcb-cspt", ON).tree
    years = part_that_says(tree, "3 years of sterile compounding")
    assert (years.because.state, years.first) == (False, date(2027, 3, 3))
    assert part_that_says(tree, "1 year of sterile").first is None  # it is met
    assert part_that_says(tree, "passed the exam").first is None  # nothing but passing it helps


def test_an_unknown_part_is_asked_in_place():
    found = interview(DEMO, PACKS, "ptcb-cspt", ON)
    form = part_that_says(found.tree, "signed the form")
    assert (form.because.state, form.asked and form.asked.id) == (None, "signed-form")
    answered = replace(DEMO, facts={**DEMO.facts, "signed-form": True})
    again = part_that_says(interview(answered, PACKS, "ptcb-cspt", ON).tree, "signed the form")
    assert (again.because.state, again.asked) == (True, None)


def test_a_set_shows_how_many_are_there_and_the_cheapest_way():
    tree = interview(DEMO, PACKS, "ptcb-cpht-adv", ON).tree
    of_set = next(one for one in parts(tree) if one.because.op == "at_least")
    assert of_set.progress is not None
    assert (of_set.progress.have, of_set.progress.want, of_set.progress.unit) == (0, 4, "of-set")
    assert of_set.way is not None
    assert of_set.way.least == 425


def test_every_part_of_every_tree_is_a_test_or_has_parts():
    for id_, ref in PACKS.credentials.items():
        tree = interview(HALF_WAY, PACKS, id_, ON).tree
        for one in parts(tree):
            assert one.because.op == "leaf" or one.of, (id_, ref)


def test_what_a_role_asks_is_laid_out_the_same_way():
    asks = roles()["senior-technician"].asks
    assert asks is not None
    tree = role_parts(asks, HALF_WAY, PACKS, ON)
    year = part_that_says(tree, "1 year of work")
    assert year.progress is not None
    assert (year.progress.have, year.first) == (2, date(2027, 8, 31))


# --- Ready for the exam


def test_who_meets_all_but_the_exam_can_sit_it():
    trained = Career(trainings=(Training("ptcb-recognized-education-training-program", completed=ON),))
    ref = PACKS.credentials["nha-cpht"]
    assert own_exams(ref, PACKS) == ("excpt",)
    assert eligible(trained, PACKS, "nha-cpht", ON).eligible is False
    assert own_exams(PACKS.credentials["ptcb-tpv"], PACKS) == ()
    # Passing another body's exam is something to do first, not something to sit for this.
    assert "us-va-technician" in good_for("ptcb-cpht", PACKS).opens
    assert own_exams(PACKS.credentials["us-va-technician"], PACKS) == ()
    for id_ in PACKS.credentials:
        before, after = eligible(DEMO, PACKS, id_, ON), ready(DEMO, PACKS, PACKS.credentials[id_], ON)
        assert after.eligible is not False or before.eligible is False, id_


# --- Everything at once


@pytest.mark.parametrize(
    ("credential", "months"),
    [
        ("ptcb-cpht", 0),  # a programme will do, and no source tells how long that takes
        ("ptcb-cspt", 12),
        ("ptcb-cpht-adv", 36),
        ("ptcb-billing-reimbursement", 6),
        ("us-ia-telepharmacy", Fraction(2000 * 12, 40 * 52)),
        ("aca-sterile", None),
    ],
)
def test_the_least_work_that_is_asked(credential: str, months: int | None):
    assert least_work(PACKS.credentials[credential], PACKS) == months


def test_a_set_takes_as_long_as_the_shortest_that_complete_it():
    ref = PACKS.credentials["ptcb-mtm"]
    works = [c.Experience(experience="technician", months=months) for months in (24, 6, 12)]
    for n, months in ((1, 6), (2, 12), (3, 24)):
        some = ref.credential.model_copy(update={"eligibility": c.AtLeast(at_least=n, of=works)})
        assert least_work(replace(ref, credential=some), PACKS) == months


def test_what_a_credential_is_good_for():
    cspt = good_for("ptcb-cspt", PACKS)
    assert "ptcb-cpht-adv" in cspt.opens
    assert {"sterile-compounding", "hazardous-oncology"} <= set(cspt.roles_value)
    assert "certified-technician" in good_for("ptcb-cpht", PACKS).roles_ask
    assert "hospital-inpatient" in good_for("ptcb-cpht", PACKS).workplaces_often
    assert good_for("no-such-thing", PACKS).opens == []


def find(**sought) -> list[Offered]:
    return look_for(OFFERS, Sought(**sought), "us-tx", ON)


OFFERS = offered(DEMO, PACKS, ON)


def test_the_catalogue_has_every_credential_and_a_search_only_what_fits():
    assert [one.id for one in OFFERS] == list(PACKS.credentials)
    shown = {one.id for one in find()}
    assert "us-tx-technician" in shown
    assert "us-ok-technician" not in shown
    assert "ptcb-cpht-ptce-2020" not in shown  # retired
    assert "us-ok-technician" in {one.id for one in find(elsewhere=True)}


def test_bounds_leave_out_what_is_not_known():
    cheap = find(most_usd=Fraction(300))
    assert {"ptcb-cpht", "ptcb-cspt", "ptcb-cpht-adv"} <= {one.id for one in cheap}
    assert all(one.over.most is not None and one.over.most <= 300 for one in cheap)
    assert all(one.work is not None and one.work <= 6 for one in find(most_work=Fraction(6)))


def test_soon_is_within_a_year_if_work_goes_on():
    answered = replace(DEMO, facts={**DEMO.facts, "signed-form": True})
    offers = offered(answered, PACKS, ON)
    soon = {one.id: one.ready.earliest for one in look_for(offers, Sought(when="soon"), "us-tx", ON)}
    assert soon["ptcb-cspt"] == date(2027, 3, 3)
    now = {one.id for one in look_for(offers, Sought(when="now"), "us-tx", ON)}
    assert "ptcb-cspt" not in now
    later = offered(answered, PACKS, date(2027, 3, 3))
    assert "ptcb-cspt" in {one.id for one in look_for(later, Sought(when="now"), "us-tx", date(2027, 3, 3))}


def test_more_than_a_year_is_not_soon():
    answered = replace(DEMO, facts={**DEMO.facts, "signed-form": True})
    for day, soon in ((date(2026, 3, 3), False), (date(2026, 3, 4), True)):
        offers = offered(answered, PACKS, day)
        assert next(one for one in offers if one.id == "ptcb-cspt").ready.earliest == date(2027, 3, 3)
        found = look_for(offers, Sought(when="soon"), "us-tx", day)
        assert ("ptcb-cspt" in {one.id for one in found}) is soon


def test_words_and_chapters_narrow_the_search():
    assert [one.id for one in find(words="sterile cspt")] == ["ptcb-cspt"]
    assert {one.chapter for one in find(chapter="hazardous")} == {"hazardous"}


def test_every_national_credential_is_in_a_chapter_and_in_one():
    listed = [id_ for chapter in chapters().values() for id_ in chapter.credentials]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(PACKS.credentials)
    for id_, ref in PACKS.credentials.items():
        assert (chapter_of(id_) != "state") or ref.pack.id in STATES, id_
