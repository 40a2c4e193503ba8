"""What starting costs: the site up to its first page, the command line, and the site's whole code.

Processor time of all processes taken together, each started anew, on a folder that was set up before;
against a Python that does nothing and against a Django that has one page and no more.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.rounds import medians, table

RXLADDER = str(Path(sys.executable).with_name("rxladder"))
GOAL = 2.0
BARE = """
import django
from django.conf import settings
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
django.setup()
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("a page"))]
from django.test import RequestFactory
assert get_wsgi_application().get_response(RequestFactory().get("/")).status_code == 200
"""
ALL = """
import rxladder.web.site.wsgi
from rxladder.web.site.chapters import load_all
load_all()
"""


def spent(work: Callable[[], object]) -> float:
    """The processor time of the processes that `work` started and saw end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(*command: str, env: dict[str, str]) -> Callable[[], float]:
    """A program from its start to its end; 1 says that something is missing, which is an answer too."""

    def work() -> None:
        assert subprocess.run(command, env=env, stdout=subprocess.DEVNULL).returncode in (0, 1)

    return lambda: spent(work)


def first_page(env: dict[str, str]) -> None:
    """`rxladder serve` until a page was answered; then it is ended at once, with all its processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [RXLADDER, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as site:
        while True:
            try:
                assert urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).status == 200
                break
            except OSError:
                assert site.poll() is None, "it stopped by itself"
                time.sleep(0.05)
        site.send_signal(signal.SIGINT)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"RXLADDER_DATA": folder, "DJANGO_SETTINGS_MODULE": "rxladder.web.site.settings"}
        career = str(Path(folder) / "me.yaml")
        subprocess.run([RXLADDER, "demo", "--out", career], env=env, check=True, stderr=subprocess.DEVNULL)
        first_page(env)
        found = medians(
            {
                "python": run(sys.executable, "-c", "pass", env=env),
                "django": run(sys.executable, "-c", BARE, env=env),
                "rxladder --help": run(RXLADDER, "--help", env=env),
                "rxladder packs": run(RXLADDER, "packs", env=env),
                "rxladder audit": run(RXLADDER, "audit", career, "--json", env=env),
                "rxladder serve, up to the first page": lambda: spent(lambda: first_page(env)),
                "all of the site loaded": run(sys.executable, "-c", ALL, env=env),
            },
            rounds=5,
        )
    rows = [
        [name, f"{seconds:.2f} s", f"{seconds / found['python']:.0f}", f"{seconds / found['django']:.1f}"]
        for name, seconds in found.items()
    ]
    table(f"Starting (goal for serve: {GOAL:.0f} s)", ["", "processor", "x python", "x django"], rows)


main()
