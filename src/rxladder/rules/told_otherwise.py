"""What one's board told against the rules of the packs, and for which terms it holds.

Of several about one clause the one told last holds. An order's hours come on top of a clause where it is
known in which of its windows they are asked; an order of which only the board can tell that stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from rxladder.career.record import Career, Override
from rxladder.facts.education_rules import Clause, clause_and_window
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import inside, say_date
from rxladder.facts.says import say_clause
from rxladder.rules.conditions import deadline_by_rule
from rxladder.rules.context import Context
from rxladder.rules.extensions import extension_of, kept_deadlines
from rxladder.rules.result import ClauseResult, HoldingAudit
from rxladder.rules.windows import Span, spans

ORDER = "board-order"
"""The id of what stands apart in an audit: hours ordered, of which only the board can tell what counts."""


def overrides_of(context: Context, ends: date) -> list[Override]:
    """The person's own corrections that hold for a term ending on a day, as they follow on each other."""
    found = [one for one in _concerning(context) if one.until is None or one.until >= ends]
    # What was told last holds; an order's hours come on top of it, whenever it was told.
    return sorted(found, key=lambda one: (one.extra_hours is not None, one.told_on))


def _concerning(context: Context) -> Iterator[Override]:
    for one in _all(context):
        if _concerns(one, context):
            yield one


def _all(context: Context) -> Iterator[Override]:
    for one in context.career.overrides:
        if one.credential == context.credential and one.told_on <= context.on:
            yield one


def _concerns(one: Override, context: Context) -> bool:
    """Whether what was told is about something that the term asks, where it names a year of a clause.

    So notes were once kept. An order's hours are asked in the year that it names; any other number can only
    be told of a clause as a whole, and a note of a year follows to it where the term has no other.
    """
    _, named = _about(one, context)
    if not named:
        return True
    labels = _labels(one, context)
    if one.extra_hours is not None:
        return named in labels or "" in labels or not labels
    return labels == [named]


def _about(one: Override, context: Context) -> tuple[str, str]:
    """The clause that a correction is about, and the window of it that it names, if it names one."""
    clauses = context.packs.credentials[context.credential].credential.ce.clauses
    id_ = one.clause or "total"
    return clause_and_window(id_, clauses) or (id_, "")


def _labels(one: Override, context: Context) -> list[str]:
    """What tells the windows of a clause in the term apart; nothing where there is no term."""
    return [span.label for span in _spans(one, context)]


def _spans(one: Override, context: Context) -> tuple[Span, ...]:
    """The windows of a correction's clause in the term."""
    ref = context.packs.credentials[context.credential]
    clause = ref.credential.ce.clauses.get(corrects(one, context))
    if clause is None or context.term is None or context.holding is None:
        return ()
    window = clause.window or ref.credential.ce.window
    return spans(window, context.term, context.holding, ref.credential.term, context.on)


def corrects(one: Override, context: Context) -> str:
    """The clause that a correction is about."""
    return _about(one, context)[0]


def span_of_order(context: Context, one: Override) -> Span | None:
    """The window of its clause in which an order's hours are asked; None where only the board can tell.

    Where each year is judged by itself it is the only year that was not over when the order was told.
    """
    clauses = context.packs.credentials[context.credential].credential.ce.clauses
    clause, named = clauses.get(corrects(one, context)), _about(one, context)[1]
    if clause is None or context.term is None or _is_unread(clause, one, context, context.term.ends):
        return None
    found = _spans(one, context)
    if any(span.label for span in found) and named:
        found = tuple(span for span in found if span.label == named)
    left = [span for span in found if span.ends >= one.told_on or named]
    return left[0] if len(left) == 1 else None


def _is_unread(clause: Clause, one: Override, context: Context, ends: date) -> bool:
    """Whether nobody told the hours to which those of an order could be added."""
    if not clause.hours_unknown:
        return False
    known = (other for other in overrides_of(context, ends) if other.extra_hours is None)
    return not any(corrects(other, context) == corrects(one, context) for other in known)


def orders_apart(context: Context, ends: date) -> list[Override]:
    """Orders for more hours of which only the board can tell which hours count, or in which year."""
    if not context.career.overrides:
        return []
    asked = [one for one in overrides_of(context, ends) if one.extra_hours is not None]
    apart = [one for one in asked if span_of_order(context, one) is None]
    return [*apart, *(one for one in _ending(context) if one.extra_hours is not None and _runs(one, context))]


def _ending(context: Context) -> list[Override]:
    """What holds for a part of the term only: it ends before the term does."""
    term = context.term
    if term is None:
        return []
    return [
        one
        for one in _concerning(context)
        if one.until is not None
        and one.until < term.ends
        and (term.starts is None or one.until >= term.starts)
    ]


def _runs(one: Override, context: Context) -> bool:
    return one.until is None or one.until >= context.on


def orders_running(context: Context) -> list[Override]:
    """Orders for more hours that hold on the day, about a credential that is not held."""
    return [one for one in overrides_of(context, context.on) if one.extra_hours is not None]


def order_result(orders: Sequence[Override], context: Context) -> ClauseResult:
    """Orders that stand apart as a clause of the audit: nothing can be counted for them here."""
    hours = sum((one.extra_hours or Fraction(0) for one in orders), Fraction(0))
    clauses = context.packs.credentials[context.credential].credential.ce.clauses
    untils = [one.until for one in orders if one.until is not None]
    says = _("Hours your board ordered: only the board can say which ones count")
    read = {id_ for id_, clause in clauses.items() if not clause.hours_unknown}
    if context.holding is not None and not untils and all(corrects(one, context) in read for one in orders):
        says = _("Hours your board ordered: only the board can say in which year to take them")
    return ClauseResult(
        id=ORDER,
        says=says,
        unit="hours",
        needed=hours,
        counted=Fraction(0),
        missing=hours,
        state="check",
        source=None,
        window=(None, min(untils)) if untils else None,
        override=max(orders, key=lambda one: one.told_on),
    )


def ending_notes(context: Context) -> tuple[str, ...]:
    """What is to be said of that which ends before the term does, so that it does not count for it."""
    if not context.career.overrides:
        return ()
    lost = (_lost_note(one, context) for one in _all(context) if _is_lost(one, context))
    return (*(_ending_note(one, context) for one in _ending(context)), *lost, *_no_more_time(context))


def _no_more_time(context: Context) -> Iterator[str]:
    """A day that a board gave though the rule itself gives as much time."""
    one, day = extension_of(context), _first_deadline(context)
    if one is None or one.extended_to is None or day is None or not context.on <= one.extended_to <= day:
        return
    yield _(
        "The day the board gave on {told} ({day}) is no later than the one in the rule itself ({rule}), "
        "so it changes nothing."
    ).format(told=say_date(one.told_on), day=say_date(one.extended_to), rule=say_date(day))


def kept_until(found: HoldingAudit, career: Career, packs: Packs, on: date) -> date | None:
    """The first last day of what must be kept as the rule has it: more time is given from it on."""
    id_ = found.holding.credential
    return _first_deadline(Context(career, packs, on, found.authority, id_, found.holding, found.term))


def _first_deadline(context: Context) -> date | None:
    """The first deadline of what must be kept, by the rule; None where one is not known, or there is none."""
    days = [deadline_by_rule(due, context) for due in kept_deadlines(context)]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _is_lost(one: Override, context: Context) -> bool:
    """Whether what was told changes nothing here, since it cannot be followed to one rule of the term.

    An order never does: of one that cannot be followed the board is asked.
    """
    if one.extra_hours is not None:
        return False
    if one.extended_to is not None:
        return not kept_deadlines(context)
    clauses = context.packs.credentials[context.credential].credential.ce.clauses
    (clause, named), labels = _about(one, context), _labels(one, context)
    another_year = any(labels) and named not in labels
    return clause not in clauses or not (_concerns(one, context) or another_year)


def _lost_note(one: Override, context: Context) -> str:
    return _(
        "What your board told you on {told} ({clause}) names a part of the rules that cannot be "
        "corrected on its own, so it changes nothing: the rules count as they are written. If it applies "
        "to a whole rule, add it again there and delete it here."
    ).format(told=say_date(one.told_on), clause=_say_rule(one, context))


def _say_rule(one: Override, context: Context) -> str:
    """The rule that a correction is about, in words, and the year of it that it names."""
    id_, named = _about(one, context)
    clause = context.packs.credentials[context.credential].credential.ce.clauses.get(id_)
    says = (
        inside(say_clause(id_, clause, None, context.packs)) if clause else _("a rule that no longer exists")
    )
    return f"{says}, {named}" if named.isdigit() else says


def _ending_note(one: Override, context: Context) -> str:
    assert context.term is not None
    assert one.until is not None
    days = {
        "told": say_date(one.told_on), "until": say_date(one.until), "ends": say_date(context.term.ends),
    }  # fmt: skip
    if one.extra_hours is not None:
        return _(
            "What your board ordered on {told} applies until {until}, before this term ends on {ends}: "
            "its hours are not part of the renewal’s hours. Ask the board whether they should be."
        ).format(**days)
    about = _say_rule(one, context)
    return _(
        "What your board told you on {told} ({clause}) applies until {until}, before this term ends on "
        "{ends}: for this renewal, the rule counts as it is written."
    ).format(clause=about, **days)
