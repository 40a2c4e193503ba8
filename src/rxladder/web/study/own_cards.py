"""Cards that a person brought: gone through one by one, apart from the exam, and told known or not.

What they say is the person's own. They come again by the same schedule as all cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core import signing
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rxladder.learning.anki.read import DeckCard
from rxladder.learning.reviews import Memory
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.study.bank import cards
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, keep, memory_of
from rxladder.web.study.models import CardMemory, OwnCard

SHOWN = "study-own-card-shown"
AT_ONCE = 500


def bring_cards(person: Person, brought: Sequence[DeckCard], at: datetime) -> int:
    """Store the cards that are not there yet; how many they were. To be called within `one_at_a_time`."""
    known = set(OwnCard.objects.visible_to(person).values_list("card", flat=True))
    new = {one.id: one for one in brought if one.id not in known and one.id not in cards()}
    OwnCard.objects.bulk_create(
        (
            OwnCard(
                person=person,
                card=one.id,
                deck=one.deck,
                front=one.front[:LONGEST_TEXT],
                back=one.back[:LONGEST_TEXT],
                tags=list(one.tags),
                created_at=at,
                place=place,
            )
            for place, one in enumerate(new.values())
        ),
        batch_size=AT_ONCE,
    )
    return len(new)


def own_memories(person: Person) -> dict[str, Memory]:
    """What is remembered of a person's own cards, by card."""
    own = OwnCard.objects.visible_to(person).values("card")
    return {row.card: memory_of(row) for row in CardMemory.objects.visible_to(person).filter(card__in=own)}


def waiting_cards(person: Person, at: datetime) -> list[tuple[OwnCard, datetime | None]]:
    """A person's own cards that are due, the longest first, with since when; then those never asked."""
    memories = dict(CardMemory.objects.visible_to(person).values_list("card", "due"))
    rows = [(row, memories.get(row.card)) for row in OwnCard.objects.visible_to(person)]
    due = sorted(((due, row) for row, due in rows if due and due <= at), key=lambda one: one[0])
    return [(row, since) for since, row in due] + [(row, None) for row, due in rows if due is None]


def _waiting(person: Person, deck: str | None) -> tuple[OwnCard | None, int, int]:
    """The card to ask next, how many are due, and how many were never asked."""
    rows = OwnCard.objects.visible_to(person)
    rows = rows if deck is None else rows.filter(deck=deck)
    memories = CardMemory.objects.visible_to(person)
    due = memories.filter(due__lte=this_moment(person), card__in=rows.values("card")).order_by("due")
    new = rows.exclude(card__in=memories.values("card"))
    first = due.values_list("card", flat=True).first()
    return rows.filter(card=first).first() if first else new.first(), due.count(), new.count()


@of_person
@require_safe
def decks(request):
    """The decks that were brought, and how many cards wait."""
    found = (
        OwnCard.objects.visible_to(request.person).order_by("deck").values_list("deck").annotate(Count("id"))
    )
    _card, due, new = _waiting(request.person, None)
    context = {"decks": list(found), "due": due, "new": new}
    return render(request, "study/own.html", context)


@of_person
@require_safe
def next_own(request):
    """The next card: its front, its back behind a fold, and whether it was known."""
    deck = request.GET.get("deck")
    card, due, new = _waiting(request.person, deck)
    if card is None:
        say(request, _("None of your own cards are due anymore."))
        return redirect("study:own")
    shown = {"id": str(uuid4()), "card": card.card, "at": clock.now().timestamp()}
    context = {
        "card": card,
        "due": due,
        "new": new,
        "deck": deck,
        "shown": signing.dumps(shown, salt=SHOWN),
    }
    return render(request, "study/own_card.html", context)


@of_person
@require_POST
def answer_own(request):
    """Keep whether a card was known; sent twice, it counts once."""
    try:
        shown = signing.loads(request.POST.get("shown", ""), salt=SHOWN)
    except signing.BadSignature:
        raise Http404 from None
    if not OwnCard.objects.visible_to(request.person).filter(card=shown["card"]).exists():
        raise Http404
    at, seconds = this_moment(request.person), clock.now().timestamp() - shown["at"]
    knew = request.POST.get("knew") == "yes"
    keep(request.person, [Answered(UUID(shown["id"]), shown["card"], 0, at, seconds, knew)])
    deck = request.POST.get("deck")
    return redirect(reverse("study:next-own", query={"deck": deck} if deck else None))


@of_person
@require_POST
def delete_deck(request):
    """Take a deck out; what was answered stays in the history."""
    at = timezone.now()
    rows = OwnCard.objects.visible_to(request.person).filter(deck=request.POST.get("deck", ""))
    count = rows.delete_softly(at)
    text = ngettext("%(n)d card was deleted.", "%(n)d cards were deleted.", count) % {"n": count}
    say(request, text, undo=reverse("study:restore-own", args=[at]) if count else None)
    return redirect("study:own")


@of_person
@require_POST
def restore_deck(request, at: datetime):
    """Undo a deletion; a card that was brought again since stays as it is."""
    with one_at_a_time(request.person.id):
        known = OwnCard.objects.visible_to(request.person).values_list("card", flat=True)
        rows = OwnCard.objects.deleted_by(request.person).filter(deleted_at=at)
        rows.exclude(card__in=list(known)).update(deleted_at=None)
    say(request, _("They are back."))
    return redirect("study:own")


@of_person
@require_POST
def undo_brought(request, at: datetime):
    """Take out the cards that one deck brought."""
    OwnCard.objects.visible_to(request.person).filter(created_at=at).delete_softly(timezone.now())
    say(request, _("The cards were removed again. Answers that came with them stay in your history."))
    return redirect("study:own")
