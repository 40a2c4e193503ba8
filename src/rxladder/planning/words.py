"""A plan in words: clauses, why an activity is in it, and what else is to be said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rxladder.facts.activities import Activity
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import all_of, inside, say_date
from rxladder.planning.board import Board
from rxladder.planning.ce_result import PlannedActivity, Serves
from rxladder.planning.open_terms import OpenTerm, Terms
from rxladder.planning.placing import Placed
from rxladder.rules.titles import short_title
from rxladder.rules.told import told_of
from rxladder.rules.wants import Reading


def clause_says(term: OpenTerm, reading: Reading, bit: int) -> str:
    """A clause of a term in words, as a reading asks it."""
    instance = term.ledger.instances[bit.bit_length() - 1]
    want = reading.demand.wants[instance.position]
    return told_of(instance, want, term.ledger.sheet, term.case.context.packs).says


def reasons(board: Board, one: Placed, serves: Sequence[Serves]) -> tuple[str, ...]:
    """Why an activity is in the plan, in sentences."""
    found: list[str] = []
    for term in board.terms:
        clauses = [inside(each.says) for each in serves if each.credential == term.credential]
        if clauses:
            name = short_title(term.case.ref)
            found.append(
                _("Counts toward {clauses} ({credential}).").format(credential=name, clauses=all_of(clauses))
            )
    activity = one.offer.activity
    if not serves:
        found.append(_("You asked for it; nothing that is missing needs it."))
    if activity.live_on is not None:
        found.append(_("Live, on {day} only.").format(day=say_date(activity.live_on)))
    elif activity.available_until == one.day:
        found.append(_("Offered until {day}.").format(day=say_date(one.day)))
    if activity.cost_usd is None:
        found.append(_("Its price is not known here; ask the provider."))
    return tuple(found)


def notes_of(
    terms: Terms, catalogue: Sequence[Activity], chosen: Sequence[PlannedActivity], pinned: Collection[str]
) -> tuple[str, ...]:
    """What a plan does not show by itself."""
    found: list[str] = []
    for term in terms.open:
        if term.late and term.term.apply_by is not None:
            found.append(
                _(
                    "{credential}: the day to apply by, {day}, has passed; the plan runs to the end, {ends}."
                ).format(
                    credential=short_title(term.case.ref),
                    day=say_date(term.term.apply_by),
                    ends=say_date(term.deadline),
                )
            )
    taken = {one.activity.id for one in chosen}
    for activity in catalogue:
        if activity.id in pinned and activity.id not in taken:
            found.append(
                _("“{title}” cannot be planned: it is already over, done or registered.").format(
                    title=activity.title
                )
            )
    unknown = [one.activity.title for one in chosen if one.activity.cost_usd is None]
    if unknown:
        found.append(_("Not known: the price of {titles}.").format(titles=all_of(unknown)))
    return tuple(found)
