"""One family of the ladder as a drawing: a box for each role, the highest on top, an arrow for each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import Family, roles, short_role_name
from rxladder.rules.ladder import Ladder
from rxladder.web.certifications.ladder_words import in_a_word, look_of

WIDTH, BOX, GAP, BETWEEN, EDGE, BOW = 358, 60, 9, 44, 4, 22
MOST_BESIDE, MOST_OUTSIDE = 3, 3
LETTER = 7.4
"""Widths and heights are in the drawing's own units, which are pixels on a phone."""


@dataclass(frozen=True)
class Box:
    """A role: where it stands in the drawing, how it looks, and its words, line by line."""

    role: str
    x: int
    y: int
    width: int
    look: str
    name: list[str]
    says: str

    @property
    def height(self) -> int:
        """All are alike."""
        return BOX

    @property
    def middle(self) -> int:
        """The middle between left and right."""
        return self.x + self.width // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines of the name, each with its height."""
        first = self.y + (20 if len(self.name) > 1 or not self.says else 26)
        return [(first + 14 * place, text) for place, text in enumerate(self.name)]

    @property
    def says_y(self) -> int:
        """The height of the line under the name."""
        return self.y + (51 if len(self.name) > 1 else 44)

    @property
    def url(self) -> str:
        """The page of the role."""
        return reverse("ladder:role", args=[self.role])

    @property
    def label(self) -> str:
        """The box in words."""
        name = spoken(roles()[self.role].name)
        return f"{name}: {self.says}" if self.says else name


@dataclass(frozen=True)
class Arrow:
    """A step: its line, its tip, how it looks, and its page."""

    of: str
    to: str
    line: str
    tip: str
    look: str

    @property
    def url(self) -> str:
        """The page that gives the reasons."""
        return reverse("ladder:step", args=[self.of, self.to])

    @property
    def label(self) -> str:
        """The step in words."""
        names = {"of": spoken(roles()[self.of].name), "to": spoken(roles()[self.to].name)}
        return _("The step from %(of)s to %(to)s") % names


@dataclass(frozen=True)
class Picture:
    """A family's drawing; `outside` are roles of other families from which steps lead into it."""

    boxes: list[Box]
    arrows: list[Arrow]
    height: int
    label: str
    width: int = WIDTH


def picture(family: Family, found: Ladder) -> Picture:
    """The drawing of one family for one person."""
    rows = [*_rows(family.roles), _outside(family, found)]
    boxes = [
        box
        for place, row in enumerate(row for row in rows if row)
        for box in _row(row, EDGE + place * (BOX + BETWEEN), family, found)
    ]
    arrows = list(_arrows(boxes, found))
    lowest = max(box.y for box in boxes)
    across = {box.role for box in boxes if box.y == lowest}
    bow = any(arrow.of in across and arrow.to in across for arrow in arrows)
    height = lowest + BOX + (BOW if bow else EDGE)
    label = _("The family “%(name)s” as a drawing; the same stands below as a list.") % {
        "name": spoken(family.name)
    }
    return Picture(boxes, arrows, height, label)


def _rows(ids: Iterable[str]) -> list[list[str]]:
    """The roles in rows: by height, the highest first, few enough in a row to be read."""
    levels: dict[int, list[str]] = {}
    for id_ in ids:
        levels.setdefault(roles()[id_].level or 0, []).append(id_)
    found = []
    for level in sorted(levels, reverse=True):
        row = levels[level]
        number = -(-len(row) // MOST_BESIDE)
        size = -(-len(row) // number)
        found += [row[start : start + size] for start in range(0, len(row), size)][::-1]
    return found


def _outside(family: Family, found: Ladder) -> list[str]:
    """Roles of other families from which most steps lead up into it; those where the person stands first."""
    lowest = min(roles()[id_].level or 0 for id_ in family.roles)
    leading = {
        id_: len(set(role.leads_to) & set(family.roles))
        for id_, role in roles().items()
        if id_ not in family.roles and (role.level or 0) <= lowest and set(role.leads_to) & set(family.roles)
    }
    ranked = sorted(leading, key=lambda id_: (id_ not in found.here, roles()[id_].level or 0, -leading[id_]))
    return ranked[:MOST_OUTSIDE]


def _row(ids: Sequence[str], y: int, family: Family, found: Ladder) -> Iterator[Box]:
    width = {1: 200, 2: 172}.get(len(ids), 113)
    x = (WIDTH - len(ids) * width - (len(ids) - 1) * GAP) // 2
    for place, id_ in enumerate(ids):
        look = look_of(found.standings[id_]) + ("" if id_ in family.roles else " outside")
        name = wrap(short_role_name(id_), int((width - 10) / LETTER))[:2]
        yield Box(id_, x + place * (width + GAP), y, width, look, name, in_a_word(found.standings[id_]))


def _arrows(boxes: list[Box], found: Ladder) -> Iterator[Arrow]:
    """Every step between two roles of the drawing; those from where the person stands come last, on top."""
    places = {box.role: box for box in boxes}
    steps = [(of, to) for of in places for to in roles()[of].leads_to if to in places]
    for of, to in sorted(steps, key=lambda step: step[0] in found.here):
        if "outside" in places[to].look:
            continue
        line, tip = _line(places[of], places[to])
        yield Arrow(of, to, line, tip, "mine" if of in found.here else "")


def _line(of: Box, to: Box) -> tuple[str, str]:
    x1, x2 = of.middle, to.middle
    if of.y == to.y:  # across: a bow under both
        y = of.y + BOX
        return f"M{x1} {y}C{x1} {y + 20} {x2} {y + 20} {x2} {y + 6}", _tip(x2, y, up=True)
    up = of.y > to.y
    y1, y2 = (of.y, to.y + BOX) if up else (of.y + BOX, to.y)
    end, bend = (y2 + 6, (y1 + y2) // 2) if up else (y2 - 6, (y1 + y2) // 2)
    return f"M{x1} {y1}C{x1} {bend} {x2} {bend} {x2} {end}", _tip(x2, y2, up=up)


def _tip(x: int, y: int, *, up: bool) -> str:
    return f"M{x} {y}l4 7h-8z" if up else f"M{x} {y}l4 -7h-8z"
