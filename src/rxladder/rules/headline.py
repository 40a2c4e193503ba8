"""The answer itself in one line, with the line under it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.load import Packs
from rxladder.facts.phrases import all_of, plural, say_date, say_number, sentence
from rxladder.facts.states import state_name
from rxladder.rules.in_place import in_place
from rxladder.rules.let_go import pursued
from rxladder.rules.numbers import at_most, in_words
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import Audit, HoldingAudit, HoursRange
from rxladder.rules.steps import Step
from rxladder.rules.titles import short_title


def headline(career: Career, audit: Audit, steps: tuple[Step, ...], packs: Packs) -> tuple[str, str]:
    """The first line of the home page, and the one that explains it; what is let go has no part in it."""
    if steps and steps[0].act == "read" and steps[0].kind == "right-to-work" and _rests(audit, steps[0]):
        return sentence(steps[0].what) + ".", steps[0].why
    kept, mine = pursued(career, audit, steps, packs)
    if audit.holdings and not kept.holdings and not any(step.act == "get" for step in steps):
        return _("You are not renewing anything you hold."), ""
    return _of_kept(kept, mine, packs)


def _rests(audit: Audit, step: Step) -> bool:
    return step.holding is not None and audit.holdings[step.holding].holding.let_go(audit.on)


def _of_kept(audit: Audit, steps: tuple[Step, ...], packs: Packs) -> tuple[str, str]:
    over = [found for found in audit.holdings if found.status == "lapsed"]
    lapsed = [found for found in over if not in_place(found, audit.holdings, packs)]
    missing = [step for step in steps if step.act == "get"]
    if any(_lets_work(found, packs) for found in lapsed):
        return _lapsed(lapsed, packs)
    if missing:
        state = state_name(missing[0].authority or "")
        return _("You need one more thing before you may work in {state}.").format(state=state), ""
    if lapsed:
        return _lapsed(lapsed, packs)
    if not audit.holdings:
        return _("Tell us what you hold, and see what it asks for."), ""
    if any(found.end_wanted for found in audit.holdings):
        return _("One date is missing before we can answer you."), _dates(audit, packs)
    ending = [step for step in steps[:1] if step.act == "follow" and step.kind == "right-to-work"]
    if ending and not {found.status for found in audit.holdings} & {"short", "unknown"}:
        return sentence(ending[0].what) + ".", ending[0].why
    return _running(audit, steps, packs)


def _lets_work(found: HoldingAudit, packs: Packs) -> bool:
    return packs.credentials[found.holding.credential].lets_work


def _name(found: HoldingAudit, packs: Packs) -> str:
    return short_title(packs.credentials[found.holding.credential])


def _lapsed(lapsed: list[HoldingAudit], packs: Packs) -> tuple[str, str]:
    names = all_of([_name(found, packs) for found in lapsed])
    said = ngettext("Your {names} has lapsed.", "Your {names} have lapsed.", len(lapsed)).format(names=names)
    days = {found.term.ends for found in lapsed if found.term}
    if len(days) != 1:
        return said, ""
    ended = ngettext("It ended on {day}.", "They ended on {day}.", len(lapsed))
    return said, ended.format(day=say_date(days.pop()))


def _running(audit: Audit, steps: tuple[Step, ...], packs: Packs) -> tuple[str, str]:
    statuses = {found.status for found in audit.holdings if not found.only_ends}
    hours = at_most(audit.together_hours_to_go)
    others = sum(
        clause.state == "short" and (clause.unit == "activities" or clause.kind == "keeps")
        for found in audit.holdings
        for clause in found.clauses
    )
    if {"short", "unknown"} & statuses and (hours or others):
        open_ = isinstance(audit.together_hours_to_go, HoursRange)
        return _short(hours, others, open_), _dates(audit, packs)
    if {"short", "unknown"} & statuses:
        return _("Your answers decide what you still owe."), _dates(audit, packs)
    to_take = any(step.act == "take" for step in steps)
    if "check" in statuses and to_take:
        return _("Do what you booked or planned; the rest is up to your board."), _dates(audit, packs)
    if "check" in statuses:
        return _for_the_board(hours), _dates(audit, packs)
    if "planned" in statuses:
        return _("Do what you booked or planned, and nothing is missing."), _dates(audit, packs)
    if any(clause.open_until for found in audit.holdings for clause in found.clauses):
        return _("Nothing is missing now; do the rest on time."), _renewals(audit, steps, packs)
    return _("Nothing is missing."), _renewals(audit, steps, packs)


def _for_the_board(hours: Fraction) -> str:
    if not hours:
        return _("Nothing that we can work out is missing; the rest is up to your board.")
    says = ngettext(
        "Up to {n} hour may be missing; your board decides how many are required.",
        "Up to {n} hours may be missing; your board decides how many are required.",
        plural(hours),
    )
    return says.format(n=say_number(hours))


def _short(hours: Fraction, others: int, open_: bool) -> str:
    parts = []
    if hours:
        n = in_words(hours)
        parts.append(ngettext("{n} hour", "{n} hours", plural(hours)).format(n=n))
    if others:
        words = (
            ngettext("{n} other thing", "{n} other things", others)
            if hours
            else ngettext("{n} thing", "{n} things", others)
        )
        parts.append(words.format(n=in_words(others)))
    what = all_of(parts)
    if open_:
        what = _("up to {what}").format(what=what)
    single = len(parts) == 1 and (hours == 1 if hours else others == 1)
    return sentence(
        ngettext(
            "{what} stands between you and a safe renewal.",
            "{what} stand between you and a safe renewal.",
            1 if single else 2,
        ).format(what=what)
    )


def _dates(audit: Audit, packs: Packs) -> str:
    running = [found for found in audit.holdings if found.status != "lapsed"]
    terms = [(found.term.ends, _name(found, packs)) for found in running if found.term]
    ends = all_of(
        [_("{name} through {day}").format(name=name, day=say_date(day)) for day, name in sorted(terms)]
    )
    return " ".join(part for part in (_serves_all(audit), sentence(ends) + "." if ends else "") if part)


def _serves_all(audit: Audit) -> str:
    """Whether well-chosen hours serve several holdings at once."""
    apart = sum(
        (at_most(found.hours_to_go) for found in audit.holdings if found.status != "lapsed"), Fraction(0)
    )
    if apart > at_most(audit.together_hours_to_go):
        return _("Chosen well, one hour counts for more than one renewal.")
    return ""


def _handed_in(found: HoldingAudit) -> bool:
    return found.term is not None and filed_on(found.holding, found.term) is not None


def _renewals(audit: Audit, steps: tuple[Step, ...], packs: Packs) -> str:
    renewals = [
        step
        for step in steps
        if step.act == "renew"
        and step.holding is not None
        and step.kind != "money"
        and not _handed_in(audit.holdings[step.holding])
    ]
    if not renewals:
        return _dates(audit, packs)
    first: Step = renewals[0]
    name = _name(audit.holdings[first.holding or 0], packs)
    day: date | None = first.from_
    if day:
        return _("Renew your {name} from {day} on.").format(name=name, day=say_date(day))
    return _("You can renew your {name} now.").format(name=name)
