"""What became of an article: the achievements, talks and study cards that were made of it.

Nothing is stored about it: each of them names the article by itself, so that the link outlives a career file,
and what is deleted in its own chapter is no longer told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.web.accounts.models import Person
from rxladder.web.relationships.models import Acquaintance, Gathering
from rxladder.web.responsibilities.models import Achievement
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.study.models import OwnCard
from rxladder.web.trends.models import SavedItem

DECK = "Reading"


@dataclass(frozen=True)
class Taken:
    """One thing that was made of an article: its kind, its id, what it is called and where it is."""

    kind: str
    id: UUID
    name: str
    url: str


def name_of(article: SavedItem) -> str:
    """By what an article is known for good: its address, else its title."""
    return article.url or article.title


def of_article(article: SavedItem) -> str:
    """What an achievement that came of an article says it came of."""
    return f"reading:{name_of(article)}"[:LONGEST_TEXT]


def card_id(article: SavedItem, front: str) -> str:
    """The id of the study card with this front; the same front makes no second one."""
    return f"{_cards_of(article)}{sha256(front.encode()).hexdigest()[:12]}"


def _cards_of(article: SavedItem) -> str:
    return f"reading/{sha256(name_of(article).encode('utf-8', 'replace')).hexdigest()[:16]}/"


def mention(article: SavedItem) -> str:
    """How an article is named where there is only text."""
    title = " ".join(article.title.split())[:300]
    return " ".join(filter(None, (title, article.url[:2_000]))) or _("An article")


def taken_from(person: Person, article: SavedItem) -> list[Taken]:
    """All that was made of an article and is still there; four queries."""
    return [*_achievements(person, article), *_talks(person, article), *_cards(person, article)]


def _achievements(person: Person, article: SavedItem) -> Iterator[Taken]:
    for row in Achievement.objects.visible_to(person).filter(of=of_article(article)):
        name = _("Achievement: %(what)s") % {"what": row.what[:80]}
        yield Taken("achievement", row.id, name, reverse("duties:achievement", args=[row.id]))


def _talks(person: Person, article: SavedItem) -> Iterator[Taken]:
    said = mention(article)
    people = Acquaintance.objects.visible_to(person).exclude(topics=[])
    for id_, name, topics in people.values_list("id", "name", "topics"):
        if said in topics:
            text = _("To discuss with %(name)s") % {"name": name}
            yield Taken("topic", id_, text, reverse("people:show", args=[id_]))
    for row in Gathering.objects.visible_to(person).exclude(before=[]):
        if any(what == said for what, _done in row.before):
            yield Taken("meeting", row.id, row.name, reverse("people:event", args=[row.id]))


def _cards(person: Person, article: SavedItem) -> Iterator[Taken]:
    for row in OwnCard.objects.visible_to(person).filter(card__startswith=_cards_of(article)):
        name = _("Study card: %(front)s") % {"front": row.front[:80]}
        yield Taken("card", row.id, name, reverse("study:own"))


# --- Taking back

# What is made of an article as a whole, and is deleted where it is taken back.
MADE = (Achievement, OwnCard, Gathering)


def take_back(person: Person, article: SavedItem, kind: str, id_: UUID, now: datetime) -> bool:
    """Undo one of them; False where it is not there. To be called within `one_at_a_time`.

    What goes as a whole has `now` as the moment of its deletion.
    """
    if not any((one.kind, one.id) == (kind, id_) for one in taken_from(person, article)):
        return False
    said = mention(article)
    if kind == "topic":
        known = Acquaintance.objects.visible_to(person).get(id=id_)
        known.topics = [topic for topic in known.topics if topic != said]
        known.save()
    elif kind == "meeting":
        _leave_out(Gathering.objects.visible_to(person).get(id=id_), said, now)
    else:
        model = {"achievement": Achievement, "card": OwnCard}[kind]
        model.objects.visible_to(person).filter(id=id_).delete_softly(now)
    return True


def _leave_out(row: Gathering, said: str, now: datetime) -> None:
    """Take an article off a meeting's list; a meeting that was made for it alone goes with it."""
    left = [item for item in row.before if item[0] != said]
    if not left and row.uid == made_for(said):
        Gathering.objects.visible_to(row.person).filter(id=row.id).delete_softly(now)
        return
    row.before = left
    row.save()


def made_for(said: str) -> str:
    """What a meeting that was made for an article is known by."""
    return f"reading:{sha256(said.encode('utf-8', 'replace')).hexdigest()[:16]}"
