"""Terms and windows in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from rxladder.facts import for_good
from rxladder.facts.education_rules import WindowRule
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import (
    all_of,
    inside,
    one_of,
    say_date,
    say_day_of_year,
    say_days,
    say_dollars,
    say_hours,
    say_months,
    say_number,
    say_span,
    with_remark,
)
from rxladder.facts.says_condition import condition_phrase
from rxladder.facts.says_match import say_match
from rxladder.facts.says_names import credential_name
from rxladder.facts.term_rules import AfterEnd, FirstTermRule, LateTier, ReinstatementHours, TermDay, TermRule

_ENDS = {
    "issue-anniversary": noop("It ends on the anniversary of the day it was issued."),
    "issue-month-end": noop("It ends on the last day of the month it was issued in."),
    "birthday": noop("It ends on your birthday."),
    "birth-month-end": noop("It ends on the last day of your birth month."),
    "printed": noop("The date printed on your certificate says when it ends."),
    "none": noop("It has no set end date."),
}
_FIXED = {
    None: noop("It ends on {day}."),
    "every": noop("It ends on {day} of every year."),
    "odd": noop("It ends on {day} of odd years."),
    "even": noop("It ends on {day} of even years."),
    "by-issue": noop("It ends on {day}; which years depends on when it was issued."),
}


def say_term(rule: TermRule, packs: Packs) -> str:
    """How a credential's terms run, in sentences."""
    return " ".join(_sentences(rule, packs))


def _sentences(rule: TermRule, packs: Packs) -> Iterator[str]:
    if rule.expires == "never":
        yield _("It never expires.")
    else:
        if rule.months is not None:
            yield _("A term is {time} long.").format(time=say_months(rule.months))
        yield _end(rule, packs)
    if rule.renewable is False:
        yield for_good.in_a_sentence()
    if rule.first:
        yield from _first(rule.first)
    for event in rule.ends_early:
        yield _ends_early(event.days_after, condition_phrase(event.when, packs))
    for one in rule.one_off:
        yield _("The term that started on {start} ends on {end}.").format(
            start=say_date(one.starts), end=say_date(one.ends)
        )
    yield from _renewal(rule)
    if rule.after_end:
        yield from _after(rule.after_end, rule.renewable, packs)
    for version in rule.versions:
        yield _version(version.from_, version.until, say_term(version.rule, packs))


def _end(rule: TermRule, packs: Packs) -> str:
    if rule.anchor == "fixed-date" and rule.date is not None:
        return _(_FIXED[rule.years]).format(day=say_day_of_year(rule.date))
    if rule.anchor == "credential":
        titles = one_of([_("“{name}”").format(name=credential_name(id_, packs)) for id_ in rule.of])
        return _("It ends with the term of {titles}.").format(titles=titles)
    return _(_ENDS[rule.anchor])


def _first(first: FirstTermRule) -> Iterator[str]:
    if first.ends == "printed":
        yield _("The end of the first term is printed on your certificate.")
    elif first.after_months and first.strictly:
        yield _("The first term ends on the next such day more than {time} after it was issued.").format(
            time=say_months(first.after_months)
        )
    elif first.after_months:
        yield _("The first term ends on the next such day at least {time} after it was issued.").format(
            time=say_months(first.after_months)
        )
    elif first.strictly:
        yield _("The first term ends on the next such day after it was issued.")
    else:
        yield _("The first term ends on the next such day, which can be the issue date itself.")
    if first.skip_within_months or first.skip_within_days:
        time = say_months(first.skip_within_months) if first.skip_within_months else ""
        time = time or say_days(first.skip_within_days or 0)
        yield _("If issued within {time} of that day, it ends one term later.").format(time=time)
    if first.unclear:
        yield _("Not clear in the source: {what}.").format(what=first.unclear.says.rstrip("."))


def _ends_early(days_after: int, case: str) -> str:
    if not days_after:
        return _("It ends early when this is so: {case}.").format(case=case)
    return _("It ends early, {time} after this is so: {case}.").format(time=say_days(days_after), case=case)


def _renewal(rule: TermRule) -> Iterator[str]:
    if rule.renew_from:
        yield _term_day(rule.renew_from, _RENEW_FROM)
    if rule.apply_by:
        yield _term_day(rule.apply_by, _APPLY_BY)


_RENEW_FROM = (
    noop("Renewal opens {time} before the end."),
    noop("Renewal opens on {day} of the month in which it ends."),
    noop("Renewal opens on {day}."),
)
_APPLY_BY = (
    noop("Apply at least {time} before the end."),
    noop("Apply by {day} of the month in which it ends."),
    noop("Apply by {day}."),
)


def _term_day(day: TermDay, words: tuple[str, str, str]) -> str:
    before, of_month, of_year = words
    if day.days_before is not None:
        return _(before).format(time=say_days(day.days_before))
    if day.day_of_month is not None:
        number = _("the first day") if day.day_of_month == 1 else _("day {n}").format(n=day.day_of_month)
        return _(of_month).format(day=number)
    assert day.date is not None
    return _(of_year).format(day=say_day_of_year(day.date))


def _working_on(after: AfterEnd) -> str:
    if after.grace_days:
        return _("After it ends, you may keep working for {time}, until you renew.").format(
            time=say_days(after.grace_days)
        )
    return _("After it ends, you may keep working until you renew.")


def say_after_end(rule: TermRule, packs: Packs) -> list[str]:
    """What follows where a term ends without a renewal, a sentence each; empty where no source read tells."""
    return list(_after(rule.after_end, rule.renewable, packs)) if rule.after_end else []


def _after(after: AfterEnd, renewable: bool | None, packs: Packs) -> Iterator[str]:
    if after.may_work:
        yield _working_on(after)
    elif after.may_work is False and renewable is False:
        yield _("After it ends, it no longer lets you work.")
    elif after.may_work is False:
        yield _("After it ends, you may not work until you renew.")
    if after.grace_days == 0:
        yield _("There is no grace period.")
    elif after.grace_days is not None:
        yield _("A late renewal is accepted for {time} after it ends.").format(
            time=say_days(after.grace_days)
        )
    yield from map(_tier, after.tiers)
    if after.becomes:
        yield _("After it ends, it is {word}.").format(word=_(after.becomes))
    if after.reinstate_within_months is not None:
        yield _("It can be reinstated within {time}.").format(time=say_months(after.reinstate_within_months))
    if after.reinstatement_ce:
        yield _coming_back(after.reinstatement_ce, packs)


def _coming_back(asked: Sequence[ReinstatementHours], packs: Packs) -> str:
    """What coming back takes; hours of one kind are among the total, where there is one."""
    total = next(
        (with_remark(say_hours(hours.hours), hours.says) for hours in asked if hours.of is None), None
    )
    parts = all_of(
        [
            with_remark(
                _("{hours} {match}").format(
                    hours=say_hours(hours.hours), match=say_match(hours.of, packs.vocabulary)
                ),
                hours.says,
            )
            for hours in asked
            if hours.of is not None
        ]
    )
    if total is None or not parts:
        return _("Getting it back takes {hours}.").format(hours=total or parts)
    return _("Getting it back takes {hours}, including {parts}.").format(hours=total, parts=parts)


def say_late_price(tier: LateTier) -> str:
    """What renewing late costs or takes, without until when."""
    said = inside(_(tier.says).rstrip(".")) if tier.says else ""
    if tier.usd is not None:
        return with_remark(_("{price} more").format(price=say_dollars(tier.usd)), said)
    if tier.times_fee is None or "fee" in (tier.says or ""):
        return said or _("the usual fee")
    return with_remark(_times_the_fee(tier.times_fee), said)


def _tier(tier: LateTier) -> str:
    what = say_late_price(tier)
    if tier.until_days is not None:
        return _("Up to {time} late: {what}.").format(time=say_days(tier.until_days), what=what)
    if tier.until_months is not None:
        return _("Up to {time} late: {what}.").format(time=say_months(tier.until_months), what=what)
    if tier.under_months is not None:
        return _("Less than {time} late: {what}.").format(time=say_months(tier.under_months), what=what)
    if tier.until_date is not None:
        return _("Late, up to {day}: {what}.").format(day=say_day_of_year(tier.until_date), what=what)
    return _("Later still: {what}.").format(what=what)


def _times_the_fee(times: Fraction) -> str:
    if times == 1:
        return _("the usual fee")
    if times == 2:
        return _("twice the fee")
    return _("{n} times the fee").format(n=say_number(times))


def _version(start: date | None, end: date | None, said: str) -> str:
    if start and start == end:
        return _("For a term that began on {day}: {what}").format(day=say_date(start), what=said)
    if start and end:
        return _("For terms that began from {start} to {end}: {what}").format(
            start=say_date(start), end=say_date(end), what=said
        )
    if start:
        return _("For terms that began on {start} or later: {what}").format(start=say_date(start), what=said)
    if end:
        return _("For terms that began on {end} or earlier: {what}").format(end=say_date(end), what=said)
    return said


# --- Windows


def say_window(window: WindowRule) -> str:
    """The days that a clause looks at, to stand after what is asked: "in the last 2 calendar years"."""
    match window.kind:
        case "term":
            return _("in this term")
        case "record":
            return _("at any time up to the end of this term")
        case "last-months":
            return _("in the last {time}").format(time=say_span(window.months or 0))
        case "calendar-years":
            return _calendar_years(window.calendar_years or 1)
        case "licence-years":
            return _("in each twelve months of this term")
    return _months(window, say_span(window.months or 0))


def _calendar_years(count: int) -> str:
    return ngettext(
        "in the last calendar year that ends within this term",
        "in each of the last {n} calendar years that end within this term",
        count,
    ).format(n=count)


_CYCLES = {
    "every": noop("in the {time} up to {day}"),
    "odd": noop("in the {time} up to {day} of an odd year"),
    "even": noop("in the {time} up to {day} of an even year"),
}


def _months(window: WindowRule, time: str) -> str:
    if window.cycle is not None:
        return _(_CYCLES[window.years]).format(time=time, day=say_day_of_year(window.cycle))
    if window.ends == "filed" and window.in_grace:
        return _("in the {time} before you renew, even if you renew late").format(time=time)
    if window.ends == "filed":
        return _("in the {time} before you renew").format(time=time)
    return _("in the {time} up to the end of this term").format(time=time)
