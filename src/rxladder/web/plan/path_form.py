"""What is asked of a path: where it leads, and what would be if."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.planning.path_goal import Goal
from rxladder.planning.path_ground import WhatIf
from rxladder.web.site.fields import DollarsField, ExactFormField
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.rules import credential_choices, packs, short_name

MOST_HOURS = 80
WHAT_IF = ("hours", "dollars", "state", "skip")


class PathForm(HouseForm):
    """A goal, and the limits with which it is looked for; what is left open is as the record has it."""

    goal = forms.ChoiceField(label=gettext_lazy("Where do you want to go?"))
    hours = ExactFormField(label=gettext_lazy("Study hours per week"), required=False, most=MOST_HOURS)
    dollars = DollarsField(label=gettext_lazy("Money per month"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("In which state"), required=False)
    skip = forms.MultipleChoiceField(
        label=gettext_lazy("Leave these out"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, own: Iterable[Goal], state: str | None, skip: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        named = [(id_, short_name(id_)) for id_ in skip if id_ in packs().credentials]
        self._offer("goal", _goals(own, state))
        self._offer("state", [("", _("Where you are now")), *STATES.items()])
        self._offer("skip", named)

    def _offer(self, name: str, choices: list) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def wanted(self) -> Goal:
        """The goal that was chosen."""
        kind, id_ = self.cleaned_data["goal"].split(":", 1)
        return Goal(kind, id_)

    @property
    def what_if(self) -> WhatIf:
        """What is to be otherwise than on record."""
        said = self.cleaned_data
        return WhatIf(
            study_hours_per_week=said["hours"],
            budget_usd_per_month=said["dollars"],
            state=said["state"] or None,
            skip=frozenset(said["skip"]),
        )

    @property
    def asks_what_if(self) -> bool:
        """Whether anything is asked to be otherwise."""
        return any(self.data.get(name) for name in WHAT_IF)


def _goals(own: Iterable[Goal], state: str | None) -> list:
    mine = [(name_of(goal), _title(goal)) for goal in own]
    return [
        (_("Your goals"), mine) if mine else ("", _("Choose where you want to be")),
        (_("Roles"), [(f"role:{id_}", spoken(role.name)) for id_, role in roles().items() if role.asks]),
        (_("Kinds of workplaces"), [(f"workplace:{id_}", spoken(w.name)) for id_, w in workplaces().items()]),
        *_credentials(state),
    ]


def _credentials(state: str | None) -> list:
    return [
        (heading, [(f"credential:{id_}", name) for id_, name in inner])
        for heading, inner in credential_choices(state or "")
    ]


def name_of(goal: Goal) -> str:
    """A goal as the form names it."""
    return f"{goal.kind}:{goal.id}"


def _title(goal: Goal) -> str:
    match goal.kind:
        case "role":
            return spoken(roles()[goal.id].name)
        case "workplace":
            return spoken(workplaces()[goal.id].name)
    return short_name(goal.id)
