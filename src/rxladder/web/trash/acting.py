"""Bringing back what one act deleted, whole or not at all; and letting it go for good."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rxladder.web.accounts.models import Person
from rxladder.web.education import import_steps
from rxladder.web.education.evidence_keeping import sweep
from rxladder.web.education.models import Import
from rxladder.web.relationships.changing import take_back as take_change_back
from rxladder.web.relationships.models import PeopleChange
from rxladder.web.site import clock
from rxladder.web.site.career_io import forget_replaced, undo_import
from rxladder.web.site.letting_go import UNDO_DAYS, kinds_of_records, let_go_now
from rxladder.web.site.records import ClashError, Record, one_at_a_time
from rxladder.web.team import site_removing
from rxladder.web.trash.former import forget, forget_old
from rxladder.web.trash.kinds import KINDS
from rxladder.web.trash.listing import Act, Thing, acts_of, heads, parent_gone, things_of

_AT_ONCE = 500


def bring_back(person: Person, act: Act, now: datetime, only: str = "") -> None:
    """Bring back what an act deleted, or `only` one thing of it with what belongs to that.

    Raises ClashError, with its reason in words, where something stands in the way; then nothing is changed.
    """
    with one_at_a_time(person.id):
        if not only and _as_it_went(person, act.at):
            return
        things = [
            thing for kind in KINDS if kind.name in act.counts for thing in things_of(person, kind, [act.at])
        ]
        if only:
            things = _with_what_hangs_on(things, only)
        for thing in heads(things):
            _check_parent(thing)
            _make_room(person, thing, now)
        _restore(person, things, now)


def _as_it_went(person: Person, at: datetime) -> bool:
    """Take back an act that did more than to delete; False where it was none."""
    if undo_import(person, at):
        return True
    made = Import.objects.visible_to(person).filter(state=Import.State.UNDONE, undone_at=at).first()
    if made is not None:
        import_steps.redo(made)
        return True
    return take_change_back(person, at)


def _with_what_hangs_on(things: Sequence[Thing], only: str) -> list[Thing]:
    wanted = {thing.row.id for thing in things if thing.mark == only}
    return [thing for thing in things if thing.row.id in wanted or thing.is_of(wanted)]


def _check_parent(thing: Thing) -> None:
    parent = parent_gone(thing)
    if parent is not None:
        told = {"name": thing.words, "other": str(parent)}
        raise ClashError(
            _("%(name)s belongs to something else that you deleted: %(other)s. Bring that back first.") % told
        )


def _make_room(person: Person, thing: Thing, now: datetime) -> None:
    """What there is one of at a time goes where another one comes back; it can come back in its turn."""
    if thing.kind.gives_way is not None:
        thing.kind.model.objects.visible_to(person).filter(thing.kind.gives_way(thing.row)).delete_softly(now)


def _restore(person: Person, things: Sequence[Thing], now: datetime) -> None:
    for kind in dict.fromkeys(thing.kind for thing in things):
        mine = [thing for thing in things if thing.kind is kind]
        if kind.model.is_there_again is not Record.is_there_again:
            _check_each(mine)
        try:
            with transaction.atomic():
                for start in range(0, len(mine), _AT_ONCE):
                    ids = [thing.row.id for thing in mine[start : start + _AT_ONCE]]
                    rows = kind.model.objects.deleted_by(person).filter(id__in=ids)
                    rows.update(deleted_at=None, changed_at=now)
        except IntegrityError:
            _check_each(mine)
            raise


def _check_each(things: Sequence[Thing]) -> None:
    """Name the first that is there again."""
    for thing in things:
        deleted_at, thing.row.deleted_at = thing.row.deleted_at, None
        if thing.row.is_there_again():
            told = {"name": thing.words}
            raise ClashError(
                _("%(name)s is in your record again. Delete that first, then bring this back.") % told
            )
        thing.row.deleted_at = deleted_at


# --- For good


def let_go_of(person: Person, acts: Collection[Act]) -> None:
    """Let go of what some acts deleted, for good, with the files that nothing else names."""
    moments = {act.at for act in acts}
    with one_at_a_time(person.id):
        forget_replaced(person, lambda at: at in moments)
        forget(person)
        for some in _in_parts(sorted(moments)):
            PeopleChange.objects.visible_to(person).filter(at__in=some).delete()
            undone = Import.objects.visible_to(person).filter(state=Import.State.UNDONE)
            undone.filter(undone_at__in=some).delete()
            let_go_now(person, some, kinds_of_records())


def empty(person: Person, now: datetime) -> int:
    """Let go of everything that a person deleted; how many acts that were."""
    with one_at_a_time(person.id):
        acts = acts_of(person, now)
        let_go_of(person, acts)
        forget_replaced(person, lambda _at: True)
    return len(acts)


def look(now: datetime | None = None) -> int:
    """Let go of what anyone deleted more than `UNDO_DAYS` ago; the number of files that went with it."""
    now = now or clock.now()
    before = now - timedelta(days=UNDO_DAYS)
    for person in Person.objects.filter(before_import__isnull=False):
        with one_at_a_time(person.id):
            forget_replaced(person, lambda at: at < before)
    site_removing.let_go(before)
    forget_old(now)
    PeopleChange.objects.filter(at__lt=before).delete()
    Import.objects.filter(state=Import.State.UNDONE, undone_at__lt=before).delete()
    return sweep(now)


def _in_parts(moments: Sequence[datetime]) -> Iterator[Sequence[datetime]]:
    return (moments[start : start + _AT_ONCE] for start in range(0, len(moments), _AT_ONCE))
