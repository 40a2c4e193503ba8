"""The audit for people: per holding what is missing, by when, why, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from rxladder.career.record import Override
from rxladder.cli.paper import (
    MEANINGS,
    Footnotes,
    grid,
    paper,
    print_indented,
    say_counted,
    say_day,
    say_to_go,
    state_word,
)
from rxladder.cli.show_questions import print_questions
from rxladder.facts import for_good
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.phrases import inside, say_date
from rxladder.rules.due_days import hours_due
from rxladder.rules.numbers import at_most, none_in_general
from rxladder.rules.output import down, up
from rxladder.rules.result import Audit, ClauseResult, HoldingAudit, TermDates

_WHY_LEFT_OUT = {
    "not-yet": noop("because its time has not started yet"),
    "lapsed": noop("because its time is over"),
    "hours-unknown": noop("because the number of hours was not found"),
}


def show_audit(audit: Audit, name: str) -> None:
    """Print an audit."""
    console = paper()
    console.print(_("{name}, on {day}").format(name=name or _("Audit"), day=say_date(audit.on)))
    if not audit.holdings:
        console.print("\n" + _("The file names no holding. Add what you hold under `holdings:`."))
        return
    console.print()
    _overview(console, audit)
    notes = Footnotes()
    for held in audit.holdings:
        _holding(console, held, audit.on, notes)
    console.print()
    notes.print(console)


def _overview(console: Console, audit: Audit) -> None:
    table = grid(_("status"), _("what you hold"), _("to go"), _("by"), ratio=1)
    for held in audit.holdings:
        by = say_day(hours_due(held, audit.on))
        table.add_row(_standing(held), held.title, _to_go(held), by)
    console.print(table)
    if sum(_open(held) for held in audit.holdings) > 1:
        whole = _("All open terms together: {hours} hours to go.")
        if any(_hours_unknown(held) for held in audit.holdings):
            whole = _("All open terms together: {hours} hours to go, as far as is known.")
        console.print(whole.format(hours=say_to_go(audit.together_hours_to_go)))


def _standing(held: HoldingAudit) -> Text:
    """A holding's status as it is said; the JSON has it as it is."""
    return Text(for_good.in_few_words()) if held.only_ends else state_word(held.status)


def _open(held: HoldingAudit) -> bool:
    """Whether hours can still be taken toward a term that is known."""
    return held.term is not None and held.status != "lapsed"


def _hours_unknown(held: HoldingAudit) -> bool:
    """Whether nobody found how many hours are asked, or whether any are: that is not the same as none."""
    return held.hours_needed is None and held.status in ("check", "unknown") and not at_most(held.hours_to_go)


def _to_go(held: HoldingAudit) -> str:
    if not _open(held):
        return "-" if held.term else _("not known")
    if _hours_unknown(held):
        return _("not known")
    return _("{n} h").format(n=say_to_go(held.hours_to_go))


def _holding(console: Console, held: HoldingAudit, on: date, notes: Footnotes) -> None:
    console.print()
    console.print(Rule(Text(held.title, style="bold"), align="left", style="dim"))
    means = _("it ends for good") if held.only_ends else _(MEANINGS[held.status])
    console.print(_standing(held), f"({means})")
    for line in _summary(held, on):
        console.print(line)
    if held.clauses:
        console.print()
        _clauses(console, held.clauses, notes)
    clauses = {clause.id: clause for clause in held.clauses}
    for left_out in held.excluded if _open(held) else ():
        text = _("Not in the hours to go: {what}, {why}.")
        what, why = _with_its_days(clauses[left_out.id]), _(_WHY_LEFT_OUT[left_out.why])
        print_indented(console, text.format(what=what, why=why), 0)
    print_questions(console, held.questions)
    if held.credits:
        console.print()
        _credits(console, held)
    told = held.term.doubt if held.term else None
    if held.notes or held.doubts:
        console.print()
    for note in (note for note in held.notes if note != told):
        print_indented(console, Text(_("Note: {text}").format(text=note), style="dim"), 2)
    if held.doubts:
        text = _("In doubt: {n} of its rules; `rxladder packs show {id}` names them.")
        said = text.format(n=len(held.doubts), id=held.authority)
        print_indented(console, Text(said, style="dim"), 2)


def _with_its_days(clause: ClauseResult) -> str:
    """What a clause asks, and of when: of a rule for each year only one may be meant."""
    starts, ends = clause.window or (None, None)
    if starts is None or ends is None:
        return inside(clause.says)
    days = _("{start} to {end}").format(start=say_date(starts), end=say_date(ends))
    return f"{inside(clause.says)} ({days})"


def _summary(held: HoldingAudit, on: date) -> Iterator[str]:
    if held.end_wanted:
        yield _("Term: not known. What date is printed on it?")
    elif held.term is None:
        yield _("Term: its last day is not known.")
    else:
        yield _("Term: {text}").format(text=", ".join(_term(held.term)))
        if held.term.doubt:
            yield _("In doubt: {text}").format(text=held.term.doubt)
    decided = held.holding.not_renewing
    if decided is not None and decided <= on:
        said = _("You are not renewing it, as of {day}; what it asks for is shown anyway.")
        yield said.format(day=say_date(decided))
    if _no_duty_found(held):
        yield _("No continuing education duty was found. That is not the same as none: ask the authority.")
    due = hours_due(held, on)
    if held.hours_needed is not None and due is not None:
        counted, by = say_counted(held.hours_counted, held.hours_needed), say_date(due)
        whole, text = _("Hours: {hours} count"), _("Hours: {hours} count, {left} to go by {day}")
        if none_in_general(held):
            text = _("Hours: none in general this term; {left} to go by {day}, of a kind named below")
        yield (text if _open(held) else whole).format(hours=counted, left=_to_go(held), day=by)


def _no_duty_found(held: HoldingAudit) -> bool:
    """Whether nobody found out if any hours are asked; where only their number is open, a clause says so."""
    totals = any(clause.is_total for clause in held.clauses)
    return held.term is not None and not held.only_ends and held.hours_needed is None and not totals


def _term(term: TermDates) -> Iterator[str]:
    text = _("{start} to {end}") if term.starts else _("ends {end}")
    yield text.format(start=say_day(term.starts), end=say_date(term.ends))
    if not term.printed:
        yield _("computed")
    if term.renew_from:
        yield _("renew from {day}").format(day=say_date(term.renew_from))
    if term.apply_by:
        yield _("apply by {day}").format(day=say_date(term.apply_by))


def _clauses(console: Console, clauses: tuple[ClauseResult, ...], notes: Footnotes) -> None:
    table = grid(_("state"), _("what it asks for"), _("counted"), _("missing"), _("source"), ratio=1)
    for clause in clauses:
        table.add_row(
            state_word(clause.state),
            _clause_text(clause),
            "" if clause.kind == "keeps" else say_counted(clause.counted, clause.needed),
            _missing(clause),
            notes.mark(clause.source),
        )
    console.print(table)


def _clause_text(clause: ClauseResult) -> str:
    extra = [clause.says]
    if clause.planned:
        extra.append(_("{n} more booked or planned").format(n=down(clause.planned)))
    if clause.override:
        extra.append(_told(clause.override))
    return "; ".join(extra)


def _told(one: Override) -> str:
    if one.extended_to is not None:
        text = _("extended to {until}, by your own note of {day}: {text}")
        return text.format(until=one.extended_to, day=one.told_on, text=one.evidence)
    return _("changed by your own note of {day}: {text}").format(day=one.told_on, text=one.evidence)


def _missing(clause: ClauseResult) -> str:
    if clause.missing == 0 or clause.kind == "keeps":
        return ""
    if clause.unit == "hours":
        return str(up(clause.missing))
    return ngettext("{n} course", "{n} courses", int(up(clause.missing))).format(n=up(clause.missing))


def _credits(console: Console, held: HoldingAudit) -> None:
    table = grid(_("date"), _("credit"), _("hours"), _("why"), ratio=3)
    table.columns[1].ratio, table.columns[1].no_wrap = 1, False
    for found in held.credits:
        table.add_row(
            str(found.credit.date),
            found.credit.title or found.credit.uan or "",
            _hours(found.counted, found.credit.hours),
            found.why,
        )
    console.print(table)


def _hours(counted: Fraction, taken: Fraction) -> str:
    return str(down(counted)) if counted == taken else say_counted(counted, taken)
