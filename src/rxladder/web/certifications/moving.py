"""Moving: every state by ease for this person, and one state side by side with their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.facts.conditions import All, AnyOf, AskAuthority, children
from rxladder.facts.language import gettext as spoken
from rxladder.facts.states import STATES, state_name
from rxladder.rules.education_compared import EducationRule
from rxladder.rules.getting_cost import say_cost
from rxladder.rules.lacking import Lack
from rxladder.rules.relocation import EASES, Ease, Move, Needed, Place, all_places, education_in, move
from rxladder.rules.relocation_words import (
    EASE_WORDS,
    say_counts,
    say_difference,
    say_earliest,
    say_education,
    say_kinds,
    say_place,
)
from rxladder.rules.result import AskedQuestion, Because
from rxladder.web.certifications.moving_map import HEIGHT, MARKS, TILE, WIDTH, tiles
from rxladder.web.education.rule_words import condition_tree
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.rules import packs, short_name
from rxladder.web.site.templatetags.words import state_in_text
from rxladder.web.site.views import of_person

ABOUT: dict[Ease, object] = {
    "at-once": gettext_lazy("You hold what you need, or nothing is required."),
    "ready": gettext_lazy("As far as your record shows, you meet every condition. You still have to apply."),
    "questions": gettext_lazy("Nothing is known to be missing, but something is still unanswered."),
    "missing": gettext_lazy("There is something to do first."),
    "not-read": gettext_lazy("We have read no source that says what it takes. Ask the board."),
}


@dataclass(frozen=True)
class Row:
    """A state in the list."""

    place: Place
    about: str
    education: str
    cost: str
    own: bool


@dataclass(frozen=True)
class Group:
    """The states that are alike in ease."""

    ease: Ease
    title: str
    about: object
    mark: str
    rows: list[Row]


@of_person
@require_safe
def all_states(request):
    """Every state, the easiest first: as a map, and as a list."""
    career, home = career_of(request), request.person.state
    places = kept(request, "places", lambda: all_places(career, packs(), request.on))
    context = {
        "groups": [group for ease in EASES if (group := _group(ease, places, home)).rows],
        "tiles": tiles(places, home),
        "width": WIDTH,
        "height": HEIGHT,
        "tile": TILE,
        "empty": not career.holdings and not career.trainings and not career.exams,
    }
    return render(request, "certifications/moving_all.html", context)


def _group(ease: Ease, places: tuple[Place, ...], home: str | None) -> Group:
    mine = [_row(place, home) for place in places if place.ease == ease]
    mark = _("1, 2 …") if ease == "missing" else MARKS[ease]
    return Group(ease, spoken(EASE_WORDS[ease]), ABOUT[ease], mark, mine)


def _row(place: Place, home: str | None) -> Row:
    best, rule = place.best, education_in(place, packs())
    parts = []
    if best and best.read:
        parts = [short_name(best.ref.id)]
        if best.lacks:
            parts.append(say_counts(best))
        if best.earliest and best.eligible is not True and not best.held:
            parts.append(say_earliest(best))
    if place.pack.confidence == "low":
        parts.append(_("low confidence"))
    education = _("CE: %(hours)s") % {"hours": say_education(rule)} if rule else ""
    cost = say_cost(best.cost) if best and not best.held else ""
    return Row(place, " · ".join(parts), education, cost, place.pack.id == home)


# --- One state


@dataclass(frozen=True)
class ShownLack:
    """What is missing or open, and the question of the person's own that would settle it."""

    lack: Lack
    question: AskedQuestion | None

    @property
    def mark(self) -> str:
        """What stands before it; nothing where it says itself that the board is to be asked."""
        if isinstance(self.lack.node, AskAuthority):
            return ""
        return "no" if self.lack.for_good else self.lack.state

    @property
    def tree(self) -> Because | None:
        """It as a list, where one sentence would have branches in a branch."""
        node = self.lack.node
        nested = isinstance(node, (All, AnyOf)) and any(children(part) for part in children(node))
        return condition_tree(node) if nested else None


@dataclass(frozen=True)
class ShownNeeded:
    """A credential that lets one work, ready to be shown."""

    one: Needed
    word: str
    lacks: list[ShownLack]
    cost: str
    when: str


@of_person
@require_safe
def one_state(request, pack_id):
    """One state side by side with the person's own."""
    if pack_id not in STATES or pack_id not in packs().packs:
        raise Http404
    found = kept(request, f"move {pack_id}", lambda: move(career_of(request), packs(), pack_id, request.on))
    place = found.place
    groups = [
        {"group": group, "needed": [_shown(one) for one in place.needed if one.group == position]}
        for position, group in enumerate(place.pack.to_work)
    ]
    context = {
        "found": found,
        "place": place,
        "title": _("Moving to %(state)s") % {"state": state_in_text(pack_id)},
        "says": say_place(place),
        "word": spoken(EASE_WORDS[place.ease]),
        "groups": groups,
        "accepted": [one for one in found.accepted if one.sure],
        "likely": [one for one in found.accepted if not one.sure],
        "sides": _sides(found),
        "differs": say_difference(found.here, found.there) if found.here and found.there else (),
        "doubts_at": reverse("rules:authority", args=[pack_id]) + "#doubts",
    }
    return render(request, "certifications/moving_state.html", context)


WORDS: dict[Ease, object] = {
    "at-once": gettext_lazy("you have it"),
    "ready": gettext_lazy("nothing missing"),
    "questions": gettext_lazy("depends on answers"),
    "missing": gettext_lazy("something missing"),
    "not-read": gettext_lazy("not read"),
}


def _shown(one: Needed) -> ShownNeeded:
    lacks = [
        ShownLack(lack, next((asked for asked in lack.questions if not asked.ask_authority), None))
        for lack in one.lacks
    ]
    return ShownNeeded(one, str(WORDS[one.ease]), lacks, say_cost(one.cost), say_earliest(one))


@dataclass(frozen=True)
class Side:
    """The continuing education of one of the two states."""

    name: str
    rule: EducationRule
    says: str
    kinds: str


def _sides(found: Move) -> list[Side]:
    """The two states, the person's own first; one where they are the same or the own is not known."""
    rules = [rule for rule in (found.here, found.there) if rule is not None]
    by_state = {rule.ref.pack.id: rule for rule in rules}
    return [
        Side(state_name(state), rule, say_education(rule), say_kinds(rule))
        for state, rule in by_state.items()
    ]
