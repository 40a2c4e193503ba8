"""A run of digests is killed in its middle: every week comes, and twice only in the window of reminders."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.killed_mails import LATER, PEOPLE, Installation
from tests.web.mailbox import PHASES, mailbox
from tests.web.processes import Programs

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database"),
]
DUE = datetime(2026, 11, 23, 14, tzinfo=UTC)
BEFORE = """
from datetime import UTC, datetime, timedelta
from rxladder.web.accounts.models import Person
from rxladder.web.plan.reminders.server import MailServer, store
from rxladder.web.site import urls
from rxladder.web.site.rules import packs
from rxladder.web.trends.digest_job import send_all
from rxladder.web.trends.models import DigestWishes, Entry, Feed, Subscription
packs()
"""
PREPARE = (
    BEFORE
    + f"""
store(MailServer("127.0.0.1", PORT, "none", "from@example.org"))
feed = Feed.objects.create(mark="m", url="https://a.example/", address="https://a.example/", title="A")
for n in range(9):
    at = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(days=7 * n)
    row = Entry.objects.create(feed=feed, mark=str(n), title=f"Story {{n}}", moment=at, seen=at)
    Entry.objects.filter(id=row.id).update(story=row.id)
for n in range({PEOPLE}):
    person = Person.objects.create(email=f"p{{n}}@example.org", time_zone="America/Chicago")
    Subscription.objects.create(person=person, feed=feed)
    DigestWishes.objects.create(person=person, wanted=True, address=person.email)
"""
)


class Weeks(Installation):
    """The same with digests."""

    prepare, program = PREPARE, BEFORE + "send_all(datetime.fromisoformat('AT'))"


def test_killed_at_each_phase_no_week_is_lost_or_comes_twice_outside_the_window(own_folder):
    with mailbox() as (box, port), Programs(own_folder, BEFORE) as programs:
        weeks = Weeks(own_folder, box, port, programs)
        for n, phase in enumerate(PHASES):
            at = DUE + timedelta(days=7 * n)
            before = Counter(box.ids)
            weeks.run_killed_in(phase, 1 if phase == "connect" else 2, at)
            weeks.run(at + LATER)
            weeks.run(at + 2 * LATER)
            new = Counter(box.ids) - before
            assert len(new) == PEOPLE
            doubled = [copies for copies in new.values() if copies > 1]
            assert doubled in ([], [2]) if phase in ("data", "yes") else not doubled, phase
        sent = weeks.rows("select count(*) from trends_digestmail where state = 'sent'")
        assert sent == [(PEOPLE * len(PHASES),)]
