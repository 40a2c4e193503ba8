"""A mock exam in a real browser: every state of its pages, by keys, without JavaScript, and after a crash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from rxladder.learning.mock_exam import from_document
from rxladder.web.accounts.models import Person
from rxladder.web.study.models import MockExam, Preparation
from tests.browser.conftest import DESK
from tests.browser.looking import check_sizes
from tests.web.mock_sittings import at, right
from tests.web.study_cards import few_cards


@pytest.fixture
def learner(live_server, monkeypatch):
    with few_cards(monkeypatch, each=80):
        person = Person.objects.local()
        Preparation.objects.create(person=person, exam="ptce")
        yield person


def begin() -> MockExam:
    Client().post("/study/mock/start/")
    return MockExam.objects.get(ended_at=None, kind="full")


def choice_in(row: MockExam, after: int = 0) -> int:
    """The place of a question with options."""
    slots = from_document(row.state).form.slots
    return next(place for place in range(after, 90) if slots[place].card.startswith("test-choice"))


def sat(share: int, days_ago: int) -> MockExam:
    row, client = begin(), Client()
    for place in range(90):
        client.post(at(row, place), right(row, place) if place < share else {"go": "next"})
    client.post(f"/study/mock/{row.id}/hand-in/")
    row.refresh_from_db()
    row.ended_at -= timedelta(days=days_ago)
    row.save()
    return row


@pytest.mark.first
def test_every_state_of_the_pages(visit, learner):
    page, problems = visit("/study/mock/"), []

    def look(address: str, says: str) -> None:
        page.goto(address)
        assert says in page.locator("main").inner_text()
        problems.extend(check_sizes(page, address))

    look("/study/mock/", "Try the whole exam once")
    before, last = sat(55, days_ago=9), sat(70, days_ago=1)
    look("/study/mock/", "So far")
    for row in (before, last):
        look(f"/study/mock/{row.id}/", "What to study next")
    for fold in page.locator("main details").all():
        fold.evaluate("fold => fold.open = true")
    problems += check_sizes(page, "all unfolded")
    Client().post("/study/mock/start-short/")
    short = MockExam.objects.get(kind="short")
    look(f"/study/mock/{short.id}/short/", "of at most 35")
    row = begin()
    seen = {}
    for place, slot in enumerate(from_document(row.state).form.slots):
        seen.setdefault(slot.card.partition("/")[0], place)
    for place in seen.values():
        Client().post(at(row, place), right(row, place) | {"flag": "1"})
        look(at(row, place), "Come back to this one")
    look(f"/study/mock/{row.id}/list/", "questions are open")
    look("/study/mock/", "Your mock exam is open")
    Client().post(f"/study/mock/{row.id}/pause/")
    look(f"/study/mock/{row.id}/", "The clock is stopped")
    assert not problems, "\n".join(problems)


def test_an_exam_by_thumb_without_javascript(visit, learner):
    page = visit("/study/mock/", java_script_enabled=False)
    page.get_by_role("button", name="Start a mock exam").click()
    row = MockExam.objects.get()
    place = choice_in(row)
    page.goto(at(row, place))
    page.locator(".option").nth(int(right(row, place)["answer"])).click()
    page.get_by_label("Come back to this one").check()
    page.get_by_role("button", name="All questions").click()
    assert "89 questions are open" in page.locator("h1").inner_text()
    page.get_by_role("link", name=f"{place + 1} answered, to come back to").click()
    assert page.locator(".option input").nth(int(right(row, place)["answer"])).is_checked()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Hand in now").click()
    assert "1 of 80 right" in page.locator("h1").inner_text() or "0 of 80" in page.locator("h1").inner_text()


def test_by_keys_an_answer_is_kept_and_a_browser_that_died_loses_nothing(visit, learner):
    """Keys 1 to 4 choose, Enter keeps and goes on. The browser is shut; another one has it all."""
    page = visit("/study/mock/", viewport=DESK)
    row = begin()
    first = choice_in(row)
    second = choice_in(row, after=first + 1)
    for place in (first, second):
        page.goto(at(row, place))
        page.keyboard.press("3")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.context.close()
    row.refresh_from_db()
    assert {place: reply.given for place, reply in from_document(row.state).replies.items()} == {
        first: "2",
        second: "2",
    }
    other = visit(f"/study/mock/{row.id}/")
    assert f"Question {second + 2} of 90" in other.locator("main").inner_text()
    other.goto(at(row, first))
    assert other.locator(".option input").nth(2).is_checked()
