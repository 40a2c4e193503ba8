"""Mock exams: forms by the outline, a sitting that survives anything, and a result that leads on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.mock_exam import (
    NotEnoughCardsError,
    Reply,
    Sitting,
    answer,
    draw_form,
    flag,
    from_document,
    go_to,
    hand_in,
    share_out,
    tick,
    to_document,
)
from rxladder.learning.mock_result import responses, result
from rxladder.learning.question import Card
from tests.learning.exam_cards import exam_cards

PTCE = outlines()["ptce-2026"]
EXCPT = outlines()["excpt"]
CARDS = exam_cards(PTCE)
FORM = draw_form(PTCE, CARDS, seed=7)


@pytest.mark.parametrize(
    ("outline", "counted", "questions", "minutes"),
    [(PTCE, [28, 15, 19, 18], 90, 110), (EXCPT, [15, 15, 13, 43, 14], 120, 130)],
)
def test_a_form_has_the_length_and_the_weights_of_the_outline(outline, counted, questions, minutes):
    form = draw_form(outline, exam_cards(outline), seed=1)
    scored = Counter(slot.domain for slot in form.slots if slot.scored)
    assert [scored[domain] for domain in outline.weights] == counted
    assert (len(form.slots), form.seconds) == (questions, minutes * 60)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_no_card_twice_and_no_fact_twice_where_there_are_enough(seed):
    form = draw_form(PTCE, exam_cards(PTCE, in_each=600), seed)
    assert len({slot.card for slot in form.slots}) == 90
    assert len({slot.card.partition("/")[2] for slot in form.slots}) == 90


def test_every_sort_of_calculation_takes_its_turn():
    """A problem of dose and one of days' supply are as different as two forms of question."""
    domain = PTCE.domains[-1].id
    sums = [Card("calc", f"sum-{n}", (domain,), "source", f"sort-{n % 6}") for n in range(30)]
    form = draw_form(PTCE, [*exam_cards(PTCE), *sums], seed=7)
    sorts = {card.id: card.sort for card in sums}
    assert len({sorts[slot.card] for slot in form.slots if slot.card in sorts}) == 6


def test_forms_of_question_take_turns():
    used = Counter(slot.card.partition("/")[0] for slot in FORM.slots)
    assert max(used.values()) <= 2 * min(used.values()) + 2
    assert len(used) == 12


def test_the_same_seed_gives_the_same_form_and_another_another():
    assert draw_form(PTCE, reversed(CARDS), seed=7) == FORM
    assert draw_form(PTCE, CARDS, seed=8).slots != FORM.slots


def test_questions_on_trial_are_anywhere():
    places = [place for place, slot in enumerate(FORM.slots) if not slot.scored]
    assert len(places) == 10
    assert places != list(range(80, 90))


def test_cards_seen_before_come_last():
    seen = {slot.card: 1 for slot in FORM.slots}
    again = draw_form(PTCE, exam_cards(PTCE, in_each=600), seed=7, seen=seen)
    assert not {slot.card for slot in again.slots} & set(seen)


def test_too_few_cards_are_named_with_their_domain():
    few = [card for card in CARDS if card.areas != ("ptce-2026:2",)]
    with pytest.raises(
        NotEnoughCardsError, match="Federal requirements: 17 questions are needed, there are 0"
    ):
        draw_form(PTCE, few, seed=1)


def test_no_exam_where_its_length_was_not_read():
    with pytest.raises(NotEnoughCardsError, match="CSPT has was not read"):
        draw_form(outlines()["cspt"], exam_cards(outlines()["cspt"]), seed=1)


@settings(deadline=None)
@given(questions=st.integers(0, 300), id_=st.sampled_from(sorted(outlines())))
def test_shares_add_up_and_lie_within_one_of_the_weights(questions, id_):
    outline = outlines()[id_]
    shares = share_out(outline, questions)
    assert sum(shares.values()) == questions
    assert all(abs(shares[domain] - weight * questions) < 1 for domain, weight in outline.weights.items())


RIGHT, WRONG = Reply("a", True, 40), Reply("b", False, 40)
ACTS = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 89), st.sampled_from([RIGHT, WRONG])),
    st.tuples(st.just("flag"), st.integers(0, 89), st.booleans()),
    st.tuples(st.just("go"), st.integers(0, 89), st.none()),
    st.tuples(st.just("tick"), st.none(), st.none()),
)


def act(sitting: Sitting, what, seconds: int) -> Sitting:
    """One act at a moment of the clock."""
    match what:
        case ("answer", place, reply):
            return answer(sitting, place, reply, seconds)
        case ("flag", place, on):
            return flag(sitting, place, on)
        case ("go", place, _):
            return go_to(sitting, place)
    return tick(sitting, seconds)


@settings(deadline=None)
@given(acts=st.lists(st.tuples(ACTS, st.integers(-50, 400)), max_size=40))
def test_a_crash_after_any_act_changes_nothing(acts):
    """Stored as JSON and read back after each act, the sitting is as if nothing had happened."""
    steady = crashing = Sitting(FORM)
    clock = 0
    for what, seconds in acts:
        clock += seconds
        steady = act(steady, what, clock)
        crashing = from_document(json.loads(json.dumps(to_document(act(crashing, what, clock)))))
        assert crashing == steady
        assert 0 <= steady.seconds <= FORM.seconds


def test_the_clock_never_goes_back_and_ends_the_exam():
    sitting = tick(Sitting(FORM), 600)
    assert tick(sitting, 500).seconds == 600
    assert tick(sitting, 6599).seconds_left == 1
    ended = tick(sitting, 6600)
    assert (ended.over, ended.seconds_left) == (True, 0)


def test_an_answer_after_the_time_does_not_count():
    in_time = answer(Sitting(FORM), 0, RIGHT, 6600)
    late = answer(Sitting(FORM), 0, RIGHT, 6601)
    assert (dict(in_time.replies), dict(late.replies)) == ({0: RIGHT}, {})
    assert late.over
    assert answer(hand_in(Sitting(FORM), 10), 3, RIGHT, 20).replies == {}


def test_an_answer_given_again_takes_the_place_of_the_first():
    sitting = answer(answer(Sitting(FORM), 5, WRONG, 10), 5, RIGHT, 20)
    assert dict(sitting.replies) == {5: RIGHT}
    assert len(sitting.open) == 89


@pytest.mark.parametrize("place", [-1, 90])
def test_there_is_no_such_question(place):
    for change in (lambda: answer(Sitting(FORM), place, RIGHT, 1), lambda: flag(Sitting(FORM), place, True)):
        with pytest.raises(IndexError):
            change()


@pytest.mark.parametrize(
    "damage", [{"flags": [90]}, {"replies": {"-1": ["a", True, 1]}}, {"slots": [["a", 1]]}, {"seconds": None}]
)
def test_what_never_was_a_sitting_is_refused(damage):
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_document({**to_document(Sitting(FORM)), **damage})


def test_a_result_counts_by_domain_and_leads_to_what_cost_the_most():
    """All right but 5 in safety, 3 without an answer in order entry, and every question on trial."""
    sitting = Sitting(FORM)
    spare = Counter({"ptce-2026:3": 5, "ptce-2026:4": 3})
    for place, slot in enumerate(FORM.slots):
        reply = RIGHT if slot.scored else WRONG
        if slot.scored and spare[slot.domain]:
            spare[slot.domain] -= 1
            if slot.domain == "ptce-2026:4":
                continue
            reply = WRONG
        sitting = answer(sitting, place, reply, place * 60)
    found = result(hand_in(sitting, 5400), PTCE)
    assert (found.right, found.questions, found.unanswered, found.on_trial, found.on_trial_right) == (
        72,
        80,
        3,
        10,
        0,
    )
    assert [(one.right, one.questions) for one in found.domains] == [(28, 28), (15, 15), (14, 19), (15, 18)]
    assert [one.domain for one in found.next] == ["ptce-2026:3", "ptce-2026:4"]
    assert found.next[0].why == "5 of 19 questions here were not answered right."
    assert found.share == 0.9
    assert any("not published" in one for one in found.unknown)
    assert found.not_reached == 0 < len([one for one in responses(sitting) if not one.right])


def test_a_result_of_nothing_is_all_wrong_and_tells_nothing_of_abilities():
    empty = replace(Sitting(FORM), over=True)
    assert (result(empty, PTCE).right, result(empty, PTCE).unanswered, responses(empty)) == (0, 80, [])


def test_skipped_is_wrong_not_reached_tells_nothing_and_at_the_end_of_the_time_all_is_wrong():
    sitting = answer(answer(Sitting(FORM), 0, RIGHT, 60), 3, RIGHT, 120)
    handed_in, timed_out = hand_in(sitting, 130), tick(sitting, 6600)
    assert [one.right for one in responses(handed_in)] == [True, False, False, True]
    assert result(handed_in, PTCE).not_reached == 86
    assert [one.right for one in responses(timed_out)] == [True, False, False, True, *[False] * 86]
    assert result(timed_out, PTCE).not_reached == 0
