"""What must not stand in a log: the secret parts of addresses that let somebody in without signing in."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(
    r"(/calendar/[^/]+/|/reminders/stop/|/news/week/stop/|/packet/shared/[^/]+/|/account/invitation/[^/]+/"
    r"|/account/confirm-email/|/phones/pair/|/account/password/reset/key/)[^/\s]+"
)


def without_secrets(text: str) -> str:
    """An address, or a line with one, with its secret left out."""
    return _SECRET.sub(r"\1…", text)


class WithoutSecrets(logging.Filter):
    """Leaves the secret parts of addresses out of whatever is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with its texts cleaned."""
        if isinstance(record.msg, str):
            record.msg = without_secrets(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
