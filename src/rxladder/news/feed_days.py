"""The feeds' parser, kept from guessing days.

fastfeedparser fills what a day lacks from today's clock: "May" becomes this year's, and an id "1" the first
of this month. All its days go through one function, which here is only asked where a whole day is written.
The lock pins its version, and tests hold that it is so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

from fastfeedparser import main as _parser

_WHOLE = re.compile(
    r"\b\d{4}-\d\d-\d\d|\b\d{8}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{4}/\d{1,2}/\d{1,2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?[ -]+[a-z]{3,9}\.?,?[ -]+(?:\d{4}|\d\d)\b"
    r"|\b[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:\d\d:\d\d(?::\d\d)?\s+(?:[a-z]{2,5}\s+)?)?\d{4}\b",
    re.IGNORECASE | re.ASCII,
)
_LONGEST = 100
_read_day = _parser._parse_date


@lru_cache(maxsize=8_192)
def _whole_days_only(text: str) -> str | None:
    return _read_day(text) if len(text) <= _LONGEST and _WHOLE.search(text) else None


_parser._parse_date = _whole_days_only


def parse(content: bytes) -> dict[str, Any]:
    """What fastfeedparser makes of a document. Bytes only: a text that begins with http would be fetched."""
    return cast(dict[str, Any], _parser.parse(content))
