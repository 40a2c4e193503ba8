"""Mock exams on the site: sat, paused, crashed, handed in, and what they tell."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.facts.exam_outlines import outlines
from rxladder.learning.mock_exam import Reply, Slot, answer, from_document
from rxladder.web.certifications.models import ExamTaken
from rxladder.web.site import clock
from rxladder.web.site.rules import packs
from rxladder.web.study.answering import read_form
from rxladder.web.study.bank import question
from rxladder.web.study.career_part import stored_studies
from rxladder.web.study.mock_exams_career import mock_exam_rows
from rxladder.web.study.mock_exams_keeping import store
from rxladder.web.study.models import CardMemory, MockExam, Preparation, Review
from tests.web.mock_sittings import at, right
from tests.web.pages import page_of, text_of, undo_of
from tests.web.settings import TODAY
from tests.web.study_cards import few_cards, right_form


@pytest.fixture
def cards(monkeypatch):
    """As many as a mock exam needs."""
    with few_cards(monkeypatch, each=80):
        yield


class Now:
    """A clock that the test winds."""

    def __init__(self, monkeypatch) -> None:
        self.moment = clock.now()
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def passes(self, **time) -> None:
        """Let so much time go by."""
        self.moment += timedelta(**time)


@pytest.fixture
def now(monkeypatch) -> Now:
    return Now(monkeypatch)


def begin(learner) -> MockExam:
    learner.client.post("/study/mock/start/")
    return MockExam.objects.visible_to(learner.person).latest("created_at")


def sitting_of(row: MockExam):
    row.refresh_from_db()
    return from_document(row.state)


@pytest.mark.once
def test_the_first_page_teaches_and_begins(learner):
    text = text_of(learner.client.get("/study/mock/"))
    assert "90 questions in 110 minutes" in text
    assert "10 trial questions do not count" in text
    row = begin(learner)
    form = sitting_of(row).form
    scored = Counter(slot.domain for slot in form.slots if slot.scored)
    assert sorted(scored.values()) == [15, 18, 19, 28]
    assert learner.client.get(f"/study/mock/{row.id}/").headers["Location"] == at(row, 0)


def test_only_one_is_open_at_a_time(learner):
    assert begin(learner) == begin(learner)
    assert MockExam.objects.count() == 1


@pytest.mark.parametrize("go", ["next", "back", "review", "pause"])
def test_every_button_keeps_the_answer_and_the_mark(learner, go):
    row = begin(learner)
    learner.client.post(at(row, 3), right(row, 3) | {"go": go, "flag": "1"})
    sitting = sitting_of(row)
    assert sitting.replies[3].right
    assert sitting.flags == {3}
    assert (row.running_since is None) == (go == "pause")


def test_what_was_answered_is_shown_again_and_can_be_changed(learner):
    row = begin(learner)
    for place in range(90):
        learner.client.post(at(row, place), right(row, place))
    kept = sitting_of(row)
    assert len(kept.replies) == 90
    for place, slot in enumerate(kept.form.slots):
        assert replace(kept.replies[place], seconds=0) == right_reply(slot)
    for place in range(90):
        page = page_of(learner.client.get(at(row, place)))
        fields = {}
        for field in page.main.select("form.question input, form.question select"):
            name = field.get("name")
            if field.name == "select":
                fields[name] = field.find("option", selected=True)["value"]
            elif field["type"] != "radio" or field.has_attr("checked"):
                fields[name] = field.get("value", "")
        assert {name: fields[name] for name in right(row, place)} == right(row, place)
    slot = kept.form.slots[0]
    other = {"choice": {"answer": str((slot.seed + 1) % 4)}}.get(slot.card.split("/")[0][5:])
    if other:
        learner.client.post(at(row, 0), other)
        assert not sitting_of(row).replies[0].right


def test_nothing_filled_in_keeps_what_was_there_and_half_of_it_is_said(learner):
    row = begin(learner)
    slots = from_document(row.state).form.slots
    place = next(place for place, slot in enumerate(slots) if slot.card.startswith("test-matching"))
    learner.client.post(at(row, place), right(row, place))
    learner.client.post(at(row, place), {"go": "next"})
    assert sitting_of(row).replies[place].right
    half = learner.client.post(at(row, place), {"pair-0": "1", "go": "next"})
    assert half.status_code == 422
    assert "Find the match for each one." in text_of(half)


def test_the_clock_runs_between_answers_and_stands_in_a_pause(learner, now):
    row = begin(learner)
    now.passes(minutes=2)
    learner.client.post(at(row, 0), right(row, 0))
    assert sitting_of(row).seconds == 120
    now.passes(minutes=3)
    assert "1 h 45 min left" in text_of(learner.client.get(at(row, 1)))
    learner.client.post(f"/study/mock/{row.id}/pause/")
    now.passes(days=3)
    assert "The clock is stopped" in text_of(learner.client.get(f"/study/mock/{row.id}/"))
    learner.client.post(f"/study/mock/{row.id}/resume/")
    now.passes(minutes=1)
    learner.client.post(at(row, 1), right(row, 1))
    assert sitting_of(row).seconds == 360
    assert sitting_of(row).replies[1].seconds == 60


def test_after_a_crash_all_answers_are_there_and_at_most_ten_minutes_are_gone(learner, now):
    """Nothing is told to the site; the browser is gone. Another one, hours later, goes on."""
    row = begin(learner)
    for place in range(5):
        now.passes(seconds=30)
        learner.client.post(at(row, place), right(row, place))
    now.passes(hours=7)
    client = Client()
    page = text_of(client.get(f"/study/mock/{row.id}/"))
    assert "You were away, so the clock stopped" in page
    assert "5 of 90 answered, 1 h 38 min left" in page
    client.post(f"/study/mock/{row.id}/resume/")
    assert client.get(f"/study/mock/{row.id}/").headers["Location"] == at(row, 5)
    assert sitting_of(row).seconds == 150 + 600


def test_when_the_time_is_up_no_answer_counts_and_the_result_is_there(learner, now):
    row = begin(learner)
    learner.client.post(at(row, 0), right(row, 0))
    for _ in range(11):
        now.passes(minutes=9, seconds=59)
        learner.client.post(at(row, 1), {"go": "next"})
    now.passes(minutes=1)
    learner.client.post(at(row, 2), right(row, 2))
    assert set(sitting_of(row).replies) == {0}
    assert row.ended_at is not None
    text = text_of(learner.client.get(f"/study/mock/{row.id}/"))
    assert "time ran out" in text
    counted = from_document(row.state).form.slots[0].scored
    assert f"{79 if counted else 80} without an answer" in text
    assert "under 5 of 100" in text


def test_questions_not_reached_say_nothing_of_the_person_and_that_is_said(learner):
    row = sit(learner, share=62)
    text = text_of(learner.client.get(f"/study/mock/{row.id}/"))
    assert "28 questions you did not reach are left out here." in text
    assert "From 62 answers" in text


def sit(learner, wrong_domain: str = "", share: int = 100, page_by_page: bool = False) -> MockExam:
    """A whole exam: every answer right, but for a domain, or for a share of the questions.

    Its answers are kept as the pages keep them, which one of the tests holds; or each is sent to its page.
    """
    row = begin(learner)
    sitting = from_document(row.state)
    for place, slot in enumerate(sitting.form.slots):
        bad = slot.domain == wrong_domain or place % 100 >= share
        if page_by_page:
            learner.client.post(at(row, place), {"go": "next"} if bad else right(row, place))
        elif not bad:
            sitting = answer(sitting, place, right_reply(slot), 0)
    if not page_by_page:
        store(row, sitting, clock.now())
    learner.client.post(f"/study/mock/{row.id}/hand-in/")
    row.refresh_from_db()
    return row


def right_reply(slot: Slot) -> Reply:
    """What the page of a question keeps of its right answer."""
    asked = question(slot.card, slot.seed)
    sent = QueryDict(mutable=True)
    sent.update(right_form(asked))
    return Reply(json.dumps(read_form(asked, sent)), right=True)


@pytest.mark.once
def test_the_result_tells_parts_what_to_study_and_a_range_with_what_it_rests_on(learner):
    row = sit(learner, wrong_domain="ptce-2026:3", page_by_page=True)
    response = learner.client.get(f"/study/mock/{row.id}/")
    text = text_of(response)
    assert "61 of 80 right" in text
    assert "19 of 19 questions here were not answered right." in text
    assert "0 / 19" in text
    for part in (
        "of 100",
        "No real candidates have calibrated this",
        "Between 60 and 75 of 100",
        "not published",
    ):
        assert part in text
    assert page_of(response).find("a", href="/study/areas/ptce-2026:3/")
    assert text.count("That is how it is.") >= 19


def test_answers_of_an_exam_come_to_the_schedule_once(learner):
    row = sit(learner, share=50, page_by_page=True)
    assert Review.objects.visible_to(learner.person).count() == 50
    assert CardMemory.objects.visible_to(learner.person).count() == 50
    learner.client.post(f"/study/mock/{row.id}/hand-in/")
    learner.client.get(f"/study/mock/{row.id}/")
    assert Review.objects.visible_to(learner.person).count() == 50


def test_two_exams_share_no_card_and_make_a_history(learner, now):
    first = sit(learner, share=50)
    now.passes(days=7)
    second = sit(learner)
    slots = [{slot.card for slot in from_document(row.state).form.slots} for row in (first, second)]
    assert not slots[0] & slots[1]
    page = learner.client.get("/study/mock/")
    assert "of 100 right in the first to 100 in the latest" in page.content.decode()
    assert len(page_of(page).find("table").find_all("tr")) == 3


def test_a_real_result_moves_the_range(learner):
    row = sit(learner, share=62)
    row.ended_at -= timedelta(days=5)
    row.save()
    before = text_of(learner.client.get("/study/mock/"))
    assert "Enter how it went" in before
    day = TODAY - timedelta(days=1)
    ExamTaken.objects.create(person=learner.person, exam="ptce", date=day, passed=True, score=1550)
    after = text_of(learner.client.get("/study/mock/"))
    assert "It has learned from 1 entered result." in after
    assert "taken in" in after


def test_an_exam_is_deleted_and_brought_back(learner):
    row = sit(learner, share=10)
    response = learner.client.post(f"/study/mock/{row.id}/delete/", follow=True)
    assert learner.client.get(f"/study/mock/{row.id}/").status_code == 404
    learner.client.post(undo_of(response))
    assert "right" in text_of(learner.client.get(f"/study/mock/{row.id}/"))


def test_an_open_exam_cannot_come_back_beside_another(learner):
    row = begin(learner)
    learner.client.post(f"/study/mock/{row.id}/delete/")
    begin(learner)
    said = learner.client.post(f"/study/mock/{row.id}/restore/", follow=True)
    assert "Another mock exam is open" in said.content.decode()


def begin_short(learner) -> MockExam:
    learner.client.post("/study/mock/start-short/")
    return MockExam.objects.visible_to(learner.person).get(kind="short", ended_at=None)


def answer_short(learner, row, good: bool = True, **more):
    sitting = sitting_of(row)
    place = len(sitting.form.slots) - 1
    form = right(row, place) if good else {"unknown": "1"}
    return learner.client.post(f"/study/mock/{row.id}/short/", form | {"place": place} | more)


@pytest.mark.once
def test_a_short_test_chooses_as_it_goes_and_ends_by_itself(learner):
    row = begin_short(learner)
    for number in range(35):
        assert f"Question {number + 1} of at most 35" in text_of(
            learner.client.get(f"/study/mock/{row.id}/short/")
        )
        answer_short(learner, row, good=number % 3 > 0)
        if sitting_of(row).over:
            break
    sitting = sitting_of(row)
    asked = Counter(slot.domain for slot in sitting.form.slots)
    assert 15 <= len(sitting.replies) == len(sitting.form.slots) <= 35
    weights = outlines()["ptce-2026"].weights
    assert all(abs(asked[one] - float(share) * len(sitting.form.slots)) < 1 for one, share in weights.items())
    text = text_of(learner.client.get(f"/study/mock/{row.id}/"))
    assert "What this is based on" in text
    assert "on trial" not in text
    assert Review.objects.visible_to(learner.person).count() == len(sitting.replies)
    assert "short test" in text_of(learner.client.get("/study/mock/"))


def test_a_short_test_is_stopped_early_and_what_was_not_answered_is_not_held_against_one(learner):
    row = begin_short(learner)
    for _ in range(4):
        answer_short(learner, row)
    answer_short(learner, row, go="stop")
    text = text_of(learner.client.get(f"/study/mock/{row.id}/"))
    assert "4 of 4 right" in text
    assert "Too early to say" in text


def test_an_answer_sent_twice_counts_once_and_none_at_all_is_said(learner):
    row = begin_short(learner)
    form = right(row, 0) | {"place": 0}
    for _ in range(2):
        learner.client.post(f"/study/mock/{row.id}/short/", form)
    assert len(sitting_of(row).form.slots) == 2
    nothing = learner.client.post(f"/study/mock/{row.id}/short/", {"place": 1})
    assert nothing.status_code == 422
    assert len(sitting_of(row).replies) == 1


def test_a_short_test_left_at_once_leaves_nothing(learner):
    row = begin_short(learner)
    answer_short(learner, row, go="stop")
    assert not MockExam.objects.visible_to(learner.person).exists()


@pytest.mark.once
def test_a_short_test_does_not_ask_again_what_the_last_ones_asked(learner):
    first = begin_short(learner)
    while not sitting_of(first).over:
        answer_short(learner, first)
    second = begin_short(learner)
    while not sitting_of(second).over:
        answer_short(learner, second)
    cards_of = [{slot.card for slot in sitting_of(row).form.slots} for row in (first, second)]
    assert not cards_of[0] & cards_of[1]


def test_mock_exams_go_out_with_the_career_file_and_come_back(learner):
    sit(learner, share=60)
    row, short = begin(learner), begin_short(learner)
    learner.client.post(at(row, 0), right(row, 0) | {"flag": "1"})
    answer_short(learner, short, good=False)
    before = stored_studies(learner.person).mock_exams
    studies = read_career(write_career(Career(study=stored_studies(learner.person))), packs()).study
    MockExam.objects.all().delete()
    for made in mock_exam_rows(studies.mock_exams):
        made.person = learner.person
        made.save()
    assert stored_studies(learner.person).mock_exams == before
    assert [(one.kind, one.ended is None) for one in before] == [
        ("full", False),
        ("full", True),
        ("short", True),
    ]
    back = MockExam.objects.visible_to(learner.person).get(kind="full", ended_at=None)
    assert "The clock is stopped" in text_of(learner.client.get(f"/study/mock/{back.id}/"))


@pytest.mark.once
def test_too_few_cards_are_said(local, monkeypatch):
    Preparation.objects.create(person=local.person, exam="ptce")
    with few_cards(monkeypatch, kinds=()):
        page = local.client.post("/study/mock/start/", follow=True)
    assert "Medications: 32 questions are needed, there are 0." in page.content.decode()


@pytest.mark.once
def test_an_exam_of_unknown_length_is_not_made_up(local, cards):
    Preparation.objects.create(person=local.person, exam="cspt")
    assert "No source was read" in text_of(local.client.get("/study/mock/"))
    page = local.client.post("/study/mock/start/", follow=True)
    assert "was not read" in page.content.decode()
