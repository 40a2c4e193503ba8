"""A run of reminders is killed in its middle: nothing is lost, nothing is sent twice but in one known window.

The runs are programs of their own on a database of their own, ended by SIGKILL when the mail server reaches a
phase of a mail, or after some time. The window is between the server's yes and the row that keeps it.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rxladder.rules.reminders import LEADS
from tests.web.mailbox import PHASES, Mailbox, mailbox
from tests.web.processes import environment

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

ENDS = datetime(2027, 6, 30, 18, tzinfo=UTC)
PEOPLE = 4
# More than a hold lasts.
LATER = timedelta(minutes=11)
START = "import django, sys; django.setup()\n"
PREPARE = (
    START
    + f"""
from datetime import date
from rxladder.rules.reminders import LEADS
from django.core.management import call_command
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.plan.models import ReminderWishes
from rxladder.web.plan.reminders.job import ABOUT
from rxladder.web.plan.reminders.server import MailServer, store
call_command("migrate", verbosity=0)
store(MailServer("127.0.0.1", int(sys.argv[1]), "none", "from@example.org"))
for n in range({PEOPLE}):
    person = Person.objects.create(email=f"p{{n}}@example.org", time_zone="America/Chicago")
    Holding.objects.create(person=person, credential="us-tx-technician", expires=date(2027, 6, 30))
    ReminderWishes.objects.create(
        person=person, wanted=True, address=person.email, about=list(ABOUT), leads=list(LEADS)
    )
"""
)
RUN = (
    START
    + """
from datetime import datetime
from rxladder.web.plan.reminders.job import remind_all
remind_all(datetime.fromisoformat(sys.argv[1]))
"""
)


class Installation:
    """A data folder with its people, and runs of reminders on it."""

    def __init__(self, folder: Path, box: Mailbox, port: int) -> None:
        self.box, self.folder = box, folder
        self.environment = environment(folder)
        assert self.start(PREPARE, str(port)).wait() == 0

    def start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", program, *arguments], env=self.environment)

    def run(self, at: datetime) -> None:
        assert self.start(RUN, at.isoformat()).wait() == 0

    def run_killed_in(self, phase: str, nth: int, at: datetime) -> None:
        """A run that is ended when the server reaches a phase of the nth mail."""
        seen: Counter[str] = Counter()
        process = self.start(RUN, at.isoformat())

        def reached(now: str) -> None:
            seen[now] += 1
            if now == phase and seen[now] == nth:
                process.send_signal(signal.SIGKILL)

        self.box.reached = reached
        assert process.wait() == -signal.SIGKILL
        self.box.reached = lambda _phase: None

    def run_killed_after(self, seconds: float, at: datetime) -> None:
        """A run that is ended after some time, wherever it is then."""
        process = self.start(RUN, at.isoformat())
        timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
        timer.start()
        assert process.wait() in (0, -signal.SIGKILL)
        timer.cancel()

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.folder / "rxladder.sqlite3") as database:
            return database.execute(query).fetchall()

    def check(self, kills: int, leads: int) -> None:
        """Every mail of every person and lead came, and at most one copy more for each kill."""
        assert self.rows("select count(*) from plan_remindermail where state != 'sent'") == [(0,)]
        claimed = self.rows("select person_id, lead from plan_reminder")
        assert len(claimed) == len(set(claimed)) == PEOPLE * leads
        ids = [id_ for (id_,) in self.rows("select message_id from plan_remindermail")]
        copies = Counter(str(id_).strip() for id_ in self.box.ids)
        assert set(copies) == set(ids)
        assert len(ids) == PEOPLE * leads
        assert sum(copies.values()) - len(copies) <= kills


@pytest.fixture
def installation(tmp_path):
    with mailbox() as (box, port):
        yield Installation(tmp_path, box, port)


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
                installation.run_killed_after(chance.uniform(0.3, 3.0), at)
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
