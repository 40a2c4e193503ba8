"""What a person prepares for: asked once, changed at any time."""

from __future__ import annotations

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.study_entries import MOST_A_DAY
from rxladder.facts.entries import to_day
from rxladder.web.accounts.models import Person
from rxladder.web.site.fields import HOURS_OF_A_WEEK
from rxladder.web.site.forms import HouseModelForm
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say_saved, status_of
from rxladder.web.study.bank import exam_choices
from rxladder.web.study.models import Preparation


def preparation_of(person: Person) -> Preparation | None:
    """What the person prepares for, if they said so."""
    return Preparation.objects.visible_to(person).first()


class PreparationForm(HouseModelForm):
    """Which exam, when, and with how much time."""

    class Meta:
        model = Preparation
        fields = ["exam", "day", "hours_per_week", "daily_limit"]
        labels = {
            "exam": gettext_lazy("Which exam?"),
            "day": gettext_lazy("When is it?"),
            "hours_per_week": gettext_lazy("Hours a week for it"),
            "daily_limit": gettext_lazy("Questions a day at most"),
        }
        help_texts = {
            "day": gettext_lazy("Not scheduled yet? Leave it empty, or enter the day you are aiming for."),
            "hours_per_week": gettext_lazy("Ten minutes a day is about one hour a week."),
            "daily_limit": gettext_lazy(
                "Anything due beyond that waits for the next day. You can always ask for more."
            ),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["exam"] = forms.ChoiceField(
            label=self.fields["exam"].label,
            choices=exam_choices(),
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Choose the exam you are preparing for.")},
        )
        self.amount("hours_per_week", HOURS_OF_A_WEEK)
        self.fields["daily_limit"] = forms.IntegerField(
            label=self.fields["daily_limit"].label,
            help_text=self.fields["daily_limit"].help_text,
            min_value=1,
            max_value=MOST_A_DAY,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        )

    def clean_day(self):
        """The day of an exam to prepare for is still to come."""
        day = self.cleaned_data["day"]
        if day and day < self.today:
            raise forms.ValidationError(_("That day has passed. Enter a day that is still to come."))
        return day


def _asked(request) -> dict[str, object]:
    """What the address that led here asks for: a step of a path names its exam and the day."""
    exam, told = request.GET.get("exam"), request.GET.get("day", "")
    found: dict[str, object] = {"exam": exam} if exam in dict(exam_choices()) else {}
    try:
        day = to_day(told)
    except ValueError:
        return found
    return found | {"day": day} if day >= request.on else found


@of_person
def prepare(request):
    """Say which exam, by when and with how much time; the same page changes it."""
    with one_at_a_time(request.person.id):
        row = preparation_of(request.person)
        fresh = row or Preparation(hours_per_week=request.person.study_hours_per_week, **_asked(request))
        form = PreparationForm(posted(request), instance=fresh, person=request.person, today=request.on)
        if form.is_valid():
            form.save()
            set_now = _("You are set. Ten questions are a good start.")
            say_saved(request, _("Your exam is saved.") if row else set_now, form.former)
            return redirect("study:home")
    return render(request, "study/prepare.html", {"form": form, "row": row}, status=status_of(form))
