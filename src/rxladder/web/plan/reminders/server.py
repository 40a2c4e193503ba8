"""The mail server that reminders go out by: told by the installation, or typed in by the one local person.

What is typed in stays in a file of the data folder that its owner alone may read: neither in the database nor
in the career file.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from rxladder.facts.language import gettext as _
from rxladder.facts.whole_file import OWN, write_whole

PORTS = {"tls": 465, "starttls": 587, "none": 25}
_SCHEMES = {"smtps": "tls", "smtp": "starttls", "smtp+plain": "none"}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in. `security`: tls (from the start), starttls, none. `sender`: who it is from."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class BadMailServer(ValueError):  # noqa: N818 - what is wrong, in words
    """RXLADDER_MAIL cannot be read."""


def mail_server() -> MailServer | None:
    """The server to use, or None where nobody named one."""
    return from_environment() or (_stored() if settings.LOCAL else None)


def from_environment() -> MailServer | None:
    """The server of RXLADDER_MAIL, such as smtps://user:password@mail.example.org:465."""
    text = os.environ.get("RXLADDER_MAIL", "")
    if not text:
        return None
    try:
        parts = urlsplit(text)
        security = _SCHEMES[parts.scheme]
        port = parts.port or PORTS[security]
    except (KeyError, ValueError):
        told = _("RXLADDER_MAIL must be smtps://, smtp:// or smtp+plain:// with a host")
        raise BadMailServer(told) from None
    if not parts.hostname:
        raise BadMailServer(_("RXLADDER_MAIL names no host"))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sender = os.environ.get("RXLADDER_MAIL_FROM") or user or f"rxladder@{parts.hostname}"
    return MailServer(parts.hostname, port, security, sender, user, password)


def _path() -> Path:
    return settings.DATA / "mail-server.json"


def _stored() -> MailServer | None:
    try:
        return MailServer(**json.loads(_path().read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def store(server: MailServer) -> None:
    """Keep a server for this installation, readable by its owner alone."""
    write_whole(_path(), json.dumps(asdict(server)).encode(), OWN)


def forget() -> None:
    """Take the stored server away."""
    _path().unlink(missing_ok=True)
