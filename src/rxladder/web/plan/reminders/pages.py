"""The page on which a person turns reminders on and off, names a mail server, and sees what was sent."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from rxladder.rules.reminders import next_due
from rxladder.web.accounts.limits import guesses_limited
from rxladder.web.plan.dates import events_of
from rxladder.web.plan.models import JobRun, ReminderMail, ReminderWishes
from rxladder.web.plan.reminders.forms import ServerForm, WishesForm, wishes_of
from rxladder.web.plan.reminders.job import ABOUT
from rxladder.web.plan.reminders.message import WAY_OUT, trial_message
from rxladder.web.plan.reminders.postman import NotSent, Postman
from rxladder.web.plan.reminders.server import BadMailServer, forget, from_environment, mail_server, store
from rxladder.web.site import clock
from rxladder.web.site.languages import keep_language_for_mails
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say, status_of

PAUSE = timedelta(days=30)
SHOWN = 12
# The job looks every ten minutes; after an hour without, something is the matter.
LONG_AGO = timedelta(hours=1)
TEST_SECONDS = 10


@of_person
def reminders(request):
    """Turn reminders on or off, and see what became of the last ones."""
    row = wishes_of(request.person)
    shown = {name: getattr(row, name) for name in ("wanted", "address", "about", "leads", "hour")}
    form = WishesForm(posted(request), person=request.person, initial=shown)
    if form.is_valid() and not request.person.is_demo:
        with one_at_a_time(request.person.id):
            row = wishes_of(request.person)
            form.save(row)
            keep_language_for_mails(request.person)
        say(request, _("Reminders are on.") if row.wanted else _("Reminders are off. No email is sent."))
        return redirect("plan:reminders")
    context = {"form": form, "row": row, "next": _next(request, row)} | _state(request)
    return render(request, "plan/reminders.html", context, status=status_of(form))


def _next(request, row: ReminderWishes):
    if not row.wanted:
        return None
    kinds = [kind for about in row.about for kind in ABOUT.get(about, ())]
    return next_due(events_of(request), request.on, row.leads, kinds)


def _state(request) -> dict[str, object]:
    """The mail server, the last mails and the last look of the job."""
    server, wrong = _server()
    last = JobRun.objects.first()
    return {
        "server": server,
        "wrong": wrong,
        "given": wrong or from_environment() is not None,
        "mails": ReminderMail.objects.visible_to(request.person)[:SHOWN],
        "last": last,
        "idle": last is None or clock.now() - last.started > LONG_AGO,
        "pretended": settings.TODAY,
        "local": settings.LOCAL,
    }


def _server():
    try:
        return mail_server(), ""
    except BadMailServer as error:
        return None, str(error)


@of_person
def server(request):
    """Name the mail server of this machine's installation."""
    if not settings.LOCAL or request.person.is_demo:
        return redirect("plan:reminders")
    form = ServerForm(posted(request), known=_server()[0])
    if form.is_valid():
        store(form.server())
        say(request, _("The email server is saved. Send yourself a test email now."))
        return redirect("plan:reminders")
    context = {"form": form, "known": form.known}
    return render(request, "plan/mail_server.html", context, status=status_of(form))


@of_person
@require_POST
def forget_server(request):
    """Take the mail server away, with its password."""
    if not settings.LOCAL or request.person.is_demo:
        return redirect("plan:reminders")
    forget()
    say(request, _("The email server and its password were removed from this computer."))
    return redirect("plan:reminders")


@of_person
@require_POST
def test(request):
    """Send one mail at once, and say how it went."""
    row, (known, wrong) = wishes_of(request.person), _server()
    if request.person.is_demo or known is None or not row.address:
        say(request, wrong or _("Save an address and an email server first."))
        return redirect("plan:reminders")
    try:
        with Postman(known, TEST_SECONDS) as postman:
            postman.send(trial_message(row.address, known, clock.now()), row.address)
    except NotSent as error:
        say(request, _("The test email was not sent. %(why)s") % {"why": error.words})
    else:
        text = _("The email server accepted the test email for %(address)s. Look for it there in a minute.")
        say(request, text % {"address": row.address})
    return redirect("plan:reminders")


@guesses_limited
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Stop or pause the mails from one of them: its address says whose they are. Looking stops nothing."""
    person = WAY_OUT.person_of(token)
    row = person and ReminderWishes.objects.visible_to(person).first()
    if not row:
        raise Http404
    on = clock.today(person)
    if request.method == "POST" and request.POST.get("what") == "pause":
        row.quiet_until = on + PAUSE
        row.save()
    elif request.method == "POST":
        row.wanted = False
        row.save()
        # A mail program that pressed the button by itself reads no page.
        if request.POST.get("List-Unsubscribe"):
            return HttpResponse(status=204)
    quiet = row.quiet_until if row.quiet_until and row.quiet_until > on else None
    context = {"row": row, "quiet": quiet, "pause": on + PAUSE}
    return render(request, "plan/stop_reminders.html", context)
