"""Studying on the site: choose an exam, answer questions, see how it went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rxladder.web.study.bank import question
from rxladder.web.study.choosing import next_cards
from rxladder.web.study.days import this_moment
from rxladder.web.study.models import CardMemory, Preparation, Review, Sitting
from rxladder.web.study.shown import after
from tests.web.pages import errors_of, page_of, text_of
from tests.web.study_cards import KINDS, few_cards, right_form


def begin(learner, **more) -> Sitting:
    learner.client.post("/study/start/", more)
    return Sitting.objects.visible_to(learner.person).latest("created_at")


def answer(learner, sitting, right: bool = True, **form):
    """Answer the question that is open, and follow to what is said about it."""
    sitting.refresh_from_db()
    address = f"/study/sitting/{sitting.id}/"
    shown = page_of(learner.client.get(address)).find("input", attrs={"name": "shown"})["value"]
    asked = question(*sitting.queue[sitting.done])
    form = form or (right_form(asked) if right else {"unknown": "1"})
    form = {"place": sitting.done, "shown": shown} | form
    return learner.client.post(f"{address}answer/", form, follow=True)


def test_the_first_page_teaches_and_leads_to_the_exam(local):
    page = page_of(local.client.get("/study/"))
    assert page.main.find("a", class_="button")["href"] == "/study/exam/"
    assert "why" in text_of(local.client.get("/study/"))


def test_an_exam_is_chosen_once_and_can_be_changed(local):
    sent = {"exam": "ptce", "day": "2027-03-01", "hours_per_week": "3.5", "daily_limit": "30"}
    page = local.client.post("/study/exam/", sent, follow=True)
    assert "14 weeks until the exam" in text_of(page)
    local.client.post("/study/exam/", sent | {"exam": "excpt", "day": ""})
    row = Preparation.objects.visible_to(local.person).get()
    assert (row.exam, row.day, row.daily_limit) == ("excpt", None, 30)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"exam": ""}, "Choose the exam"),
        ({"exam": "driving"}, "Choose one from the list."),
        ({"day": "2026-11-21"}, "That day has passed"),
        ({"day": "soon"}, "not a date"),
        ({"hours_per_week": "-1"}, "number"),
        ({"hours_per_week": "169"}, "too large"),
        ({"daily_limit": "0"}, "1"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_saved(local, wrong, said):
    sent = {"exam": "ptce", "day": "2027-03-01", "hours_per_week": "3", "daily_limit": "30"} | wrong
    response = local.client.post("/study/exam/", sent)
    assert response.status_code == 422
    assert said in " ".join(errors_of(response))
    assert not Preparation.objects.exists()


def test_ten_questions_one_after_the_other(learner):
    sitting = begin(learner)
    assert len(sitting.queue) == 10
    for _ in range(10):
        assert "Right" in text_of(answer(learner, sitting))
    page = learner.client.get(f"/study/sitting/{sitting.id}/")
    assert "10 of 10 right" in text_of(page)
    assert Review.objects.visible_to(learner.person).filter(right=True).count() == 10
    assert CardMemory.objects.visible_to(learner.person).count() == 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_right_wrong_and_missing(local, monkeypatch, kind):
    with few_cards(monkeypatch, (kind,)):
        Preparation.objects.create(person=local.person, exam="ptce")
        sitting = begin(local)
        assert "Right" in text_of(answer(local, sitting))
        missing = answer(local, sitting, nothing="at all")
        assert missing.status_code == 422
        assert page_of(missing).find(class_="wrong").get_text().strip()
        assert Review.objects.count() == 1
        said = text_of(answer(local, sitting, right=False))
        assert "Good to know now" in said
        assert "That is how it is." in said


@pytest.mark.parametrize(
    ("card", "explained"),
    [("names-matching/atorvastatin", False), ("code-matching/frequency-ac", True)],
)
def test_pairs_are_said_once_with_what_was_said_in_place_of_each(card, explained):
    asked = question(card, 1)
    left, right, pairs = asked.answer.left, asked.answer.right, asked.answer.pairs
    said = [pairs[0], pairs[2], pairs[1], *pairs[3:]]
    told = after(asked, said)
    assert told["pairs"][:2] == [
        (left[0], right[pairs[0]], ""),
        (left[1], right[pairs[1]], right[pairs[2]]),
    ]
    assert bool(told["explanation"]) is explained
    assert all(not given for _left, _right, given in after(asked, None)["pairs"])


def test_what_rests_on_general_knowledge_says_so(learner):
    Preparation.objects.update(day=None)
    sitting = begin(learner)
    said = {}
    for _ in range(10):
        asked = question(*sitting.queue[sitting.done])
        said[asked.card.basis] = text_of(answer(learner, sitting))
        sitting.refresh_from_db()
    assert "general knowledge" in said["general"]
    assert "No source was read" not in said["source"]


def test_a_wrong_answer_comes_once_more_and_asked_anew(learner):
    sitting = begin(learner)
    first = sitting.queue[0]
    answer(learner, sitting, right=False)
    sitting.refresh_from_db()
    assert len(sitting.queue) == 11
    assert sitting.queue[-1][0] == first[0]
    assert sitting.queue[-1][1] != first[1]
    for _ in range(10):
        answer(learner, sitting, right=False)
    sitting.refresh_from_db()
    assert [card for card, _seed in sitting.queue].count(first[0]) == 2
    assert len(sitting.queue) == 13, "not everything at once, or ten questions would never end"


def test_new_cards_keep_the_weights_of_the_exam(learner):
    Preparation.objects.update(hours_per_week=1)
    chosen = next_cards(learner.person, Preparation.objects.get(), date(2026, 11, 22), 20)
    parts = {int(card.rpartition("-")[2]) % 4 for card in chosen}
    assert parts == {0, 1, 2, 3}


def test_an_answer_that_is_sent_twice_counts_once(learner):
    sitting = begin(learner)
    asked = question(*sitting.queue[0])
    form = {"place": 0} | right_form(asked)
    for _ in range(2):
        page = learner.client.post(f"/study/sitting/{sitting.id}/answer/", form, follow=True)
        assert "Right" in text_of(page)
    assert Review.objects.count() == 1


def test_five_minutes_end_after_the_open_question(learner):
    sitting = begin(learner, minutes="5")
    answer(learner, sitting)
    Sitting.objects.filter(id=sitting.id).update(created_at=sitting.created_at - timedelta(minutes=6))
    assert "How it went" in text_of(answer(learner, sitting))
    assert "2 of 2 right" in text_of(learner.client.get(f"/study/sitting/{sitting.id}/"))


def test_stopping_early_keeps_what_was_answered(learner):
    sitting = begin(learner)
    answer(learner, sitting)
    page = learner.client.post(f"/study/sitting/{sitting.id}/end/", follow=True)
    assert "1 of 1 right" in text_of(page)


def test_the_time_that_an_answer_took_is_told_by_the_site(learner):
    sitting = begin(learner)
    answer(learner, sitting)
    answer(learner, sitting, shown="forged", unknown="1")
    times = Review.objects.order_by("created_at").values_list("seconds", flat=True)
    assert 0 <= times[0] < 60
    assert times[1] is None


def test_due_cards_come_first_and_then_new_ones(learner):
    at = this_moment(learner.person)
    for n in range(4):
        CardMemory.objects.create(
            person=learner.person, card=f"test-choice/thing-{n}", stability=3, difficulty=5,
            last=at - timedelta(days=5), due=at - timedelta(days=n),
        )  # fmt: skip
    Preparation.objects.update(day=None)
    assert "4 questions are due today" in text_of(learner.client.get("/study/"))
    sitting = begin(learner)
    cards = {card for card, _seed in sitting.queue}
    assert {f"test-choice/thing-{n}" for n in range(4)} < cards
    assert len(cards) == 10


def test_after_a_pause_there_is_no_wall(learner):
    at = this_moment(learner.person)
    CardMemory.objects.bulk_create(
        CardMemory(
            person=learner.person, card=f"test-{kind}/thing-{n}", stability=3, difficulty=5,
            last=at - timedelta(days=40), due=at - timedelta(days=30),
        )
        for kind in KINDS
        for n in range(12)
    )  # fmt: skip
    Review.objects.create(
        person=learner.person, card="test-choice/thing-1", at=at - timedelta(days=40), right=True, grade=3
    )
    page = text_of(learner.client.get("/study/"))
    assert "40 questions for today" in page
    assert "Good to see you again after 40 days" in page
    assert "60 questions have come due in the meantime. You don’t need to catch up all at once" in page


def test_questions_of_one_area(learner):
    page = learner.client.get("/study/areas/ptce-2026:2/")
    assert "15 cards" in text_of(page)
    sitting = begin(learner, area="ptce-2026:2")
    assert {int(card.rpartition("-")[2]) % 4 for card, _seed in sitting.queue} == {1}
    assert learner.client.get("/study/areas/ptce-2026:99/").status_code == 404


def test_days_of_study_are_told_without_nagging(learner):
    at, card = this_moment(learner.person), "test-choice/thing-1"
    for days in (0, 1, 2, 4, 20):
        Review.objects.create(
            person=learner.person, card=card, at=at - timedelta(days=days), right=True, grade=3
        )
    CardMemory.objects.create(person=learner.person, card=card, stability=3, difficulty=5, last=at, due=at)
    page = text_of(learner.client.get("/study/"))
    assert "4 of the last 7 days" in page
    assert "3 days in a row" in page
