"""The term of a person's holding, with what only the whole record tells: other terms, and early ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rxladder.career.record import Holding
from rxladder.facts.days import ONE_DAY
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.facts.term_rules import TermRule
from rxladder.rules.context import Context
from rxladder.rules.eligibility import first_day_true
from rxladder.rules.record_tests import held
from rxladder.rules.result import TermDates
from rxladder.rules.terms import term_on, term_sequence


def term_of(holding: Holding, context: Context) -> TermDates | None:
    """The term of a holding on the context's day; None where no date tells it."""
    rule = context.packs.credentials[holding.credential].credential.term
    term = term_on(
        rule,
        holding,
        context.on,
        birthday=context.career.person.birthday,
        followed=_followed(rule.of, holding, context),
    )
    if term is None or not rule.ends_early:
        return term
    ends = _early_end(holding, term, context)
    if ends is None or ends >= term.ends:
        return _doubted_if_renewed(term, rule)
    if rule.confidence == "low":
        said = _("a weak source says it ends early, on {day}: ask before you go on").format(
            day=say_date(ends)
        )
        return replace(term, doubt=said)
    return replace(_term_that_ended(holding, term, ends, context), ends=ends, printed=True)


def _doubted_if_renewed(term: TermDates, rule: TermRule) -> TermDates:
    """The term; of one that ends with an event, a later one in doubt where no source tells of renewals.

    What ends with an event is for the time until then, unlike a licence, which its holder renews as a matter
    of course.
    """
    if term.printed or term.first or term.starts is None or rule.renewable is not None or term.doubt:
        return term
    said = _(
        "its first term ended on {day}, and no source that was read says whether it can be renewed: ask "
        "whether it is still valid, and enter the date printed on it"
    )
    return replace(term, doubt=said.format(day=say_date(term.starts - ONE_DAY)))


def _term_that_ended(holding: Holding, term: TermDates, ends: date, context: Context) -> TermDates:
    """The term in which an early end fell: no other followed, even where the calendar would give one."""
    if holding.issued is None or term.starts is None or term.starts <= ends:
        return term
    rule = context.packs.credentials[holding.credential].credential.term
    terms = term_sequence(rule, holding.issued, birthday=context.career.person.birthday)
    return next((one for one in terms if ends <= one.ends), replace(term, starts=holding.issued))


def _followed(credentials: tuple[str, ...], holding: Holding, context: Context) -> TermDates | None:
    """The term of the credential that another's term follows."""
    for credential in credentials:
        for other in held(credential, context):
            if other.credential == holding.credential:
                continue
            found = term_of(other, replace(context, holding=other, credential=other.credential, atoms={}))
            if found is not None:
                return found
    return None


def _early_end(holding: Holding, term: TermDates, context: Context) -> date | None:
    """The earliest day on which an event ended it, if one has since its issue (or will, as work goes on)."""
    rule = context.packs.credentials[holding.credential].credential.term
    starts = holding.issued or term.starts
    if starts is None:
        return None
    found = []
    for event in rule.ends_early:
        day = first_day_true(event.when, replace(context, term=term, atoms={}), starts, term.ends)
        if day is not None:
            found.append(day + timedelta(days=event.days_after))
    return min(found, default=None)
