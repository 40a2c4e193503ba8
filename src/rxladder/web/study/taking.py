"""Cards and history to take along: a deck for Anki, a table of all answers, and what Anki adds to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from rxladder.facts.yaml_text import BadInput
from rxladder.learning import reviews as learning
from rxladder.learning.anki.read import AnkiDeck, DeckCard, not_yet_known, read_deck
from rxladder.learning.anki.write import write_deck
from rxladder.papers.table import csv_table
from rxladder.web.accounts.models import Person
from rxladder.web.site.downloads import CSV, download
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.study.bank import cards, question
from rxladder.web.study.browsing import LOOKED_AT
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, history_of, keep, memory_of
from rxladder.web.study.models import CardMemory, OwnCard, Review
from rxladder.web.study.own_cards import bring_cards, own_memories
from rxladder.web.study.shown import after

DECK = "RxLadder"
# The ids of Anki's answers are texts; this makes of each an id as a device would give it.
ANKI = UUID("5a1d0f0e-6f0c-4c0e-9f53-0d1c7f0f6a10")


class BringForm(HouseForm):
    """A deck as Anki exports it."""

    document = forms.FileField(
        label=gettext_lazy("A deck from Anki (.apkg)"),
        help_text=gettext_lazy("In Anki: File, Export, with scheduling information."),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )

    def clean_document(self) -> AnkiDeck:
        """The deck that the file holds."""
        upload = self.cleaned_data["document"]
        data = whole(upload)
        if data is None:
            raise forms.ValidationError(_("That file is too large."))
        try:
            return read_deck(data, upload.name)
        except BadInput as error:
            raise forms.ValidationError(str(error)) from None


@of_person
def taking(request):
    """Take cards and history out, or bring in what was answered in Anki."""
    form = BringForm(posted(request), request.FILES or None)
    if form.is_valid():
        at = timezone.now()
        told = _brought(request.person, form.cleaned_data["document"], at)
        say(request, told, undo=reverse("study:undo-own", args=[at]))
        return redirect("study:taking")
    answers = Review.objects.visible_to(request.person).count()
    return render(request, "study/taking.html", {"form": form, "answers": answers}, status=status_of(form))


def _brought(person: Person, deck: AnkiDeck, at: datetime) -> str:
    """Store the cards and answers that are not known yet; what was done, in words."""
    with one_at_a_time(person.id):
        new = bring_cards(person, deck.cards, at)
        own = set(OwnCard.objects.visible_to(person).values_list("card", flat=True))
        ours = [review for review in deck.reviews if review.card in own or review.card in cards()]
        moment = this_moment(person)
        rows = keep(person, [_answered(review, moment) for review in not_yet_known(ours, history_of(person))])
    parts = [
        ngettext("%(n)d card is new.", "%(n)d cards are new.", new) % {"n": new},
        ngettext("%(n)d answer is now in your history.", "%(n)d answers are now in your history.", len(rows))
        % {"n": len(rows)},
    ]
    if deck.media or deck.without_text:
        left = deck.media + deck.without_text
        parts.append(
            ngettext(
                "%(n)d picture, sound or card without text stays in Anki.",
                "%(n)d pictures, sounds or cards without text stay in Anki.",
                left,
            )
            % {"n": left}
        )
    return " ".join(parts)


def _answered(review: learning.Review, moment: datetime) -> Answered:
    id_, at = uuid5(ANKI, review.id), min(review.at, moment)
    return Answered(id_, review.card, 0, at, review.seconds, review.right, grade=review.grade)


@of_person
@require_safe
def anki_deck(request):
    """All cards that the person has met, with what is remembered and the whole history."""
    memories = {
        row.card: memory_of(row)
        for row in CardMemory.objects.visible_to(request.person)
        if row.card in cards()
    }
    deck = [_deck_card(card) for card in memories]
    own = OwnCard.objects.visible_to(request.person)
    deck += [DeckCard(row.card, row.deck, row.front, row.back, tuple(row.tags)) for row in own]
    memories |= own_memories(request.person)
    data = write_deck(deck, history_of(request.person), memories, this_moment(request.person))
    return download(data, "application/octet-stream", f"rxladder-{request.on}.apkg")


def _deck_card(id_: str) -> DeckCard:
    one = question(id_, LOOKED_AT)
    told = after(one, None)
    sources = " · ".join(source.says for source in one.sources)
    back = "\n\n".join(filter(None, [told["verdict"].answer, *one.steps, one.explanation, sources]))
    return DeckCard(id_, DECK, one.stem, back, one.card.areas)


@of_person
@require_safe
def answers_table(request):
    """Every answer as a line of a table."""
    head = ("At", "Card", "Right", "Grade", "Seconds", "Seed")
    names = ("at", "card", "right", "grade", "seconds", "seed")
    told = Review.objects.visible_to(request.person).order_by("at", "id").values_list(*names)
    rows = ((at.isoformat(), card, *rest) for at, card, *rest in told.iterator(chunk_size=20_000))
    return download(csv_table(head, rows), CSV, f"answers-{request.on}.csv")
