"""Rules in words, made from the packs' trees: what a clause asks, a condition tests, an exception changes.

Everything goes through `language`, so it comes out in the language that is being spoken. Where a pack has
words of its own (`says`) they are taken as they are, translated where there is a translation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from rxladder.facts import conditions as c
from rxladder.facts.education_rules import Clause, Effect, Exception_
from rxladder.facts.fee_names import fee_name
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, voice
from rxladder.facts.load import Packs
from rxladder.facts.pack import Fee
from rxladder.facts.phrases import (
    all_of,
    inside,
    plural,
    say_date,
    say_dollars,
    say_hours,
    say_months,
    say_number,
    say_share,
    sentence,
    with_details,
)
from rxladder.facts.says_condition import condition_alone, condition_phrase
from rxladder.facts.says_match import say_courses, say_match
from rxladder.facts.says_names import credential_name
from rxladder.facts.says_term import say_term, say_window
from rxladder.facts.vocabulary import Vocabulary

_KEPT = 20_000
_clauses: dict[tuple[int, int, int, int, str], tuple[Clause, Packs, str]] = {}
_conditions: dict[tuple[int, int, bool, str], tuple[c.Node, Packs, str]] = {}


def say_clause(clause_id: str, clause: Clause, needed: Fraction | None, packs: Packs) -> str:
    """What a clause asks or allows: "20 contact hours", "At least 4 hours live".

    `needed` is the number asked of this person, None or nothing for the clause's own.
    """
    if not needed and clause.at_most is None:
        needed = None  # what is not asked keeps its own number
    up, down = (-1, -1) if needed is None else (needed.numerator, needed.denominator)
    key = (id(clause), id(packs), up, down, voice())
    known = _clauses.get(key)
    if known is None:
        if len(_clauses) > _KEPT:
            _clauses.clear()
        # The objects are kept with the words, so that no other object can take over their ids.
        known = _clauses[key] = clause, packs, _clause(clause_id, clause, needed, packs)
    return known[2]


def say_condition(node: c.Node, packs: Packs, beside: Sequence[c.Node] = ()) -> str:
    """A condition as a sentence without its full stop: "You hold “CPhT” or you give vaccines at work".

    `beside` are the alternatives that are shown around it: none, or always the same ones.
    """
    key = (id(node), id(packs), bool(beside), voice())
    known = _conditions.get(key)
    if known is None:
        if len(_conditions) > _KEPT:
            _conditions.clear()
        known = _conditions[key] = node, packs, sentence(condition_alone(node, packs, beside))
    return known[2]


# --- Clauses


def _clause(clause_id: str, clause: Clause, needed: Fraction | None, packs: Packs) -> str:
    said = _(clause.says) if clause.says else _ask_words(clause_id, clause, needed, packs.vocabulary)
    details = [] if clause.says else list(_details(clause))
    if clause.when is not None and not clause.says:
        details.append(_("when {case}").format(case=condition_phrase(clause.when, packs)))
    if clause.in_force == "unconfirmed":
        details.append(_("if the rule is in effect (not confirmed)"))
    return sentence(with_details(said, *details))


def _ask_words(clause_id: str, clause: Clause, needed: Fraction | None, vocabulary: Vocabulary) -> str:
    what = _what(clause, vocabulary)
    if clause.hours_unknown and not needed:
        return _("hours {match} (how many was not found)").format(match=what) if what else _hours_not_found()
    if clause.at_most_share is not None:
        share = say_share(clause.at_most_share)
        return (
            _("at most {share} of the hours {match}").format(share=share, match=what)
            if what
            else _("at most {share} of the hours").format(share=share)
        )
    own = clause.at_most if clause.at_most is not None else clause.at_least
    amount = needed if needed is not None else own if own is not None else Fraction(0)
    if clause.unit == "activities":
        return _activities(clause, amount, what, vocabulary)
    if clause.at_most is not None:
        return _hours(amount, what, _at_most, _at_most_of)
    if not what and clause_id == "total":
        return ngettext("{n} contact hour", "{n} contact hours", plural(amount)).format(n=say_number(amount))
    return _hours(amount, what, _at_least, _at_least_of)


def _hours_not_found() -> str:
    return _("contact hours (how many was not found)")


def _hours(
    amount: Fraction, what: str, plain: Callable[[Fraction], str], of: Callable[[Fraction], str]
) -> str:
    number = say_number(amount)
    return of(amount).format(n=number, match=what) if what else plain(amount).format(n=number)


def _at_least(amount: Fraction) -> str:
    return ngettext("at least {n} hour", "at least {n} hours", plural(amount))


def _at_least_of(amount: Fraction) -> str:
    return ngettext("at least {n} hour {match}", "at least {n} hours {match}", plural(amount))


def _at_most(amount: Fraction) -> str:
    return ngettext("at most {n} hour", "at most {n} hours", plural(amount))


def _at_most_of(amount: Fraction) -> str:
    return ngettext("at most {n} hour {match}", "at most {n} hours {match}", plural(amount))


def _what(clause: Clause, vocabulary: Vocabulary) -> str:
    """What falls under a clause, with what it is bound among: "for technicians, of those from ACPE"."""
    if clause.of is None:
        return ""
    if clause.among is None:
        return say_match(clause.of, vocabulary)
    inner = clause.of.without(clause.among)
    among = _("of the hours {match}").format(match=say_match(clause.among, vocabulary))
    return with_details(say_match(inner, vocabulary), among) if inner else among


def _activities(clause: Clause, amount: Fraction, what: str, vocabulary: Vocabulary) -> str:
    if clause.of is not None and clause.of.course and clause.at_most is None:
        names = say_courses(clause.of, vocabulary)
        return ngettext("the course {names}", "{n} times the course {names}", plural(amount)).format(
            n=say_number(amount), names=names
        )
    words = (
        ngettext("at most {n} activity {match}", "at most {n} activities {match}", plural(amount))
        if clause.at_most is not None
        else ngettext("at least {n} activity {match}", "at least {n} activities {match}", plural(amount))
    )
    return words.format(n=say_number(amount), match=what).rstrip()


def _details(clause: Clause) -> Iterator[str]:
    if clause.per_day:
        yield _("on any one day")
    if clause.once:
        yield _("once in your career")
    if clause.every_months is not None:
        yield _("once every {time}").format(time=say_months(clause.every_months))
    if clause.separate:
        yield _("on top of the other hours")
    if clause.window is not None:
        yield say_window(clause.window)


# --- Exceptions


def say_exception(exception: Exception_, clauses: Mapping[str, Clause], packs: Packs) -> str:
    """When an exception applies and what it changes, in sentences."""
    return " ".join(_exception(exception, clauses, packs))


def _exception(exception: Exception_, clauses: Mapping[str, Clause], packs: Packs) -> Iterator[str]:
    if exception.says:
        yield sentence(_(exception.says).rstrip(".") + ".")
    case = condition_phrase(exception.when, packs) if exception.when else None
    own = _effects(exception, clauses, packs)
    if own:
        yield _in_case(case, own)
    elif exception.cases:
        if case:
            yield _("This applies when {case}.").format(case=case)
        for branch in exception.cases:
            said = _effects(branch, clauses, packs) or _("everything is required")
            yield _in_case(condition_phrase(branch.when, packs) if branch.when else None, said)
    elif exception.readings:
        if case:
            yield _("This applies when {case}, and can be read in more than one way.").format(case=case)
        for reading in exception.readings.values():
            yield sentence(_("one reading: {what}.").format(what=_(reading.says).rstrip(".")))
    if exception.confidence == "low":
        yield _("This rests on a source that is not certain enough to rely on.")


def _in_case(case: str | None, effects: str) -> str:
    if case is None:
        return sentence(_("in all other cases, {effects}.").format(effects=effects))
    return sentence(_("when {case}, then {effects}.").format(case=case, effects=effects))


def _effects(effect: Effect, clauses: Mapping[str, Clause], packs: Packs) -> str:
    return "; ".join(_effect(effect, clauses, packs))


def _effect(effect: Effect, clauses: Mapping[str, Clause], packs: Packs) -> Iterator[str]:
    def named(ids: tuple[str, ...]) -> str:
        return all_of([_named(id_, clauses, packs) for id_ in ids])

    if "all" in effect.waive:
        yield (
            _("only this is required: {clauses}").format(clauses=named(effect.keep))
            if effect.keep
            else _("none of it is required")
        )
    elif effect.waive:
        yield _("this renewal does not require: {clauses}").format(clauses=named(effect.waive))
    for id_, hours in effect.need.items():
        yield _("it takes {hours} instead of {clause}").format(
            hours=say_hours(hours), clause=_named(id_, clauses, packs)
        )
    for id_, hours in effect.per_month.items():
        words = (
            _("it takes {hours} for each whole month instead of {clause}")
            if effect.months_counted == "whole"
            else _("it takes {hours} for each month, counting one that has only begun, instead of {clause}")
        )
        yield words.format(hours=say_hours(hours), clause=_named(id_, clauses, packs))
    if effect.by_days:
        yield _("reduced by the days that the term is short of a full one: {clauses}").format(
            clauses=named(effect.by_days)
        )
    if effect.by_months:
        yield _("reduced by the months that the term is short of a full one: {clauses}").format(
            clauses=named(effect.by_months)
        )


def _named(clause_id: str, clauses: Mapping[str, Clause], packs: Packs) -> str:
    clause = clauses.get(clause_id)
    if clause is None:
        return clause_id
    bare = clause.model_copy(update={"when": None, "in_force": "yes"})
    return inside(_clause(clause_id, bare, None, packs))


# --- Fees


def say_fee(name: str, fee: Fee) -> str:
    """A fee with what it is for: "$36: renewal"."""
    said = _("{price}: {what}").format(price=say_dollars(fee.usd), what=fee_name(name))
    return with_details(said, _(fee.says) if fee.says else None)


__all__ = [
    "credential_name",
    "say_clause",
    "say_condition",
    "say_date",
    "say_exception",
    "say_fee",
    "say_match",
    "say_term",
    "say_window",
]
