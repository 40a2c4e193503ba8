"""Deleting a record, and the undo: what every page does, and the two pages of kinds without `RecordPages`.

A second tap finds done what the first one did, and leads to the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.web.site.records import Record, RecordQuerySet
from rxladder.web.site.views import of_person, say


def delete_row(rows: RecordQuerySet, id: UUID) -> Any:
    """One of these rows, which is deleted now if it was not; 404 where there is none."""
    row = get_object_or_404(rows, id=id)
    if row.deleted_at is None:
        row.delete_softly()
    return row


def restore_row(rows: RecordQuerySet, id: UUID) -> Any:
    """One of these rows, which is back now; 404 where there is none, ClashError where the same is there."""
    row = get_object_or_404(rows, id=id)
    if row.deleted_at is not None:
        row.restore()
    return row


def deleting(
    model: type[Record], undo: str, listed: str, shown: str = "", named: Callable[[Any], object] = str
) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The view that deletes a row, and the one that brings it back.

    `undo` names the address of the second, `listed` the page after a deletion. What was brought back is seen
    on its own page, `shown`, where there is one. `named` tells what a row is called.
    """

    @of_person
    @require_POST
    def delete(request, id):
        row = delete_row(model.objects.kept_of(request.person), id)
        say(request, _("%(name)s is deleted.") % {"name": named(row)}, undo=reverse(undo, args=[id]))
        return redirect(listed)

    @of_person
    @require_POST
    def restore(request, id):
        row = restore_row(model.objects.kept_of(request.person), id)
        say(request, _("%(name)s is back.") % {"name": named(row)})
        return redirect(shown, id) if shown else redirect(listed)

    return delete, restore
