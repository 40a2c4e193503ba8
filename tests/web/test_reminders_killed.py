"""A run of reminders is killed in its middle: nothing is lost, nothing is sent twice but in one known window.

The runs are processes of their own on a database of their own, ended by SIGKILL when the mail server reaches
a phase of a mail, or after some time. The window is between the server's yes and the row that keeps it.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import threading
from collections import Counter
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rxladder.rules.reminders import LEADS
from tests.web.mailbox import PHASES, Mailbox, mailbox
from tests.web.processes import Programs

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

ENDS = datetime(2027, 6, 30, 18, tzinfo=UTC)
PEOPLE = 4
# More than a hold lasts.
LATER = timedelta(minutes=11)
BEFORE = """
from datetime import date, datetime
from rxladder.rules.reminders import LEADS
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.plan.models import ReminderWishes
from rxladder.web.plan.reminders.job import ABOUT, remind_all
from rxladder.web.plan.reminders.server import MailServer, store
from rxladder.web.site import urls
from rxladder.web.site.rules import packs
packs()
"""
PREPARE = (
    BEFORE
    + f"""
store(MailServer("127.0.0.1", PORT, "none", "from@example.org"))
for n in range({PEOPLE}):
    person = Person.objects.create(email=f"p{{n}}@example.org", time_zone="America/Chicago")
    Holding.objects.create(person=person, credential="us-tx-technician", expires=date(2027, 6, 30))
    ReminderWishes.objects.create(
        person=person, wanted=True, address=person.email, about=list(ABOUT), leads=list(LEADS)
    )
"""
)
RUN = BEFORE + "remind_all(datetime.fromisoformat('AT'))"


class Installation:
    """A data folder with its people, and runs of reminders on it."""

    prepare, program = PREPARE, RUN

    def __init__(self, folder: Path, box: Mailbox, port: int, programs: Programs) -> None:
        self.box, self.folder, self.programs = box, folder, programs
        assert programs.run(self.prepare.replace("PORT", str(port))) == (0, "")

    def begin(self, at: datetime) -> int:
        return self.programs.begin(self.program.replace("AT", at.isoformat()))

    def run(self, at: datetime) -> None:
        self.begin(at)
        assert self.programs.end()[0] == 0

    def run_killed_in(self, phase: str, nth: int, at: datetime) -> None:
        """A run that is ended when the server reaches a phase of the nth mail."""
        seen: Counter[str] = Counter()
        process: Future[int] = Future()

        def reached(now: str) -> None:
            seen[now] += 1
            if now == phase and seen[now] == nth:
                os.kill(process.result(), signal.SIGKILL)

        self.box.reached = reached
        process.set_result(self.begin(at))
        assert self.programs.end()[0] == -signal.SIGKILL
        self.box.reached = lambda _phase: None

    def run_killed_after(self, seconds: float, at: datetime) -> None:
        """A run that is ended after some time, wherever it is then."""
        process = self.begin(at)
        timer = threading.Timer(seconds, os.kill, [process, signal.SIGKILL])
        timer.start()
        assert self.programs.end()[0] in (0, -signal.SIGKILL)
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
