"""How a person stands on the paths that they accepted, worked out once for all pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.career.record import Goal
from rxladder.planning.path_accepted import say_planned
from rxladder.planning.path_changes import Change, changes, open_changes
from rxladder.planning.path_goal import Goal as Wanted
from rxladder.planning.path_goal import goal_of
from rxladder.planning.path_progress import Progress, progress, reached
from rxladder.planning.path_todo import goal_key, goal_name
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


@dataclass(frozen=True)
class Standing:
    """An accepted path: how far it is, all that changed, and what of that is not settled yet."""

    found: Progress
    changes: tuple[Change, ...]
    changed: tuple[Change, ...]

    @property
    def wanted(self) -> Wanted:
        """What it leads to."""
        return goal_of(self.found.goal)


@dataclass(frozen=True)
class Aim:
    """A goal in a few words: what, by when, how far, and what comes next."""

    name: str
    key: str
    by: date | None
    figure: str
    there: str
    share: int | None
    lines: tuple[str, ...]
    changed: bool


def standings(request: PersonRequest) -> tuple[Standing, ...]:
    """Every accepted path of the request's person."""

    def look() -> tuple[Standing, ...]:
        career, on = career_of(request), request.on
        found = [progress(goal, career, packs(), on) for goal in career.goals if goal.path is not None]
        told = [(one, changes(one, career, packs(), on)) for one in found if one is not None]
        return tuple(Standing(one, all_, open_changes(one, all_)) for one, all_ in told)

    if not any(goal.path is not None for goal in career_of(request).goals):
        return ()
    return kept(request, "paths", look)


def standing_to(request: PersonRequest, wanted: Wanted) -> Standing | None:
    """How the person stands on the path to what is wanted."""
    return next((one for one in standings(request) if one.wanted == wanted), None)


def aims(request: PersonRequest) -> list[Aim]:
    """Every goal of the request's person, in the record's order."""
    by_goal = {one.found.goal: one for one in standings(request)}
    return [_aim(goal, by_goal.get(goal), request) for goal in career_of(request).goals]


def _aim(goal: Goal, one: Standing | None, request: PersonRequest) -> Aim:
    name, key = goal_name(goal, packs()), goal_key(goal)
    if one is None:
        there = reached(goal, career_of(request), packs(), request.on)
        figure = _("reached") if there else _("no path yet")
        return Aim(name, key, goal.by, figure, "", None, (), changed=False)
    found = one.found
    told = (figure_of(found), there_of(found), share_of(found), tuple(lines_of(found)))
    return Aim(name, key, goal.by, *told, changed=bool(one.changed))


def figure_of(found: Progress) -> str:
    """How many steps are done."""
    if found.reached:
        return _("reached")
    return _("%(done)d of %(all)d steps done") % {"done": found.done, "all": len(found.steps)}


def share_of(found: Progress) -> int:
    """The same as a share of a hundred."""
    return 100 if found.reached or not found.steps else round(100 * found.done / len(found.steps))


def there_of(found: Progress) -> str:
    """The day on which the goal is reached as things stand now."""
    day = {"day": date_format(found.finish, "DATE_FORMAT")}
    return "" if found.reached else _("reached on %(day)s") % day


def lines_of(found: Progress) -> list[str]:
    """What comes next, and by how much the whole is late."""
    if found.reached:
        return []
    lines = []
    if found.next is not None:
        lines.append(_("Next: %(step)s") % {"step": say_planned(found.next.step, packs())})
    if found.late_days:
        days = ngettext("%(n)d day", "%(n)d days", found.late_days) % {"n": found.late_days}
        lines.append(_("%(days)s later than you planned") % {"days": days})
    if found.days_after_wish:
        days = ngettext("%(n)d day", "%(n)d days", found.days_after_wish) % {"n": found.days_after_wish}
        lines.append(_("%(days)s after the day you are aiming for") % {"days": days})
    return lines
