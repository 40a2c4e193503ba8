"""Figures of a site for many users, as Prometheus reads them, added up over all its processes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def prepare(folder: Path) -> None:
    """Have the processes that start from here keep their figures in one folder of this server's own."""
    for old in folder.glob("*"):
        if not _lives(old.name):
            shutil.rmtree(old, ignore_errors=True)
    own = folder / str(os.getpid())
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[FOLDER] = str(own)


def _lives(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer."""
    requests, times = _kept()
    requests.labels(method, route, status).inc()
    times.labels(route).observe(seconds)


def written() -> tuple[bytes, str]:
    """The figures as text, and the type of that text."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess

    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        multiprocess.MultiProcessCollector(registry)
    else:
        for meter in _kept():
            registry.register(meter)
    registry.register(_Waiting())
    return generate_latest(registry), CONTENT_TYPE_LATEST


_METERS: list = []


def _kept():
    from prometheus_client import Counter, Histogram

    if not _METERS:
        labels = ("method", "route", "status")
        _METERS.append(Counter("rxladder_requests", "Answers given", labels))
        _METERS.append(Histogram("rxladder_seconds", "Time to an answer", ("route",), buckets=SECONDS))
    return _METERS


class _Waiting:
    """What waits in the database when it is asked."""

    def collect(self):
        """The jobs and the mails that wait, and how long ago a worker was last heard of."""
        from django_q.models import OrmQ
        from prometheus_client.core import GaugeMetricFamily

        from rxladder.web.accounts.mail_models import WaitingMail
        from rxladder.web.plan.models import WorkerBeat
        from rxladder.web.site import clock

        yield GaugeMetricFamily("rxladder_jobs_waiting", "Jobs that wait", OrmQ.objects.count())
        yield GaugeMetricFamily("rxladder_mails_waiting", "Mails that wait", WaitingMail.objects.count())
        last = WorkerBeat.objects.order_by("-at").first()
        age = (clock.now() - last.at).total_seconds() if last else float("inf")
        yield GaugeMetricFamily("rxladder_worker_silent_seconds", "Since a worker was heard of", age)
