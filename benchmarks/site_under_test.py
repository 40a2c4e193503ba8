"""The whole site in this process, with an empty database in a folder of its own, asked without a network.

Import this before anything of Django.
"""

from __future__ import annotations

import os
import sys
import tempfile
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

from rxladder.web.site import urls  # noqa: E402

EMPTY = "/empty/"
Application = Callable[..., Iterable[bytes]]


def prepare() -> Application:
    """The site with its tables, and one more address for an empty page: the frame, and nothing in it."""
    Path(FOLDER.name, "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    urls.urlpatterns.append(path(EMPTY[1:], lambda request: render(request, "site/base.html")))
    clear_url_caches()
    return get_wsgi_application()


def look(application: Application, address: str) -> None:
    """One request, from its environment to the last byte."""
    status: list[str] = []
    path_, _question, query = address.partition("?")
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path_,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.url_scheme": "http",
    }
    response = application(environment, lambda line, headers: status.append(line))
    b"".join(response)
    response.close()  # type: ignore[attr-defined]
    assert status[0].startswith("200"), (address, status)
