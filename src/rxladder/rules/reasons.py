"""Why a credit counts or does not, in words."""

from __future__ import annotations

from fractions import Fraction

from rxladder.career.record import Credit
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.load import Packs
from rxladder.facts.phrases import all_of, inside, plural, say_date, say_number
from rxladder.facts.states import STATES, state_name
from rxladder.rules.ledger import Ledger, Row
from rxladder.rules.sheets import Instance
from rxladder.rules.told import say_asked
from rxladder.rules.wants import Reading


def why(row: Row, counted: Fraction, ledger: Ledger, reading: Reading, packs: Packs) -> str:
    """One sentence for a reading: where the credit's hours went, or the rule that left them out."""
    if row.spot.fault:
        return _fault(row, ledger)
    if not row.done:
        return _not_done(row)
    if row.spot.sure and counted is not row.hours and counted < row.hours:
        return _cut(row, counted, ledger, reading, packs)
    return _placed(row, ledger, reading, packs)


def why_apart(row: Row, ledger: Ledger, reading: Reading, packs: Packs) -> str:
    """The same of a credit that is spent on what comes on top of the total."""
    return _apart(_names(row, ledger, reading, packs))


def _apart(names: list[str]) -> str:
    return _("Counts toward: {clauses}. Not toward the total.").format(clauses="; ".join(names))


def _names(row: Row, ledger: Ledger, reading: Reading, packs: Packs) -> list[str]:
    """The clauses besides the total that a credit serves for sure."""
    return [
        inside(_rule(i, reading, packs))
        for i in ledger.instances
        if row.spot.sure & i.bit and not i.is_total and not i.is_cap
    ]


def own_words(reading: Reading, ledger: Ledger) -> bool:
    """Whether reasons name a rule with another number than the pack's, as a board told it or lifted it."""
    plain = ledger.requirement.wants
    return any(want is not plain[at] and want.is_corrected for at, want in reading.demand.wants.items())


def _rule(instance: Instance, reading: Reading, packs: Packs) -> str:
    """A rule in words, with the number that a board told where one did."""
    want = reading.demand.wants.get(instance.position)
    return say_asked(instance, want if want is not None and want.is_told else None, packs)


def _is_lifted(instance: Instance, reading: Reading) -> bool:
    want = reading.demand.wants.get(instance.position)
    return want is not None and want.waived_by is not None


def _fault(row: Row, ledger: Ledger) -> str:
    if row.spot.fault == "outside":
        return _outside(row.credit, ledger)
    if row.spot.fault == "repeat":
        assert row.twin is not None
        return _("Not counted: the same activity as on {day}.").format(day=say_date(row.twin.date))
    if row.spot.fault == "fixed-value-used":
        return _("Not counted: this kind of activity has already given all the hours it may in this term.")
    if row.spot.fault == "rejected":
        return _("Not counted: {authority} does not accept this kind of hour.").format(
            authority=_authority(ledger)
        )
    return _("Not counted: not a kind that {authority} accepts.").format(authority=_authority(ledger))


def _authority(ledger: Ledger) -> str:
    pack = ledger.requirement.ref.pack
    return state_name(pack.id) if pack.id in STATES else ledger.requirement.ref.pack.name


def _outside(credit: Credit, ledger: Ledger) -> str:
    starts, ends = ledger.sheet.edges
    side = ledger.sheet.side(credit.date)
    whole = ledger.requirement.ce.window.kind in ("term", "record")
    if side == "before":
        said = _("Not counted: before this term began on {day}.")
        if not whole:
            said = _("Not counted: before {day}, when the time for these hours began.")
        return said.format(day=say_date(starts))
    if side == "after":
        said = _("Not counted: after this term ends on {day}.")
        if not whole:
            said = _("Not counted: after {day}, when the time for these hours ends.")
        return said.format(day=say_date(ends))
    return _("Not counted: outside the days this rule looks at.")


def _not_done(row: Row) -> str:
    if not row.spot.sure | row.spot.asked | row.spot.open:
        return _("Not done yet, and it would not count toward any clause here.")
    if row.credit.status == "booked":
        return _("Booked: it counts once it is done.")
    if row.credit.status == "planned":
        return _("Planned: it counts once it is done.")
    return _("Dated after the day of this audit: it counts from that day.")


def _cut(row: Row, counted: Fraction, ledger: Ledger, reading: Reading, packs: Packs) -> str:
    under = [i for i in ledger.instances if row.spot.sure & i.bit and i.is_cap]
    caps = [i for i in under if not _is_lifted(i, reading)]
    total = any(i.is_total for i in ledger.instances if row.spot.sure & i.bit)
    if caps:
        left = row.hours - counted
        rules = all_of([_rule(i, reading, packs) for i in caps])
        return ngettext(
            "{left} hour left out by the rule “{rules}”.",
            "{left} hours left out by the rule “{rules}”.",
            plural(left),
        ).format(left=say_number(left), rules=rules)
    if total:
        return _("Counted in part.")
    return _placed(row, ledger, reading, packs)


def _placed(row: Row, ledger: Ledger, reading: Reading, packs: Packs) -> str:
    names = _names(row, ledger, reading, packs)
    total = any(i.is_total for i in ledger.instances if row.spot.sure & i.bit)
    if row.hours != row.credit.hours and total:
        hours = say_number(row.hours)
        return _("This kind of activity counts as {hours} hours, however long it took.").format(hours=hours)
    if not row.spot.sure:
        return _unsure(row, ledger)
    if not names:
        return _("Counts toward the total.")
    if total:
        return _("Counts toward the total and toward: {clauses}.").format(clauses="; ".join(names))
    return _apart(names)


def _unsure(row: Row, ledger: Ledger) -> str:
    if row.spot.asked:
        return _(
            "Not counted yet: the record does not say enough about it (topic, format, which course, or "
            "who accredited it)."
        )
    if row.spot.open:
        open_ = ledger.requirement.ce.accepts_open
        said = _("It is not certain that this counts: ask {authority}.").format(authority=_authority(ledger))
        return f"{said} {open_}" if open_ else said
    return _("It does not count toward any clause of this term.")
