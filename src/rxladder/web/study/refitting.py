"""The schedule fitted to a person: a job that takes some seconds, shows how far it is, and can be undone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_q.tasks import async_task

from rxladder.learning import refit as fitting
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.study.keeping import history_of, remember_anew, schedule_of
from rxladder.web.study.models import Refit, Review

JOB = "rxladder.web.study.refitting.run"
RUNNING = (Refit.State.WAITING, Refit.State.RUNNING)
# What has not moved for so long was killed, and is not waited for.
GIVEN_UP = timedelta(minutes=10)
SLOW = timedelta(seconds=20)


# --- The job


def run(id: str) -> str:
    """Fit; whatever happens, the row says how it ended. Started again after a kill it begins anew."""
    row = Refit.objects.filter(id=id).first()
    if row is None or row.state not in RUNNING:
        return "nothing to do"
    try:
        found = _fitted(row)
    except Exception:
        _note(row, state=Refit.State.FAILED)
        raise
    state = Refit.State.BETTER if found.kept else Refit.State.NO_BETTER
    _note(
        row,
        state=state if found.enough else Refit.State.TOO_FEW,
        reviews=found.answers,
        loss_before=found.before,
        loss_after=found.after,
        parameters=list(found.parameters),
    )
    return str(row)


def _fitted(row: Refit) -> fitting.Refit:
    _note(row, state=Refit.State.RUNNING, done=0, total=100)
    so_far = schedule_of(row.person).parameters
    return fitting.refit(
        history_of(row.person), so_far, lambda share, _stage: _note(row, done=round(100 * share))
    )


def _note(row: Refit, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "changed_at"])


# --- The page


@of_person
@require_safe
def schedule(request):
    """Whose schedule the cards follow, the last fitting, and how far one is that runs."""
    last = _last(request.person)
    context = {
        "last": last,
        "running": _runs(last),
        "slow": _waits_long(last),
        "answers": Review.objects.visible_to(request.person).count(),
        "enough": fitting.ENOUGH,
        "better_by": _better_by(last),
    }
    return render(request, "study/schedule.html", context)


def _last(person: Person) -> Refit | None:
    return Refit.objects.visible_to(person).order_by("-created_at").first()


def _runs(row: Refit | None) -> bool:
    return row is not None and row.state in RUNNING and clock.now() - row.changed_at < GIVEN_UP


def _waits_long(row: Refit | None) -> bool:
    return row is not None and row.state == Refit.State.WAITING and clock.now() - row.created_at > SLOW


def _better_by(row: Refit | None) -> float | None:
    """By how many percent the log loss sank."""
    if row is None or not row.loss_before or row.loss_after is None:
        return None
    return round(100 * (1 - row.loss_after / row.loss_before), 1)


@of_person
@require_POST
def fit(request):
    """Begin a fitting, if none runs."""
    with one_at_a_time(request.person.id):
        if not _runs(_last(request.person)):
            row = Refit(person=request.person)
            row.save()
            async_task(JOB, str(row.id))
    return redirect("study:schedule")


@of_person
@require_POST
def use(request, id: UUID):
    """Let the cards follow the schedule that was fitted."""
    row = get_object_or_404(Refit.objects.visible_to(request.person), id=id)
    if row.state == Refit.State.BETTER:
        _switch(request.person, row, used=True)
        undo = _address("stop-schedule", row)
        say(request, _("Your cards now follow your own schedule."), undo=undo)
    return redirect("study:schedule")


@of_person
@require_POST
def stop(request, id: UUID):
    """Let the cards follow the usual schedule again, or the one before."""
    row = get_object_or_404(Refit.objects.visible_to(request.person), id=id)
    if row.used:
        _switch(request.person, row, used=False)
        say(request, _("Your cards are back on the earlier schedule."), undo=_address("use-schedule", row))
    return redirect("study:schedule")


def _address(name: str, row: Refit) -> str:
    return reverse(f"study:{name}", args=[row.id])


def _switch(person: Person, row: Refit, used: bool) -> None:
    with one_at_a_time(person.id):
        row.used = used
        row.save(update_fields=["used", "changed_at"])
        remember_anew(person)
