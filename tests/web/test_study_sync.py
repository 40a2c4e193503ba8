"""Answers given without a network: each counts once, belongs to one person, and has a sane moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.learning.reviews import Grade
from rxladder.web.accounts.models import Person
from rxladder.web.study import keeping
from rxladder.web.study.bank import question
from rxladder.web.study.days import this_moment
from rxladder.web.study.models import CardMemory, Preparation, Review
from rxladder.web.study.sync import PACKED

CARD = "test-choice/thing-1"


def pack_of(client: Client) -> dict:
    return client.get("/study/pack/").json()


def answered(pack: dict, place: int = 0, **more) -> dict:
    """An answer as a device sends it; right unless told otherwise."""
    item = pack["questions"][place]
    given = question(item["card"], item["seed"]).answer
    right = getattr(given, "right", None) if item["check"]["kind"] == "choice" else None
    return {
        "id": str(uuid4()),
        "person": pack["person"],
        "card": item["card"],
        "seed": item["seed"],
        "same": item["same"],
        "made": pack["made"],
        "at": datetime.now(UTC).timestamp() * 1000,
        "seconds": 8.5,
        "given": right,
        "right": right is not None,
    } | more


def send(client: Client, answers: list, person: str | None = None, now: float | None = None):
    body = {
        "person": person or answers[0]["person"],
        "now": now or datetime.now(UTC).timestamp() * 1000,
        "answers": answers,
    }
    return client.post("/study/sync/", json.dumps(body), content_type="application/json")


def test_what_was_answered_arrives_and_counts_once(learner):
    pack = pack_of(learner.client)
    answers = [answered(pack, place) for place in range(10)]
    for _ in range(3):
        response = send(learner.client, answers)
        assert set(response.json()["settled"]) == {answer["id"] for answer in answers}
    assert Review.objects.count() == 10
    assert CardMemory.objects.count() == 10


def test_a_pack_has_all_that_it_takes_and_no_more_than_one_person(learner):
    pack = pack_of(learner.client)
    assert pack["person"] == str(learner.person.id)
    assert len(pack["questions"]) == 40
    kinds = {item["check"]["kind"] for item in pack["questions"]}
    assert kinds == {"choice", "typed", "number", "ordering", "matching"}
    assert all(item["asked"] and item["explained"] and item["answer"] for item in pack["questions"])


def test_the_site_judges_again(learner):
    pack = pack_of(learner.client)
    place = next(n for n, item in enumerate(pack["questions"]) if item["check"]["kind"] == "choice")
    wrong = (pack["questions"][place]["check"]["right"] + 1) % 4
    send(learner.client, [answered(pack, place, given=wrong, right=True)])
    row = Review.objects.get()
    assert (row.right, row.given, row.grade) == (False, wrong, Grade.AGAIN)


def test_what_is_no_answer_counts_neither_as_right_nor_as_wrong(learner):
    pack = pack_of(learner.client)
    place = next(n for n, item in enumerate(pack["questions"]) if item["check"]["kind"] == "number")
    sent = answered(pack, place, given="five, I think", right=None)
    assert send(learner.client, [sent]).json()["settled"] == [sent["id"]]
    assert not Review.objects.exists()


def test_a_question_that_has_changed_since_is_taken_at_the_devices_word(learner):
    pack = pack_of(learner.client)
    send(learner.client, [answered(pack, 0, same="of another time", given=17, right=True)])
    row = Review.objects.get()
    assert (row.right, row.given) == (True, None)


def test_a_card_that_is_gone_keeps_its_answer(learner):
    pack = pack_of(learner.client)
    send(learner.client, [answered(pack, 0, card="gone/for-good", right=True)])
    assert Review.objects.get().card == "gone/for-good"
    assert learner.client.get("/study/").status_code == 200


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "not an id"},
        {"card": ""},
        {"card": "\0"},
        {"card": 5},
        {"card": "x" * 161},
        {"seed": -1},
        {"seed": "1"},
        {"seed": True},
        {"right": "yes"},
        {"at": "soon"},
        {"at": 1e30},
        {"seconds": None},
        {"given": {"a": 1}},
        {"given": 99},
        {"person": "somebody else"},
    ],
    ids=str,
)
def test_what_is_no_answer_is_refused_alone_and_settled(learner, broken):
    pack = pack_of(learner.client)
    place = next(n for n, item in enumerate(pack["questions"]) if item["check"]["kind"] == "choice")
    good, bad = answered(pack, place), answered(pack, place) | broken
    told = send(learner.client, [good, bad]).json()
    assert Review.objects.count() == 1
    assert list(told["refused"]) == [str(bad["id"])]
    assert set(told["settled"]) == {good["id"], str(bad["id"])}


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", '{"answers": 5}', '{"person": "x", "now": "y", "answers": []}']
)
def test_what_no_device_sends_changes_nothing(learner, body):
    response = learner.client.post("/study/sync/", body, content_type="application/json")
    assert response.status_code == 422
    assert not Review.objects.exists()


def test_a_queue_is_bound_to_its_person(owner, another, as_owner, as_another, cards):
    Preparation.objects.update_or_create(person=owner.person, defaults={"exam": "ptce"})
    pack = pack_of(as_owner)
    answers = [answered(pack)]
    assert send(as_another, answers).status_code == 409
    forged = send(as_another, [answers[0]], person=str(another.person.id))
    assert forged.json()["refused"]
    assert not Review.objects.visible_to(another.person).exists()
    # The same id from another person takes nobody's place.
    own = answers[0] | {"person": str(another.person.id)}
    assert send(as_another, [own]).json()["settled"] == [own["id"]]
    assert send(as_owner, answers).json()["settled"] == [answers[0]["id"]]
    told = Review.objects.visible_to(owner.person).filter(card=answers[0]["card"])
    assert told.count() == 1


def test_a_stranger_can_neither_fetch_nor_send(as_stranger, owner, as_owner, cards):
    pack = pack_of(as_owner)
    assert as_stranger.get("/study/pack/").status_code == 403
    assert send(as_stranger, [{"person": pack["person"]}]).status_code == 403


def test_sending_takes_the_token_of_the_site(learner):
    strict = Client(enforce_csrf_checks=True)
    hello = strict.get("/study/sync/").json()
    assert hello["person"] == str(learner.person.id)
    body = json.dumps({"person": hello["person"], "now": 0, "answers": []})
    kind = {"content_type": "application/json"}
    assert strict.post("/study/sync/", body, **kind).status_code == 403
    token = {"X-CSRFToken": hello["token"]}
    assert strict.post("/study/sync/", body, headers=token, **kind).status_code == 200


# --- Clocks


def told_at(learner, **more) -> datetime:
    pack = pack_of(learner.client)
    now = more.pop("now", None)
    send(learner.client, [answered(pack, **more)], now=now)
    return Review.objects.latest("created_at").at


@pytest.mark.parametrize("off", [timedelta(hours=-7), timedelta(days=400), timedelta(minutes=5)])
def test_a_clock_that_is_wrong_is_set_right(learner, off):
    there = datetime.now(UTC) + off
    pack = pack_of(learner.client)
    made = (this_moment(learner.person) - timedelta(hours=2)).timestamp()
    pack["made"] = signing.dumps(made, salt=PACKED)
    at = (there - timedelta(minutes=30)).timestamp() * 1000
    send(learner.client, [answered(pack, at=at)], now=there.timestamp() * 1000)
    ago = this_moment(learner.person) - Review.objects.get().at
    assert abs(ago - timedelta(minutes=30)) < timedelta(seconds=20)


def test_no_answer_lies_in_the_future_or_before_its_question(learner):
    moment = this_moment(learner.person)
    pretended = moment.timestamp() * 1000
    late = told_at(learner, now=pretended, at=pretended + 1e9)
    early = told_at(learner, place=1, now=pretended, at=pretended - 1e9)
    forged = told_at(learner, place=2, now=pretended, at=pretended - 1e12, made="forged")
    assert moment <= late <= this_moment(learner.person)
    assert abs(early - moment) < timedelta(seconds=20)
    assert abs(moment - forged - timedelta(days=60)) < timedelta(seconds=20)


# --- Late and in pieces


@contextmanager
def somebody() -> Iterator[Person]:
    """A person for one example, gone afterwards however it ends."""
    person = Person.objects.create(email=f"{uuid4()}@example.org")
    try:
        yield person
    finally:
        person.delete()


@given(
    days=st.lists(st.integers(0, 300), min_size=1, max_size=8),
    rights=st.lists(st.booleans(), min_size=8, max_size=8),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_any_order_and_any_repeat_remember_alike(django_db_setup, django_db_blocker, days, rights, order):
    with django_db_blocker.unblock(), somebody() as person:
        begin = datetime(2026, 1, 1, tzinfo=UTC)
        answers = [
            keeping.Answered(uuid4(), CARD, 1, begin + timedelta(days=day, seconds=n), 5.0, right)
            for n, (day, right) in enumerate(zip(days, rights, strict=False))
        ]
        mixed = answers * 2
        order.shuffle(mixed)
        while mixed:
            piece = order.randint(1, len(mixed))
            keeping.keep(person, mixed[:piece])
            mixed = mixed[piece:]
        found = CardMemory.objects.get(person=person)
        whole = keeping.schedule_of(person).replay(keeping.history_of(person))[CARD]
        assert Review.objects.filter(person=person).count() == len(answers)
        assert found.stability == pytest.approx(whole.stability, rel=1e-3)
        assert found.difficulty == pytest.approx(whole.difficulty, rel=1e-3)
        assert found.last == whole.last == max(answer.at for answer in answers)
