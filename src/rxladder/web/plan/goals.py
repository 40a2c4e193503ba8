"""What a person aims for: a post, a credential or a kind of workplace, by a day."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.roles import role_name, roles, workplace_name, workplaces
from rxladder.web.plan.models import Goal
from rxladder.web.site.forms import HouseModelForm
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.rules import credential_choices, short_name


class GoalForm(HouseModelForm):
    """One aim."""

    sometimes = ("credential", "role", "workplace")

    class Meta:
        model = Goal
        fields = ["credential", "role", "workplace", "by"]
        labels = {
            "credential": gettext_lazy("A credential"),
            "role": gettext_lazy("A role"),
            "workplace": gettext_lazy("A kind of workplace"),
            "by": gettext_lazy("By when?"),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        none = _("None")
        self.choose("credential", credential_choices(self.person.state), none)
        self.choose("role", [(id_, role_name(id_)) for id_ in roles()], none)
        self.choose("workplace", [(id_, workplace_name(id_)) for id_ in workplaces()], none)

    def clean(self):
        """A goal aims at something."""
        super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in self.sometimes):
            self.add_error("credential", _("Choose a credential, a role or a kind of workplace."))
        return self.cleaned_data


def goal_name(row: Goal) -> str:
    """What is aimed for."""
    names = [
        short_name(row.credential) if row.credential else "",
        role_name(row.role),
        workplace_name(row.workplace),
    ]
    return " · ".join(filter(None, names))


def goal_when(row: Goal) -> str:
    """By when, if that was said."""
    return _("by %(day)s") % {"day": date_format(row.by, "SHORT_DATE_FORMAT")} if row.by else ""


PAGES = RecordPages(
    kind="goal",
    listed="background:all",
    model=Goal,
    form=GoalForm,
    title=gettext_lazy("What are you aiming for?"),
    named=goal_name,
    help=gettext_lazy("One of the three is enough. When it comes within reach, your next steps say so."),
)
