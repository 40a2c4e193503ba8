"""Lists in pages: a cursor names where a page ended, so that what is added meanwhile moves nothing."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from rxladder.web.api.problems import wrong_parameter

USUAL, MOST = 100, 500
_ORDER = ("created_at", "place", "id")


def page(rows: Any, cursor: str | None, limit: int) -> tuple[list[Any], str | None]:
    """Some of the rows after a cursor, in the record's order, and the cursor of what follows them."""
    if cursor is not None:
        rows = rows.filter(_after(cursor))
    found = list(rows.order_by(*_ORDER)[: limit + 1])
    following = _cursor(found[limit - 1]) if len(found) > limit else None
    return found[:limit], following


def _cursor(row: Any) -> str:
    told = f"{row.created_at.isoformat()} {row.place} {row.id}"
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _after(cursor: str) -> Q:
    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode("ascii")
        at, place, id_ = told.split(" ")
        moment, number, last = datetime.fromisoformat(at), int(place), UUID(id_)
        if moment.tzinfo is None or not 0 <= number < 2**31:
            raise ValueError(cursor)
    except (ValueError, binascii.Error, OverflowError):
        raise wrong_parameter(
            "cursor", _("That is not a cursor of this list: use the one in `next`.")
        ) from None
    same = Q(created_at=moment)
    return Q(created_at__gt=moment) | same & Q(place__gt=number) | same & Q(place=number, id__gt=last)
