"""Reading becomes development: an article's note as an achievement, a talk with somebody, or a study card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.learning.anki.read import DeckCard
from rxladder.web.relationships.models import Acquaintance, Gathering
from rxladder.web.responsibilities.achievement_pages import AchievedForm
from rxladder.web.responsibilities.guarded import GuardedForm
from rxladder.web.responsibilities.models import Achievement
from rxladder.web.site import clock
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.forms import DayField
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.study.models import OwnCard
from rxladder.web.study.own_cards import bring_cards
from rxladder.web.trends import taking
from rxladder.web.trends.models import SavedItem, StarredItem

MOST_PEOPLE = 300
Kind = str


class DraftForm(AchievedForm):
    """An achievement that came of an article."""

    class Meta:
        model = Achievement
        fields = ["what", "result", "on"]
        help_texts = {
            "what": gettext_lazy(
                "What did you do with it? Reading alone is a start, but not yet an achievement."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="achievement", **kwargs)


class TalkForm(GuardedForm):
    """Whom to talk to about it, and when."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who with?"), error_messages={"required": gettext_lazy("Choose someone.")}
    )
    on = DayField(
        label=gettext_lazy("When do you meet?"),
        required=False,
        help_text=gettext_lazy("With a date, it goes on your calendar. Without one, it waits on their page."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, prefix="talk", **kwargs)
        who: Any = self.fields["who"]
        who.choices = [("", _("Choose")), *((str(row.id), _called(row)) for row in people)]

    def clean_on(self):
        """It is not over."""
        on = self.cleaned_data["on"]
        if on and on < self.today:
            raise forms.ValidationError(_("That day has passed."))
        return on


def _called(row: Acquaintance) -> str:
    return _("%(name)s (mentor)") % {"name": row.name} if row.mentoring == "mentor" else row.name


class CardForm(GuardedForm):
    """A card to study: what is asked, and what is to be remembered."""

    front = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Ask about one thing you want to remember from it."),
        error_messages={"required": gettext_lazy("Write a question.")},
    )
    back = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST_TEXT - 2_400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="card", **kwargs)


def people_of(person) -> list[Acquaintance]:
    """Whom one can talk to: mentors first."""
    rows = Acquaintance.objects.visible_to(person).order_by("name", "id")[:MOST_PEOPLE]
    return sorted(rows, key=lambda row: row.mentoring != "mentor")


def _article(request, id) -> SavedItem:
    return get_object_or_404(SavedItem.objects.visible_to(request.person), id=id)


def _forms(request, row: SavedItem, sent: Kind = "") -> dict[Kind, forms.BaseForm]:
    """The three forms, prefilled from the note; the one that was sent has what was sent."""
    note = row.note.strip()
    data = {kind: request.POST if kind == sent else None for kind in TAKERS}
    draft = {"what": _("Read: %(title)s") % {"title": row.title[:300]}, "result": note, "on": request.on}
    return {
        "achievement": DraftForm(data["achievement"], person=request.person, today=request.on, initial=draft),
        "talk": TalkForm(data["talk"], today=request.on, people=people_of(request.person)),
        "card": CardForm(data["card"], today=request.on, initial={"front": "", "back": note}),
    }


@of_person
def develop(request, id):
    """An article with its note, what was made of it, and three ways to make something of it."""
    row = _article(request, id)
    sent = request.POST.get("kind", "") if request.method == "POST" else ""
    if request.method == "POST" and sent not in TAKERS:
        raise Http404
    filled = _forms(request, row, sent)
    if sent and filled[sent].is_valid():
        with one_at_a_time(request.person.id):
            kind, made = TAKERS[sent](request, row, filled[sent])
        undo = reverse("trends:take-back", args=[row.id, kind, made])
        say(request, _("Done. It has a link to the article."), undo=undo)
        return redirect("trends:develop", row.id)
    wrong = bool(sent)
    context = {
        "row": row,
        "title": row.title or row.url,
        "forms": filled,
        "sent": sent,
        "taken": taking.taken_from(request.person, row),
    }
    return render(request, "trends/develop.html", context, status=422 if wrong else 200)


@of_person
@require_POST
def take_back(request, id, what, with_id):
    """Undo one of the things that were made of an article."""
    row, now = _article(request, id), clock.now()
    with one_at_a_time(request.person.id):
        if not taking.take_back(request.person, row, what, with_id, now):
            raise Http404
    # What was a part of something else is out of that, and nothing was deleted.
    gone = any(model.objects.deleted_by(request.person).filter(deleted_at=now) for model in taking.MADE)
    say(request, _("Undone."), undo=reverse("trash:back", args=[now]) if gone else None)
    return redirect("trends:develop", row.id)


@of_person
@require_POST
def unstar(request, id):
    """Let go of something that a career file brought starred."""
    delete_row(StarredItem.objects.kept_of(request.person), id)
    say(request, _("It is no longer starred."), undo=reverse("trends:star-again", args=[id]))
    return redirect(reverse("trends:stream") + "?view=starred")


@of_person
@require_POST
def star_again(request, id):
    """Undo `unstar`."""
    restore_row(StarredItem.objects.kept_of(request.person), id)
    say(request, _("It is starred again."))
    return redirect(reverse("trends:stream") + "?view=starred")


# --- Making something of it


def _note(request, row: SavedItem, form: DraftForm) -> tuple[Kind, UUID]:
    made = form.save(commit=False)
    made.of = taking.of_article(row)
    made.save()
    return "achievement", made.id


def _talk(request, row: SavedItem, form: TalkForm) -> tuple[Kind, UUID]:
    """With a day: on the list of what to prepare for the meeting; without: among what one talks about."""
    known = get_object_or_404(Acquaintance.objects.visible_to(request.person), id=form.cleaned_data["who"])
    said, on = taking.mention(row), form.cleaned_data["on"]
    if on is None:
        if said not in known.topics:
            known.topics = [*known.topics, said]
            known.save()
        return "topic", known.id
    that_day = Gathering.objects.visible_to(request.person).filter(starts=on)
    meeting = next((one for one in that_day if known.name in one.people), None) or Gathering(
        person=request.person,
        name=_("Talk with %(name)s") % {"name": known.name},
        starts=on,
        people=[known.name],
        going=Gathering.Going.YES,
        uid=taking.made_for(said),
    )
    if all(what != said for what, _done in meeting.before):
        meeting.before = [*meeting.before, [said, False]]
    meeting.save()
    return "meeting", meeting.id


def _card(request, row: SavedItem, form: CardForm) -> tuple[Kind, UUID]:
    front, back = form.cleaned_data["front"].strip(), form.cleaned_data["back"].strip()
    card = taking.card_id(row, front)
    told = f"{back}\n\n{taking.mention(row)}"
    bring_cards(request.person, [DeckCard(card, taking.DECK, front, told)], timezone.now())
    return "card", OwnCard.objects.visible_to(request.person).get(card=card).id


TAKERS: dict[Kind, Callable] = {"achievement": _note, "talk": _talk, "card": _card}
