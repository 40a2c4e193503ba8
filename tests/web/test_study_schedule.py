"""One's own schedule, the plan by weeks, and decks for Anki."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_q.models import OrmQ

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.learning.anki.read import DeckCard, read_deck
from rxladder.learning.anki.write import write_deck
from rxladder.learning.reviews import Grade
from rxladder.learning.reviews import Review as LearnedReview
from rxladder.learning.schedule import PARAMETERS
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.rules import packs
from rxladder.web.study import bank, decks, refitting
from rxladder.web.study.keeping import Answered, keep, schedule_of
from rxladder.web.study.models import CardMemory, FormPace, Preparation, Refit, Review
from tests.learning.learners import answers_of, forgetful
from tests.web.pages import page_of, text_of
from tests.web.settings import TODAY


def answer(person, count: int, right=lambda _n: True) -> list[Review]:
    """So many answers, a few days between those to one card."""
    begin = datetime(2026, 9, 1, 12, tzinfo=UTC)
    return keep(
        person,
        [
            Answered(uuid4(), f"test-typed/thing-{n % 12}", n, begin + timedelta(hours=7 * n), 6.0, right(n))
            for n in range(count)
        ],
    )


# --- A schedule of one's own


def fitted(learner) -> Refit:
    learner.client.post("/study/schedule/fit/")
    row = Refit.objects.latest("created_at")
    refitting.run(str(row.id))
    row.refresh_from_db()
    return row


def test_a_fitting_waits_in_the_queue_once(learner):
    for _ in range(2):
        learner.client.post("/study/schedule/fit/")
    assert Refit.objects.count() == OrmQ.objects.count() == 1
    page = page_of(learner.client.get("/study/schedule/"))
    assert page.find(id="fitting")["hx-trigger"] == "every 1s"
    assert page.find("progress")["value"] == "0"


def test_too_few_answers_are_said(learner):
    answer(learner.person, 20)
    row = fitted(learner)
    assert row.state == Refit.State.TOO_FEW
    assert "Not enough answers yet" in text_of(learner.client.get("/study/schedule/"))


def test_a_person_who_forgets_fast_gets_a_schedule_that_foretells_it(learner):
    told = answers_of(forgetful(0.25), cards=150, reviews=7, seed=1)
    keep(learner.person, [as_answered(review) for review in told])
    before = stabilities()
    row = fitted(learner)
    assert row.state == Refit.State.BETTER
    assert row.loss_after < row.loss_before
    page = text_of(learner.client.get("/study/schedule/"))
    assert "Your own schedule predicts your answers" in page
    assert schedule_of(learner.person).parameters == PARAMETERS
    learner.client.post(f"/study/schedule/{row.id}/use/")
    assert schedule_of(learner.person).parameters == pytest.approx(row.parameters)
    assert stabilities() != pytest.approx(before, rel=0.01)
    learner.client.post(f"/study/schedule/{row.id}/stop/")
    assert schedule_of(learner.person).parameters == PARAMETERS
    assert stabilities() == pytest.approx(before, rel=0.001)


def as_answered(review: LearnedReview) -> Answered:
    return Answered(uuid4(), review.card, 1, review.at, review.seconds, review.right, grade=review.grade)


def stabilities() -> dict[str, float]:
    """How long each card is remembered."""
    return dict(CardMemory.objects.values_list("card", "stability"))


def test_a_fitting_that_breaks_says_so_and_changes_nothing(learner, monkeypatch):
    monkeypatch.setattr(refitting.fitting, "refit", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fitted(learner)
    assert "It did not work out" in text_of(learner.client.get("/study/schedule/"))
    assert schedule_of(learner.person).parameters == PARAMETERS


# --- The plan by weeks


def test_the_plan_has_every_week_until_the_exam(learner):
    page = learner.client.get("/study/plan/")
    said = text_of(page)
    assert said.index("on exam day if you keep to the plan") < said.index("22 Nov 2026 to 28 Nov 2026")
    assert len(page_of(page).find("ol").find_all("h3")) == 15
    assert "mock exam" in said


def test_the_plan_tells_each_part_of_the_exam_as_the_outline_has_it(learner):
    said = text_of(learner.client.get("/study/plan/"))
    parts = set(re.findall(r"new cards? on [^:]+: (\d+)% of the exam", said))
    assert parts
    assert parts <= {"35", "19", "24", "22"}


def test_without_a_day_the_plan_asks_for_one(learner):
    Preparation.objects.update(day=None)
    assert "A plan needs a date" in text_of(learner.client.get("/study/plan/"))


# --- Anki and the history


def test_a_deck_goes_out_and_brings_back_only_what_is_new(learner):
    answer(learner.person, 24)
    data = learner.client.get("/study/take/anki/").content
    deck = read_deck(data, "deck.apkg")
    assert {card.id for card in deck.cards} == {f"test-typed/thing-{n}" for n in range(12)}
    assert bring(learner, data) == "0 cards are new. 0 answers are now in your history."
    assert Review.objects.count() == 24
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    more = [LearnedReview("x", "test-typed/thing-1", at, Grade.EASY, True, 3.0)]
    cards = [*deck.cards, DeckCard("mine", "Own", "front", "back")]
    studied = write_deck(cards, [*deck.reviews, *more], {}, at)
    assert bring(learner, studied) == "1 card is new. 1 answer is now in your history."
    assert bring(learner, studied) == "0 cards are new. 0 answers are now in your history."
    assert Review.objects.count() == 25
    assert Review.objects.get(at__gte=at).grade == Grade.EASY
    assert CardMemory.objects.get(card="test-typed/thing-1").last == at


def bring(learner, data: bytes) -> str:
    file = SimpleUploadedFile("deck.apkg", data)
    page = learner.client.post("/study/take/", {"document": file}, follow=True)
    assert page.status_code == 200
    return page_of(page).find(class_="said").p.get_text()


def test_what_is_no_deck_is_refused_with_a_word(learner):
    file = SimpleUploadedFile("deck.apkg", b"no deck at all")
    page = learner.client.post("/study/take/", {"document": file})
    assert page.status_code == 422
    assert "not an Anki deck" in text_of(page)


def test_all_answers_as_a_table(learner):
    answer(learner.person, 5)
    lines = list(csv.reader(StringIO(learner.client.get("/study/take/answers/").content.decode())))
    assert len(lines) == 6
    assert lines[1][1:5] == ["test-typed/thing-0", "True", "3", "6.0"]


# --- The career file


def test_a_study_goes_through_the_career_file_and_back(learner):
    answer(learner.person, 30, lambda n: n % 4 > 0)
    person = learner.person
    memories = dict(CardMemory.objects.values_list("card", "due"))
    paces = dict(FormPace.objects.values_list("form", "answers"))
    career = read_career(write_career(export_career(person)), packs())
    assert career.study.exam == "ptce"
    assert sum(map(len, career.study.reviews.values())) == 30
    at = import_career(person, career)
    assert Review.objects.visible_to(person).count() == 30
    assert {c: due.date() for c, due in CardMemory.objects.values_list("card", "due")} == {
        card: due.date() for card, due in memories.items()
    }
    assert dict(FormPace.objects.values_list("form", "answers")) == paces
    person.refresh_from_db()
    assert undo_import(person, at)
    assert Review.objects.visible_to(person).count() == 30


def test_little_time_leaves_no_part_of_the_exam_out():
    """Of eleven thousand cards as many are taken as there is time for, each part in the exam's share."""
    row = Preparation(
        person=Person(), exam="ptce", day=TODAY + timedelta(days=56), hours_per_week=Fraction(4)
    )
    order = decks.in_turn("somebody", "ptce-2026")[: decks.scope_of(row, TODAY)]
    parts = Counter(bank.domain_of_card(card, "ptce-2026") for card in order)
    for domain, weight in bank.weights_of("ptce-2026").items():
        assert abs(parts[domain] / len(order) - weight) < 0.01
    assert len(order) == 56 * 4 * 3600 // 7 // 140


def test_there_is_a_deck_however_little_time_is_left():
    row = Preparation(person=Person(), exam="ptce", day=TODAY + timedelta(days=1), hours_per_week=Fraction(1))
    assert decks.scope_of(row, TODAY) == decks.FEWEST
