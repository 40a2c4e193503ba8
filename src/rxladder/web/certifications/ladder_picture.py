"""One family of the ladder as a drawing: a box for each role, the highest on top, an arrow for each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from textwrap import wrap

from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import Family, roles, short_role_name
from rxladder.rules.ladder import Ladder
from rxladder.web.certifications.ladder_words import in_a_word, look_of

WIDTH, BOX, GAP, BETWEEN, EDGE, BOW = 358, 60, 9, 44, 4, 22
MOST_BESIDE, MOST_OUTSIDE = 3, 3
WIDTHS = {1: 200, 2: 152, 3: 106}
LETTER = 8
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
    outside = _outside(family, found)
    while True:
        boxes = _boxes(family, outside, found)
        arrows = list(_arrows(boxes, found))
        leading = [id_ for id_ in outside if any(arrow.of == id_ for arrow in arrows)]
        if leading == outside:
            break
        outside = leading
    lowest = max(box.y for box in boxes)
    across = {box.role for box in boxes if box.y == lowest}
    bow = any(arrow.of in across and arrow.to in across for arrow in arrows)
    height = lowest + BOX + (BOW if bow else EDGE)
    label = _("The “%(name)s” family as a drawing. The list below shows the same.") % {
        "name": spoken(family.name)
    }
    return Picture(boxes, arrows, height, label)


def _boxes(family: Family, outside: list[str], found: Ladder) -> list[Box]:
    rows = [row for row in (*_rows(family.roles), outside) if row]
    return [
        box
        for place, row in enumerate(rows)
        for box in _row(row, EDGE + place * (BOX + BETWEEN), family, found)
    ]


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
    width = WIDTHS[len(ids)]
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
        line, up = line_of(places[of], places[to], boxes)
        if "outside" in places[of].look and _passed(line, of, to, boxes):
            continue  # it would seem to lead to a role between; the list has it
        look = "mine" if of in found.here else ""
        yield Arrow(of, to, line.path, _tip(line.points[-1][0], places[to], up=up), look)


Point = tuple[int, int]
Points = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Curve:
    """A line with its two ends and the two points that bend it."""

    points: Points

    @property
    def path(self) -> str:
        """The line as SVG draws it."""
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = self.points
        return f"M{x1} {y1}C{x2} {y2} {x3} {y3} {x4} {y4}"

    @property
    def reach(self) -> tuple[float, float]:
        """How far to the left and to the right it goes."""
        across = [x for x, _y in _places(self.points)]
        return min(across), max(across)

    def crosses(self, box: Box) -> bool:
        """Whether the line goes through a box."""
        return _crosses(self.points, box.x, box.y, box.width)


# The roles stand at the same places for everyone: the lines are the same few thousand again and again.
@lru_cache(maxsize=50_000)
def _crosses(points: Points, x: int, y: int, width: int) -> bool:
    return any(x < x1 < x + width and y < y1 < y + BOX for x1, y1 in _places(points))


@lru_cache(maxsize=5_000)
def _places(points: Points) -> tuple[tuple[float, float], ...]:
    """Where a line is, in 40 steps from its one end to the other."""
    return tuple(_at(points, step / 40) for step in range(41))


def _at(points: Points, t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def line_of(of: Box, to: Box, boxes: list[Box]) -> tuple[Curve, bool]:
    """The line of a step, and whether it comes from below; it goes round the boxes between, where it can."""
    x1, x2 = of.middle, to.middle
    if of.y == to.y:  # across: a bow under both
        y = of.y + BOX
        return Curve(((x1, y), (x1, y + 20), (x2, y + 20), (x2, y + 6))), True
    up = of.y > to.y
    y1, y2 = (of.y, to.y + BOX + 6) if up else (of.y + BOX, to.y - 6)
    bend = (y1 + y2) // 2
    ways = [Curve(((x1, y1), (x1, bend), (x2, bend), (x2, y2)))]
    ways += [_round(of, to, y1, y2, edge) for edge in sorted((3, WIDTH - 3), key=lambda edge: abs(edge - x1))]
    return min(ways, key=lambda way: len(_passed(way, of.role, to.role, boxes))), up


def _passed(line: Curve, of: str, to: str, boxes: list[Box]) -> list[Box]:
    """The boxes of other roles that a line goes through."""
    return [box for box in boxes if box.role not in (of, to) and line.crosses(box)]


def _round(of: Box, to: Box, y1: int, y2: int, edge: int) -> Curve:
    """A line that bows out as far as the left or right edge; its ends lie on that side of the boxes."""
    way = 1 if edge > WIDTH // 2 else -1
    x1, x2 = of.middle + way * of.width // 3, to.middle + way * to.width // 3
    side = _pulled(x1, x2, edge, way)
    return Curve(((x1, y1), (side, y1), (side, y2), (x2, y2)))


def _pulled(x1: int, x2: int, edge: int, way: int) -> int:
    """Where the points that bend a line between two ends stand: no part of it is to lie beyond the edge."""
    steps = [step / 20 for step in range(1, 20)]
    sides = [(edge - (1 - t) ** 3 * x1 - t**3 * x2) / (3 * t * (1 - t)) for t in steps]
    return floor(min(sides)) if way > 0 else ceil(max(sides))


def _tip(x: int, to: Box, *, up: bool) -> str:
    return f"M{x} {to.y + BOX}l4 7h-8z" if up else f"M{x} {to.y}l4 -7h-8z"
