"""The log of a site for many users: one line of JSON for each thing that happened."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from rxladder.web.site.log_secrets import without_secrets
from rxladder.web.site.watching import REQUEST_ID


class JsonLines(logging.Formatter):
    """A record as one line of JSON, with the request's number and without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": without_secrets(record.getMessage()),
        }
        if number := REQUEST_ID.get():
            line["request"] = number
        told = getattr(record, "told", {})
        line |= {key: without_secrets(text) if isinstance(text, str) else text for key, text in told.items()}
        if record.exc_info:
            line["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
