"""An accepted path: how far it is told by the record, and what changed in what it rests on, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxladder.career.record import (
    AcceptedPath,
    Availability,
    Career,
    ExamTaken,
    Goal,
    Holding,
    PlannedStep,
    Training,
    Work,
)
from rxladder.facts.language import speaking
from rxladder.facts.roles import roles
from rxladder.planning.path import find_paths
from rxladder.planning.path_accepted import accepted, kept_in_spite
from rxladder.planning.path_changes import changes, open_changes
from rxladder.planning.path_goal import goal_named
from rxladder.planning.path_ground import WhatIf, ground_of
from rxladder.planning.path_progress import Progress, progress
from rxladder.planning.path_replay import career_on
from rxladder.planning.path_result import Path
from rxladder.planning.path_todo import path_events, path_steps
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from tests.drawn.paths import accepted_paths
from tests.planning.accepted_paths import NOTHING, ON, PACKS, demo, taken
from tests.planning.drawn_people import goal, person
from tests.strategies import careers

DEMO = demo()
CSPT = taken(DEMO, "ptcb-cspt", by=date(2027, 3, 20))
EXAM, SIGNED, HELD = date(2027, 3, 7), date(2026, 11, 29), date(2027, 3, 14)
SIGNED_FORM = {**DEMO.facts, "signed-form": {"ptcb": True}}


def look(career: Career, on: date, goal: Goal = CSPT) -> Progress:
    found = progress(goal, career, PACKS, on)
    assert found is not None
    return found


def states(found: Progress) -> dict[str, str]:
    return {one.step.id: one.state for one in found.steps}


def told(career: Career, on: date, goal: Goal = CSPT) -> dict[str, str]:
    return {one.id: one.says for one in changes(look(career, on, goal), career, PACKS, on)}


# --- How far


def test_on_the_day_it_is_taken_nothing_is_done_and_nothing_changed():
    found = look(DEMO, ON)
    assert (found.done, found.finish, found.late_days, found.reached) == (0, HELD, 0, False)
    assert list(states(found).values()) == ["open", "open", "waiting", "waiting"]
    assert told(DEMO, ON) == {}


def test_what_the_record_shows_is_done_and_proves_what_came_before():
    passed = replace(DEMO, exams=(*DEMO.exams, ExamTaken("cspt", date(2027, 3, 5), True)))
    found = look(passed, date(2027, 3, 8))
    assert list(states(found).values()) == ["done", "done", "done", "open"]
    failed = replace(DEMO, exams=(*DEMO.exams, ExamTaken("cspt", date(2027, 3, 5), False)))
    assert states(look(failed, date(2027, 3, 6)))["exam:cspt"] == "waiting"
    held = replace(passed, holdings=(*DEMO.holdings, Holding("ptcb-cspt", issued=date(2027, 3, 12))))
    assert look(held, date(2027, 3, 12)).reached
    assert told(held, date(2027, 3, 12)) == {}


def test_study_is_taken_as_done_once_its_days_are_over_and_marked_so():
    signed = replace(DEMO, facts=SIGNED_FORM)
    assert states(look(signed, EXAM))["study:cspt"] == "open"
    after = look(signed, EXAM + timedelta(1))
    assert states(after)["study:cspt"] == "untold"
    assert states(after)["exam:cspt"] == "late"


def test_what_is_late_moves_what_rests_on_it():
    signed = replace(DEMO, facts=SIGNED_FORM)
    for days in (1, 10, 40):
        found = look(signed, EXAM + timedelta(days))
        assert found.late_days == days
        assert found.finish == HELD + timedelta(days)
        assert found.days_after_wish == max(0, (found.finish - date(2027, 3, 20)).days)


def test_study_that_is_late_is_not_done_twice_at_a_time():
    goal = taken(DEMO, "ptcb-cpht-adv", what_if=WhatIf(study_hours_per_week=Fraction(6)))
    trainings = [step for step in _path(goal).steps if step.kind == "training"]
    on = trainings[1].ends + timedelta(20)
    found = {one.step.id: one for one in look(DEMO, on, goal).steps}
    first, second = found[trainings[0].id], found[trainings[1].id]
    assert first.state == second.state == "late"
    assert second.begins > first.begins
    assert look(DEMO, on, goal).late_days > 0


def test_a_training_that_runs_is_seen_to_run():
    goal = taken(DEMO, "ptcb-cpht-adv", what_if=WhatIf(study_hours_per_week=Fraction(6)))
    first = next(step for step in _path(goal).steps if step.kind == "training")
    running = replace(DEMO, trainings=(*DEMO.trainings, Training(first.what, started=first.starts)))
    found = {one.step.id: one for one in look(running, first.starts + timedelta(3), goal).steps}
    assert found[first.id].state == "running"
    done = replace(DEMO, trainings=(*DEMO.trainings, Training(first.what, completed=first.ends)))
    assert states(look(done, first.ends, goal))[first.id] == "done"


def test_a_post_that_brings_experience_shows_its_hours():
    goal = taken(DEMO, "ptcb-medication-history")
    post = next(step for step in _path(goal).steps if step.kind == "work")
    on = post.starts + timedelta(70)
    works = (*(replace(w, to=min(w.to or post.starts, post.starts)) for w in DEMO.experience),
             Work(post.what, post.starts, hours_per_week=post.hours_per_week))  # fmt: skip
    found = {one.step.id: one for one in look(replace(DEMO, experience=works), on, goal).steps}[post.id]
    assert found.state == "running"
    assert found.share is not None
    assert found.share.unit == "hours"
    assert found.share.have == post.hours_per_week * Fraction(71, 7)
    assert 0 < found.share.part < 1
    steps = list(path_steps(look(replace(DEMO, experience=works), on, goal), (), DEMO, PACKS, on))
    assert any("%" in step.why for step in steps)


def _path(goal: Goal) -> AcceptedPath:
    assert goal.path is not None
    return goal.path


# --- What changed


class Scenario(NamedTuple):
    """What happens to the demo person, on which day, and what is said of it, by the change's id."""

    happens: Callable[[Career], Career]
    on: date
    said: dict[str, str]


def _hours(hours: object, dollars: object) -> Availability:
    return Availability(Fraction(str(hours)), None if dollars is None else Decimal(str(dollars)))


def _last(career: Career, name: str, **other: object) -> Career:
    """The career with the last record of a kind changed."""
    *before, last = getattr(career, name)
    return replace(career, **{name: (*before, replace(last, **other))})


def _passed(career: Career, day: date) -> Career:
    return replace(career, exams=(*career.exams, ExamTaken("cspt", day, True)))


SCENARIOS = {
    "moved": Scenario(
        lambda one: replace(one, person=replace(one.person, state="us-oh")), ON,
        {"moved:us-oh": "You now work in Ohio; the path was made for Texas"},
    ),
    "lost a certification": Scenario(
        lambda one: replace(one, holdings=one.holdings[:1]), ON,
        {"lost:holding:ptcb-cpht": "You no longer hold CPhT", "rule:exam:cspt": "you hold"},
    ),
    "let a certification lapse": Scenario(
        lambda one: _last(one, "holdings", expires=ON - timedelta(1)), ON,
        {"lost:holding:ptcb-cpht": "no longer", "rule:exam:cspt": "On 7 March 2027 you would not"},
    ),
    "left the sterile room": Scenario(
        lambda one: _last(one, "experience", to=ON - timedelta(1)), ON, {
            "lost:work:sterile-compounding@hospital-inpatient": "You no longer work as Sterile compounding",
            "rule:exam:cspt": "Missing:",
        },
    ),
    "less time": Scenario(
        lambda one: replace(one, availability=_hours(2, 60)), ON,
        {"study:2": "Your study hours per week: 2 hours. The path was made with: 4 hours"},
    ),
    "more money": Scenario(
        lambda one: replace(one, availability=_hours(4, 90)), ON,
        {"budget:90": "Your monthly budget for it: $90. The path was made with: $60"},
    ),
    "no budget any more": Scenario(
        lambda one: replace(one, availability=_hours(4, None)), ON,
        {"budget:none": "no limit given"},
    ),
    "fewer hours at work": Scenario(
        lambda one: _last(one, "experience", hours_per_week=Fraction(20)), ON,
        {
            "work-hours:20": "Your work hours per week: 20 hours. The path was made with: 40 hours",
            "rule:exam:cspt": "full-time",
        },
    ),
    "passed early": Scenario(
        lambda one: _passed(one, date(2027, 1, 5)), date(2027, 1, 6),
        {"earlier:exam:cspt": "Done 61 days earlier than planned"},
    ),
    "passed late": Scenario(
        lambda one: _passed(one, date(2027, 3, 12)), date(2027, 3, 12),
        {"later:exam:cspt": "Done 5 days later than planned"},
    ),
    "the form is not signed": Scenario(
        lambda one: one, SIGNED + timedelta(1),
        {"late:ask:signed-form:ptcb": "The path counted on this by 29 November 2026"},
    ),
    "said that it is not signed": Scenario(
        lambda one: replace(one, facts={**one.facts, "signed-form": {"ptcb": False}}), ON,
        {"answered:ask:signed-form:ptcb": "you answered that it is not"},
    ),
    "the exam's day is over": Scenario(
        lambda one: replace(one, facts=SIGNED_FORM), EXAM + timedelta(1),
        {"late:exam:cspt": "exam by 7 March 2027; your record does not show it"},
    ),
    "got another certificate": Scenario(
        lambda one: replace(one, holdings=(*one.holdings, Holding("ptcb-immunization", issued=ON))), ON,
        {"gained:holding:ptcb-immunization": "which the path did not plan"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_changed_is_said_and_nothing_else(name: str):
    happens, on, said = SCENARIOS[name]
    found = told(happens(DEMO), on)
    assert found.keys() == said.keys()
    for id_, words in said.items():
        assert words in found[id_]
    with speaking("es"):  # what a path was kept in spite of stays so in another language
        assert told(happens(DEMO), on).keys() == said.keys()


def test_a_move_that_was_asked_for_is_no_change():
    goal = taken(DEMO, "ptcb-cspt", what_if=WhatIf(state="us-ok"))
    assert told(DEMO, ON, goal) == {}
    moved = replace(DEMO, person=replace(DEMO.person, state="us-ok"))
    assert not [id_ for id_ in told(moved, ON, goal) if id_.startswith("moved")]
    assert "moved:us-oh" in told(replace(DEMO, person=replace(DEMO.person, state="us-oh")), ON, goal)


def test_hours_that_were_asked_for_do_not_change_with_the_record():
    goal = taken(DEMO, "ptcb-cspt", what_if=WhatIf(Fraction(8), Decimal(200)))
    assert told(replace(DEMO, availability=_hours(1, 5)), ON, goal) == {}


def test_prices_and_lengths_of_other_facts_are_named():
    path = _path(CSPT)
    other = {"exam:cspt": {"cost_usd": Decimal(129)}, "study:cspt": {"study_hours": Fraction(40)},
             "holding:ptcb-cspt": {"cost_usd": None, "ends": date(2027, 3, 21)}}  # fmt: skip
    steps = tuple(replace(step, **other.get(step.id, {})) for step in path.steps)
    made = replace(path.premises, packs="those of last year")
    said = told(
        DEMO, ON, replace(CSPT, path=replace(path, steps=steps, finish=date(2027, 3, 21), premises=made))
    )
    assert said.keys() == {
        "price:exam:cspt:149", "hours:study:cspt:60",
        "price:holding:ptcb-cspt:50", "days:holding:ptcb-cspt:7",
    }  # fmt: skip
    assert "The price is now $149; it was $129" in said["price:exam:cspt:149"]
    assert "it was not known" in said["price:holding:ptcb-cspt:50"]


def test_a_rule_that_asks_more_is_named_with_what_is_missing():
    known = PACKS.credentials["ptcb-cspt"]
    stricter = known.credential.model_copy(
        update={"eligibility": PACKS.credentials["ptcb-cpht-adv"].credential.eligibility}
    )
    pack = known.pack.model_copy(update={"credentials": {**known.pack.credentials, "ptcb-cspt": stricter}})
    changed = replace(PACKS, packs={**PACKS.packs, "ptcb": pack}, hash="other")
    found = progress(CSPT, DEMO, changed, ON)
    assert found is not None
    said = {one.id: one.says for one in changes(found, DEMO, changed, ON)}
    assert any(id_.startswith("rule:") and "Missing:" in words for id_, words in said.items()), said


FLORIDIAN = replace(
    DEMO,
    person=replace(DEMO.person, state="us-fl"),
    holdings=(Holding("us-fl-technician", issued=date(2023, 3, 1), expires=ON + timedelta(400)),),
    experience=(Work("technician", date(2023, 3, 1), state="us-fl", hours_per_week=Fraction(40)),),
    exams=(),
    trainings=(),
    facts={"education": "bachelor"},
)


def _with_new_rules(goal: Goal) -> Goal:
    """The goal with a path that was made with other rules than today's, so that all is looked up anew."""
    path = _path(goal)
    return replace(goal, path=replace(path, premises=replace(path.premises, packs="those of last year")))


def test_an_exam_is_still_asked_for_once_the_board_said_that_it_accepts_it():
    goal = _with_new_rules(taken(FLORIDIAN, "us-la-technician"))
    assert "ask:certification-accepted:us-la" in {step.id for step in _path(goal).steps}
    accepted = replace(FLORIDIAN, facts={**FLORIDIAN.facts, "certification-accepted": {"us-la": True}})
    assert told(accepted, ON, goal) == {}
    known = PACKS.credentials["us-la-technician"]
    easier = known.credential.model_copy(update={"eligibility": None})
    pack = known.pack.model_copy(
        update={"credentials": {**known.pack.credentials, "us-la-technician": easier}}
    )
    without = replace(PACKS, packs={**PACKS.packs, "us-la": pack}, hash="other")
    found = progress(goal, accepted, without, ON)
    assert found is not None
    (said,) = [one.id for one in changes(found, accepted, without, ON) if one.id.startswith("unneeded:exam")]
    assert said.removeprefix("unneeded:") in states(found)


def test_a_no_that_was_told_before_a_path_was_taken_does_not_ask_to_look_at_it_again():
    unsigned = replace(DEMO, facts={**DEMO.facts, "signed-form": {"ptcb": False}})
    goal = taken(unsigned, "ptcb-cspt")
    found = look(unsigned, ON, goal)
    every = changes(found, unsigned, PACKS, ON)
    assert [one.id for one in every] == ["answered:ask:signed-form:ptcb"]
    assert open_changes(found, every) == ()
    later = changes(look(unsigned, SIGNED + timedelta(1), goal), unsigned, PACKS, SIGNED + timedelta(1))
    assert "late:ask:signed-form:ptcb" in [one.id for one in open_changes(found, later)]


def test_who_holds_no_certification_yet_and_says_so_still_finds_the_exam():
    no = {**FLORIDIAN.facts, "certification-accepted": {"us-la": False}}
    none_yet = replace(FLORIDIAN, facts=no)
    assert [step.id for step in _path(taken(none_yet, "us-la-technician")).steps if step.kind == "exam"]
    refused = replace(none_yet, exams=(ExamTaken("ptce", ON, True), ExamTaken("excpt", ON, True)))
    wanted = goal_named("us-la-technician", PACKS, roles())
    assert wanted is not None
    assert not find_paths(refused, PACKS, ON, wanted).paths


def test_what_the_board_refused_leaves_the_other_exam_to_ask_about():
    refused = replace(
        FLORIDIAN,
        facts={**FLORIDIAN.facts, "certification-accepted": {"us-la": False}},
        exams=(ExamTaken("ptce", ON, True),),
    )
    steps = {step.id for step in _path(taken(refused, "us-la-technician")).steps}
    assert {"exam:excpt", "ask:certification-accepted:us-la"} <= steps
    assert "exam:ptce" not in steps


def test_what_the_rules_do_not_know_any_more_is_said():
    path = _path(CSPT)
    strange = PlannedStep("exam:gone", "exam", "gone", ON, ON, says="An exam of old")
    said = told(DEMO, ON, replace(CSPT, path=replace(path, steps=(*path.steps, strange))))
    assert "An exam of old" in said["gone:exam:gone"]
    assert told(DEMO, ON, Goal(credential="no-such", path=path)).keys() == {"goal"}


def test_a_path_kept_in_spite_of_a_change_is_quiet_about_it_alone():
    moved = replace(DEMO, person=replace(DEMO.person, state="us-oh"), availability=_hours(2, 60))
    kept = replace(CSPT, path=kept_in_spite(_path(CSPT), ["moved:us-oh"]))
    found = look(moved, ON, kept)
    every = changes(found, moved, PACKS, ON)
    assert [one.id for one in open_changes(found, every)] == ["study:2"]
    assert len(every) == 2


# --- Carried out as planned, nothing changes


def paths(seed: int) -> Iterator[tuple[Career, Path, Goal]]:
    draw = Random(seed)
    career, wanted = person(draw), goal(draw)
    found = find_paths(career, PACKS, ON, wanted)
    for path in {one.steps: one for one in found.paths}.values():
        own = accepted(path, career, PACKS, ON, NOTHING)
        own = replace(own, premises=replace(own.premises, packs="others"))  # so that all is looked up anew
        yield career, path, Goal(**{wanted.kind: wanted.id}, path=own)


def carried_out(seed: int) -> None:
    for career, path, wanted in paths(seed):
        ground = ground_of(career, PACKS, ON, what_if=NOTHING)
        days = {ON, *(step.starts for step in path.steps), *(step.ends for step in path.steps)}
        days |= {day + timedelta(1) for day in days if day < path.finish}
        done = 0
        for day in sorted(days):
            now = career_on(ground, path.steps, day)
            found = look(now, day, wanted)
            assert changes(found, now, PACKS, day) == (), (seed, path.name, day)
            assert found.finish == path.finish, (seed, path.name, day)
            assert found.done >= done, (seed, path.name, day)
            done = found.done
        assert found.reached
        assert found.done == len(found.steps)


@pytest.mark.parametrize("seed", range(16))
def test_carried_out_as_planned_nothing_changes_and_it_ends_on_its_day(seed: int):
    carried_out(seed)


@pytest.mark.long
@pytest.mark.parametrize("start", range(1_000, 1_400, 20))
def test_carried_out_as_planned_for_many_more(start: int):
    for seed in range(start, start + 20):
        carried_out(seed)


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_file_holds_as_a_path_is_told_of(data: st.DataObject):
    career = data.draw(careers(PACKS))
    kind, id_ = data.draw(st.sampled_from(
        [("credential", "ptcb-cspt"), ("role", "trainer"), ("workplace", "specialty"), ("role", "none")]
    ))  # fmt: skip
    goal = Goal(**{kind: id_}, path=data.draw(accepted_paths()))
    found = look(career, ON, goal)
    said = changes(found, career, PACKS, ON)
    assert len({one.id for one in said}) == len(said)
    assert found.finish >= _path(goal).finish
    assert 0 <= found.done <= len(found.steps)
    list(path_steps(found, said, career, PACKS, ON))
    list(path_events(found, PACKS, ON))


# --- What to do, and when


def steps_on(career: Career, on: date) -> list:
    found = look(career, on)
    return list(path_steps(found, changes(found, career, PACKS, on), career, PACKS, on))


def test_what_can_be_begun_comes_next_with_its_place_on_the_path():
    form, study = steps_on(DEMO, ON)
    assert (form.by, form.why) == (SIGNED, "Step 1 of 4 to CSPT, planned for 14 March 2027.")
    assert (study.by, study.goal) == (date(2027, 3, 6), "credential:ptcb-cspt")
    assert "60 hours of study" in study.why
    assert "Only you can say" in study.why


def test_a_change_comes_before_the_steps():
    again, study = steps_on(DEMO, SIGNED + timedelta(1))
    assert again.what == "Take another look at your path to CSPT"
    assert "29 November 2026" in again.why
    assert study.what.startswith("Study for")


def test_a_goal_with_a_path_is_told_of_by_its_path_alone():
    career = replace(DEMO, exams=(*DEMO.exams, ExamTaken("cspt", ON, True)), facts=SIGNED_FORM)
    found = audit(career, PACKS, ON)
    bare = next_steps(replace(career, goals=(Goal(credential="ptcb-cspt"),)), found, PACKS, ON)
    assert any(step.kind == "goal" for step in bare)
    with_path = next_steps(replace(career, goals=(CSPT,)), found, PACKS, ON)
    assert not any(step.kind == "goal" for step in with_path)


def test_the_days_of_a_path_keep_their_names():
    before = {one.uid: one for one in path_events(look(DEMO, ON), PACKS, ON)}
    later = {one.uid: one for one in path_events(look(DEMO, EXAM + timedelta(3)), PACKS, EXAM + timedelta(3))}
    assert before.keys() == later.keys()
    assert sorted(one.day for one in before.values()) == [ON, SIGNED, EXAM, EXAM]
    assert {one.state for one in before.values()} == {"open"}
    assert {one.state for one in later.values()} == {"past", "done"}


def test_what_ends_by_itself_or_is_renewed_with_another_is_no_loss():
    day = ON + timedelta(60)
    trainee = next(
        ref.id
        for ref in PACKS.credentials.values()
        if ref.credential.term.renewable is False and "tx" in ref.id
    )
    anchored = next(ref for ref in PACKS.credentials.values() if "ptcb-cpht" in ref.credential.term.of)
    more = (Holding(trainee, expires=ON + timedelta(30)), Holding(anchored.id, expires=ON + timedelta(30)))
    held = replace(DEMO, facts=SIGNED_FORM, holdings=(*DEMO.holdings, *more))
    goal = taken(held, "ptcb-cspt")
    assert told(held, day, goal) == {}
    without = replace(held, holdings=tuple(one for one in held.holdings if one.credential != "ptcb-cpht"))
    lost = {id_ for id_ in told(without, day, goal) if id_.startswith("lost:")}
    assert lost == {"lost:holding:ptcb-cpht", f"lost:holding:{anchored.id}"}
