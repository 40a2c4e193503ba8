"""Clauses and exceptions held against one another: what cannot both be meant.

A clause set clashes where no amount of hours could be right (a cap below a minimum inside it) or where a part
asks more than the whole. Exceptions clash where two of them change the same clause differently, can both
apply, and neither is said to win.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

from rxladder.facts import conditions as c
from rxladder.facts.education_rules import Clause, ContinuingEducation, Effect, Exception_, WindowRule
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.match_sets import Grid, inside
from rxladder.facts.phrases import plural, say_number
from rxladder.facts.yaml_text import Path_

Found = tuple[Path_, str]
"""Where (from `ce` on) and what."""


class _Set(NamedTuple):
    """A clause with the hours that it looks at."""

    id: str
    clause: Clause
    hours: int
    window: WindowRule


# --- The hours that a clause looks at


def _sets(ce: ContinuingEducation) -> list[_Set]:
    clauses = {id_: clause for id_, clause in ce.clauses.items() if clause.unit == "hours"}
    grid = Grid(match for clause in clauses.values() for match in (clause.of, clause.among) if match)
    return [_Set(id_, clause, _hours(clause, grid), _window(clause, ce)) for id_, clause in clauses.items()]


def _hours(clause: Clause, grid: Grid) -> int:
    """The hours under a clause; with `among`, those that are not bound satisfy it too."""
    own = grid.set_of(clause.of)
    return own if clause.among is None else own | (grid.all & ~grid.set_of(clause.among))


def _window(clause: Clause, ce: ContinuingEducation) -> WindowRule:
    if clause.once or clause.every_months:
        return WindowRule(kind="record")
    window = clause.window or ce.window
    return window.model_copy(update={"note": None})


def _stands_apart(clause: Clause) -> bool:
    return clause.separate or any(reading.separate for reading in clause.readings.values())


# --- Clauses that clash


def clause_clashes(ce: ContinuingEducation) -> Iterator[Found]:
    """Minimums above their total, and caps below a minimum inside them."""
    sets = [item for item in _sets(ce) if not _stands_apart(item.clause)]
    total = next((item for item in sets if item.id == "total"), None)
    for item in sets:
        least = item.clause.at_least
        if total and item is not total and least and _together(item, total):
            asked = total.clause.at_least
            if asked is not None and least > asked:
                said = ngettext(
                    "asks for {n} hour within a total of only {total}",
                    "asks for {n} hours within a total of only {total}",
                    plural(least),
                )
                yield ("clauses", item.id), said.format(n=say_number(least), total=say_number(asked))
    asked = total.clause.at_least if total else None
    for cap, minimum in ((one, other) for one in sets for other in sets if one is not other):
        yield from _cap_clash(cap, minimum, asked)
    if asked is None:
        for item in sets:
            if item.clause.at_most_share is not None:
                yield ("clauses", item.id), _("caps a share of the total, but `total` asks for no hours")


def _cap_clash(cap: _Set, minimum: _Set, total: Fraction | None) -> Iterator[Found]:
    most, least = _most(cap.clause, total), minimum.clause.at_least
    if most is None or least is None or least <= most:
        return
    if inside(minimum.hours, cap.hours) and _together(cap, minimum):
        said = ngettext(
            "allows at most {most} hour, but `{clause}` asks for {least} of them",
            "allows at most {most} hours, but `{clause}` asks for {least} of them",
            plural(most),
        )
        told = said.format(most=say_number(most), clause=minimum.id, least=say_number(least))
        yield ("clauses", cap.id), told


def _most(clause: Clause, total: Fraction | None) -> Fraction | None:
    if clause.per_day:
        return None
    if clause.at_most_share is not None:
        return None if total is None else clause.at_most_share * total
    return clause.at_most


def _together(one: _Set, other: _Set) -> bool:
    """Whether two clauses look at the same days and can both be asked of one term."""
    return (
        one.window == other.window
        and _overlap_in_time(one.clause, other.clause)
        and not _exclude(one.clause.when, other.clause.when)
    )


def _overlap_in_time(one: Clause | Exception_, other: Clause | Exception_) -> bool:
    starts = [day for day in (one.from_, other.from_) if day]
    ends = [day for day in (one.until, other.until) if day]
    return not starts or not ends or max(starts) <= min(ends)


# --- Exceptions that clash


def exception_clashes(ce: ContinuingEducation) -> Iterator[Found]:
    """Exceptions that name what is not there, go round in circles, or change one clause in two ways."""
    for id_, exception in ce.exceptions.items():
        yield from _unknown_names(id_, exception, ce)
    for id_ in ce.exceptions:
        if id_ in _beaten(id_, ce.exceptions):
            yield ("exceptions", id_, "over"), _("`over` goes around in a circle: it ends up over itself")
    for one, other in combinations(ce.exceptions, 2):
        yield from _exception_clash(one, other, ce)


def _unknown_names(id_: str, exception: Exception_, ce: ContinuingEducation) -> Iterator[Found]:
    for path, effect in _effects(exception):
        if effect.keep and "all" not in effect.waive:
            said = _("`keep` says what is left of `waive: all`, which is not here")
            yield ("exceptions", id_, *path, "keep"), said
        for key in ("waive", "keep", "need", "per_month", "by_days", "by_months"):
            for clause in getattr(effect, key):
                if clause not in ce.clauses and not (key == "waive" and clause == "all"):
                    yield ("exceptions", id_, *path, key), _("there is no clause `{id}`").format(id=clause)
    for other in exception.over:
        if other not in ce.exceptions:
            yield ("exceptions", id_, "over"), _("there is no exception `{id}`").format(id=other)


def _effects(exception: Exception_) -> Iterator[tuple[Path_, Effect]]:
    yield (), exception
    for position, case in enumerate(exception.cases):
        yield ("cases", position), case
    for name, reading in exception.readings.items():
        yield ("readings", name), reading


def _beaten(id_: str, exceptions: Mapping[str, Exception_]) -> set[str]:
    """Every exception that one is over, directly or by way of others."""
    found: set[str] = set()
    ahead = list(exceptions[id_].over)
    while ahead:
        other = ahead.pop()
        if other not in found and other in exceptions:
            found.add(other)
            ahead += exceptions[other].over
    return found


def _exception_clash(one: str, other: str, ce: ContinuingEducation) -> Iterator[Found]:
    first, second = ce.exceptions[one], ce.exceptions[other]
    if other in _beaten(one, ce.exceptions) or one in _beaten(other, ce.exceptions):
        return
    if not _overlap_in_time(first, second) or _never_together(first, second):
        return
    for clause in ce.clauses:
        mine, theirs = _on(clause, first), _on(clause, second)
        if mine and theirs and mine != theirs:
            said = _(
                "`{one}` and `{other}` change `{clause}` in different ways and can both apply: "
                "name one in the other's `over`"
            )
            yield ("exceptions", other), said.format(one=one, other=other, clause=clause)
            return


def _never_together(first: Exception_, second: Exception_) -> bool:
    return all(_exclude(one, other) for one in _whens(first) for other in _whens(second))


def _whens(exception: Exception_) -> list[c.Node | None]:
    """The conditions under which an exception does something: its own, and with it each case's."""
    if not exception.cases:
        return [exception.when]
    own = (exception.when,) if exception.when else ()
    return [
        c.All(all=(*own, case.when) if case.when else own) if own or case.when else None
        for case in exception.cases
    ]


def _on(clause: str, exception: Exception_) -> list[Any]:
    """What an exception does to a clause, so that it can be compared; nothing where it leaves it alone."""
    return [
        (None if isinstance(effect, Exception_) else _bare(getattr(effect, "when", None)), done)
        for _path, effect in _effects(exception)
        if (done := _done(clause, effect))
    ]


def _done(clause: str, effect: Effect) -> tuple[Any, ...]:
    if clause in effect.waive or ("all" in effect.waive and clause not in effect.keep):
        return ("waived",)
    done: tuple[Any, ...] = ()
    if clause in effect.need:
        done += ("need", effect.need[clause])
    if clause in effect.per_month:
        done += ("per month", effect.per_month[clause], effect.months_counted)
    if clause in effect.by_days:
        done += ("by days",)
    if clause in effect.by_months:
        done += ("by months",)
    return done


# --- Conditions that exclude each other


def _exclude(one: c.Node | None, other: c.Node | None) -> bool:
    """Whether two conditions can surely not both be true. False where that cannot be seen."""
    if one is None or other is None:
        return False
    if isinstance(one, c.AnyOf):
        return all(_exclude(part, other) for part in one.any)
    if isinstance(other, c.AnyOf):
        return all(_exclude(one, part) for part in other.any)
    if isinstance(one, c.All):
        return any(_exclude(part, other) for part in one.all)
    if isinstance(other, c.All):
        return any(_exclude(one, part) for part in other.all)
    if isinstance(one, c.Not):
        return bool(_bare(one.not_) == _bare(other))
    if isinstance(other, c.Not):
        return bool(_bare(other.not_) == _bare(one))
    if isinstance(one, c.Answer) and isinstance(other, c.Answer):
        return one.answer == other.answer and _dates_apart(one, other)
    if isinstance(one, c.Issued) and isinstance(other, c.Issued):
        return _issues_apart(one.issued, other.issued) or _issues_apart(other.issued, one.issued)
    return False


def _dates_apart(one: c.Answer, other: c.Answer) -> bool:
    early = [day for day in (one.before, other.before) if day]
    late = [day for day in (one.on_or_after, other.on_or_after) if day]
    if early and late and min(early) <= max(late):
        return True
    below = [months for months in (one.months_below, other.months_below) if months is not None]
    least = [months for months in (one.months_at_least, other.months_at_least) if months is not None]
    return bool(below and least) and min(below) <= max(least)


def _issues_apart(early: c.IssuedTest, late: c.IssuedTest) -> bool:
    """Whether all issues of the one lie before all of the other; bounds of unlike kinds are not compared."""
    ends = early.before or early.on_or_before
    starts = late.on_or_after or late.after
    if ends is None or starts is None:
        return False
    touch_both = early.before is None and late.on_or_after is not None
    if ends.day is not None and starts.day is not None:
        end, start = (ends.year, ends.day), (starts.year, starts.day)
        return end < start or (end == start and not touch_both)
    if ends.end_less_months is not None and starts.end_less_months is not None:
        less = ends.end_less_months - starts.end_less_months
        return less > 0 or (less == 0 and not touch_both)
    return False


def _bare(node: c.Node | None) -> Any:
    """A condition without what is only said about it."""
    if node is None:
        return None
    dumped = node.model_dump(exclude={"note", "open", "sources", "confidence"})
    return type(node).__name__, _without_remarks(dumped)


def _without_remarks(value: Any) -> Any:
    if isinstance(value, dict):
        remarks = ("note", "open", "sources", "confidence")
        return {key: _without_remarks(item) for key, item in value.items() if key not in remarks}
    if isinstance(value, (list, tuple)):
        return [_without_remarks(item) for item in value]
    return value
