"""The people one knows: whom to reach this week, everyone by name, and one person with all contacts."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.facts.days import MonthDay
from rxladder.web.relationships.career_part import acquaintance_of
from rxladder.web.relationships.models import Acquaintance, Contact
from rxladder.web.relationships.people_forms import AcquaintanceForm, ContactForm, LogLineForm, rhythm_words
from rxladder.web.relationships.reading import Reach, last_days, reach_soon, with_notes
from rxladder.web.site.plain_text import containing
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.templatetags.words import day, short_day
from rxladder.web.site.views import of_person

A_PAGE = 50
FIRST_TO_REACH = 7

PEOPLE = RecordPages(
    kind="acquaintance",
    listed="people:all",
    model=Acquaintance,
    form=AcquaintanceForm,
    title=gettext_lazy("Who is it?"),
    named=lambda row: row.name,
    help=gettext_lazy(
        "The name is enough. Say how often to be in touch, and they come up here when it is time again."
    ),
    crumb=gettext_lazy("People"),
)
CONTACTS = RecordPages(
    kind="contact",
    listed="people:all",
    model=Contact,
    form=ContactForm,
    title=gettext_lazy("A contact"),
    crumb=gettext_lazy("People"),
    named=lambda row: _("The contact with %(name)s") % {"name": row.acquaintance.name},
)


@of_person
@require_safe
def everyone(request):
    """Whom to reach, the line for a new contact, and the list."""
    words = request.GET.get("q", "").strip()[:200]
    due = reach_soon(request.person, request.on)
    rows = Acquaintance.objects.visible_to(request.person).order_by("name__plain", "id")
    rows = rows.filter(containing(words, "name", "employer"))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = due if request.GET.get("due") == "all" else due[:FIRST_TO_REACH]
    last = last_days(request.person, [row.id for row in page])
    context = {
        "line": LogLineForm(),
        "due": [
            {"who": one.who, "why": reach_words(one, request.on), "note": one.note}
            for one in with_notes(request.person, shown)
        ],
        "more_due": len(due) - len(shown),
        "page": page,
        "people": [{"row": row, "last": last.get(row.id)} for row in page],
        "words": words,
        "anyone": bool(words) or page.paginator.count > 0,
    }
    return render(request, "relationships/people.html", context)


def reach_words(one: Reach, on) -> str:
    """Why it is time to reach somebody."""
    reaching = one.reaching
    rhythm = rhythm_words(one.rhythm) if one.rhythm else ""
    match reaching.cause:
        case "promised" if reaching.due < on:
            return _("You said you would be in touch by %(day)s.") % {"day": short_day(reaching.due)}
        case "promised":
            return _("You said you would be in touch on %(day)s.") % {"day": short_day(reaching.due)}
        case "birthday" if reaching.due == on:
            return _("Birthday today.")
        case "birthday":
            return _("Birthday on %(day)s.") % {"day": short_day(reaching.due)}
        case "first":
            return _("Not in touch yet; you want to be in touch %(rhythm)s.") % {"rhythm": rhythm}
        case _:
            return _("Last in touch on %(day)s; you want to be in touch %(rhythm)s.") % {
                "day": short_day(reaching.last.on) if reaching.last else "",
                "rhythm": rhythm,
            }


def _birthday_words(birthday: date | MonthDay) -> str:
    if isinstance(birthday, MonthDay):
        return date_format(date(2000, *birthday), "MONTH_DAY_FORMAT")
    return day(birthday)


@of_person
@require_safe
def show(request, id):
    """One person: what you know of them, and every contact."""
    row = get_object_or_404(Acquaintance.objects.visible_to(request.person), id=id)
    contacts = (
        Contact.objects.visible_to(request.person).filter(acquaintance=row).order_by("-on", "-created_at")
    )
    one = acquaintance_of(row)
    introduced = Acquaintance.objects.visible_to(request.person).filter(introduced_by=row.name)
    context = {
        "row": row,
        "one": one,
        "title": row.name,
        "rhythm": rhythm_words(one.rhythm) if one.rhythm else "",
        "birthday": _birthday_words(one.birthday) if one.birthday else "",
        "next": one.rhythm.after(contacts[0].on) if one.rhythm and contacts else None,
        "contacts": Paginator(contacts, A_PAGE).get_page(request.GET.get("page")),
        "introduced": introduced.order_by("name")[:20],
        "form": ContactForm(person=request.person, today=request.on, initial={"on": request.on}),
        "log": reverse("people:log-with", args=[row.id]),
    }
    return render(request, "relationships/person.html", context)
