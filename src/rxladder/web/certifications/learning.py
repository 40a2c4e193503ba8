"""Trainings and exams: what a person learned and passed, on which the right to a credential may rest."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.states import STATES, state_name
from rxladder.web.certifications.models import ExamTaken, Training
from rxladder.web.site.forms import Choices, HouseModelForm
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.rules import exam_name, packs, programme_name

# As long as the career file lets a training be.
LONGEST_TRAINING = 20_000
HIGHEST_SCORE = 100_000
KINDS = {
    "accredited": gettext_lazy("Accredited programs and schools"),
    "board-approved": gettext_lazy("Programs a board has approved"),
    "employer": gettext_lazy("On-the-job training"),
    "course": gettext_lazy("Courses"),
    "certificate": gettext_lazy("Certificate programs"),
    "armed-forces": gettext_lazy("Armed forces and federal services"),
}


def _state_of(id_: str) -> str:
    """The state whose own thing an entry is: `tx-...` is one of Texas."""
    state = f"us-{id_[:2]}"
    return state if id_[2:3] == "-" and state in STATES else ""


def _by_state(names: Iterable[tuple[str, str]], own: str, rest: dict[str, list]) -> Choices:
    """The own state's first, then `rest` by its headings, then what other states have of their own."""
    mine: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for id_, name in names:
        state = _state_of(id_)
        if state:
            (mine if state == own else others).append((id_, name))
    groups = {state_name(own) if own else "": mine, **rest, str(_("From other states")): others}
    return [(heading, found) for heading, found in groups.items() if found]


def _programmes(own: str) -> Choices:
    rest: dict[str, list] = {str(heading): [] for heading in KINDS.values()}
    names = []
    for id_, entry in packs().vocabulary.programmes.items():
        names.append((id_, _(entry.name)))
        if not _state_of(id_):
            rest[str(KINDS[entry.kind])].append((id_, _(entry.name)))
    return _by_state(names, own, rest)


def _exams(own: str) -> Choices:
    names = [(id_, _(entry.name)) for id_, entry in packs().vocabulary.exams.items()]
    national = [(id_, name) for id_, name in names if not _state_of(id_)]
    return _by_state(names, own, {str(_("National exams")): national})


class TrainingForm(HouseModelForm):
    """One programme, running or completed."""

    class Meta:
        model = Training
        fields = ["programme", "started", "completed", "hours"]
        labels = {
            "programme": gettext_lazy("Which training?"),
            "started": gettext_lazy("Started on"),
            "completed": gettext_lazy("Finished on"),
            "hours": gettext_lazy("Hours"),
        }
        help_texts = {
            "programme": gettext_lazy("Choose the one your certificate names, or the closest one."),
            "completed": gettext_lazy("Leave empty if it is still going on."),
            "hours": gettext_lazy("In total, if your certificate says."),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.choose("programme", _programmes(self.person.state), _("Choose a training"))
        self.fields["programme"].error_messages["required"] = _("Choose the training.")
        self.amount("hours", LONGEST_TRAINING)

    def clean(self):
        """It ends after it began, and not in the days to come."""
        super().clean()
        done = self.cleaned_data.get("completed")
        if done and done > self.today:
            self.add_error("completed", _("That day has not come yet. Leave it empty until you finish."))
        self.in_order("started", "completed", _("It cannot end before it started."))
        return self.cleaned_data


class ExamForm(HouseModelForm):
    """One attempt at an exam."""

    passed = forms.TypedChoiceField(
        label=gettext_lazy("Did you pass?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether you passed.")},
    )
    score = forms.IntegerField(
        label=gettext_lazy("Score"),
        help_text=gettext_lazy("Only if a rule asks for one."),
        required=False,
        min_value=0,
        max_value=HIGHEST_SCORE,
        error_messages={
            "invalid": gettext_lazy("Enter a whole number."),
            "min_value": gettext_lazy("Enter a number of 0 or more."),
            "max_value": gettext_lazy("That number is too large."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    class Meta:
        model = ExamTaken
        fields = ["exam", "date", "passed", "score"]
        labels = {"exam": gettext_lazy("Which exam?"), "date": gettext_lazy("Which day?")}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.instance._state.adding:
            self.initial["passed"] = "yes" if self.instance.passed else "no"
        self.choose("exam", _exams(self.person.state), _("Choose an exam"))
        self.fields["exam"].error_messages["required"] = _("Choose the exam.")
        self.fields["date"].error_messages["required"] = _("Enter the day you took it.")

    def clean_date(self):
        """An exam to come has no result."""
        day = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(_("That day has not come yet. Add it when you know the result."))
        return day


def training_when(row: Training) -> str:
    """When it was finished, or that it runs."""
    return date_format(row.completed, "SHORT_DATE_FORMAT") if row.completed else _("in progress")


def exam_when(row: ExamTaken) -> str:
    """When it was taken, and how it went."""
    result = _("passed") if row.passed else _("not passed")
    return f"{date_format(row.date, 'SHORT_DATE_FORMAT')}, {result}"


TRAININGS = RecordPages(
    kind="training",
    listed="background:all",
    model=Training,
    form=TrainingForm,
    title=gettext_lazy("Add a training"),
    named=lambda row: programme_name(row.programme),
)
EXAMS = RecordPages(
    kind="exam",
    listed="background:all",
    model=ExamTaken,
    form=ExamForm,
    title=gettext_lazy("Add an exam"),
    named=lambda row: exam_name(row.exam),
)
