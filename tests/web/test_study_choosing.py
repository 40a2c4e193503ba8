"""Which cards come next: those of the day, each once, at little cost; nobody else's answers matter."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from rxladder.web.site.clock import today
from rxladder.web.study import choosing
from rxladder.web.study.bank import cards_of
from rxladder.web.study.choosing import next_cards
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, keep
from rxladder.web.study.models import Preparation

pytestmark = pytest.mark.usefixtures("cards")
ON = date(2026, 11, 24)
OUTLINE = "ptce-2026"


def prepares(person, day: date | None = date(2027, 1, 20)) -> Preparation:
    wanted = {"exam": "ptce", "day": day, "hours_per_week": 2}
    return Preparation.objects.update_or_create(person=person, defaults=wanted)[0]


def answer(person, cards, days_ago: int = 0, right: bool = True) -> None:
    at = this_moment(person) - timedelta(days=days_ago)
    keep(person, [Answered(uuid4(), card, 1, at, 4.0, right) for card in cards])


@pytest.mark.parametrize("day", [date(2030, 1, 20), None])
def test_every_card_comes_once_a_day_before_any_comes_again(local, day):
    row, on, met = prepares(local.person, day), today(local.person), []
    everything = sorted(cards_of(OUTLINE))
    while len(met) < len(everything):
        found = next_cards(local.person, row, on, 7)
        assert len(found) == len(set(found)) == 7
        assert len(set(found) & set(met)) == max(0, len(met) + 7 - len(everything))
        answer(local.person, found)
        met += [card for card in found if card not in met]
    assert sorted(met) == everything
    assert len(next_cards(local.person, row, on, 5)) == 5


def test_without_an_exam_day_what_is_due_comes_before_what_is_new(local):
    row, on = prepares(local.person, None), today(local.person)
    old = sorted(cards_of(OUTLINE))[:4]
    answer(local.person, old, days_ago=60, right=False)
    assert sorted(next_cards(local.person, row, on, 4)) == old
    assert set(old) < set(next_cards(local.person, row, on, 6))


def test_before_an_exam_what_was_wrong_yesterday_comes_first_today(local):
    row, on = prepares(local.person), today(local.person)
    wrong = sorted(cards_of(OUTLINE))[:4]
    answer(local.person, wrong, days_ago=1, right=False)
    assert sorted(next_cards(local.person, row, on, 4)) == wrong


def test_anothers_answers_take_nothing_out_of_the_line(owner, another):
    mine, theirs = owner.person, another.person
    row, other = prepares(mine), prepares(theirs)
    answer(theirs, cards_of(OUTLINE))
    assert set(next_cards(mine, row, today(mine), 60)) == set(cards_of(OUTLINE))
    assert len(next_cards(theirs, other, today(theirs), 60)) == 60


def test_the_next_cards_of_a_day_ask_the_database_little(local, django_assert_max_num_queries):
    row, on = prepares(local.person), today(local.person)
    answer(local.person, next_cards(local.person, row, on, 5))
    with django_assert_max_num_queries(2):
        assert len(next_cards(local.person, row, on, 5)) == 5


def test_the_line_is_made_anew_on_another_day_for_other_hours_and_after_some_minutes(local, monkeypatch):
    row, on, made = prepares(local.person), today(local.person), []
    real = choosing._made
    monkeypatch.setattr(choosing, "_made", lambda *told: made.append(told) or real(*told))
    for _ in range(3):
        next_cards(local.person, row, on, 5)
    assert len(made) == 1
    next_cards(local.person, row, on + timedelta(days=1), 5)
    row.hours_per_week = 9
    next_cards(local.person, row, on, 5)
    assert len(made) == 3
    monkeypatch.setattr(choosing, "monotonic", lambda: 1e12)
    next_cards(local.person, row, on, 5)
    assert len(made) == 4


def test_few_lines_are_kept(local, monkeypatch):
    monkeypatch.setattr(choosing, "KEPT_LINES", 3)
    row, on = prepares(local.person), today(local.person)
    for day in range(8):
        next_cards(local.person, row, on + timedelta(days=day), 1)
    assert [key[4] for key in choosing._lines] == [on + timedelta(days=day) for day in (5, 6, 7)]
