"""Every change through the API: one at a time for a person, written down, and done once for one key.

What is done, the line that tells of it and the answer kept for its `Idempotency-Key` are one transaction: a
process that is killed leaves all of them or none, and of two requests with one key the second waits and gets
the first one's answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import DataError, IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from rxladder.web.accounts.sealed import sealed_bytes, unsealed_bytes
from rxladder.web.api import tokens
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.models import LONGEST_KEY, StoredAnswer, TokenAct
from rxladder.web.api.problems import Problem
from rxladder.web.site import clock
from rxladder.web.site.records import ClashError, one_at_a_time

_KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")
_SEALED = b"gAAAA"
_HEADERS = ("ETag", "Location", "Content-Type")


def changing(request: TokenRequest, act: Callable[[], HttpResponse], *others: UUID) -> HttpResponse:
    """Do something to a person's record, once for one key; what it raises leaves everything as it was.

    `others` are people in whose records it writes, too: they are waited for with the person, in one order.
    """
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise Problem(
            422, _("An Idempotency-Key has 1 to %(n)d visible characters.") % {"n": LONGEST_KEY}, at=()
        )
    asked = _asked(request) if key else ""
    try:
        with one_at_a_time(request.person.id, *others):
            again = _stored_answer(request, key, asked) if key else None
            if again is not None:
                return again
            response = act()
            tokens.note(request.token, TokenAct.What.WROTE, clock.now(), str(request.method), request.path)
            if key:
                _keep(request, key, asked, response)
    except DataError:
        raise Problem(422, _("A number or a text in it is too long to be kept exactly."), at=()) from None
    except ClashError as clash:
        raise Problem(409, str(clash), code="there-already") from None
    except IntegrityError:
        raise Problem(
            409, _("There is already one like it, and there can be only one."), code="there-already"
        ) from None
    return response


def _asked(request: TokenRequest) -> str:
    made = sha256(f"{request.method} {request.get_full_path()} {request.content_type}\n".encode())
    made.update(request.headers.get("If-Match", "").encode() + b"\n")
    made.update(_body(request))
    return made.hexdigest()


def _body(request: TokenRequest) -> bytes:
    if request.content_type == "multipart/form-data":
        # The parts are parted by a line that is another one each time.
        files = []
        for name, sent in request.FILES.items():
            file = cast(UploadedFile, sent)
            files.append((name, file.name, sha256(file.read()).hexdigest()))
            file.seek(0)
        return repr((sorted(request.POST.lists()), sorted(files))).encode()
    return request.body


def _stored_answer(request: TokenRequest, key: str, asked: str) -> HttpResponse | None:
    """The answer that was given before."""
    now = clock.now()
    kept = StoredAnswer.objects.visible_to(request.person).filter(token=request.token)
    kept.filter(created_at__lte=now - tokens.ANSWERS_KEPT).delete()
    row = kept.filter(key=key).first()
    if row is None:
        return None
    if row.asked != asked:
        raise Problem(
            422,
            _("This Idempotency-Key was already sent with another request. Use a new one."),
            code="key-used",
            at=(),
        )
    response = HttpResponse(_opened(bytes(row.body)), status=row.status, headers=row.headers)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _opened(body: bytes) -> bytes:
    """An answer as it was given. It may hold what the database alone must not tell: a secret address."""
    # Those of the day before an update were not sealed yet.
    return unsealed_bytes(body) if body.startswith(_SEALED) else body


def _keep(request: TokenRequest, key: str, asked: str, response: HttpResponse) -> None:
    StoredAnswer(
        person=request.person,
        token=request.token,
        key=key,
        asked=asked,
        status=response.status_code,
        headers={name: response.headers[name] for name in _HEADERS if name in response.headers},
        body=sealed_bytes(response.content),
        created_at=clock.now(),
    ).save()
