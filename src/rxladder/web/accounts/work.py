"""Where a person works and has worked: what the rules count hours and months of."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.roles import role_name, roles, workplace_name, workplaces
from rxladder.web.accounts.models import Person, Work
from rxladder.web.site.fields import HOURS_OF_A_WEEK
from rxladder.web.site.forms import HouseModelForm
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.rules import state_choices


class WorkForm(HouseModelForm):
    """One post."""

    class Meta:
        model = Work
        fields = ["role", "workplace", "began", "ended", "hours_per_week", "state", "employer"]
        labels = {
            "role": gettext_lazy("What do you do there?"),
            "workplace": gettext_lazy("What kind of place is it?"),
            "began": gettext_lazy("First day"),
            "ended": gettext_lazy("Last day"),
            "hours_per_week": gettext_lazy("Hours a week"),
            "state": gettext_lazy("Which state?"),
            "employer": gettext_lazy("Employer"),
        }
        help_texts = {
            "role": gettext_lazy("The closest one will do. It shows the rules what your work is."),
            "ended": gettext_lazy("Leave empty if you work there now."),
            "hours_per_week": gettext_lazy("On average. Rules that ask for hours of work use it."),
            "state": gettext_lazy("Leave empty for the state in your profile."),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.choose("role", [(id_, role_name(id_)) for id_ in roles()], _("Choose what you do"))
        self.fields["role"].error_messages["required"] = _("Choose what you do there.")
        self.choose("workplace", [(id_, workplace_name(id_)) for id_ in workplaces()], _("Not stated"))
        self.choose("state", state_choices(), _("The one in my profile"))
        self.fields["began"].error_messages["required"] = _("Enter your first day there.")
        self.amount("hours_per_week", HOURS_OF_A_WEEK)

    def clean(self):
        """Nobody leaves before they came."""
        super().clean()
        self.in_order("began", "ended", _("It cannot end before it began."))
        return self.cleaned_data


def leave_posts_in(person: Person, left: str) -> int:
    """Who moves worked where they were until then: posts that named no state get the one that was left."""
    if not left or left == person.state:
        return 0
    return Work.objects.kept_of(person).filter(state="").update(state=left)


def work_name(row: Work) -> str:
    """What the post is called in a list."""
    names = [
        role_name(row.role),
        workplace_name(row.workplace),
        row.employer,
    ]
    return " · ".join(filter(None, names))


def work_when(row: Work) -> str:
    """When it was, in little room."""
    until = date_format(row.ended, "SHORT_DATE_FORMAT") if row.ended else _("today")
    return f"{date_format(row.began, 'SHORT_DATE_FORMAT')} – {until}"


PAGES = RecordPages(
    kind="work",
    listed="background:all",
    model=Work,
    form=WorkForm,
    title=gettext_lazy("Work you do or did"),
    named=work_name,
)
