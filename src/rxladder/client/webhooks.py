"""For who listens: whether what came in was sent by the site (Standard Webhooks)."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping

LATE = 300
"""Seconds that a message may be old or early: an old one may be somebody's recording."""
_MOMENT = re.compile(r"[0-9]{1,12}")


def is_from_the_site(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether a message was signed with the secret, not long ago; `now` in seconds since 1970."""
    told = {name.lower(): value for name, value in headers.items()}
    moment = told.get("webhook-timestamp", "")
    if not _MOMENT.fullmatch(moment) or abs(now - int(moment)) > LATE:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{told.get('webhook-id', '')}.{moment}.".encode() + body
    good = b"v1," + base64.b64encode(hmac.digest(key, content, "sha256"))
    given = told.get("webhook-signature", "").encode(errors="replace").split(b" ")
    return any(hmac.compare_digest(good, one) for one in given)
