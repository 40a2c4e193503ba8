"""What hangs on an answer or on a day of the term, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import (
    all_of,
    one_of,
    plural,
    say_date,
    say_day_of_year,
    say_months,
    say_number,
    say_text,
)


def _answer(node: c.Answer, packs: Packs) -> str:
    question = packs.vocabulary.questions.get(node.answer)
    if question is None:
        return node.answer
    if question.answer == "date":
        return _dated(node, _(question.says or question.asks))
    if question.answer == "choice":
        return _chosen(node, _(question.asks).partition("?")[0] + "?", question.choice_names)
    return _(question.says) if question.says else _("the answer is yes: {asks}").format(asks=_(question.asks))


def _dated(node: c.Answer, day: str) -> str:
    bounds = []
    if node.before:
        bounds.append(_("before {date}").format(date=say_date(node.before)))
    if node.on_or_after:
        bounds.append(_("on or after {date}").format(date=say_date(node.on_or_after)))
    if node.months_at_least is not None:
        bounds.append(_("at least {time} ago").format(time=say_months(node.months_at_least)))
    if node.months_below is not None:
        bounds.append(_("less than {time} ago").format(time=say_months(node.months_below)))
    return _("{day} was {when}").format(day=day, when=all_of(bounds)) if bounds else day


def _chosen(node: c.Answer, asks: str, names: dict[str, str]) -> str:
    def named(choices: Sequence[str]) -> str:
        return one_of([_(names.get(choice, choice)) for choice in choices])

    said = []
    if node.false_if:
        said.append(_("not {choices}").format(choices=named(node.false_if)))
    if node.ask_if:
        said.append(_("the board decides on {choices}").format(choices=named(node.ask_if)))
    return _("your answer to “{asks}”: {how}").format(asks=asks, how=all_of(said))


def _answer_not(node: c.Answer, packs: Packs) -> str | None:
    question = packs.vocabulary.questions.get(node.answer)
    if question is None or question.answer != "yes-no":
        return None
    return _(question.says_not) if question.says_not else None


def _first_term(_node: c.FirstTerm, _packs: Packs) -> str:
    return _("this is your first term")


def _first_term_not(_node: c.FirstTerm, _packs: Packs) -> str:
    return _("this is not your first term")


_MONTHS_BEFORE = {
    "on_or_after": noop("no more than {time} before this term ends"),
    "after": noop("less than {time} before this term ends"),
    "before": noop("more than {time} before this term ends"),
    "on_or_before": noop("at least {time} before this term ends"),
}
_ON_DAY = {
    "on_or_after": (
        noop("on or after {day} of the year in which this term ends"),
        noop("on or after {day} of the year before this term ends"),
        noop("on or after {day}, {n} years before the year in which this term ends"),
    ),
    "after": (
        noop("after {day} of the year in which this term ends"),
        noop("after {day} of the year before this term ends"),
        noop("after {day}, {n} years before the year in which this term ends"),
    ),
    "before": (
        noop("before {day} of the year in which this term ends"),
        noop("before {day} of the year before this term ends"),
        noop("before {day}, {n} years before the year in which this term ends"),
    ),
    "on_or_before": (
        noop("on or before {day} of the year in which this term ends"),
        noop("on or before {day} of the year before this term ends"),
        noop("on or before {day}, {n} years before the year in which this term ends"),
    ),
}


def _issued(node: c.Issued, _packs: Packs) -> str:
    bounds = [
        _moment(bound, moment) for bound in _ON_DAY if (moment := getattr(node.issued, bound)) is not None
    ]
    return _("it was first issued to you {when}").format(when=all_of(bounds))


def _moment(bound: str, moment: c.Moment) -> str:
    if moment.day is None:
        return _(_MONTHS_BEFORE[bound]).format(time=say_months(moment.end_less_months or 0))
    said = _ON_DAY[bound][min(-moment.year, 2)]
    return _(said).format(day=say_day_of_year(moment.day), n=-moment.year)


def _term_ends(node: c.TermEnds, _packs: Packs) -> str:
    return _("this term ends on or after {day}").format(day=say_date(node.term_ends_from))


def _term_starts(node: c.TermStarts, _packs: Packs) -> str:
    return _("this term starts on or after {day}").format(day=say_date(node.term_starts_from))


def _counted(node: c.CountedHours, _packs: Packs) -> str:
    return ngettext(
        "at least {n} hour counts toward the total",
        "at least {n} hours count toward the total",
        plural(node.counted_hours),
    ).format(n=say_number(node.counted_hours))


def _ask(node: c.AskAuthority, _packs: Packs) -> str:
    return _("your board’s answer allows it (ask {what})").format(what=say_text(node.ask_authority))


ANSWER_SAYS: dict[type[c.Node], Callable[[Any, Packs], str]] = {
    c.Answer: _answer,
    c.FirstTerm: _first_term,
    c.Issued: _issued,
    c.TermEnds: _term_ends,
    c.TermStarts: _term_starts,
    c.CountedHours: _counted,
    c.AskAuthority: _ask,
}
ANSWER_SAYS_NOT: dict[type[c.Node], Callable[[Any, Packs], str | None]] = {
    c.Answer: _answer_not,
    c.FirstTerm: _first_term_not,
}
