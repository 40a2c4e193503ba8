"""What is asked about a quality project, its points, changes and cycles."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.projects import MOST_AMOUNT, MOST_PER, DataKind, what_is_wrong
from rxladder.quality.measure import kinds
from rxladder.web.responsibilities.guarded import GuardedForm, GuardedModelForm
from rxladder.web.responsibilities.models import ProjectChange, ProjectCycle, ProjectPoint, QualityProject
from rxladder.web.site.fields import amount_text, parse_amount

_OUT_OF = ("share", "rate")
AREA = forms.Textarea(attrs={"rows": 3})


class SignedField(forms.CharField):
    """Asks for an amount, which may be 0 or less than it."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "decimal", "class": "short"}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Fraction):
            return value
        text = (super().to_python(value) or "").replace("−", "-").removesuffix("%").strip()
        if not text:
            return None
        amount = parse_amount(text)
        if abs(amount) > MOST_AMOUNT:
            raise ValidationError(_("That number is too large."), code="large")
        return amount

    def prepare_value(self, value):
        return amount_text(value) if isinstance(value, Fraction) else value


class ProjectForm(GuardedModelForm):
    """A project and its measure."""

    sometimes = ("data", "of", "unit", "per")
    folded = ("started", "ended", "baseline_until", "per", "learned")

    class Meta:
        model = QualityProject
        fields = [
            *("title", "aim", "measure", "data", "of", "unit", "better", "goal", "started", "ended"),
            *("per", "baseline_until", "learned"),
        ]
        widgets = {"title": forms.TextInput, "aim": AREA, "learned": AREA}
        help_texts = {
            "title": gettext_lazy("For example: Fewer late first doses."),
            "aim": gettext_lazy(
                "What should get better, by how much, by when? From 14% to under 5% by June."
            ),
            "measure": gettext_lazy("What you count or measure each week or month: late first doses."),
            "of": gettext_lazy("For the first two kinds: first doses, orders."),
            "unit": gettext_lazy("For the last kind: minutes, °C."),
            "goal": gettext_lazy("As a percent, as a rate, or in the unit."),
            "per": gettext_lazy("For the second kind: 1,000 shows errors per 1,000 orders."),
            "baseline_until": gettext_lazy("The limits will then come only from the points up to this day."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"] = SignedField(
            label=self.fields["goal"].label, required=False, help_text=self.fields["goal"].help_text
        )
        self.fields["data"] = forms.ChoiceField(
            label=self.fields["data"].label,
            required=False,
            choices=list(kinds().items()),
            widget=forms.RadioSelect,
        )
        self.fields["per"].required = False
        if self.instance.per == 1:
            # What goes without saying need not open the fold.
            self.initial["per"] = ""
        self.choose("better", QualityProject.Better.choices, _("Not stated"))

    def clean_per(self):
        """One where nothing is said."""
        per = self.cleaned_data["per"]
        per = 1 if per is None else per
        if not 1 <= per <= MOST_PER:
            raise ValidationError(_("Write a number from 1 to 1,000,000."))
        return per

    def clean(self):
        """A measure has its kind, and keeps it while it has points."""
        cleaned = super().clean()
        if cleaned.get("measure") and not cleaned.get("data") and "data" not in self.errors:
            self.add_error("data", _("Choose what kind of number it is."))
        if cleaned.get("data") and not cleaned.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Write what you measure."))
        self._keep_kind(cleaned)
        self.in_order("started", "ended", _("That is before it started."))
        return cleaned

    def _keep_kind(self, cleaned: dict[str, Any]) -> None:
        old = QualityProject.objects.visible_to(self.person).filter(id=self.instance.id).first()
        if old is None or cleaned.get("data") == old.data:
            return
        if ProjectPoint.objects.visible_to(self.person).filter(project=old).exists():
            self.add_error("data", _("There are points of the other kind already. Delete them first."))


class PointForm(GuardedModelForm):
    """One point; what it is out of is asked only where the measure has it."""

    class Meta:
        model = ProjectPoint
        fields = ["date", "amount", "of", "note"]

    def __init__(self, *args, project: QualityProject, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = self.instance.project = project
        out_of = project.data in _OUT_OF
        amount = _("How many: %(what)s?") if project.data != "single" else _("How much: %(what)s?")
        self.fields["amount"] = SignedField(label=amount % {"what": project.measure})
        if out_of:
            of = project.of or _("everything that was checked")
            self.fields["of"] = SignedField(label=_("Out of how many: %(of)s?") % {"of": of})
        else:
            del self.fields["of"]
        self.fields["note"].widget = forms.TextInput()

    def clean(self):
        """The two numbers go together, and the day has come."""
        cleaned = super().clean()
        day, amount, of = cleaned.get("date"), cleaned.get("amount"), cleaned.get("of")
        if day and day > self.today:
            self.add_error("date", _("This day has not come yet."))
        if amount is not None and ("of" not in self.fields or of is not None):
            problem = what_is_wrong(cast("DataKind", self.project.data), amount, of)
            if problem:
                self.add_error(problem[0], f"{problem[1][:1].upper()}{problem[1][1:]}.")
        return cleaned


class ChangeForm(GuardedModelForm):
    """Something done differently."""

    class Meta:
        model = ProjectChange
        fields = ["date", "what", "new_limits"]
        help_texts = {
            "what": gettext_lazy("For example: a second delivery run at 14:00."),
            "new_limits": gettext_lazy(
                "Use this when you know that the old way is over and want to see what the new one does."
            ),
        }

    def __init__(self, *args, project: QualityProject, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.project = project


class CycleForm(GuardedModelForm):
    """One round of plan, do, study, act."""

    class Meta:
        model = ProjectCycle
        fields = [
            *("title", "plan", "planned", "do", "done", "study", "studied", "act", "acted", "decision"),
        ]
        widgets = dict.fromkeys(("plan", "do", "study", "act"), AREA)
        help_texts = {
            "plan": gettext_lazy("What you will try, where, how long, and what you expect to see."),
            "do": gettext_lazy("What happened, including what went differently."),
            "study": gettext_lazy("What the numbers show, compared with what you expected."),
            "act": gettext_lazy("What you keep, change or drop."),
        }

    def __init__(self, *args, project: QualityProject, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.choose("decision", ProjectCycle.Decision.choices, _("Not yet"))

    def clean(self):
        """Its steps come one after the other."""
        cleaned = super().clean()
        for earlier, later in (("planned", "done"), ("done", "studied"), ("studied", "acted")):
            self.in_order(earlier, later, _("That is earlier than the step before it."))
        return cleaned


class BringPointsForm(GuardedForm):
    """A file or a text with points."""

    document = forms.FileField(
        label=gettext_lazy("A CSV file"),
        required=False,
        help_text=gettext_lazy("Save the spreadsheet as CSV. At most 2 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the lines"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sometimes = ("document", "text")

    def _guard(self) -> None:
        """The lines are judged where they are read, which names line and column."""

    def clean(self):
        """One of the two is there."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("document") and not cleaned.get("text", "").strip():
            self.add_error("document", _("Choose a file, or paste the lines below."))
        return cleaned
