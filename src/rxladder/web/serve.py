"""Start the site on this machine: folder, key, database and static files are made as needed."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from rxladder.facts.language import gettext as _
from rxladder.facts.language import speaking
from rxladder.web.site.this_machine import is_this_machine

if TYPE_CHECKING:
    from rxladder.web.worker import Beside


LOOPBACK = "127.0.0.1"
_OF_THE_SITE = "en"
"""What is spoken but to who starts the site: each request has a language of its own."""


class CannotServe(Exception):  # noqa: N818 - what happened, in one line
    """Why the site cannot start, in words for a person."""


def serve(
    host: str | None = None,
    port: int = 8000,
    data: Path | None = None,
    demo: bool = False,
    workers: int = 1,
    lan: bool = False,
    ready: Callable[[str, Path], None] | None = None,
) -> None:
    """Serve until Ctrl-C. Local mode listens on loopback addresses only, and one process is enough there.

    With `lan`, one's own phone at home gets in, too: `host` is then the private address that it reaches.
    `ready` is told the address and the data folder just before it serves.
    """
    at_home = host if lan else None
    host = LOOPBACK if lan or host is None else host
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
        _check_environment()
        _keep_figures()
        home = _open_to_phones(at_home, port) if lan else None
        _prepare()
    except CannotServe as error:
        print(f"rxladder: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    if ready is not None:
        from django.conf import settings

        ready(f"http://{_in_address(host)}:{port}", settings.DATA)
    _run(host, port, workers, home)


def _open_to_phones(wanted: str | None, port: int) -> str:
    """Find the address at home, make its certificate, and tell the site of both."""
    from rxladder.web import lan
    from rxladder.web.site.folder import own_folder

    if os.environ.get("RXLADDER_HOSTS"):
        raise CannotServe(_("--lan is for one person at home; a site for many users has TLS and sign-in"))
    try:
        address = lan.private_address(wanted)
        certificate, _key = lan.certificate(own_folder() / "lan", address)
    except (ValueError, OSError) as error:
        raise CannotServe(str(error)) from None
    _check_free(address, port)
    os.environ["RXLADDER_LAN_AT"] = f"{_in_address(address)}:{port}"
    os.environ["RXLADDER_LAN_FINGERPRINT"] = lan.fingerprint(certificate)
    return address


def _keep_figures() -> None:
    """Before Django starts, since the library that counts looks for its folder then."""
    if os.environ.get("RXLADDER_HOSTS"):
        from rxladder.web.site import figures
        from rxladder.web.site.folder import own_folder

        try:
            figures.prepare(own_folder() / "figures")
        except OSError as error:
            raise CannotServe(
                _("the data folder or database cannot be used: {why}").format(why=error)
            ) from None


def _check_workers(workers: int) -> None:
    if workers > 1 and not os.environ.get("RXLADDER_HOSTS"):
        told = _("one process is enough for one person; --workers is for a site for many users")
        raise CannotServe(told)


def _check_environment() -> None:
    """What would otherwise fail at the first visitor or the first mail, days later."""
    from rxladder.web.plan.reminders.server import BadMailServer, from_environment

    proxies = os.environ.get("RXLADDER_PROXIES", "0")
    if not (proxies.isascii() and proxies.isdigit()):
        told = _("RXLADDER_PROXIES must be a number, not {text}")
        raise CannotServe(told.format(text=repr(proxies)))
    try:
        from_environment()
    except BadMailServer as error:
        raise CannotServe(str(error)) from None


def _check_address(host: str, port: int) -> None:
    if not os.environ.get("RXLADDER_HOSTS") and not is_this_machine(host):
        told = _(
            "{host} can be reached from other computers, and nobody signs in here. "
            "Use 127.0.0.1, --lan for your own phone, or RXLADDER_HOSTS for a site for many users."
        )
        raise CannotServe(told.format(host=host))
    _check_free(host, port)


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            told = _("cannot listen on {host}, port {port}: {why}. Try another --port.")
            raise CannotServe(told.format(host=host, port=port, why=error.strerror)) from None


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _prepare() -> None:
    """The database brought up to date, the static files built, the demo filled where it is asked for."""
    import django
    from django.db import DatabaseError

    from rxladder.web.site.disk import reason
    from rxladder.web.site.starting import alone
    from rxladder.web.site.upgrading import migrate
    from rxladder.web.site.warm import loading

    try:
        with loading():
            django.setup()
        made = migrate()
    except (OSError, DatabaseError) as error:
        said = reason(error) or " ".join(str(error).split())
        raise CannotServe(_("the data folder or database cannot be used: {why}").format(why=said)) from None
    if made:
        told = _("RxLadder updated your record; how it was before is in {file}")
        print(told.format(file=made))
    with alone():
        _build_static()
    with speaking(_OF_THE_SITE):
        _fill_demo()


def _build_static() -> None:
    """Collect the static files anew whenever one is newer than what was built, or is to be kept otherwise."""
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
    how = settings.STORAGES["staticfiles"]["BACKEND"]
    now = "\n".join([how, *(f"{path} {path.stat().st_mtime_ns}" for path in sorted(found))])
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


def _run(host: str, port: int, workers: int, home: str | None) -> None:
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from rxladder.web.worker import Beside, end_with_the_starter

    connections.close_all()
    # Where many use the site, the jobs run by themselves (`rxladder worker`).
    jobs = Beside() if settings.LOCAL else nullcontext()
    told = (
        _("RxLadder is at {address} and keeps your record in {folder}")
        if settings.LOCAL
        else _("RxLadder is at {address} and keeps its files in {folder}")
    )
    print(told.format(address=f"http://{_in_address(host)}:{port}", folder=settings.DATA))
    phones = _phones(home, port) if home else nullcontext()
    print(_("Stop it with Ctrl-C."), flush=True)
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
        # Of several, one that was killed does not take the others with it.
        respawn_failed_workers=workers > 1,
    )
    end_with_the_starter()
    with jobs, phones, speaking(_OF_THE_SITE):
        site.serve()
    print(_("RxLadder has stopped."))


def _phones(home: str, port: int) -> Beside:
    """The server for phones, as a child; how the first one gets in is shown on the terminal."""
    from django.conf import settings
    from django.db import connections

    from rxladder.web.accounts.phones import address_for, new_code
    from rxladder.web.accounts.qr import for_terminal
    from rxladder.web.worker import Beside

    code = new_code()
    connections.close_all()
    told = _("On your phone, in the same network: scan this, or open {address} and type {code}")
    print(told.format(address=f"https://{settings.LAN_AT}", code=code))
    print(for_terminal(address_for(code)))
    print(_("The code works once, for ten minutes. Your phone will warn of a certificate; its SHA-256 is"))
    print(settings.LAN_FINGERPRINT)
    folder = settings.DATA / "lan"
    return Beside("rxladder.web.lan", home, str(port), str(folder), RXLADDER_LAN="1")
