"""What a machine asks of a site for many users: is it alive, can it serve, and how much does it do?

These answers come before everything else: they need no name of the site, no TLS and nobody signed in, and
tell nothing about anyone. The figures (`/metrics`) are for who holds RXLADDER_METRICS_TOKEN; without a token,
for a program on this machine that asks the site itself and not through a proxy.
"""

from __future__ import annotations

import logging
import os
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from rxladder.web.site import clock

SILENT = timedelta(minutes=2)
LOOPBACK = ("127.0.0.1", "::1", "")
_log = logging.getLogger(__name__)


def health(get_response):
    """Answer machines before anything else is done."""
    answers = {"/health": alive, "/ready": ready, "/metrics": metrics}

    def respond(request):
        answer = answers.get(request.path_info)
        if answer is None or request.method not in ("GET", "HEAD") or (settings.LOCAL and answer is metrics):
            return get_response(request)
        return answer(request)

    return respond


def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """Whether people can be served: a database that is up to date, and a worker that lives."""
    found = {"database": _database(), "migrations": False, "worker": False}
    if found["database"]:
        found["migrations"] = is_up_to_date()
        found["worker"] = found["migrations"] and _worker_lives()
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of all processes of this server."""
    if not _may_see_figures(request):
        return HttpResponse("no\n", status=403, content_type="text/plain")
    from rxladder.web.site.figures import written

    text, kind = written()
    return HttpResponse(text, content_type=kind)


def _may_see_figures(request: HttpRequest) -> bool:
    token = os.environ.get("RXLADDER_METRICS_TOKEN", "")
    if token:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and request.META.get("REMOTE_ADDR", "") in LOOPBACK


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        _log.warning("The database does not answer", exc_info=True)
        return False
    return True


def is_up_to_date() -> bool:
    """Whether no migration waits for the database."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker_lives() -> bool:
    from rxladder.web.plan.models import WorkerBeat

    return WorkerBeat.objects.filter(at__gt=clock.now() - SILENT).exists()
