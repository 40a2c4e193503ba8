"""The CE log as a table to take away."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.papers.table import csv_table
from rxladder.web.education.models import Credit
from rxladder.web.site.downloads import CSV, download
from rxladder.web.site.fields import amount_text
from rxladder.web.site.views import of_person

# The headings are such as a transcript has: what goes out as a table can come in as one.
_COLUMNS = {
    "date": gettext_lazy("Date"),
    "title": gettext_lazy("Title"),
    "hours": gettext_lazy("Hours"),
    "status": gettext_lazy("Status"),
    "uan": gettext_lazy("UAN"),
    "topic": gettext_lazy("Topic"),
    "format": gettext_lazy("Format"),
    "audience": gettext_lazy("Audience"),
    "accreditation": gettext_lazy("Accreditation"),
    "jurisdiction": gettext_lazy("Jurisdiction"),
    "course": gettext_lazy("Named course"),
    "provider": gettext_lazy("Provider"),
    "cost_usd": gettext_lazy("Cost"),
    "paid_by": gettext_lazy("Paid by"),
}


@of_person
@require_safe
def table(request):
    """Every credit as a line of CSV, the oldest first; "1.5" hours, days as 2026-03-02."""
    rows = Credit.objects.visible_to(request.person).order_by("date", "created_at", "place", "id")
    head = [str(heading) for heading in _COLUMNS.values()]
    text = csv_table(head, ([_cell(row, name) for name in _COLUMNS] for row in rows))
    # Excel reads UTF-8 only behind a byte order mark.
    return download("\ufeff" + text, CSV, _("ce-log-%(day)s.csv") % {"day": request.on})


def _cell(row: Credit, name: str) -> object:
    value = getattr(row, name)
    return amount_text(value) if name == "hours" else value
