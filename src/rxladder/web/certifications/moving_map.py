"""The states as a map of tiles, each in its usual place: the ease by colour, and by a mark beside it."""

from __future__ import annotations

from dataclasses import dataclass

from rxladder.rules.lacking import weight
from rxladder.rules.relocation import Ease, Place

STEP, TILE = 32, 30
# Each state's column in its row, from the north.
_ROWS = (
    {"ak": 0, "me": 11},
    {"vt": 10, "nh": 11},
    {"wa": 1, "id": 2, "mt": 3, "nd": 4, "mn": 5, "il": 6, "wi": 7, "mi": 8, "ny": 9, "ri": 10, "ma": 11},
    {"or": 1, "nv": 2, "wy": 3, "sd": 4, "ia": 5, "in": 6, "oh": 7, "pa": 8, "nj": 9, "ct": 10},
    {"ca": 1, "ut": 2, "co": 3, "ne": 4, "mo": 5, "ky": 6, "wv": 7, "va": 8, "md": 9, "de": 10},
    {"az": 2, "nm": 3, "ks": 4, "ar": 5, "tn": 6, "nc": 7, "sc": 8, "dc": 9},
    {"ok": 4, "la": 5, "ms": 6, "al": 7, "ga": 8},
    {"hi": 0, "tx": 4, "fl": 9, "pr": 11},
)
WIDTH, HEIGHT = 12 * STEP, len(_ROWS) * STEP


@dataclass(frozen=True)
class Tile:
    """A state's square; `mark` is what stands under its letters."""

    place: Place
    x: int
    y: int
    code: str
    mark: str
    own: bool

    @property
    def ease(self) -> Ease:
        """What its colour tells."""
        return self.place.ease

    @property
    def middle(self) -> int:
        """Where its letters stand."""
        return self.x + TILE // 2

    @property
    def code_y(self) -> int:
        """The line of its letters."""
        return self.y + 13

    @property
    def mark_y(self) -> int:
        """The line of its mark."""
        return self.y + 25


def tiles(places: tuple[Place, ...], home: str | None) -> list[Tile]:
    """A tile for each state, from the north-west."""
    by_code = {place.pack.id.removeprefix("us-"): place for place in places}
    return [
        Tile(
            by_code[code],
            column * STEP + 1,
            row * STEP + 1,
            code.upper(),
            mark_of(by_code[code]),
            own=by_code[code].pack.id == home,
        )
        for row, columns in enumerate(_ROWS)
        for code, column in columns.items()
        if code in by_code
    ]


def mark_of(place: Place) -> str:
    """What tells a state's ease without its colour: the number of things missing, where there are some."""
    if place.ease == "missing" and place.best:
        return str(sum(weight(place.best.lacks)[:2]))
    return MARKS[place.ease]


MARKS: dict[Ease, str] = {"at-once": "✓", "ready": "+", "questions": "?", "missing": "1", "not-read": "–"}
