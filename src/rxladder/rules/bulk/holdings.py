"""The holdings of a workforce with their terms, and what else their persons hold, as expressions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ibis
import pyarrow as pa

from rxladder.career.record import Holding
from rxladder.facts.term_rules import TermRule
from rxladder.rules.bulk.answers import UNREAD, answers_by_facts
from rxladder.rules.bulk.circumstances import end_column, issue_column
from rxladder.rules.bulk.compiled import Compiled, months_of, table
from rxladder.rules.bulk.day_math import NO_DAY, add_months, case_of, is_so, plus_days, told
from rxladder.rules.bulk.kept import listed
from rxladder.rules.terms import term_on


def numbered(holdings: ibis.Table, people: ibis.Table, compiled: Compiled) -> ibis.Table:
    """Each holding with a number (`hid`), its credential's (`code`), and that of its person's answers.

    Where holdings have a `hid` it is kept: numbers given here come one by one.
    """
    numbers, columns = answers_by_facts(people, compiled.questions, compiled.book.packs.vocabulary)
    known = ibis.memtable(compiled.credentials()).select("credential", "code", "asks")
    persons = people.select("person", "birthday", k_facts=ibis.coalesce(people.facts, ""))
    persons = persons.left_join(numbers, "k_facts").select("person", "birthday", *columns)
    hid = holdings.hid if "hid" in holdings.columns else ibis.row_number()
    h = holdings.select("person", "credential", "issued", "expires", hid=hid)
    h = h.left_join(known, "credential").drop("credential_right")
    h = h.left_join(persons, "person").drop("person_right")
    answers = case_of(h.asks, {k: h[name] for k, name in enumerate(columns)}, ibis.literal(UNREAD))
    return h.select(
        "person",
        "credential",
        "issued",
        "expires",
        "birthday",
        hid="hid",
        code=ibis.coalesce(h.code, -1).cast("int32"),
        answers=ibis.coalesce(answers, UNREAD).cast("int32"),
    )


def described(h: ibis.Table, compiled: Compiled, *names: str) -> ibis.Table:
    """Holdings with what is known of their credentials: some columns of `Compiled.credentials`."""
    known = ibis.memtable(compiled.credentials()).select("code", *names)
    return h.left_join(known, "code").drop("code_right")


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


def _looked_up(row: dict[str, Any], compiled: Compiled) -> dict[str, Any]:
    holding = Holding(compiled.ids[row["code"]], row["issued"], row["expires"])
    term = term_on(compiled.rule(row["code"]), holding, compiled.on, birthday=row["born"])
    return {
        "k_code": row["code"],
        "k_issued": row["issued"] or NO_DAY,
        "k_expires": row["expires"] or NO_DAY,
        "k_born": row["born"] or NO_DAY,
        "t_starts": term and term.starts,
        "t_ends": term and term.ends,
        "t_first": bool(term and term.first),
        "t_printed": bool(term and term.printed),
        "t_doubt": bool(term and term.doubt),
    }


def _printed_start(h: ibis.Table, rules: Iterable[TermRule]) -> ibis.expr.types.DateValue:
    """The first day of a term by the date printed: so many months back, or that of a first issue."""
    steps = sorted({months_of(rule) for rule in rules} - {0})
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
    ends = {
        end_column(id_): ibis.ifelse(h.code == compiled.code(id_), h.expires, ibis.null("date")).max()
        for id_ in compiled.ends
    }
    return h.filter(h.weight > 0).group_by("person").agg(held=(h.weight * state).bit_or(), **issues, **ends)
