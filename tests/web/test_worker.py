"""The worker beside the site: it reminds by itself, and none of its processes outlives the site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.mailbox import mailbox
from tests.web.processes import environment
from tests.web.served import PATIENCE, RXLADDER, serving, until

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

PREPARE = """
import django, sys; django.setup()
from datetime import date, timedelta
from rxladder.rules.reminders import LEADS
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.plan.models import ReminderWishes
from rxladder.web.plan.reminders.server import MailServer, store
from rxladder.web.site import clock
store(MailServer("127.0.0.1", int(sys.argv[1]), "none", "from@example.org"))
me = Person.objects.local()
ends = clock.today(me) + timedelta(days=30)
Holding.objects.create(person=me, credential="us-tx-technician", expires=ends)
wishes = {"wanted": True, "address": "me@example.org", "hour": 0, "about": ["renewals"], "leads": list(LEADS)}
ReminderWishes.objects.create(person=me, **wishes)
"""


@pytest.fixture
def installation(own_folder):
    """A data folder in which a reminder is due today, and the mail server that it goes out by."""
    with mailbox() as (box, port):
        subprocess.run([sys.executable, "-c", PREPARE, str(port)], env=environment(own_folder), check=True)
        yield box, own_folder


def workers_of(site: int) -> list[int]:
    """The processes of the worker that a site has started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True)
    lines = (line.split(None, 1) for line in listed.stdout.splitlines())
    return [int(pid) for pid, *args in lines if args and f"rxladder.web.worker {site}" in args[0]]


def test_the_site_reminds_by_itself_and_its_worker_ends_with_it(installation):
    box, data = installation
    with serving(data) as (process, address):
        until(lambda: box.taken, "a mail")
        workers = workers_of(process.pid)
        assert len(workers) > 1
    assert process.returncode == 0
    assert workers_of(process.pid) == []
    text = box.taken[0][1].get_body(("plain",)).get_content()
    assert f"Your next steps: {address}/" in text
    assert len(box.taken) == 1


def test_a_site_that_is_killed_leaves_no_process_behind(own_folder):
    with serving(own_folder) as (process, _):
        until(lambda: len(workers_of(process.pid)) > 3, "a whole worker")
        process.send_signal(signal.SIGKILL)
        process.wait()
        until(lambda: not workers_of(process.pid), "the end of the worker")


def test_a_timer_can_do_what_is_due_now(installation):
    box, data = installation
    for said in ("1 sent, 0 failed", "0 sent, 0 failed"):
        command = [RXLADDER, "worker", "--once", "--data", str(data)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        assert (result.stdout.strip(), result.stderr) == (said, "")
    assert len(box.taken) == 1
    assert Path(data, "mail-server.json").exists()
