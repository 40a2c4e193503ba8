"""The page that says whether there is a backup, and how they are made by themselves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup import plan
from rxladder.web.backup.sealing import recipient
from rxladder.web.site import clock, errors
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import of_person, posted, say, status_of


class PlanForm(HouseForm):
    """How often, how many stay, where, and for which key they are closed."""

    sometimes = ("folder", "key")
    every = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        widget=forms.RadioSelect,
        choices=[
            ("day", gettext_lazy("Every day")),
            ("week", gettext_lazy("Every week")),
            ("never", gettext_lazy("Never automatically")),
        ],
    )
    keep = forms.IntegerField(
        label=gettext_lazy("How many to keep?"),
        min_value=1,
        max_value=plan.MOST_KEPT,
        help_text=gettext_lazy("When there are more, the oldest is deleted."),
    )
    folder = forms.CharField(
        label=gettext_lazy("Which folder?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Best on another disk: a USB drive, or a folder that is copied elsewhere. Leave empty to "
            "keep them next to your record."
        ),
    )
    key = forms.CharField(
        label=gettext_lazy("Encrypt it for a key"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "A key from the program age (it begins with age1). Without one, whoever finds the file can "
            "read it."
        ),
    )

    def clean_folder(self) -> str:
        """A folder that is named from the top, so that it is the same whoever starts the site."""
        told: str = self.cleaned_data["folder"].strip()
        if told and not Path(told).expanduser().is_absolute():
            raise forms.ValidationError(_("Enter the full path, such as /home/sam/backups."))
        return told

    def clean_key(self) -> str:
        """A key to close with, never the secret one."""
        told: str = self.cleaned_data["key"].strip()
        if told.upper().startswith("AGE-SECRET"):
            raise forms.ValidationError(
                _("That is the secret key: keep it to yourself. The other one begins with age1.")
            )
        if told:
            try:
                recipient(told)
            except BadInput:
                raise forms.ValidationError(_("That is not an age key: one begins with age1.")) from None
        return told


@of_person
def backups(request):
    """What became of the last backup, and how they are made."""
    own = settings.LOCAL and not request.person.is_demo
    wished = plan.plan()
    shown = {"every": wished.every, "keep": wished.keep, "folder": wished.folder, "key": wished.key}
    form = PlanForm(posted(request) if own else None, initial=shown)
    if form.is_valid():
        plan.keep_plan(plan.Plan(**form.cleaned_data))
        say(request, _("Saved. Backups are made while RxLadder runs."))
        return redirect("backups:page")
    context = {"form": form, "own": own} | (_state(wished) if own else {})
    return render(request, "backup/backups.html", context, status=status_of(form))


def _state(wished: plan.Plan) -> dict[str, object]:
    last = plan.last()
    return {
        "last": last,
        "good": datetime.fromisoformat(last.good_at) if last and last.good_at else None,
        "tried": datetime.fromisoformat(last.at) if last else None,
        "late": plan.is_late(clock.now()),
        "where": wished.where,
        "beside": not wished.folder,
        "command": f"rxladder restore {last.good_path if last and last.good_path else _('FILE')} --replace",
    }


@require_POST
@of_person
def make(request):
    """Make one now, as the plan says."""
    if not settings.LOCAL or request.person.is_demo:
        return redirect("backups:page")
    try:
        made = plan.make_now()
    except BadInput as error:
        last = plan.last()
        if last is None or last.error != str(error):
            # A disk that took no backup may take no note of that either.
            return errors.page(request, 507, _("The backup was not made."), f"{error}.")
        return redirect("backups:page")  # the page tells what went wrong
    say(request, _("A backup was made and tested: %(name)s") % {"name": made.path.name})
    return redirect("backups:page")
