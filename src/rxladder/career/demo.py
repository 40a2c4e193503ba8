"""The demo person: one filled career file, moved by whole years so that it is always in mid-term."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs, load_packs

# As written, the file is a person's from June 2026 to May 2027: all that is done lies before, all ends after.
_YEAR, _MONTH = 2026, 6
_DAY = re.compile(r"\b(\d{4})(-\d\d-\d\d)\b")
_UAN_YEAR = re.compile(r"(\d{4}-\d{4}-)(\d\d)(-\d{3}-)")


FIRST_DAY, LAST_DAY = date(2016, 6, 1), date(2099, 5, 31)
"""The days that the example can be of: the person began to learn at 18, and numbers of activities tell two
digits of a year of this century."""


def refuse_day(on: date) -> None:
    """Raise a ValueError with the reason where the example cannot be written as of a day."""
    if not FIRST_DAY <= on <= LAST_DAY:
        said = _("{day}: the example can be written only as of {first} to {last}")
        raise ValueError(said.format(day=on, first=FIRST_DAY, last=LAST_DAY))


def demo_text(on: date) -> str:
    """The demo person's career file, as it looks on a day; or a ValueError (see `refuse_day`)."""
    refuse_day(on)
    years = on.year - _YEAR - (on.month < _MONTH)
    text = (files("rxladder.career") / "data" / "demo.yaml").read_text(encoding="utf-8")
    head, rest = text.split("\nfacts:", 1)  # a birthday stays
    rest = _DAY.sub(lambda day: f"{int(day[1]) + years}{day[2]}", rest)
    rest = _UAN_YEAR.sub(lambda uan: f"{uan[1]}{(int(uan[2]) + years) % 100:02}{uan[3]}", rest)
    return f"{head}\nfacts:{rest}"


def demo_career(on: date, packs: Packs | None = None) -> Career:
    """The demo person's record on a day; read with the built-in packs where none are given."""
    return read_career(demo_text(on), packs or load_packs(), "demo.yaml")
