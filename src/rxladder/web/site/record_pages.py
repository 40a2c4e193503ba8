"""The pages that every simple kind of record needs: add, change, delete, and its undo.

A chapter makes one `RecordPages` for a kind, and puts its addresses into the URL table. After each act the
person is back on the page that lists the kind, or on the one that sent the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.forms import HouseModelForm
from rxladder.web.site.records import Record
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of, way_back

WORK_AND_LEARNING = gettext_lazy("Work and learning")


@dataclass(frozen=True)
class RecordPages:
    """The pages of one kind of record.

    `kind` names it in addresses, `listed` is the page that lists it and `crumb` what that page is called,
    `title` the heading of its empty form, `named` what one of them is called, `help` a line under it. `home`
    gives the address to go back to where that is a page of the row's own, such as of what it hangs on.
    A kind that is added at the address of what it hangs on is a class of its own: `belongs_to` begins that
    address, and `_form` is given what it names.
    """

    template = "site/record_form.html"
    belongs_to = ""

    kind: str
    listed: str
    model: type[Record]
    form: type[HouseModelForm]
    title: Any
    named: Callable[[Any], str]
    help: Any = ""
    crumb: Any = WORK_AND_LEARNING
    home: Callable[[Any], str] | None = None

    def urls(self) -> list[URLPattern]:
        """The addresses, named add-KIND, edit-KIND, delete-KIND and restore-KIND."""
        return [
            path(f"{self.belongs_to}{self.kind}/new/", of_person(self.add), name=f"add-{self.kind}"),
            path(f"{self.kind}/<uuid:id>/", of_person(self.edit), name=f"edit-{self.kind}"),
            path(f"{self.kind}/<uuid:id>/delete/", self._taking(self.delete), name=f"delete-{self.kind}"),
            path(f"{self.kind}/<uuid:id>/restore/", self._taking(self.restore), name=f"restore-{self.kind}"),
        ]

    @staticmethod
    def _taking(view):
        return of_person(require_POST(view))

    @property
    def _space(self) -> str:
        return self.listed.partition(":")[0]

    def _back(self, request, text: str, undo: str = "", row: Record | None = None):
        address = reverse(f"{self._space}:{undo}-{self.kind}", args=[row.id]) if undo and row else None
        say(request, text, undo=address)
        return self._return(request, row)

    def _return(self, request, row: Record | None):
        return redirect(way_back(request, self.home(row) if self.home and row else self.listed))

    def _rows(self, request) -> Any:
        """The person's rows of this kind, deleted or not."""
        return self.model.objects.kept_of(request.person)

    def _form(self, request, row: Record | None = None, **more: Any) -> HouseModelForm:
        return self.form(posted(request), instance=row, person=request.person, today=request.on, **more)

    def add(self, request, **belongs_to):
        """Add one."""
        form = self._form(request, **belongs_to)
        if form.is_valid():
            row = form.save()
            return self._back(request, _("%(name)s was added.") % {"name": self.named(row)}, "delete", row)
        return self._page(request, form, None)

    def edit(self, request, id):
        """Change one."""
        row = get_object_or_404(self._rows(request), id=id, deleted_at=None)
        form = self._form(request, row)
        if form.is_valid():
            form.save()
            say_saved(request, _("%(name)s is saved.") % {"name": self.named(row)}, form.former)
            return self._return(request, row)
        # A form that does not hold leaves its values in the row; the page around it must not show them.
        row.refresh_from_db()
        return self._page(request, form, row)

    def _page(self, request, form: HouseModelForm, row: Record | None):
        name = self.named(row) if row else ""
        context = {
            "form": form,
            "row": row,
            "name": name,
            "title": name or self.title,
            "help": "" if row else self.help,
            "listed": reverse(self.listed),
            "crumb": self.crumb,
            "delete": reverse(f"{self._space}:delete-{self.kind}", args=[row.id]) if row else "",
            **self._around(form),
        }
        return render(request, self.template, context, status=status_of(form))

    def _around(self, form: HouseModelForm) -> dict[str, Any]:
        """What the page around a form shows beside it."""
        return {}

    def delete(self, request, id):
        """Take one out of the record."""
        row = delete_row(self._rows(request), id)
        return self._back(request, _("%(name)s is deleted.") % {"name": self.named(row)}, "restore", row)

    def restore(self, request, id):
        """Undo a deletion."""
        row = restore_row(self._rows(request), id)
        return self._back(request, _("%(name)s is back.") % {"name": self.named(row)})
