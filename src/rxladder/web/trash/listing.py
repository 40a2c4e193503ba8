"""What a person deleted and can bring back, act by act, the newest first.

All that went at one moment went by one act, and is one entry: a credit, a deck of cards, what a career file
took the place of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Import
from rxladder.web.relationships.models import Acquaintance, PeopleChange
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.records import Record
from rxladder.web.team.models import SignedHere
from rxladder.web.trash.kinds import KINDS, Kind, kinds_by_name

MOST_SHOWN = 20
"""How many things of one act are told by name."""
FEW = 5
"""How many kinds are counted in a line."""


class Thing(NamedTuple):
    """One row that was deleted, with its kind."""

    kind: Kind
    row: Any

    @property
    def mark(self) -> str:
        """What it is known by in a form."""
        return f"{self.kind.name}:{self.row.id}"

    @property
    def words(self) -> str:
        """What it was."""
        return self.kind.said(self.row) or str(self.kind.one)

    def is_of(self, others: Collection[UUID]) -> bool:
        """Whether it belongs to one of some rows, told by their ids."""
        return any(getattr(self.row, f"{of}_id") in others for of in self.kind.hangs_on)


@dataclass(frozen=True)
class Act:
    """What was deleted at one moment: `counts` says how many of each kind."""

    at: datetime
    counts: dict[str, int]

    @property
    def until(self) -> datetime:
        """Until when it can come back."""
        return self.at + timedelta(days=UNDO_DAYS)


@dataclass(frozen=True)
class Entry:
    """An act as the page tells it: its name, what it is, and its things one by one where they are several."""

    act: Act
    name: str
    about: str
    things: Sequence[Thing] = ()
    more: int = 0


def deleted_rows(person: Person, kind: Kind):
    """What a person deleted of a kind. What a team took back is the team's to bring back."""
    rows = kind.model.objects.deleted_by(person).once_in_sight()
    if kind.name == "skillsignoff":
        rows = rows.exclude(id__in=_taken_back_by_teams(person))
    return rows


def _taken_back_by_teams(person: Person) -> list[Any]:
    rows = SignedHere.objects.filter(member__person=person).exclude(taken_back_at=None)
    return list(rows.values_list("sign_off", flat=True))


def acts_of(person: Person, now: datetime) -> list[Act]:
    """All acts that can be taken back, the newest first; two queries."""
    since = now - timedelta(days=UNDO_DAYS)
    counted = [
        deleted_rows(person, one)
        .filter(deleted_at__gt=since)
        .order_by()
        .values_list("deleted_at", Value(one.name))
        .annotate(n=Count("id"))
        for one in KINDS
    ]
    found: dict[datetime, dict[str, int]] = {}
    for at, name, n in counted[0].union(*counted[1:], all=True):
        found.setdefault(at, {})[name] = n
    return [Act(at, found[at]) for at in sorted(found, reverse=True)]


def act_at(person: Person, at: datetime, now: datetime) -> Act | None:
    """The act of a moment; None where there is nothing of it that can be brought back."""
    return next((act for act in acts_of(person, now) if act.at == at), None)


# --- In words


def entries_of(person: Person, acts: Sequence[Act]) -> list[Entry]:
    """Some acts of a person in words."""
    small = [act.at for act in acts if sum(act.counts.values()) <= MOST_SHOWN]
    rows: dict[datetime, list[Thing]] = {}
    for name in dict.fromkeys(name for act in acts for name in act.counts):
        for thing in things_of(person, kinds_by_name()[name], small):
            rows.setdefault(thing.row.deleted_at, []).append(thing)
    known = _Known(person, acts)
    return [_entry(person, act, rows.get(act.at), known) for act in acts]


def things_of(
    person: Person, kind: Kind, moments: Iterable[datetime], most: int | None = None
) -> list[Thing]:
    """What a person deleted of a kind at some moments, at most so many."""
    rows = deleted_rows(person, kind).filter(deleted_at__in=list(moments))
    columns = kind.model._meta.concrete_fields
    others = [one.name for one in columns if one.is_relation and one.name != "person"]
    return [Thing(kind, row) for row in (rows.select_related(*others) if others else rows)[:most]]


def thing_of(person: Person, act: Act, id: UUID) -> Thing | None:
    """The thing of an act that has an id."""
    for name in act.counts:
        kind = kinds_by_name()[name]
        if row := deleted_rows(person, kind).filter(deleted_at=act.at, id=id).first():
            return Thing(kind, row)
    return None


class _Known:
    """What the acts are known as: whole records, imports taken back, entries of people made one."""

    def __init__(self, person: Person, acts: Sequence[Act]) -> None:
        moments = [act.at for act in acts]
        self.records = {datetime.fromisoformat(one["at"]) for one in person.replaced_records}
        taken_back = Import.objects.visible_to(person).filter(
            state=Import.State.UNDONE, undone_at__in=moments
        )
        self.imports = {made.undone_at: made for made in taken_back}
        merged = PeopleChange.objects.visible_to(person).filter(at__in=moments)
        self.merged = set(merged.values_list("at", flat=True))


def _entry(person: Person, act: Act, things: list[Thing] | None, known: _Known) -> Entry:
    what = {"what": _all_in(act)}
    if act.at in known.records:
        return Entry(act, _("Your whole record"), _("Another one replaced it. %(what)s") % what)
    if act.at in known.imports:
        return Entry(act, str(known.imports[act.at]), _("Import that was undone. %(what)s") % what)
    if things is None:
        most = (things_of(person, kinds_by_name()[name], [act.at], MOST_SHOWN) for name in act.counts)
        things = [thing for some in most for thing in some][:MOST_SHOWN]
    alone = heads(things)
    first = alone[0]
    about = str(first.kind.one)
    if act.at in known.merged and isinstance(first.row, Acquaintance):
        about = _("Person merged with another entry")
    if len(alone) == 1:
        with_it = sum(act.counts.values()) - 1
        more = ngettext("with %(n)d thing that belongs to it", "with %(n)d things that belong to it", with_it)
        return Entry(act, first.words, f"{about} · {more % {'n': with_it}}" if with_it else about)
    left = sum(act.counts.values()) - len(things)
    told = {"name": first.words, "n": len(alone) - 1}
    name = _all_in(act) if left else _("%(name)s, and %(n)d more") % told
    return Entry(act, name, ", ".join(_kinds_of(act).values()), alone, left)


def _all_in(act: Act) -> str:
    """How many of each kind, as "Study card: 12", which fits every kind and language; of a few kinds."""
    told = [f"{kind}: {act.counts[name]}" for name, kind in _kinds_of(act).items()]
    return ", ".join(told[:FEW]) + ("…" if len(told) > FEW else "")


def _kinds_of(act: Act) -> dict[str, str]:
    """The kinds of an act in the table's order; what belongs to others only where there is nothing else."""
    kinds = [kind for kind in KINDS if kind.name in act.counts]
    alone = [kind for kind in kinds if not kind.hangs_on]
    return {kind.name: str(kind.one) for kind in alone or kinds}


def heads(things: Sequence[Thing]) -> list[Thing]:
    """Those that belong to none of the others."""
    there = {thing.row.id for thing in things}
    return [thing for thing in things if not thing.is_of(there)]


def parent_gone(thing: Thing) -> Record | None:
    """What a thing belongs to, where that is deleted, too."""
    parents = (getattr(thing.row, of) for of in thing.kind.hangs_on)
    return next((parent for parent in parents if parent.deleted_at is not None), None)
