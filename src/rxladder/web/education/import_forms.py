"""What is asked to bring in a record: files or a text first, then a decision for every line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.transcripts.read import LONGEST_PASTE
from rxladder.web.education.evidence_forms import FilesField, FilesInput
from rxladder.web.education.import_lines import CHANGE, TAKE, Decision, PreviewLine
from rxladder.web.site.fields import LONGEST_TEXT, ExactFormField
from rxladder.web.site.forms import DayField, HouseForm

MOST_FILES = 20
KEEP = "keep"


class BringForm(HouseForm):
    """Files to read, a text to read, or both."""

    documents = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        widget=FilesInput(),
        help_text=gettext_lazy(
            "PDF, Excel (XLSX) or CSV: a CPE Monitor transcript, an export, certificates. Photos too. "
            "At most 20 files of 10 MB each."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste it"),
        required=False,
        max_length=LONGEST_PASTE,
        help_text=gettext_lazy("Copy the whole table from the site, including the headings."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sometimes = ("documents", "text")

    def clean(self):
        """One of the two is there."""
        super().clean()
        cleaned = self.cleaned_data
        if len(cleaned.get("documents", ())) > MOST_FILES:
            text = _("You chose %(n)d files. Choose at most %(most)d at a time.")
            self.add_error("documents", text % {"n": len(cleaned["documents"]), "most": MOST_FILES})
        elif not self.errors and not cleaned.get("documents") and not cleaned.get("text", "").strip():
            self.add_error("documents", _("Choose a file, or paste a text below."))
        return cleaned


@dataclass
class Asked:
    """A line of the preview with the fields that it asks, as the page shows them."""

    line: PreviewLine
    decide: forms.BoundField | None
    ask: list[forms.BoundField]
    ahead: bool


class DecisionsForm(HouseForm):
    """A decision for every line that is not in the log yet; what is missing is asked beside it."""

    def __init__(self, *args, lines: list[PreviewLine], today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines, self.today = lines, today
        self.sometimes: tuple[str, ...] = ()
        for line in lines:
            if line.match.state == "differs":
                self._choose(line)
            elif line.match.state != "there":
                self._offer(line)

    def _offer(self, line: PreviewLine) -> None:
        take = line.match.state == "new" and not line.found.caution and not self._ahead(line)
        name = line.found.title or line.found.uan
        self.fields[f"take-{line.number}"] = forms.BooleanField(label=name, required=False, initial=take)
        if line.found.date is None or self._ahead(line):
            self._ask(line, "date", DayField(label=_("Day"), required=False, initial=line.found.date))
        if line.found.hours is None:
            hours = ExactFormField(label=_("Contact hours"), required=False)
            hours.widget.attrs.update({"inputmode": "decimal", "class": "short"})
            self._ask(line, "hours", hours)
        if not line.found.title:
            self._ask(
                line, "title", forms.CharField(label=_("Title"), required=False, max_length=LONGEST_TEXT)
            )

    def _choose(self, line: PreviewLine) -> None:
        choices = [
            (KEEP, _("Keep mine as it is")),
            (CHANGE, _("Change mine to what the file says")),
            (TAKE, _("Add it as another one")),
        ]
        self.fields[f"choose-{line.number}"] = forms.ChoiceField(
            label=_("What should happen?"), choices=choices, initial=KEEP, widget=forms.RadioSelect
        )
        if line.found.hours is None:
            hours = ExactFormField(label=_("Contact hours, if you add it"), required=False)
            hours.widget.attrs.update({"inputmode": "decimal", "class": "short"})
            self._ask(line, "hours", hours)

    def _ask(self, line: PreviewLine, what: str, field: forms.Field) -> None:
        self.fields[f"{what}-{line.number}"] = field
        if what != "title":
            self.sometimes += (f"{what}-{line.number}",)

    def _ahead(self, line: PreviewLine) -> bool:
        return line.found.date is not None and line.found.date > self.today

    def clean(self):
        """A line that is taken has a day that has come, and hours."""
        super().clean()
        for line in self.lines:
            if self._decided(line) != TAKE:
                continue
            for what in ("date", "hours"):
                self._complete(line, what)
        return self.cleaned_data

    def _complete(self, line: PreviewLine, what: str) -> None:
        name = f"{what}-{line.number}"
        if name not in self.fields:
            return
        value = self.cleaned_data.get(name)
        if value is None and name not in self.errors:
            self.add_error(name, _("Write it, or leave this line out."))
        elif what == "date" and value and value > self.today:
            self.add_error(name, _("That day is still in the future."))

    def _decided(self, line: PreviewLine) -> str:
        if f"choose-{line.number}" in self.fields:
            return self.cleaned_data.get(f"choose-{line.number}", KEEP)
        return TAKE if self.cleaned_data.get(f"take-{line.number}") else KEEP

    def decisions(self) -> dict[int, Decision]:
        """What was decided, line by line; what is left out is not there."""
        made = {}
        for line in self.lines:
            what = self._decided(line)
            if what != KEEP:
                values = {name: self.cleaned_data.get(f"{name}-{line.number}") for name in ("date", "hours")}
                title = self.cleaned_data.get(f"title-{line.number}") or ""
                made[line.number] = Decision(what, title=title, **values)
        return made

    @cached_property
    def new(self) -> list[Asked]:
        """What is not in the log."""
        return self._in_state("new")

    @cached_property
    def different(self) -> list[Asked]:
        """What is in the log with something different."""
        return self._in_state("differs")

    @cached_property
    def repeats(self) -> list[Asked]:
        """What stands more than once in what was brought."""
        return self._in_state("repeat")

    @property
    def seen(self) -> int:
        """How many that the log has are shown by a transcript for the first time."""
        return sum(line.first_seen for line in self.lines)

    @property
    def proofs(self) -> int:
        """How many certificates can be put with a credit that the log has."""
        return sum(line.adds_proof for line in self.lines)

    @cached_property
    def there(self) -> list[Asked]:
        """What is in the log."""
        return self._in_state("there")

    def _in_state(self, state: str) -> list[Asked]:
        return [self._asked(line) for line in self.lines if line.match.state == state]

    def _asked(self, line: PreviewLine) -> Asked:
        def bound(what: str) -> forms.BoundField | None:
            name = f"{what}-{line.number}"
            return self[name] if name in self.fields else None

        ask = [field for what in ("title", "date", "hours") if (field := bound(what))]
        return Asked(line, bound("take") or bound("choose"), ask, self._ahead(line))
