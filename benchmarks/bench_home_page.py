"""How many home pages of the demo person the site gives, against an empty page of the same site.

The goal is at least 40%. An empty page is the frame alone: the same middleware, person and tabs. Shown twice:
when nothing has changed since the last look, and when the record changes before every look.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory(prefix="rxladder-bench-")
os.environ["RXLADDER_DATA"] = FOLDER.name
os.environ["RXLADDER_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "rxladder.web.site.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import clear_url_caches, path  # noqa: E402

from rxladder.web.accounts.demo import fill_demo  # noqa: E402
from rxladder.web.accounts.models import Person  # noqa: E402
from rxladder.web.site import urls  # noqa: E402
from rxladder.web.site.clock import today  # noqa: E402

GOAL = 0.40
ROUNDS, PAGES = 7, 40


def prepare() -> Callable[..., Iterable[bytes]]:
    """The site with its demo, and one more address for the empty page."""
    Path(FOLDER.name, "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    fill_demo(Person.objects.local(), today(None))
    urls.urlpatterns.append(path("empty/", lambda request: render(request, "site/base.html")))
    clear_url_caches()
    return get_wsgi_application()


def look(application, address: str) -> None:
    """One request, from its environment to the last byte."""
    status = []
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.url_scheme": "http",
    }
    response = application(environment, lambda line, headers: status.append(line))
    b"".join(response)
    response.close()
    assert status[0].startswith("200"), (address, status)


def seconds(application, address: str, before: Callable[[], object] = lambda: None) -> float:
    """The best time of a page over some rounds; what `before` takes is not counted."""
    best = float("inf")
    for _ in range(ROUNDS):
        spent = 0.0
        for _ in range(PAGES):
            before()
            started = time.perf_counter()
            look(application, address)
            spent += time.perf_counter() - started
        best = min(best, spent / PAGES)
    return best


def main() -> None:
    """Measure and print."""
    application = prepare()
    demo = Person.objects.local_demo()
    empty = seconds(application, "/empty/")
    kept = seconds(application, "/")
    changed = seconds(application, "/", before=demo.save)
    print(f"empty page                  {1 / empty:7.0f} a second")
    print(f"home page, nothing changed  {1 / kept:7.0f} a second, {empty / kept:4.0%} (goal {GOAL:.0%})")
    print(f"home page, worked out anew  {1 / changed:7.0f} a second, {empty / changed:4.0%}")


main()
