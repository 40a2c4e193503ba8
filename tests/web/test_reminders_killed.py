"""A run of reminders is killed in its middle: nothing is lost, nothing is sent twice but in one known window.

The runs are processes of their own on a database of their own, ended by SIGKILL when the mail server reaches
a phase of a mail, or after some time. The window is between the server's yes and the row that keeps it.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import timedelta

import pytest

from rxladder.rules.reminders import LEADS
from tests.web.killed_mails import BEFORE, ENDS, LATER, PEOPLE, Installation
from tests.web.mailbox import PHASES, mailbox
from tests.web.processes import Programs

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")


@pytest.fixture
def installation(own_folder):
    with mailbox() as (box, port), Programs(own_folder, BEFORE) as programs:
        yield Installation(own_folder, box, port, programs)


def test_killed_five_times_nothing_is_lost_or_sent_twice_outside_the_window(installation):
    """At each phase of the second mail, on five days on which everyone is due."""
    for lead, phase in zip(LEADS, PHASES, strict=False):
        at = ENDS - timedelta(days=lead)
        before = Counter(installation.box.ids)
        # The connection is made once, for the first mail.
        installation.run_killed_in(phase, 1 if phase == "connect" else 2, at)
        installation.run(at + LATER)
        new = Counter(installation.box.ids) - before
        assert len(new) == PEOPLE
        doubled = [copies for copies in new.values() if copies > 1]
        # Before the server has the whole mail no second copy can be.
        assert doubled in ([], [2]) if phase in ("data", "yes") else not doubled, phase
    installation.check(kills=2, leads=len(PHASES))


def test_the_same_hold_keeps_a_second_run_away_while_it_lasts(installation):
    at = ENDS - timedelta(days=30)
    installation.run_killed_in("rcpt", 2, at)
    taken = len(installation.box.taken)
    installation.run(at + timedelta(minutes=1))
    # Everyone but the one whose mail was in the killed run's hands.
    assert len(installation.box.taken) == PEOPLE - 1
    assert taken == 1
    installation.run(at + LATER)
    installation.check(kills=0, leads=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_killed_ten_times_anywhere(installation, seed):
    """Ten kills each: at a random phase of a random mail, or after a random time, also before the claims."""
    chance = random.Random(seed)
    kills = 0
    for lead in LEADS[:5]:
        at = ENDS - timedelta(days=lead)
        for n in range(2):
            if chance.random() < 0.5:
                installation.run_killed_after(chance.uniform(0, 1), at)
            else:
                phase = chance.choice(PHASES)
                left = PEOPLE - sum(at_lead == lead for (at_lead,) in sent(installation))
                if left:
                    nth = 1 if phase == "connect" else chance.randint(1, left)
                    installation.run_killed_in(phase, nth, at + n * LATER)
            kills += 1
        for n in range(2, 5):
            installation.run(at + n * LATER)
    installation.check(kills=kills, leads=5)


def sent(installation: Installation) -> list[tuple]:
    return installation.rows(
        "select lead from plan_reminder join plan_remindermail on mail_id = plan_remindermail.id"
        " where state = 'sent'"
    )
