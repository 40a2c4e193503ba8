"""Holdings that are asked the same: found in the database, told by the reference engine, joined back.

A profile is a credential and all numbers that its demands hang on (see `circumstances`). Few profiles occur,
however many holdings there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import IntegerValue

from rxladder.career.record import Career, Credit
from rxladder.facts.days import add_months as months_later
from rxladder.rules.bulk.answers import UNREAD
from rxladder.rules.bulk.circumstances import Circumstances, common_tests
from rxladder.rules.bulk.compiled import Compiled, by_code, table
from rxladder.rules.bulk.counted import Places
from rxladder.rules.bulk.credit_tests import settled_by, with_hours_told
from rxladder.rules.bulk.day_math import code, is_so
from rxladder.rules.bulk.holdings import described
from rxladder.rules.bulk.kept import listed
from rxladder.rules.bulk.records import career_of
from rxladder.rules.bulk.slots import Slots
from rxladder.rules.bulk.templates import Example, Template, TooHardError, template_of

_KEYS = ("code", "answers", "held_beside", "courses", "hours_told", "own_0", "own_1", "own_2")
_ROOM = 1 << 62
_SOME = Fraction(1)


@dataclass(frozen=True)
class Occurring:
    """The profiles that occur (their keys, and `hid` of a holding of each), and these holdings' records."""

    rows: list[dict[str, Any]]
    careers: _Careers


@dataclass
class Profiles:
    """The templates of the profiles that occur; a template's number is its place."""

    compiled: Compiled
    templates: list[Template] = field(default_factory=list)
    _numbers: dict[Template, int] = field(default_factory=dict)

    def keyed(self, h: ibis.Table, given: ibis.Table, credits: ibis.Table, places: Places) -> ibis.Table:
        """The holdings with their windows, and the numbers that tell their profile."""
        h = self._with_keys(with_hours_told(h, given, credits, places, self.compiled), credits)
        taken = [code_ for code_, one in enumerate(self.compiled.circumstances) if one and one.any_course]
        if taken:
            # Of such a course any credit leaves the holding to the reference engine.
            by_course = h.code.isin(taken) & (h.courses > 0) & (h.why == "")
            h = h.mutate(why=ibis.ifelse(by_course, "a course that a condition names", h.why))
        unread = (h.why == "") & (h.answers == UNREAD)
        h = h.mutate(why=ibis.ifelse(unread, "facts that cannot be read", h.why))
        windows = [f"w{at}_{end}" for at in range(self.compiled.windows) for end in ("starts", "ends")]
        return h.select("hid", "person", "starts", "ends", "why", "opens", "closes", *windows, *_KEYS)

    def occurring(
        self, h: ibis.Table, numbered: ibis.Table, people: ibis.Table, credits: ibis.Table
    ) -> Occurring:
        """The profiles of keyed holdings, each with the record of a person who has such a holding."""
        asked = h.filter(h.why == "")
        rows = listed(asked.group_by(*_KEYS).agg(hid=asked.hid.min()))
        return Occurring(
            rows, _Careers([one["hid"] for one in rows], numbered, people, credits, self.compiled)
        )

    def told(self, found: Occurring) -> ibis.Table:
        """What the reference engine tells of profiles: their templates. No database is asked."""
        rows = []
        for one in found.rows:
            number, why = self._number(found.careers.example(one["hid"]), one["code"], one["hours_told"])
            rows.append({f"p_{key}": one[key] for key in _KEYS} | {"template": number, "why_not": why})
        schema = [("p_code", pa.int32()), *((f"p_{key}", pa.int64()) for key in _KEYS[1:])]
        return table(rows, pa.schema([*schema, ("template", pa.int32()), ("why_not", pa.string())]))

    def assigned(self, h: ibis.Table, told: ibis.Table) -> ibis.Table:
        """The holdings with the number of their template (-1: none, and `why`)."""
        joined = h.left_join(told, [h[key] == told[f"p_{key}"] for key in _KEYS])
        why = ibis.ifelse(joined.why != "", joined.why, ibis.coalesce(joined.why_not, "no template"))
        template = ibis.ifelse(why == "", ibis.coalesce(joined.template, -1), -1)
        return joined.select("hid", "person", "code", "starts", "ends", why=why, template=template)

    def _number(self, example: Example, code_: int, hours_told: int) -> tuple[int, str]:
        try:
            template = self._template(example, code_, hours_told)
        except TooHardError as error:
            return -1, str(error)
        number = self._numbers.get(template)
        if number is None:
            number = self._numbers[template] = len(self.templates)
            self.templates.append(template)
        return number, ""

    def _template(self, example: Example, code_: int, hours_told: int) -> Template:
        slots, book, on = self.compiled.slots[code_], self.compiled.book, self.compiled.on
        found = self.compiled.circumstances[code_]
        assert found is not None
        told = settled_by(hours_told, self.compiled, code_)
        rest = [id(node) for node in found.credit_tests if id(node) not in told]
        if not rest:
            return template_of(example, slots, book, on, told)
        every = [
            template_of(example, slots, book, on, told | dict.fromkeys(rest, state))
            for state in (False, True)
        ]
        if every[0] != every[1]:
            raise TooHardError("a condition on the hours that count")
        return every[0]

    def _with_keys(self, h: ibis.Table, credits: ibis.Table) -> ibis.Table:
        compiled = self.compiled
        h = described(h, compiled, "beside", "ending")
        courses = _courses(credits, compiled)
        if courses is not None:
            h = h.left_join(courses, "person").drop("person_right")
        else:
            h = h.mutate(courses_taken=ibis.literal(0))
        masks = {k: _course_mask(one, compiled) for k, one in enumerate(compiled.circumstances) if one}
        columns: dict[str, dict[int, Any]] = _own_numbers(h, compiled)
        columns["asked"] = {code_: ibis.literal(mask) for code_, mask in masks.items() if mask}
        own_0 = _packed(common_tests(h, compiled.on)).cast("int64")
        h = by_code(h.mutate(own_0=own_0), columns, dict.fromkeys(columns, ibis.literal(0)))
        ended = (h.why == "") & ((ibis.coalesce(h.held, 0) & ibis.coalesce(h.ending, 0)) != 0)
        h = h.mutate(why=ibis.ifelse(ended, "a term that an event may have ended early", h.why))
        return h.mutate(
            held_beside=(ibis.coalesce(h.held, 0) & ibis.coalesce(h.beside, 0)).cast("int64"),
            courses=(ibis.coalesce(h.courses_taken, 0) & h.asked).cast("int64"),
            own_1=h.own_1.cast("int64"),
            own_2=h.own_2.cast("int64"),
        ).drop("courses_taken", "asked", "held", "beside", "ending")


# --- Courses


def _course_bits(compiled: Compiled) -> dict[str, int]:
    """A bit for each course that matters: is it good today (told courses), or was it taken at all."""
    told = {id_ for one in compiled.circumstances if one for id_ in one.courses}
    taken = {id_ for one in compiled.circumstances if one for id_ in one.any_course}
    return {id_: 1 << k for k, id_ in enumerate(sorted(told | taken))}


def _course_mask(one: Circumstances, compiled: Compiled) -> int:
    bits = _course_bits(compiled)
    return sum(bits[id_] for id_ in one.courses | one.any_course)


def _courses(credits: ibis.Table, compiled: Compiled) -> ibis.Table | None:
    """By person: the courses that matter, as bits."""
    bits = _course_bits(compiled)
    if not bits:
        return None
    taken = credits.filter(credits.course.isin(sorted(bits)))
    found: IntegerValue = ibis.literal(0)
    for id_, bit in bits.items():
        found = found + ibis.ifelse(_counts(id_, taken, compiled).any(), bit, 0)
    return taken.group_by("person").agg(courses_taken=found.cast("int64"))


def _counts(id_: str, taken: ibis.Table, compiled: Compiled) -> ibis.expr.types.BooleanValue:
    """Whether a credit of a course matters: one still good on the day, or any at all."""
    is_it = taken.course == id_
    if any(id_ in one.any_course for one in compiled.circumstances if one):
        return is_it
    done = (ibis.coalesce(taken.status, "done") == "done") & (taken.date <= ibis.literal(compiled.on))
    packs = compiled.book.packs
    ref = packs.credentials.get(packs.vocabulary.courses[id_].credential or "")
    months = ref.credential.term.months if ref else None
    if months is None:
        return is_it & done
    # The last day on which it would be over today: whatever is later is good.
    over = months_later(compiled.on, -months)
    return is_it & done & (taken.date > ibis.literal(over))


# --- Numbers of the holding's own


def _own_numbers(h: ibis.Table, compiled: Compiled) -> dict[str, dict[int, IntegerValue]]:
    """By credential, numbers that hold all its tests, packed; one with more than they hold is left out."""
    columns: dict[str, dict[int, IntegerValue]] = {"own_1": {}, "own_2": {}}
    for slots, found in zip(compiled.slots, compiled.circumstances, strict=True):
        if found is None:
            continue
        tests = [*found.own_tests(h), *_window_tests(slots, h, compiled.on)]
        if tests:
            columns["own_1"][slots.code] = _packed(tests)
        prorated = _prorated(slots, h)
        if prorated is not None:
            columns["own_2"][slots.code] = prorated
    return columns


def _packed(tests: list[tuple[IntegerValue, int]]) -> IntegerValue:
    number: IntegerValue = ibis.literal(0).cast("int64")
    room = 1
    for test, radix in tests:
        number = number + test.cast("int64") * room
        room *= radix
    assert room < _ROOM
    return number


def _window_tests(slots: Slots, h: ibis.Table, on: date) -> list[tuple[IntegerValue, int]]:
    """For each window: is there one, does it open later, is it over; and the year where it names clauses."""
    if not slots.slots:
        return []
    found: list[tuple[IntegerValue, int]] = []
    today = ibis.literal(on)
    if slots.carries:
        found += [(code(h.before_first), 2), (code(h.before_ends.notnull()), 2)]
    for at in range(len(slots.spans) - slots.carries):
        starts, ends = h[f"w{at}_starts"], h[f"w{at}_ends"]
        later = is_so(starts > today)
        found.append((ibis.cases((ends.isnull(), 3), (later, 1), (ends < today, 2), else_=0), 4))
    if any(rule.kind == "calendar-years" or rule.cycle for rule in slots.rules):
        found.append((ibis.coalesce(h.ends.year(), 0), 10_000))
    return found


def _prorated(slots: Slots, h: ibis.Table) -> IntegerValue | None:
    """The days of a term whose hours are cut by its length."""
    exceptions = slots.requirement.ce.exceptions.values()
    effects = [effect for rule in exceptions for effect in (rule, *rule.cases, *rule.readings.values())]
    if not any(effect.per_month or effect.by_days or effect.by_months for effect in effects):
        return None
    whole = _day_number(h.starts) * 10_000_000 + _day_number(h.ends)
    # Where the day of issue is not told, it may be a first term.
    return ibis.ifelse(is_so((h["first"] | h.issued.isnull()) & h.starts.notnull()), whole, 0)


def _day_number(day: ibis.expr.types.DateValue) -> IntegerValue:
    return ibis.coalesce(day.year().cast("int64") * 512 + day.month() * 32 + day.day(), 0)


# --- Examples


class _Careers:
    """The records of the persons whose holdings stand for their profiles, without their credits."""

    def __init__(
        self,
        hids: list[int],
        numbered: ibis.Table,
        people: ibis.Table,
        credits: ibis.Table,
        compiled: Compiled,
    ) -> None:
        self.compiled = compiled
        wanted = table([{"hid": hid} for hid in hids], pa.schema([("hid", pa.int64())]))
        chosen = numbered.semi_join(wanted, "hid").select("hid", "person", "credential", "birthday")
        persons = chosen.select("person").distinct()
        self.chosen = {one["hid"]: one for one in listed(chosen)}
        facts = people.semi_join(persons, "person").select("person", "facts")
        self.facts = {one["person"]: one["facts"] for one in listed(facts)}
        held = numbered.semi_join(persons, "person").select("person", "credential", "issued", "expires")
        self.held: dict[Any, list[dict[str, Any]]] = {}
        for one in listed(held):
            self.held.setdefault(one["person"], []).append(one)
        self.credits: dict[Any, list[Credit]] = {}
        courses = sorted({id_ for one in compiled.circumstances if one for id_ in one.courses})
        if courses:
            taken = credits.filter(credits.course.isin(courses)).semi_join(persons, "person")
            for one in listed(taken.select("person", "date", "course", "status")):
                credit = Credit(one["date"], _SOME, course=one["course"], status=one["status"] or "done")
                self.credits.setdefault(one["person"], []).append(credit)
        self._made: dict[Any, Career] = {}

    def example(self, hid: int) -> Example:
        """One holding with its person's record, of whose credits only courses that matter are there."""
        row = self.chosen[hid]
        person = row["person"]
        career = self._made.get(person)
        if career is None:
            whole = {"birthday": row["birthday"], "state": None, "facts": self.facts[person]}
            vocabulary = self.compiled.book.packs.vocabulary
            career = self._made[person] = career_of(whole, self.held[person], (), vocabulary)
        holding = next(one for one in career.holdings if one.credential == row["credential"])
        return Example(holding, career, tuple(self.credits.get(person, ())))
