"""Where a line of the rules stands in its pack, and what it says there: for what people flag."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.facts.overlay_draft import Place, place_of
from rxladder.facts.pack import Pack
from rxladder.facts.says import say_clause, say_exception, say_fee, say_term
from rxladder.rules.titles import full_title
from rxladder.web.site.rules import packs
from rxladder.web.study.bank import cards, question

_SEED = re.compile(r"[0-9]{1,12}")


STUDY = "study"
"""Where a flag names a pack: a question of the study chapter, whose card is its place."""


class Line(NamedTuple):
    """What is flagged: of which pack (or `study`), where there, what it says; whose it is, and its page."""

    of: str
    place: str
    says: str
    name: str
    back: str


def flagged_line(asked: Mapping[str, str]) -> Line | None:
    """The line that an address names by `pack` and `rule`, or by `card` and `seed`, if there is one."""
    if "card" in asked:
        return _of_a_card(asked["card"], asked.get("seed", ""))
    pack, rule = packs().packs.get(asked["pack"]), asked.get("rule", "")
    says = what_it_says(pack, rule) if pack else None
    if pack is None or says is None:
        return None
    return Line(pack.id, rule, says, pack.name, reverse("rules:authority", args=[pack.id]))


def _of_a_card(card: str, seed: str) -> Line | None:
    if card not in cards() or not _SEED.fullmatch(seed):
        return None
    return Line(STUDY, card, question(card, int(seed)).stem, name_of(STUDY), reverse("study:home"))


def name_of(pack_id: str) -> str:
    """The name of what is no pack, or no longer one."""
    return _("A question to study") if pack_id == STUDY else pack_id


def what_it_says(pack: Pack, rule: str) -> str | None:
    """The line of a pack in words; None where there is none. Without a place: the pack as a whole."""
    place = place_of(rule)
    if not place:
        return pack.name
    if place[0] == "sources" and len(place) == 2 and place[1] in pack.sources:
        source = pack.sources[place[1]]
        return f"{source.section or source.url}: {source.for_}"
    if place[0] == "credentials" and len(place) >= 2 and place[1] in pack.credentials:
        return _of_credential(place)
    return None


def _of_credential(place: Place) -> str | None:
    ref = packs().credentials[place[1]]
    credential, title = ref.credential, full_title(ref)
    match place[2:]:
        case ():
            return title
        case ("eligibility",) if credential.eligibility:
            return _("%(title)s: what it takes to get it") % {"title": title}
        case ("keeps",) if credential.keeps:
            return _("%(title)s: what must stay true") % {"title": title}
        case ("term",):
            return f"{title}: {say_term(credential.term, packs())}"
        case ("ce", "clauses", id_) if id_ in credential.ce.clauses:
            return f"{title}: {say_clause(id_, credential.ce.clauses[id_], None, packs())}"
        case ("ce", "exceptions", id_) if id_ in credential.ce.exceptions:
            ce = credential.ce
            return f"{title}: {say_exception(ce.exceptions[id_], ce.clauses, packs())}"
        case ("ce", "fixed_values", id_) if id_ in credential.ce.fixed_values:
            return f"{title}: {credential.ce.fixed_values[id_].says}"
        case ("fees", id_) if id_ in credential.fees:
            return f"{title}: {say_fee(id_, credential.fees[id_])}"
        case ("duties", id_) if id_ in credential.duties:
            return f"{title}: {credential.duties[id_].says}"
        case _:
            return None
