"""The holdings of a workforce with their terms, and what else their persons hold, as expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa

from rxladder.career.record import Holding
from rxladder.facts import conditions as c
from rxladder.facts.conditions import Node
from rxladder.facts.education_rules import WindowRule
from rxladder.facts.term_rules import TermRule
from rxladder.rules.bulk.answers import UNREAD, answers_by_facts
from rxladder.rules.bulk.circumstances import Circumstances, NotCompiledError, issue_column
from rxladder.rules.bulk.day_math import add_months, case_of, is_so, plus_days, told
from rxladder.rules.bulk.kept import listed
from rxladder.rules.bulk.slots import BEFORE, Slots
from rxladder.rules.result import TermDates
from rxladder.rules.rulebook import Rulebook
from rxladder.rules.terms import term_on
from rxladder.rules.windows import spans

_STEPS = {"every": 12, "odd": 24, "even": 24}
_OTHERS_MOST = 30


@dataclass
class Compiled:
    """A set of packs compiled for one day. Credentials go by a number, their `code`."""

    book: Rulebook
    on: date
    ids: tuple[str, ...] = field(init=False)
    slots: list[Slots] = field(init=False)
    circumstances: list[Circumstances | None] = field(init=False)
    why_not: list[str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.ids = tuple(self.book.packs.credentials)
        requirements = [self.book.sheets(id_).requirement for id_ in self.ids]
        self.slots = [Slots(code, one) for code, one in enumerate(requirements)]
        self.circumstances, self.why_not = [], []
        for slots in self.slots:
            why = slots.why_not() or self._ends_early(slots)
            found = None
            try:
                found = Circumstances(slots.requirement, self.book.packs, self.on)
            except NotCompiledError as error:
                why = str(error)
            self.circumstances.append(found)
            self.why_not.append(why)

    def _ends_early(self, slots: Slots) -> str | None:
        """Events that end a term early are followed only as far as nothing held beside it can be one."""
        nodes = self._events(slots.code)
        plain = (c.Experience, c.Holds, c.Trained, c.All, c.AnyOf)
        return (
            None if all(isinstance(node, plain) for node in nodes) else "a term that an event may end early"
        )

    def _events(self, code: int) -> list[Node]:
        return [node for event in self.rule(code).ends_early for node in c.walk(event.when)]

    def ending(self, code: int) -> set[str]:
        """The credentials that may end a term early where they are held beside it."""
        found: set[str] = set()
        for node in self._events(code):
            held = None
            if isinstance(node, c.Holds):
                held = node.holds
            elif isinstance(node, c.Trained):
                held = self.book.packs.vocabulary.programmes[node.trained].credential
            found |= self.book.packs.counting_as(held) if held else set()
        return found

    def rule(self, code: int) -> TermRule:
        """How a credential's terms run."""
        return self.slots[code].requirement.ref.credential.term

    @cached_property
    def width(self) -> int:
        """The most slots that a credential has."""
        return max([len(one.slots) for one in self.slots], default=0)

    @cached_property
    def windows(self) -> int:
        """The most windows that a credential has."""
        return max([len(one.spans) for one in self.slots if one.slots], default=0)

    @cached_property
    def others(self) -> dict[str, int]:
        """The credentials that matter beside another, with their bit in a person's `held`."""
        ids = {id_ for one in self.circumstances if one for id_ in one.others}
        ids |= {id_ for code in range(len(self.ids)) for id_ in self.ending(code)}
        return {id_: 2 * k for k, id_ in enumerate(sorted(ids & {*self.ids})[:_OTHERS_MOST])}

    @cached_property
    def issues(self) -> list[str]:
        """The credentials whose day of issue matters beside another."""
        return sorted({id_ for one in self.circumstances if one for id_ in one.issues} & {*self.ids})

    @cached_property
    def questions(self) -> list[tuple[str, ...]]:
        """The sets of questions whose answers matter together."""
        found = {tuple(sorted(one.questions)) for one in self.circumstances if one}
        return sorted(found)

    def code(self, credential: str) -> int:
        """The number of a credential."""
        return self._codes[credential]

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {id_: code for code, id_ in enumerate(self.ids)}

    def credentials(self) -> pa.Table:
        """What the query must know of each credential."""
        return self._credentials

    @cached_property
    def _credentials(self) -> pa.Table:
        rows = [self._credential(code) for code in range(len(self.ids))]
        return pa.Table.from_pylist(rows)

    def _credential(self, code: int) -> dict[str, Any]:
        rule, found = self.rule(code), self.circumstances[code]
        months = rule.months or _STEPS.get(rule.years or "") or 0
        others = found.others if found else set()
        return {
            "credential": self.ids[code],
            "code": code,
            "months": months,
            "plain": not (rule.versions or rule.one_off),
            "endless": not months and not rule.versions and not rule.one_off,
            "of_birth": rule.anchor in ("birthday", "birth-month-end"),
            "follows": rule.anchor == "credential",
            "renewable": rule.renewable is not False,
            "weight": 1 << self.others[self.ids[code]] if self.ids[code] in self.others else 0,
            "beside": sum(3 << bit for id_, bit in self.others.items() if id_ in others),
            "ending": sum(3 << bit for id_, bit in self.others.items() if id_ in self.ending(code)),
            "asks": self.questions.index(tuple(sorted(found.questions))) if found else 0,
            "why": self.why_not[code] or "",
        }


def table(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> ibis.Table:
    """A small table of what was worked out in Python."""
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=schema))


def numbered(holdings: ibis.Table, people: ibis.Table, compiled: Compiled) -> ibis.Table:
    """Each holding with a number (`hid`), its credential's (`code`), and that of its person's answers."""
    numbers, columns = answers_by_facts(people, compiled.questions, compiled.book.packs.vocabulary)
    known = ibis.memtable(compiled.credentials()).select("credential", "code", "asks")
    persons = people.select("person", "birthday", k_facts=ibis.coalesce(people.facts, ""))
    persons = persons.left_join(numbers, "k_facts").select("person", "birthday", *columns)
    h = holdings.select("person", "credential", "issued", "expires")
    h = h.left_join(known, "credential").drop("credential_right")
    h = h.left_join(persons, "person").drop("person_right")
    answers = case_of(h.asks, {k: h[name] for k, name in enumerate(columns)}, ibis.literal(UNREAD))
    return h.select(
        "person",
        "credential",
        "issued",
        "expires",
        "birthday",
        hid=ibis.row_number(),
        code=ibis.coalesce(h.code, -1).cast("int32"),
        answers=ibis.coalesce(answers, UNREAD).cast("int32"),
    )


def described(h: ibis.Table, compiled: Compiled, *names: str) -> ibis.Table:
    """Holdings with what is known of their credentials: some columns of `Compiled.credentials`."""
    known = ibis.memtable(compiled.credentials()).select("code", *names)
    return h.left_join(known, "code").drop("code_right")


def by_code(
    h: ibis.Table, columns: Mapping[str, Mapping[int, Any]], otherwise: Mapping[str, Any]
) -> ibis.Table:
    """Holdings with columns that each credential has its own expression for, and those without one a last.

    Credentials share most expressions: which it is is looked up, so that a row does not pass all credentials.
    """
    rows: dict[int, dict[str, int]] = {}
    chosen: dict[str, dict[int, Any]] = {}
    for name, values in columns.items():
        numbers: dict[Any, int] = {}
        for code, value in values.items():
            number = numbers.setdefault(value.op(), len(numbers))
            rows.setdefault(code, {})[f"by_{name}"] = number
            chosen.setdefault(name, {})[number] = value
    schema = [("by_code", pa.int32()), *((f"by_{name}", pa.int16()) for name in columns)]
    looked_up = table([{"by_code": code, **row} for code, row in rows.items()], pa.schema(schema))
    h = h.left_join(looked_up, h.code == looked_up.by_code)
    found = {name: case_of(h[f"by_{name}"], chosen.get(name, {}), otherwise[name]) for name in columns}
    return h.mutate(**found).drop("by_code", *(f"by_{name}" for name in columns))


def with_terms(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """Numbered holdings with their terms."""
    told_of = ("months", "plain", "endless", "of_birth", "follows", "why")
    h = described(h.drop("credential"), compiled, *told_of)
    return _terms(h.mutate(why=ibis.coalesce(h.why, "a credential that no pack knows")), compiled)


def _terms(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """The terms: by the printed dates where these are enough, else looked up."""
    printed = is_so(h.expires.notnull() & h.plain)
    h = h.mutate(by_print=printed, born=ibis.ifelse(h.of_birth, h.birthday, ibis.null("date")))
    looked_up = ~h.by_print & (h.code >= 0) & is_so(~(h.expires.isnull() & (h.endless | h.follows)))
    keys = ["code", "issued", "expires", "born"]
    found = listed(h.filter(looked_up).select(*keys).distinct())
    terms = table([_looked_up(one, compiled) for one in found], _TERM)
    h = h.mutate(**{f"k_{key}": told(h[key]) for key in keys[1:]}, k_code=h.code)
    joined = h.left_join(terms, ["k_code", "k_issued", "k_expires", "k_born"])
    rules = [compiled.rule(code) for code in range(len(compiled.ids))]
    joined = joined.mutate(p_starts=_printed_start(joined, rules))
    starts = joined.p_starts
    return joined.mutate(
        starts=ibis.ifelse(joined.by_print, starts, joined.t_starts),
        ends=ibis.ifelse(joined.by_print, joined.expires, joined.t_ends),
        first=ibis.ifelse(joined.by_print, is_so(joined.issued >= starts), is_so(joined.t_first)),
        printed=joined.by_print | is_so(joined.t_printed),
        doubt=~joined.by_print & is_so(joined.t_doubt),
        why=ibis.ifelse(
            (joined.why == "") & joined.expires.isnull() & is_so(joined.follows),
            "a term that follows another's",
            joined.why,
        ),
    ).select(*_KEPT)


_KEPT = (
    "hid", "person", "code", "issued", "expires", "birthday", "answers", "why", "starts", "ends", "first",
    "printed", "doubt",
)  # fmt: skip
_TERM = pa.schema(
    [
        ("k_code", pa.int32()), ("k_issued", pa.date32()), ("k_expires", pa.date32()),
        ("k_born", pa.date32()), ("t_starts", pa.date32()), ("t_ends", pa.date32()),
        ("t_first", pa.bool_()), ("t_printed", pa.bool_()), ("t_doubt", pa.bool_()),
    ]
)  # fmt: skip
_NO_DAY = date(1, 1, 1)


def _looked_up(row: dict[str, Any], compiled: Compiled) -> dict[str, Any]:
    holding = Holding(compiled.ids[row["code"]], row["issued"], row["expires"])
    term = term_on(compiled.rule(row["code"]), holding, compiled.on, birthday=row["born"])
    return {
        "k_code": row["code"],
        "k_issued": row["issued"] or _NO_DAY,
        "k_expires": row["expires"] or _NO_DAY,
        "k_born": row["born"] or _NO_DAY,
        "t_starts": term and term.starts,
        "t_ends": term and term.ends,
        "t_first": bool(term and term.first),
        "t_printed": bool(term and term.printed),
        "t_doubt": bool(term and term.doubt),
    }


def _printed_start(h: ibis.Table, rules: Iterable[TermRule]) -> ibis.expr.types.DateValue:
    """The first day of a term by the date printed: so many months back, or that of a first issue."""
    steps = sorted({rule.months or _STEPS.get(rule.years or "") or 0 for rule in rules} - {0})
    back = {step: plus_days(add_months(h.expires, -step), 1) for step in steps}
    plain = case_of(h.months, back, ibis.null("date"))
    month = h.expires.year() * 12 + h.expires.month()
    same = h.issued.year() * 12 + h.issued.month() + h.months == month
    starts = ibis.ifelse(is_so((h.issued > plain) | same), h.issued, plain)
    return ibis.ifelse(h.months > 0, starts, ibis.null("date"))


def beside(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """By person: what is held (`held`: two bits for each credential that matters), and since when."""
    on = ibis.literal(compiled.on)
    h = described(h.select("person", "code", "issued", "expires", "ends"), compiled, "renewable", "weight")
    over = ibis.cases(
        (h.expires.notnull(), h.expires < on), (~h.renewable & h.ends.notnull(), h.ends < on), else_=False
    )
    state = ibis.ifelse(is_so(h.issued > on) | over, 1, 2)
    issues = {
        issue_column(id_): ibis.ifelse(h.code == compiled.code(id_), h.issued, ibis.null("date")).max()
        for id_ in compiled.issues
    }
    return h.filter(h.weight > 0).group_by("person").agg(held=(h.weight * state).bit_or(), **issues)


# --- Windows


def with_windows(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """The windows of each holding's clauses, `w0_starts`, `w0_ends` and so on; null where there is none.

    `opens` and `closes`: no day outside of them lies in a window; without a window they are null.
    `first_ends` is when the holding's first term ended, as far as this one's dates tell.
    """
    cyclic = {one.code for one in compiled.slots if one.slots and not one.calendar_only}
    plain = [one for one in compiled.slots if one.slots and one.calendar_only]
    cycles = _cycles(h, compiled, cyclic) if cyclic else None
    h = _with_term_before(h, compiled)
    found: dict[str, dict[int, Any]] = {}
    for at in range(compiled.windows):
        spans_of = {one.code: _span(one, at, h, compiled.on) for one in plain if at < len(one.spans)}
        found[f"w{at}_starts"] = {code: span[0] for code, span in spans_of.items()}
        found[f"w{at}_ends"] = {code: span[1] for code, span in spans_of.items()}
    h = by_code(h, found, dict.fromkeys(found, ibis.null("date")))
    h = h.mutate(first_ends=ibis.ifelse(h["first"], h.ends, plus_days(h.starts, -1)))
    if cycles is not None:
        h = _with_cycles(h, cycles, compiled, cyclic)
    ends = [h[f"w{at}_ends"] for at in range(compiled.windows)]
    starts = [
        ibis.ifelse(h[f"w{at}_ends"].notnull(), told(h[f"w{at}_starts"]), ibis.null("date"))
        for at in range(compiled.windows)
    ]
    return h.mutate(opens=_least(starts), closes=_greatest(ends))


def _least(days: Sequence[Any]) -> Any:
    """The first of some days, of which any may be null; not every database passes over nulls by itself."""
    known = [ibis.coalesce(day, *days) for day in days]
    return ibis.least(*known)


def _greatest(days: Sequence[Any]) -> Any:
    known = [ibis.coalesce(day, *days) for day in days]
    return ibis.greatest(*known)


def _with_term_before(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """The term before, where hours may carry over from it: as `rules.carried` has it."""
    months = {one.code: compiled.rule(one.code).months for one in compiled.slots if one.carries}
    nothing = ibis.null("date")
    ends = ibis.ifelse(h.code.isin(sorted(months) or [-1]) & ~h["first"], plus_days(h.starts, -1), nothing)
    h = h.mutate(before_ends=ibis.ifelse(is_so(h.issued > ends), nothing, ends))
    starts = {
        code: plus_days(add_months(h.before_ends, -(step or 0)), 1) for code, step in months.items() if step
    }
    h = h.mutate(before_plain=case_of(h.code, starts, nothing))
    is_first = is_so(h.issued >= h.before_plain)
    return h.mutate(
        before_first=is_first, before_starts=ibis.ifelse(is_first, h.issued, h.before_plain)
    ).drop("before_plain")


def _span(slots: Slots, at: int, h: ibis.Table, on: date) -> tuple[Any, Any]:
    number, j = slots.spans[at]
    if number == BEFORE:
        return h.before_starts, h.before_ends
    rule, today = slots.rules[number], ibis.literal(on)
    nothing = ibis.null("date")
    match rule.kind:
        case "term":
            return h.starts, h.ends
        case "record":
            return nothing, ibis.greatest(h.ends, today)
        case "last-months":
            return plus_days(add_months(today, -(rule.months or 0)), 1), ibis.greatest(h.ends, today)
        case "calendar-years":
            return _year(rule, j, h)
    grace = slots.requirement.ref.credential.term.after_end if rule.in_grace else None
    days = (grace.grace_days if grace else None) or 0
    return plus_days(add_months(h.ends, -(rule.months or 0)), 1), plus_days(h.ends, days)


def _year(rule: WindowRule, j: int, h: ibis.Table) -> tuple[Any, Any]:
    last = h.ends.year()
    begun = ibis.ifelse(h["first"], ibis.coalesce(h.starts.year(), 1), 1)
    year = ibis.greatest(last - (rule.calendar_years or 1) + 1, begun) + j
    there = year <= last
    nothing = ibis.null("date")
    year = year.cast("int32")
    return (
        ibis.ifelse(there, ibis.date(year, ibis.literal(1), ibis.literal(1)), nothing),
        ibis.ifelse(there, ibis.date(year, ibis.literal(12), ibis.literal(31)), nothing),
    )


def _cycles(h: ibis.Table, compiled: Compiled, cyclic: set[int]) -> ibis.Table:
    """Windows that end in cycles of their own, by credential and term."""
    keys = ["code", "starts", "ends", "first"]
    wanted = h.filter(h.code.isin(sorted(cyclic)) & h.ends.notnull()).select(*keys).distinct()
    rows = [_cycled(one, compiled) for one in listed(wanted)]
    names = [f"c{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    schema = [("k_code", pa.int32()), ("k_starts", pa.date32()), ("k_ends", pa.date32())]
    schema += [("k_first", pa.bool_()), ("too_many", pa.bool_())]
    schema += [(name, pa.date32()) for name in names]
    return table(rows, pa.schema(schema))


def _with_cycles(h: ibis.Table, cycles: ibis.Table, compiled: Compiled, cyclic: set[int]) -> ibis.Table:
    h = h.mutate(k_code=h.code, k_starts=told(h.starts), k_ends=told(h.ends), k_first=h["first"])
    joined = h.left_join(cycles, ["k_code", "k_starts", "k_ends", "k_first"])
    looked_up = joined.code.isin(sorted(cyclic))
    names = [f"c{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    windows = {f"w{name[1:]}": ibis.ifelse(looked_up, joined[name], joined[f"w{name[1:]}"]) for name in names}
    why = ibis.ifelse(is_so(joined.too_many) & (joined.why == ""), "more cycles than a term has", joined.why)
    return joined.mutate(why=why, **windows).select(*h.columns[: h.columns.index("k_code")])


def _cycled(row: dict[str, Any], compiled: Compiled) -> dict[str, Any]:
    slots = compiled.slots[row["code"]]
    term = TermDates(row["starts"], row["ends"], first=row["first"])
    holding, too_many = Holding(compiled.ids[row["code"]]), False
    found: dict[str, Any] = {}
    for number, rule in enumerate(slots.rules):
        places = [at for at, (k, _) in enumerate(slots.spans) if k == number]
        own = spans(rule, term, holding, compiled.rule(row["code"]), compiled.on)
        too_many = too_many or len(own) > len(places)
        for at, span in zip(places, own, strict=False):
            found |= {f"c{at}_starts": span.starts, f"c{at}_ends": span.ends}
    return found | {
        "k_code": row["code"],
        "k_starts": row["starts"] or _NO_DAY,
        "k_ends": row["ends"],
        "k_first": row["first"],
        "too_many": too_many,
    }
