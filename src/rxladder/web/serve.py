"""Start the site on this machine: folder, key, database and static files are made as needed."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from contextlib import nullcontext
from pathlib import Path


class CannotServe(Exception):  # noqa: N818 - what happened, in one line
    """Why the site cannot start, in words for a person."""


def serve(
    host: str = "127.0.0.1", port: int = 8000, data: Path | None = None, demo: bool = False, workers: int = 1
) -> None:
    """Serve until Ctrl-C. Local mode listens on loopback addresses only, and one process is enough there."""
    if data is not None:
        os.environ["RXLADDER_DATA"] = str(Path(data).expanduser().resolve())
    if demo:
        os.environ["RXLADDER_DEMO"] = "1"
    if not os.environ.get("RXLADDER_HOSTS"):
        os.environ.setdefault("RXLADDER_SITE", f"http://{_in_address(host)}:{port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rxladder.web.site.settings")
    try:
        _check_address(host, port)
        _check_workers(workers)
        _keep_figures()
        _prepare()
    except CannotServe as error:
        print(f"rxladder: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    _run(host, port, workers)


def _keep_figures() -> None:
    """Before Django starts, since the library that counts looks for its folder then."""
    if os.environ.get("RXLADDER_HOSTS"):
        from rxladder.web.site import figures
        from rxladder.web.site.folder import own_folder

        try:
            figures.prepare(own_folder() / "figures")
        except OSError as error:
            raise CannotServe(f"the data folder or database cannot be used: {error}") from None


def _check_workers(workers: int) -> None:
    if workers > 1 and not os.environ.get("RXLADDER_HOSTS"):
        raise CannotServe("one process is enough for one person; --workers is for a site for many users")


def _check_address(host: str, port: int) -> None:
    if not os.environ.get("RXLADDER_HOSTS") and not _is_loopback(host):
        raise CannotServe(
            f"{host} can be reached from other machines, and here nobody signs in. "
            "Use 127.0.0.1, or set RXLADDER_HOSTS to the names of a site for many users."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"cannot listen on {host}, port {port}: {error.strerror}. Try another --port."
            raise CannotServe(reason) from None


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _prepare() -> None:
    """The database brought up to date, the static files built, the demo filled where it is asked for."""
    import django
    from django.db import DatabaseError

    from rxladder.web.site.starting import alone, migrate

    try:
        django.setup()
        migrate()
    except (OSError, DatabaseError) as error:
        raise CannotServe(f"the data folder or database cannot be used: {error}") from None
    with alone():
        _build_static()
    _fill_demo()


def _build_static() -> None:
    """Collect the static files anew whenever one is newer than what was built."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = [
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list(["CVS", ".*", "*~"])
    ]
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    mark = settings.STATIC_ROOT / "built-from.txt"
    now = "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in sorted(found))
    if not manifest.exists() or not mark.exists() or mark.read_text(encoding="utf-8") != now:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(now, encoding="utf-8")


def _fill_demo() -> None:
    from django.conf import settings

    if settings.START_WITH_DEMO:
        from rxladder.web.accounts.demo import fill_demo
        from rxladder.web.accounts.models import Person
        from rxladder.web.site.clock import today

        owner = Person.objects.local()
        fill_demo(owner, today(owner))


def _run(host: str, port: int, workers: int) -> None:
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from rxladder.web.worker import Beside, end_with_the_starter

    connections.close_all()
    # Where many use the site, the jobs run by themselves (`rxladder worker`).
    jobs = Beside() if settings.LOCAL else nullcontext()
    keeps = "keeps your record" if settings.LOCAL else "keeps its files"
    print(f"RxLadder is at http://{_in_address(host)}:{port} and {keeps} in {settings.DATA}")
    print("Stop it with Ctrl-C.", flush=True)
    site = Granian(
        "rxladder.web.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=5,
    )
    end_with_the_starter()
    with jobs:
        site.serve()
    print("RxLadder has stopped.")
