"""Logging a contact in one line, and asking where the line does not tell whom it is about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.career.contact_line import ContactLine, read_contact_line
from rxladder.web.relationships.models import Acquaintance, Contact
from rxladder.web.relationships.people_forms import ContactForm, LogLineForm, WhoForm
from rxladder.web.relationships.reading import Known, known_people
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.second_taps import MARK, add_once
from rxladder.web.site.views import of_person, posted, say, status_of


@of_person
@require_POST
def log_line(request):
    """Store what a line tells, or ask what it leaves open."""
    form = LogLineForm(request.POST)
    if not form.is_valid():
        return render(request, "relationships/log.html", {"line": form}, status=422)
    people = known_people(request.person)
    read = read_contact_line(form.cleaned_data["line"], people, request.on)
    if read.who and not (read.candidates or read.unknown or read.problems):
        return _store(request, [people[at].id for at in read.who], read.on, read.note, read.follow_up)
    return _ask(request, read, people)


def _ask(request, read: ContactLine, people: list[Known]):
    offered = [people[at] for at in (*read.who, *read.candidates)]
    first = {
        "who": str(offered[0].id) if read.who else None,
        "name": read.unknown[0] if read.unknown else "",
        "on": read.on,
        "note": read.note,
        "follow_up": read.follow_up,
    }
    form = WhoForm(initial=first, people=offered, today=request.on)
    context = {"form": form, "problems": read.problems, "offered": offered}
    return render(request, "relationships/who.html", context)


@of_person
@require_POST
def log_who(request):
    """Store a contact with somebody chosen, or with somebody new."""
    sent = set(request.POST.getlist("offered"))
    offered = [one for one in known_people(request.person) if str(one.id) in sent]
    form = WhoForm(request.POST, people=offered, today=request.on)
    if not form.is_valid():
        context = {"form": form, "offered": offered}
        return render(request, "relationships/who.html", context, status=422)
    told = form.cleaned_data
    name = " ".join(told["name"].split())
    with transaction.atomic():
        if name:
            new = Acquaintance(person=request.person, name=name, added=told["on"])
            id_ = add_once(new, request.POST.get(MARK)).id
        else:
            id_ = UUID(told["who"])
        return _store(request, [id_], told["on"], told["note"], told["follow_up"])


@of_person
def log_with(request, id):
    """Store a contact with one person, from their own page."""
    row = get_object_or_404(Acquaintance.objects.visible_to(request.person), id=id)
    form = ContactForm(posted(request), person=request.person, today=request.on, initial={"on": request.on})
    form.instance.acquaintance = row
    if form.is_valid():
        contact = form.save()
        undo = reverse("people:delete-contact", args=[contact.id])
        say(request, _("Your contact with %(name)s is logged.") % {"name": row.name}, undo=undo)
        return redirect("people:show", row.id)
    context = {"form": form, "title": row.name, "row": row}
    return render(request, "relationships/contact.html", context, status=status_of(form))


def _store(request, ids: list[UUID], on: date, note: str, follow_up: date | None):
    at = timezone.now()
    with one_at_a_time(request.person.id):
        rows = list(Acquaintance.objects.visible_to(request.person).filter(id__in=ids))
        told = {"person": request.person, "on": on, "note": note, "follow_up": follow_up, "created_at": at}
        for row in rows:
            at = add_once(Contact(acquaintance=row, **told), request.POST.get(MARK)).created_at
    text = ngettext(
        "Logged: contact with %(names)s.", "Logged: contact with each of %(names)s.", len(rows)
    ) % {"names": ", ".join(row.name for row in rows)}
    say(request, text, undo=reverse("people:undo-log", args=[at]))
    return redirect("people:all")


@of_person
@require_POST
def undo_log(request, at):
    """Take out what a line put in."""
    now = timezone.now()
    Contact.objects.visible_to(request.person).filter(created_at=at).delete_softly(now)
    say(request, _("The contact was removed again."))
    return redirect("people:all")
