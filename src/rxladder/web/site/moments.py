"""A moment as a part of an address: what an undo takes back is known by when it was done."""

from __future__ import annotations

from datetime import datetime


class MomentConverter:
    """`<moment:at>` in an address; what is no moment with its time zone is no address at all."""

    regex = r"[0-9T:.+-]{25,32}"

    def to_python(self, value: str) -> datetime:
        """The moment; ValueError where it is none."""
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return moment

    def to_url(self, value: datetime) -> str:
        """The moment, exact."""
        return value.isoformat()
