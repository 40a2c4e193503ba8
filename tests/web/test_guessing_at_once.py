"""Guesses that come at once are counted like those that come one after the other, in either database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from rxladder.web.accounts import invitations, limits
from rxladder.web.accounts.cache_models import Counted
from rxladder.web.api import entering
from tests.web.pages import text_of

AT_ONCE = 12
LET = 5


@pytest.fixture
def site(transactional_db, many_people, monkeypatch):
    """A site for many people on which nobody guessed yet, and everybody sees at once what others do."""
    monkeypatch.setattr(limits, "MOST", LET)
    monkeypatch.setattr(entering, "MOST_WRONG", LET)
    cache.clear()


def at_once(guess: Callable[[], object]) -> Counter[object]:
    """What is answered to as many who guess in the same moment."""
    ready, answers = threading.Barrier(AT_ONCE), []

    def run() -> None:
        try:
            ready.wait()
            answers.append(guess())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(answers)


def counted() -> list[int]:
    """What is kept of guesses: how many there were."""
    keys = Counted.objects.values_list("cache_key", flat=True)
    return [cache.get(key.split(":", 2)[2]) for key in keys]


def test_links_that_are_guessed_at_once_are_all_counted(site):
    right = invitations.path_of(invitations.invite("site"))
    guessed = right[:-4] + "abc/"
    assert at_once(lambda: Client().get(guessed).status_code) == {404: LET, 429: AT_ONCE - LET}
    assert Client().get(right).status_code == 429


def test_tokens_that_are_guessed_at_once_are_all_counted(site):
    wrong = {"authorization": "Bearer rxl_wrong"}
    guess = lambda: Client().get("/api/v1/person", headers=wrong).status_code  # noqa: E731
    assert at_once(guess) == {401: LET, 429: AT_ONCE - LET}


def test_passwords_that_are_guessed_at_once_are_no_more_than_the_limit_lets(site):
    typed = {"login": "rosa@example.org", "password": "wrong one, surely"}
    told = at_once(lambda: "do not match" in text_of(Client().post("/account/login/", typed)))
    assert told[True] <= 5
    assert sum(told.values()) == AT_ONCE


def test_counting_does_not_put_off_when_the_limit_ends(site):
    guessed = invitations.path_of(invitations.invite("site"))[:-4] + "abc/"
    Client().get(guessed)
    (ends,) = Counted.objects.values_list("expires", flat=True)
    Client().get(guessed)
    assert counted() == [2]
    assert list(Counted.objects.values_list("expires", flat=True)) == [ends]
