"""The forms of duties, skills, sign-offs and the training of others. None takes patient data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.roles import role_name, roles, workplace_name, workplaces
from rxladder.facts.skills import area_name, areas, skill_id, skill_name, skills, skills_of
from rxladder.web.responsibilities.guarded import GuardedForm, GuardedModelForm
from rxladder.web.responsibilities.models import Duty, PlanItem, Skill, SkillSignOff, TrainingPlan
from rxladder.web.site.fields import HOURS_OF_A_WEEK
from rxladder.web.site.forms import LinesField, OfferedInput

MOST_ITEMS = 200
_AREA = forms.Textarea(attrs={"rows": 3})


class DutyForm(GuardedModelForm):
    """Something that one is in charge of, or does regularly."""

    folded = ("employer", "note")

    class Meta:
        model = Duty
        fields = ["what", "since", "until", "hours_per_week", "workplace", "employer", "note"]
        widgets = {"note": _AREA}
        help_texts = {
            "what": gettext_lazy("Start with a verb: order, check, train, count, prepare."),
            "until": gettext_lazy("Leave it empty if you still do it."),
            "hours_per_week": gettext_lazy("About how much of your week it takes."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].error_messages["required"] = _("Write what you do.")
        self.amount("hours_per_week", HOURS_OF_A_WEEK)
        self.choose("workplace", [(id_, workplace_name(id_)) for id_ in workplaces()], _("Not stated"))

    def clean(self):
        """Nothing ends before it began."""
        cleaned = super().clean()
        self.in_order("since", "until", _("It cannot end before it began."))
        return cleaned


class SkillForm(GuardedModelForm):
    """Something that one can do, or is learning."""

    folded = ("area", "note")

    class Meta:
        model = Skill
        fields = ["name", "level", "last_done", "teachers", "area", "note"]
        widgets = {"note": _AREA}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = OfferedInput(_(one.name) for one in skills().values())
        self.fields["name"].help_text = _("As you type, you see what the roles on the ladder ask for.")
        self.fields["name"].error_messages["required"] = _("Write what it is.")
        self.initial["name"] = skill_name(self.instance.name)
        self.fields["teachers"] = LinesField(
            label=self.fields["teachers"].label, help_text=_("Names, one per line.")
        )
        self.choose("area", [(id_, area_name(id_)) for id_ in areas()], _("Another area"))
        self.fields["area"].help_text = _("The skills suggested above already have their area.")

    def clean_name(self):
        """What the facts know is kept by its id."""
        return skill_id(self.cleaned_data["name"])

    def clean(self):
        """A skill of the facts is in its own area, and nothing was done tomorrow."""
        cleaned = super().clean()
        known = skills().get(cleaned.get("name", ""))
        if known:
            cleaned["area"] = known.area
        _not_ahead(self, "last_done")
        return cleaned


class SignOffForm(GuardedModelForm):
    """That somebody else saw a skill done well."""

    folded = ("until", "note")

    class Meta:
        model = SkillSignOff
        fields = ["by", "on", "until", "note"]
        help_texts = {
            "by": gettext_lazy("Who watched you do it: a pharmacist, a lead, a trainer."),
            "until": gettext_lazy(
                "If it has to be done again by a certain date. Your employer or your rules say so."
            ),
        }

    def __init__(self, *args, skill: Skill | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if skill is not None:
            self.instance.skill = skill
        self.fields["by"].widget = OfferedInput(self.instance.skill.teachers)
        self.fields["by"].error_messages["required"] = _("Write who signed.")
        self.fields["on"].error_messages["required"] = _("Enter the date.")

    def clean_by(self):
        """Nobody signs for themselves."""
        name = " ".join(self.cleaned_data["by"].split())
        if self.person.name and name.casefold() == self.person.name.casefold():
            raise forms.ValidationError(_("Someone else has to sign. That is what makes it count."))
        return name

    def clean(self):
        """It is over after the day it was given, which is not ahead."""
        cleaned = super().clean()
        _not_ahead(self, "on")
        self.in_order("on", "until", _("This date cannot be before the sign-off."))
        return cleaned


class PlanForm(GuardedModelForm):
    """The training of somebody else."""

    folded = ("ended", "note")

    class Meta:
        model = TrainingPlan
        fields = ["trainee", "what", "starts", "due", "ended", "note"]
        widgets = {"note": _AREA}
        help_texts = {
            "what": gettext_lazy("The IV room, the cabinet, a new system."),
            "ended": gettext_lazy("Leave it empty if it is still going on."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainee"].error_messages["required"] = _("Write who you train.")

    def clean(self):
        """Nothing ends before it began."""
        cleaned = super().clean()
        for later in ("due", "ended"):
            self.in_order("starts", later, _("It cannot end before it began."))
        return cleaned


class ItemForm(GuardedModelForm):
    """One thing of a checklist."""

    class Meta:
        model = PlanItem
        fields = ["what", "done", "signed", "by", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].error_messages["required"] = _("Write what they need to learn.")

    def clean(self):
        """It was shown before it was signed off, and who signs does so on a day."""
        cleaned = super().clean()
        for name in ("done", "signed"):
            _not_ahead(self, name)
        self.in_order("done", "signed", _("It cannot be signed off before it was shown."))
        if cleaned.get("by") and not cleaned.get("signed") and "signed" not in self.errors:
            self.add_error("signed", _("Enter the date it was signed off."))
        return cleaned


class ItemsForm(GuardedForm):
    """Things to learn, several at once: one a line, or all that a role of the ladder does."""

    lines = LinesField(
        label=gettext_lazy("What they need to learn, one thing per line"),
        help_text=gettext_lazy("Small things you can watch: garbing, cleaning the hood, ten batches."),
        max_length=20_000,
    )
    sometimes = ("lines", "role")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = [(id_, role_name(id_)) for id_ in roles() if skills_of(id_)]
        self.fields["role"] = forms.ChoiceField(
            label=_("Or everything a role does"),
            required=False,
            choices=[("", _("None")), *told],
            error_messages={"invalid_choice": _("Choose one from the list.")},
        )

    def clean(self):
        """One of the two is there, and not too much."""
        cleaned = super().clean()
        found = [*cleaned.get("lines", []), *map(skill_name, skills_of(cleaned.get("role", "")))]
        cleaned["found"] = list(dict.fromkeys(found))
        if not self.errors and not found:
            self.add_error("lines", _("Write at least one thing."))
        if len(found) > MOST_ITEMS or any(len(line) > 500 for line in found):
            text = _("At most %(n)d lines at a time, 500 characters each.")
            self.add_error("lines", text % {"n": MOST_ITEMS})
        return cleaned


def _not_ahead(form: GuardedModelForm, name: str) -> None:
    """Mark a day that is still to come."""
    day = form.cleaned_data.get(name)
    if day and day > form.today:
        form.add_error(name, _("That day is still in the future."))
