"""A disk that takes no more, told apart from other failures, and told to people with what they had typed.

Nothing is half there after it: a change is one transaction, and a file gets its name once it is whole. So all
that is left to do is to say so, and to keep what was sent until there is room.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rxladder.facts.language import gettext as in_terminal

Trouble = Literal["full", "read-only"]
# EFBIG: a process that may write no larger file.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Writing or enlarging failed: the system's own reason is not told.
_SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
_SQLITE_CLOSED = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMLOCK,
}
_SQLITE_CLOSED_KINDS = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_POSTGRESQL: dict[str, Trouble] = {"53100": "full", "25006": "read-only", "58030": "read-only"}
STATUS: dict[Trouble, int] = {"full": 507, "read-only": 503}
# Never sent back, not even to who typed it.
_SECRET = re.compile(r"pass|secret|code|token|key", re.IGNORECASE)
# What a form sends by itself, and nobody would know again.
_NOT_TYPED = re.compile(r"[a-z]+(-[a-z]+)*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/.*")


class NotShown(Exception):  # noqa: N818 - it says what came of it
    """Something may be shown only once it is written down who looks, and the disk does not take that.

    `why` tells people why it must be written down.
    """

    def __init__(self, trouble: Trouble, why: str) -> None:
        super().__init__(why)
        self.trouble = trouble
        self.why = why


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What a failure says about the disk, if it is about the disk."""
    return next((found for one in _chain(error) if (found := _trouble_in(one))), None)


@contextmanager
def as_far_as_the_disk_takes_it() -> Iterator[None]:
    """For what is only noted by the way: a disk that takes nothing keeps nobody from what can be read.

    Nothing that guards anything is noted so.
    """
    try:
        yield
    except (OSError, DatabaseError) as error:
        if trouble_of(error) is None:
            raise


@contextmanager
def written_or_not_shown(why: str) -> Iterator[None]:
    """For what must be written down before anything is shown: NotShown where the disk does not take it."""
    try:
        yield
    except (OSError, DatabaseError) as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise NotShown(trouble, why) from error


def reason(error: BaseException) -> str | None:
    """The same for a terminal, in half a sentence, in its language."""
    said = {
        "full": in_terminal("the disk is full"),
        "read-only": in_terminal(
            "the disk cannot be written to; copy the data folder to another and name it with --data"
        ),
    }
    trouble = trouble_of(error)
    return said[trouble] if trouble else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _trouble_in(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError):
        return "full" if error.errno in _FULL else "read-only" if error.errno == errno.EROFS else None
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        closed = code in _SQLITE_CLOSED or code & 0xFF in _SQLITE_CLOSED_KINDS
        return "full" if code in _SQLITE_FULL else "read-only" if closed else None
    return _POSTGRESQL.get(getattr(error, "sqlstate", None) or "")


def page(request: HttpRequest, trouble: Trouble, error: BaseException | None) -> HttpResponse:
    """What happened, what was kept, what to do; and what was typed, to be sent once more."""
    title, text = words_not_shown(error) if isinstance(error, NotShown) else _words(trouble)
    context = {
        "title": title,
        "text": text,
        "folder": settings.DATA if settings.LOCAL else None,
        **_sent(request),
    }
    return render(request, "site/disk.html", context, status=STATUS[trouble])


def _words(trouble: Trouble) -> tuple[str, str]:
    if trouble == "full":
        title = _("The disk is full, so nothing was saved.")
    else:
        title = _("Nothing can be written to the disk right now, so nothing was saved.")
    return title, _("What was saved before is safe.") + " " + _what_to_do(trouble)


def words_not_shown(found: NotShown) -> tuple[str, str]:
    """A heading, and why and what to do, where something is not shown."""
    if found.trouble == "full":
        title = _("The disk is full, so this cannot be shown.")
    else:
        title = _("Nothing can be written to the disk right now, so this cannot be shown.")
    meanwhile = _("Meanwhile, you can still read everything that is yours.")
    return title, f"{found.why} {meanwhile} {_what_to_do(found.trouble)}"


def _what_to_do(trouble: Trouble) -> str:
    if not settings.LOCAL:
        return _("This is on our side. Please try again in a while.")
    if trouble == "full":
        return _("Make room on this computer: empty the trash, or move large files away. Then try again.")
    return _("Is it unplugged, worn out or locked? Copy your data folder to another disk if you can.")


def _sent(request: HttpRequest) -> dict[str, object]:
    """The form that was sent, without its files, and what of it can be shown."""
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        files = sorted(request.FILES.lists())
    except Exception:
        # The form was not read before the disk failed, or breaks on the way: the page comes without it.
        return {}
    sent = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
    if request.method != "POST" or any(_SECRET.search(name) for name, _value in sent):
        return {}
    return {
        "again": request.get_full_path(),
        "sent": sent,
        "typed": [value for _name, value in sent if value.strip() and not _NOT_TYPED.fullmatch(value)],
        "files": [{"name": name, "were": [one.name for one in found]} for name, found in files],
    }
