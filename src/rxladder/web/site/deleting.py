"""Deleting a record on a page of its own, and the undo: for kinds that need more than `RecordPages`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.web.site.records import Record
from rxladder.web.site.views import of_person, say


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
        row = get_object_or_404(model.objects.kept_of(request.person), id=id)
        # A second tap finds it deleted, and leads to the same page.
        if row.deleted_at is None:
            row.delete_softly()
        say(request, _("%(name)s is deleted.") % {"name": named(row)}, undo=reverse(undo, args=[id]))
        return redirect(listed)

    @of_person
    @require_POST
    def restore(request, id):
        row = get_object_or_404(model.objects.kept_of(request.person), id=id)
        if row.deleted_at is not None:
            row.restore()
        say(request, _("%(name)s is back.") % {"name": named(row)})
        return redirect(shown, id) if shown else redirect(listed)

    return delete, restore
