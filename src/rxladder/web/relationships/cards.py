"""Bringing address cards in, and taking one's people away as cards."""

from __future__ import annotations

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.career.cards_brought import Brought, bring_cards
from rxladder.career.vcards_in import Cards, CardsError, read_cards
from rxladder.career.vcards_out import Version, write_cards
from rxladder.web.relationships.career_part import stored_people
from rxladder.web.relationships.changing import Change, column_words
from rxladder.web.relationships.models import Acquaintance
from rxladder.web.site.downloads import download
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of

MOST_SHOWN = 100


class CardsForm(HouseForm):
    """A file of address cards."""

    cards = forms.FileField(
        label=gettext_lazy("A file of contact cards"),
        help_text=gettext_lazy("A .vcf file, as phones, Outlook and Google share contacts. At most 20 MB."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    look = forms.BooleanField(
        label=gettext_lazy("First show me what would change"), required=False, initial=True
    )


@of_person
def bring(request):
    """Read a file of cards; show what it would change, or change it."""
    form = CardsForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        content = whole(form.cleaned_data["cards"])
        try:
            if content is None:
                raise CardsError(_("This file is larger than 20 MB. Export fewer people at a time."))
            cards = read_cards(content)
        except CardsError as error:
            form.add_error("cards", str(error))
        else:
            if form.cleaned_data["look"]:
                return _look(request, cards)
            return _save(request, cards)
    return render(request, "relationships/cards.html", {"form": form}, status=status_of(form))


def _look(request, cards: Cards):
    brought = bring_cards(stored_people(request.person), cards.people)
    filled = [
        {"name": one.before.name, "parts": [column_words(name) for name in one.fields]}
        for one in brought.filled[:MOST_SHOWN]
    ]
    form = CardsForm(initial={"look": False})
    context = {"form": form, "brought": brought, "filled": filled, "cards": cards}
    return render(request, "relationships/cards.html", context)


def _save(request, cards: Cards):
    at = timezone.now()
    with one_at_a_time(request.person.id):
        rows = list(Acquaintance.objects.visible_to(request.person))
        brought = bring_cards(stored_people(request.person), cards.people)
        if brought.anything:
            change = Change(request.person, at)
            for one in brought.new:
                change.add(one)
            for filled in brought.filled:
                change.become(rows[filled.at], filled.after, filled.new_contacts)
            change.save()
    undo = reverse("people:undo-change", args=[at]) if brought.anything else None
    say(request, _summary(brought, cards), undo=undo)
    return redirect("people:all")


def _summary(brought: Brought, cards: Cards) -> str:
    text = _("%(new)d new, %(filled)d filled in, %(same)d unchanged.") % {
        "new": len(brought.new),
        "filled": len(brought.filled),
        "same": brought.same,
    }
    if cards.unread:
        text += " " + _("%(n)d cards could not be read.") % {"n": len(cards.unread)}
    return text


@of_person
@require_safe
def take_away(request, version: str):
    """Everyone as a file of address cards."""
    known: Version = "4.0" if version == "4.0" else "3.0"
    return download(write_cards(stored_people(request.person), known), "text/vcard", "people.vcf")
