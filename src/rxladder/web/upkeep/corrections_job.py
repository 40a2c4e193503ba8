"""Whom a correction touches: when the rules become others, everyone's answers by both are compared.

The rules of before are read from what the installation kept of them, so that it does not matter whether an
overlay or a new release changed them. People are looked at one after another; a look goes on where the last
one ended. Whose answers differ is told so; the keepers see counts alone.
"""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import nullcontext
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction

from rxladder.facts.in_force import rules_before
from rxladder.facts.language import speaking
from rxladder.facts.load import Packs
from rxladder.rules.compared import AnswerChange, ClauseChange, Stand, compare
from rxladder.rules.output import to_go_document
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.plan.dates import asked_for
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.upkeep.in_words import changed_packs, said_differently
from rxladder.web.upkeep.models import ChangedAnswer, RuleChange, note_corrected

SECONDS = 60.0
AGAIN = timedelta(hours=1)
UNREADABLE = "unreadable"
Clauses = dict[str, list[dict[str, Any]]]
"""By language, what differs of each clause."""
_log = logging.getLogger(__name__)


def look() -> str:
    """The worker's look: notice that the rules have changed, and compare people's answers."""
    noticed()
    change = RuleChange.objects.filter(ended=None).order_by("id").first()
    if change is None:
        return "nothing new"
    with rules_before(settings.DATA, change.before) as before, _after(change.after) as after:
        if before is None or after is None:
            change.problem, change.ended = UNREADABLE, clock.now()
            change.save()
            return "not to be compared"
        if not change.packs and change.reached is None:
            change.packs = said_differently(before, after)
            change.save()
        return _compared(change, before, after)


def noticed() -> None:
    """Keep that other rules are in force than at the last look; of the first only that they are there."""
    now = packs().hash
    with transaction.atomic():
        last = RuleChange.objects.select_for_update().first()
        if last is not None and last.after == now:
            return
        # Two versions of the program that run side by side for a while must not take turns for ever.
        lately = RuleChange.objects.filter(at__gt=clock.now() - AGAIN, after=now)
        if last is not None and lately.filter(before=last.after).exists():
            return
        first = last is None
        RuleChange.objects.create(
            before="" if last is None else last.after, after=now, ended=clock.now() if first else None
        )


def _after(hash_: str) -> Any:
    return nullcontext(packs()) if packs().hash == hash_ else rules_before(settings.DATA, hash_)


def _compared(change: RuleChange, before: Packs, after: Packs) -> str:
    until = monotonic() + SECONDS
    for person in _people(change, before, after):
        if monotonic() > until:
            break
        try:
            touched = tell(person, before, after)
        except Exception:
            # One record that cannot be judged must not keep all others from being told.
            _log.exception("A correction could not be compared for one person")
            touched = False
        change.reached = person.id
        change.people += 1
        change.affected += touched
        change.save(update_fields=["reached", "people", "affected"])
    else:
        change.ended = clock.now()
        change.save(update_fields=["ended"])
    return f"{change.affected} of {change.people}"


def _people(change: RuleChange, before: Packs, after: Packs) -> Any:
    """Those who hold something on which the changed packs bear, in the order of their ids."""
    held = Holding.objects.filter(deleted_at=None, credential__in=concerned(before, after))
    people = Person.objects.filter(id__in=held.values("person"), is_active=True).order_by("id")
    if change.reached is not None:
        people = people.filter(id__gt=change.reached)
    return people.iterator(chunk_size=200)


def concerned(before: Packs, after: Packs) -> list[str]:
    """The credentials of the packs that differ, and of those whose rules speak of such a credential."""
    ids = changed_packs(before, after)
    own = {id_ for rules in (before, after) for pack in ids if pack in rules.packs
           for id_ in rules.packs[pack].credentials}  # fmt: skip
    found = set(own)
    for pack in after.packs.values():
        text = pack.model_dump_json()
        if any(f'"{id_}"' in text for id_ in own):
            found |= set(pack.credentials)
    return sorted(found)


# --- One person


def tell(person: Person, before: Packs, after: Packs) -> bool:
    """Tell a person what other rules changed in their answers; whether there was anything to tell."""
    request = asked_for(person, clock.today(person))
    career = career_of(request)
    found = compare(career, before, after, request.on)
    if not found:
        return False
    words: dict[str, tuple[AnswerChange, ...]] = {}
    for code, _name in settings.LANGUAGES:
        with speaking(code):
            words[code] = compare(career, before, after, request.on)
    nth = Counter[str]()
    with one_at_a_time(person.id):
        for n, one in enumerate(found):
            clauses = {
                code: [_change_document(part) for part in all_[n].clauses] for code, all_ in words.items()
            }
            _tell(person, one, nth[one.holding.credential], clauses)
            nth[one.holding.credential] += 1
        note_corrected(person)
    return True


def _tell(person: Person, one: AnswerChange, nth: int, clauses: Clauses) -> None:
    """A row for it. What was told before and not seen yet gives way, and goes where all is as it was then."""
    which = {"credential": one.holding.credential, "nth": nth}
    before = ChangedAnswer.objects.visible_to(person).filter(**which, seen_at=None).first()
    was = before.was if before else _stand(one.was)
    if before:
        clauses = {code: _joined(before.clauses.get(code, []), clauses[code]) for code in clauses}
        before.delete_softly()
    now = _stand(one.becomes)
    if was != now or any(clauses.values()):
        ChangedAnswer(person=person, was=was, now=now, clauses=clauses, **which).save()


def _joined(first: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two corrections of one clause as one, from the first to the last; none where that is no change."""
    known = {part["id"]: part for part in first}
    for part in then:
        known[part["id"]] = part | {"was": known.get(part["id"], part)["was"]}
    return [part for part in known.values() if part["was"] != part["now"]]


def _stand(stand: Stand) -> dict[str, Any]:
    ends = stand.ends.isoformat() if stand.ends else None
    return {"status": stand.status, "hours_to_go": to_go_document(stand.hours_to_go), "ends": ends}


def _change_document(part: ClauseChange) -> dict[str, Any]:
    source = part.source
    told = None
    if source:
        told = {"url": source.url, "section": source.section or "", "read": source.read.isoformat()}
    return {"id": part.id, "was": part.was, "now": part.becomes, "source": told}


def touched_by(before: Packs, after: Packs, until: float) -> tuple[int, bool]:
    """How many people's answers other rules would change, and whether all were looked at by then.

    `until` is a moment of the monotonic clock.
    """
    count = 0
    for person in _people(RuleChange(), before, after):
        if monotonic() > until:
            return count, False
        request = asked_for(person, clock.today(person))
        count += bool(compare(career_of(request), before, after, request.on))
    return count, True
