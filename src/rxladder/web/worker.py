"""The jobs beside the site: a queue in the site's own database, worked off by a few processes.

`rxladder serve` starts this as a child that ends with it; a site for many users runs `rxladder worker` apart.
No process of it outlives the one that started it, however that one ended.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import timedelta

MINUTES = 10
_REMINDERS = "rxladder.web.plan.reminders.job.look"
_A_DAY = 24 * 60
# What is done again and again: its name, what the queue runs, and every so many minutes.
_PLAN = (
    ("reminders", _REMINDERS, MINUTES),
    ("deleted", "rxladder.web.trash.acting.look", _A_DAY),
    ("news", "rxladder.web.trends.refreshing.look", MINUTES),
    ("old news", "rxladder.web.trends.refreshing.sweep", _A_DAY),
    ("fda", "rxladder.web.trends.fda_job.look", 60),
    ("digest", "rxladder.web.trends.digest_job.look", MINUTES),
    ("webhooks", "rxladder.web.api.webhook_job.look", 1),
    ("old calls", "rxladder.web.api.tokens.sweep", _A_DAY),
    ("brought", "rxladder.web.backup.waiting.sweep", 60),
    ("backups", "rxladder.web.backup.plan.look", 60),
    ("sources", "rxladder.web.upkeep.sources_job.look", MINUTES),
    ("corrections", "rxladder.web.upkeep.corrections_job.look", 1),
)
# What there is only where many share a site.
_OF_MANY = (
    ("teams", "rxladder.web.team.standing.refresh", MINUTES),
    ("mails", "rxladder.web.accounts.mails.send_waiting", 1),
    ("deletions", "rxladder.web.accounts.deletion.delete_due", 60),
)
_TICK, _GRACE, _BEAT = 0.5, 15.0, 20.0


# --- Beside the site


class Beside:
    """A module as the site's child, for the time of a `with` block; it is told the site's process last."""

    def __init__(self, module: str = "rxladder.web.worker", *arguments: str, **more: str) -> None:
        self._command = [sys.executable, "-m", module, *arguments, str(os.getpid())]
        self._environment = os.environ | more

    def __enter__(self) -> Beside:
        # In a session of its own: Ctrl-C reaches the site, which then ends it in order.
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, start_new_session=True, env=self._environment
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        _end_group(self._process.pid)
        self._process.wait()


def _end_group(leader: int) -> None:
    """End whatever of a worker is left: all its processes are of one group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


# --- The worker itself


def work(parent: int | None = None) -> None:
    """Work until told to stop or until the process `parent` is gone."""
    end_with_the_starter()
    from django.conf import settings
    from django.db import connections
    from django_q.cluster import Cluster

    from rxladder.web.site.in_use import hold
    from rxladder.web.site.starting import alone

    hold(settings.DATA)
    with alone():
        _plan()
    # A process that is forked from here would end this connection for both, and the first beat would be lost.
    connections.close_all()

    told: list[int] = []
    while not told and _lives(parent):
        cluster = Cluster()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: told.append(number))
        cluster.start()
        while not told and _lives(parent) and cluster.sentinel.is_alive():
            _beat()
            time.sleep(_TICK)
        # A guard that died by itself, such as for want of its database, is begun anew.
        if not cluster.stop():
            time.sleep(_GRACE)


def work_once() -> str:
    """Do what is due now, and stop: for whoever has a timer of their own."""
    from rxladder.web.accounts.deletion import delete_due
    from rxladder.web.accounts.mails import send_waiting
    from rxladder.web.api import tokens, webhook_job
    from rxladder.web.backup import plan as backups
    from rxladder.web.backup import waiting
    from rxladder.web.plan.reminders.job import look
    from rxladder.web.team.standing import refresh
    from rxladder.web.trash import acting as trash
    from rxladder.web.trends import digest_job, fda_job, refreshing
    from rxladder.web.upkeep import corrections_job, sources_job

    send_waiting()
    delete_due()
    trash.look()
    refresh()
    refreshing.look()
    refreshing.sweep()
    fda_job.look()
    digest_job.look()
    webhook_job.look()
    tokens.sweep()
    waiting.sweep()
    backups.look()
    sources_job.look()
    corrections_job.look()
    return look()


_beats: list[float] = []


def _beat() -> None:
    """Say every few seconds that this worker lives; what was silent for a day is forgotten."""
    if _beats and time.monotonic() - _beats[-1] < _BEAT:
        return
    _beats[:] = [time.monotonic()]
    from django.db import DatabaseError, connections

    from rxladder.web.plan.models import WorkerBeat
    from rxladder.web.site import clock

    now, name = clock.now(), f"{socket.gethostname()}:{os.getpid()}"
    # A database that is away for a moment is the queue's own matter; the next beat tries again.
    with suppress(DatabaseError):
        WorkerBeat.objects.update_or_create(process=name[-100:], defaults={"at": now})
        WorkerBeat.objects.filter(at__lt=now - timedelta(days=1)).delete()
    connections.close_all()


def _lives(parent: int | None) -> bool:
    return parent is None or os.getppid() == parent


def _plan() -> None:
    """See to it that the queue has its schedule, and that a first look comes at once."""
    from django.conf import settings
    from django_q.models import OrmQ, Schedule
    from django_q.tasks import async_task

    jobs = (*_PLAN, *(() if settings.LOCAL else _OF_MANY))
    # What another version did again and again, and this one does not.
    Schedule.objects.exclude(name__in=[name for name, _job, _minutes in jobs]).delete()
    for name, job, minutes in jobs:
        plan = {"func": job, "schedule_type": Schedule.MINUTES, "minutes": minutes, "repeats": -1}
        Schedule.objects.update_or_create(name=name, defaults=plan)
    if not OrmQ.objects.exists():
        async_task(_REMINDERS)


def end_with_the_starter() -> None:
    """Make every process that is forked from here end when the one that forked it is gone."""
    forking: list[int] = []

    def watch() -> None:
        parent = forking[-1]
        threading.Thread(target=_wait_for_the_end_of, args=(parent,), daemon=True).start()

    os.register_at_fork(before=lambda: forking.append(os.getpid()), after_in_child=watch)


def _wait_for_the_end_of(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_TICK)
    os._exit(1)


if __name__ == "__main__":
    import django

    from rxladder.web.site.warm import loading

    with loading():
        django.setup()
    work(int(sys.argv[1]))
