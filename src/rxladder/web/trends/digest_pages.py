"""The week on a page, whether it comes by mail, and the way out of a mail."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rxladder.web.plan.reminders.forms import MailWishesForm
from rxladder.web.plan.reminders.server import BadMailServer, mail_server
from rxladder.web.site import clock
from rxladder.web.site.languages import keep_language_for_mails
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.study.days import this_moment
from rxladder.web.trends.digest_job import WEEK, due_for
from rxladder.web.trends.digest_message import WAY_OUT, fda_words
from rxladder.web.trends.digest_models import DigestMail, DigestWishes
from rxladder.web.trends.digest_week import week_of

KEPT = ("wanted", "address", "weekday", "hour", "quiet_weeks")
SHOWN = 6


class DigestForm(MailWishesForm):
    """Whether the week comes by mail, and when."""

    field_order = ("wanted", "address", "weekday", "hour", "quiet_weeks")
    wanted = forms.BooleanField(label=gettext_lazy("Email me the week"), required=False)
    weekday = forms.ChoiceField(label=gettext_lazy("Which day?"), choices=DigestWishes.Weekday.choices)
    quiet_weeks = forms.BooleanField(
        label=gettext_lazy("Also email me when nothing matters"),
        required=False,
        help_text=gettext_lazy("Otherwise, a quiet week sends nothing."),
    )

    def save(self) -> DigestWishes:
        """Keep what was wished. What was due before mails were turned on, or moved, is not sent any more."""
        row = wishes_of(self.person)
        timed = ("wanted", "weekday", "hour")
        if not row.address or any(getattr(row, name) != self.cleaned_data[name] for name in timed):
            row.since = clock.now()
        for name in KEPT:
            setattr(row, name, self.cleaned_data[name])
        row.save()
        return row


def wishes_of(person) -> DigestWishes:
    """What a person wished for, or what would be offered."""
    return DigestWishes.objects.visible_to(person).first() or DigestWishes(person=person)


@of_person
def digest(request):
    """The last seven days, and whether they come by mail."""
    row = wishes_of(request.person)
    form = DigestForm(
        posted(request), person=request.person, initial={name: getattr(row, name) for name in KEPT}
    )
    if form.is_valid() and not request.person.is_demo:
        with one_at_a_time(request.person.id):
            row = form.save()
            keep_language_for_mails(request.person)
        say(request, _("The week comes by email.") if row.wanted else _("No digest is sent."))
        return redirect("trends:digest")
    now = this_moment(request.person)
    week = week_of(request.person, now - WEEK, now)
    context = {"week": week, "fda": fda_words(week.fda), "form": form, "row": row} | _state(request, row)
    return render(request, "trends/digest.html", context, status=status_of(form))


def _state(request, row: DigestWishes) -> dict[str, object]:
    """The mail server, the last mails, and when the next one is due."""
    try:
        server, wrong = mail_server(), ""
    except BadMailServer as error:
        server, wrong = None, str(error)
    row.person = request.person
    return {
        "server": server,
        "wrong": wrong,
        "mails": DigestMail.objects.visible_to(request.person)[:SHOWN],
        "next": due_for(row, clock.now()) + timedelta(days=7) if row.wanted else None,
        "pretended": settings.TODAY,
    }


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Stop the digest from one of its mails: its address says whose it is. Looking stops nothing."""
    person = WAY_OUT.person_of(token)
    row = person and DigestWishes.objects.visible_to(person).first()
    if not row:
        raise Http404
    if request.method == "POST":
        row.wanted = False
        row.save()
        # A mail program that pressed the button by itself reads no page.
        if request.POST.get("List-Unsubscribe"):
            return HttpResponse(status=204)
    return render(request, "trends/stop_digest.html", {"row": row})
