"""Entries that may be one person: looked at side by side, made one, and taken back."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.career import relationships as record
from rxladder.career.same_person import Change as Difference
from rxladder.career.same_person import changes, find_duplicates, merged
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.career_part import acquaintance_of
from rxladder.web.relationships.changing import Change, column_words, take_back
from rxladder.web.relationships.models import Acquaintance
from rxladder.web.relationships.reading import Known
from rxladder.web.site.kept import kept
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.templatetags.words import short_day
from rxladder.web.site.views import of_person, say

MOST_PAIRS = 50


class Pair(NamedTuple):
    """Two entries, by id and name, that may be one person, and by what."""

    one: Known
    other: Known
    why: str


def likely_pairs(person: Person) -> list[Pair]:
    """The pairs that may be one person, the surest first. Reads only what they are compared by."""
    rows = Acquaintance.objects.visible_to(person).values_list("id", "name", "uid", "emails", "phones")
    known, people = [], []
    for id_, name, uid, emails, phones in rows:
        known.append(Known(id_, name, None))
        people.append(
            record.Acquaintance(
                name,
                uid=uid,
                emails=tuple(record.Reach(*pair) for pair in emails),
                phones=tuple(record.Reach(*pair) for pair in phones),
            )
        )
    return [Pair(known[one.one], known[one.other], one.why) for one in find_duplicates(people)]


def why_words(why: str) -> str:
    """By what two entries look like one person."""
    return {
        "card": _("They come from the same contact card."),
        "email": _("They have the same email address."),
        "phone": _("They have the same phone number."),
        "name": _("They have the same name."),
    }[why]


@of_person
@require_safe
def all_pairs(request):
    """Every pair, with the way to look at it."""
    pairs = kept(request, "likely pairs", lambda: likely_pairs(request.person))
    context = {
        "pairs": [
            {"one": pair.one, "other": pair.other, "why": why_words(pair.why)} for pair in pairs[:MOST_PAIRS]
        ],
        "more": max(len(pairs) - MOST_PAIRS, 0),
    }
    return render(request, "relationships/duplicates.html", context)


def _two(request, id, with_id) -> tuple[Acquaintance, Acquaintance]:
    if id == with_id:
        raise Http404
    rows = Acquaintance.objects.visible_to(request.person)
    return get_object_or_404(rows, id=id), get_object_or_404(rows, id=with_id)


@of_person
@require_safe
def look(request, id, with_id):
    """What two entries would become as one."""
    kept, other = _two(request, id, with_id)
    before = acquaintance_of(kept)
    after = merged(before, acquaintance_of(other))
    context = {
        "kept": kept,
        "other": other,
        "title": _("Are they one person?"),
        "differences": [_difference_words(one) for one in changes(before, after)],
        "contacts": other.contacts.filter(deleted_at=None).count(),
    }
    return render(request, "relationships/merge.html", context)


def _difference_words(one: Difference) -> dict[str, object]:
    return {"label": column_words(one.field), "before": _words(one.before), "after": _words(one.after)}


def _words(value: object) -> str:
    if isinstance(value, record.Contact):
        return short_day(value.on)
    if isinstance(value, tuple):
        return ", ".join(_words(item) for item in value)
    return value.address if isinstance(value, record.Reach) else str(value or "")


@of_person
@require_POST
def merge(request, id, with_id):
    """Make one entry of two."""
    with one_at_a_time(request.person.id):
        kept, other = _two(request, id, with_id)
        at = timezone.now()
        change = Change(request.person, at)
        change.become(kept, merged(acquaintance_of(kept), acquaintance_of(other)))
        change.fold_into(kept, other)
        change.save()
    say(
        request,
        _("%(name)s is now one entry.") % {"name": kept.name},
        undo=reverse("people:undo-change", args=[at]),
    )
    return redirect("people:show", kept.id)


@of_person
@require_POST
def undo_change(request, at):
    """Take back a merge, or cards that were brought in."""
    if not take_back(request.person, at):
        raise Http404
    say(request, _("Everyone is as before."))
    return redirect("people:all")
