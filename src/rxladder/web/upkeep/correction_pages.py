"""What a correction changed for oneself; for a keeper what changed and for how many; and a trial."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from time import monotonic
from typing import Any

from django import forms
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.trial import Tried, tried
from rxladder.facts.whole_file import OWN, write_whole
from rxladder.facts.yaml_text import BadInput
from rxladder.rules.result import HoursRange
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.keepers import is_keeper
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import in_force, packs
from rxladder.web.site.templatetags.words import stand_words
from rxladder.web.site.views import of_person, posted, say
from rxladder.web.upkeep.corrections_job import touched_by
from rxladder.web.upkeep.flags import as_draft, flag_of
from rxladder.web.upkeep.in_words import said_differently
from rxladder.web.upkeep.models import ChangedAnswer, RuleChange, note_corrected

MOST, LONGEST = 30, 60_000
SECONDS = 4.0
_START = "pack: us-tx\ncredentials:\n"
_NAME = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True)
class Changed:
    """A changed answer in words, in the language of the page."""

    id: Any
    credential: str
    at: str
    found: datetime
    seen: bool
    was: str
    now: str
    was_ends: date | None
    now_ends: date | None
    clauses: list[dict[str, Any]]


def in_words(row: ChangedAnswer) -> Changed:
    """A row as a page shows it."""
    told = row.clauses.get(get_language() or "en") or row.clauses.get("en") or []
    clauses = [part | {"read": _day(part["source"]["read"]) if part["source"] else None} for part in told]
    return Changed(
        id=row.id,
        credential=row.credential,
        at=reverse("certifications:holdings"),
        found=row.created_at,
        seen=row.seen_at is not None,
        was=_stand(row.was),
        now=_stand(row.now),
        was_ends=_day(row.was["ends"]),
        now_ends=_day(row.now["ends"]),
        clauses=clauses,
    )


def _stand(told: dict[str, Any]) -> str:
    hours = told["hours_to_go"]
    if isinstance(hours, dict):
        return stand_words(told["status"], HoursRange(_exact(hours["min"]), _exact(hours["max"])))
    return stand_words(told["status"], _exact(hours))


def _exact(hours: float) -> Fraction:
    return Fraction(str(hours))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def unseen(person) -> list[Changed]:
    """What changed for a person and they have not seen yet, for the home page."""
    if not person.corrected:
        return []
    return [in_words(row) for row in ChangedAnswer.objects.visible_to(person).filter(seen_at=None)]


@of_person
@require_safe
def corrections(request):
    """What changed for oneself; for a keeper all changes of the rules."""
    keeper = is_keeper(request)
    mine = ChangedAnswer.objects.visible_to(request.person).order_by("-created_at")[:MOST]
    context = {
        "mine": sorted(map(in_words, mine), key=lambda one: one.seen),
        "keeper": keeper,
        "problem": _without_folder(in_force().problem) if keeper else "",
        "changes": RuleChange.objects.exclude(before="")[:MOST] if keeper else [],
    }
    return render(request, "upkeep/corrections.html", context)


def _without_folder(problem: BadInput | None) -> str:
    if problem is None:
        return ""
    place = Path(problem.file).name + (f":{problem.line}" if problem.line else "")
    return f"{place}: {problem.message}"


@require_POST
@of_person
def seen(request, id):
    """The person has seen what changed for them."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(ChangedAnswer.objects.visible_to(request.person), id=id)
        row.seen_at = row.seen_at or clock.now()
        row.save()
        note_corrected(request.person)
    return redirect("upkeep:corrections")


# --- A trial


class TrialForm(HouseForm):
    """A correction as a text."""

    text = forms.CharField(
        label=gettext_lazy("The correction"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "code"}),
    )


@of_person
def try_one(request):
    """Try a correction: its mistakes by line, or what it would change and for how many."""
    if not is_keeper(request):
        return redirect("upkeep:corrections")
    asked = request.GET.get("flag")
    start = as_draft(flag_of(request, asked)) if asked else _START
    form = TrialForm(posted(request), initial={"text": start})
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            found = _tried(form.cleaned_data["text"])
        except BadInput as error:
            context |= {"mistake": error.message, "line": error.line}
            return render(request, "upkeep/try.html", context, status=422)
        if request.POST.get("do") == "force" and settings.LOCAL:
            name = _put(found.pack, form.cleaned_data["text"])
            say(request, _("%(name)s will be in force within a few seconds.") % {"name": name})
            return redirect("upkeep:corrections")
        affected, all_ = touched_by(packs(), found.packs, monotonic() + SECONDS)
        context |= {"tried": True, "lines": said_differently(packs(), found.packs)}
        context |= {"affected": affected, "all_looked_at": all_}
    return render(request, "upkeep/try.html", context, status=422 if form.errors else 200)


def _tried(text: str) -> Tried:
    with tempfile.TemporaryDirectory(prefix="rxladder-try-") as folder:
        file = Path(folder) / _name_for("correction")
        file.write_text(text, encoding="utf-8", newline="")
        return tried(file, _rules())


def _put(pack: str, text: str) -> str:
    """Put a correction among those of the installation."""
    folder = _rules()
    folder.mkdir(mode=0o700, exist_ok=True)
    name = _name_for(f"{_NAME.sub('-', pack.lower())[:40]}-{clock.now():%Y%m%d-%H%M%S}")
    write_whole(folder / name, text.encode(), OWN)
    return name


def _rules() -> Path:
    return Path(settings.DATA) / "rules"


def _name_for(stem: str) -> str:
    """A name behind those of all corrections there are: of two that say different things, the last wins."""
    last = max((path.name for path in _rules().glob("*.y*ml")), default="")
    while f"{stem}.yaml" <= last:
        stem = f"z{stem}"
    return f"{stem}.yaml"
