"""How far a workplace or a credential is, in days and dollars: told by the path engine, within a bound.

Looking from twenty places at once must not keep anyone waiting: each look has little time, and all looks of
a request together too. What was not looked at says so, and the page goes on with it by itself, part by part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from time import monotonic

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.facts.phrases import say_dollars
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal, GoalKind
from rxladder.planning.path_result import Path, Paths
from rxladder.planning.path_words import say_step
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.templatetags.words import day

SECONDS_EACH, SECONDS_IN_ALL = 0.4, 1.5
SECONDS_GOING_ON = 4.0
"""For a part of a page that is there already and goes on by itself: nobody waits for it."""
MOST_ROUNDS = 12
"""How often a page goes on by itself: without a bound it would do so for ever where nothing can be kept."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The fastest way there: `path`, or why there is none.

    `there`: the record is there already. `steps` are what is missing, each in words.
    """

    found: Paths
    path: Path | None

    @property
    def there(self) -> bool:
        """Whether nothing is to be done, not even a change of post."""
        return self.path is not None and not self.path.steps

    @property
    def steps(self) -> list[str]:
        """What is to be done, the post itself aside."""
        steps = self.path.steps if self.path else ()
        return [say_step(step) for step in steps if step.kind not in ("work", "renewal")]

    @property
    def posts(self) -> list[str]:
        """The posts that the way goes through."""
        return [step.says for step in (self.path.steps if self.path else ()) if step.kind == "work"]

    @property
    def finish(self) -> date | None:
        """The first day on which all that is asked is there."""
        return self.path.finish if self.path else None

    @property
    def why_not(self) -> str:
        """Why there is no way."""
        return self.found.why_not.says if self.found.why_not else ""

    @property
    def cost(self) -> str:
        """What it costs; what is not known is said."""
        if self.path is None:
            return ""
        known, unknown = self.path.known_cost_usd, self.path.unknown_prices
        if not unknown:
            return say_dollars(Fraction(known)) if known else _("no fees")
        prices = ngettext("%(n)d price not known", "%(n)d prices not known", unknown) % {"n": unknown}
        return f"{say_dollars(Fraction(known))} + {prices}" if known else prices

    @property
    def in_a_line(self) -> str:
        """When, and for how much, in one line."""
        if self.path is None:
            return _("No way to get there was found.")
        if self.there:
            return _("You are already there.")
        if self.found.on >= self.path.finish and not self.steps:
            return _("As far as the sources say, nothing is missing. You could apply today.")
        when = day(self.path.finish)
        line = _("You could start on %(day)s at the earliest; cost: %(cost)s.")
        if self.path.doubts:
            line += " " + _("It depends on what only an authority or employer can tell you.")
        return line % {"day": when, "cost": self.cost}


class Looks:
    """The looks of one request, which share its time."""

    def __init__(self, request: PersonRequest, seconds: float | None = None) -> None:
        self.request = request
        self.left_out = False
        if seconds is None:
            seconds = SECONDS_GOING_ON if "round" in request.GET else SECONDS_IN_ALL
        self.until = monotonic() + seconds

    def reach(self, kind: GoalKind, id_: str) -> Reach | None:
        """How far something is; None where the time is used up and it was not looked at before."""
        if monotonic() > self.until:
            self.left_out = True
            return None
        return reach(self.request, kind, id_)

    @property
    def again(self) -> str:
        """The address at which the same page goes on with what was left out; empty where nothing was."""
        rounds = self.request.GET.get("round", "0")
        done = int(rounds) if rounds.isdecimal() and len(rounds) < 3 else MOST_ROUNDS
        if not self.left_out or done >= MOST_ROUNDS:
            return ""
        query = self.request.GET.copy()
        query["round"] = str(done + 1)
        return f"{self.request.path}?{query.urlencode()}"


def whole_address(request: PersonRequest) -> str:
    """The address of a page, in whichever round it is."""
    query = request.GET.copy()
    query.pop("round", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def reach(request: PersonRequest, kind: GoalKind, id_: str) -> Reach:
    """How far something is; worked out once while record, rules and day stay the same."""

    def look() -> Reach:
        wanted = Goal(kind, id_)
        career = career_of(request)
        found = find_paths(career, packs(), request.on, wanted, seconds=SECONDS_EACH, only_fastest=True)
        return Reach(found, found.paths[0] if found.paths else None)

    return kept(request, f"reach {kind} {id_}", look)
