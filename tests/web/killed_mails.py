"""An installation whose runs of mails are ended by SIGKILL, each a process of its own."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections import Counter
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.web.mailbox import Mailbox
from tests.web.processes import Programs

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
