"""The checklist of a renewal: what the record tells is worked out, what only the person knows is ticked."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rxladder.rules.agenda import term_name
from rxladder.rules.checklist import Item, checklist
from rxladder.rules.renewal import has_begun, proposed_end
from rxladder.rules.result import HoldingAudit
from rxladder.web.certifications.models import Holding, Tick
from rxladder.web.education.proved import proved_credits
from rxladder.web.site.answer import audited
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person


class Shown(NamedTuple):
    """An item, whether it is done, and whether the person may tick it."""

    item: Item
    done: bool
    mine: bool


@of_person
@require_safe
def page(request, id):
    """Everything for one renewal on one page that can be printed."""
    row, found = audited(request, id)
    ref = packs().credentials[row.credential]
    made, shown = checklist(found, packs()), shown_items(request, row, found)
    context = {
        "row": row,
        "found": found,
        "pack": ref.pack,
        "list": made,
        "items": shown,
        "left": sum(not item.done for item in shown),
        "begun": has_begun(found.term, request.on),
        "proposed": proposed_end(found, packs()),
        "audit_rule": ref.credential.ce.audit,
        "failing": ref.credential.ce.failing,
    }
    return render(request, "certifications/checklist.html", context)


def shown_items(request: PersonRequest, row: Holding, found: HoldingAudit) -> list[Shown]:
    """Every item of a renewal, with what is done; none where the term is not known."""
    made = checklist(found, packs())
    if made is None:
        return []
    ticked = set(_ticks(request, row, found).values_list("item", flat=True))
    items = (*made.items, *_evidence(request, found))
    return [
        Shown(item, item.state == "done" or item.id in ticked, item.state == "yours")
        for item in sorted(items, key=lambda item: item.id in ("filed", "records"))
    ]


def _ticks(request: PersonRequest, row: Holding, found: HoldingAudit):
    assert found.term is not None
    term = term_name(found.holding, found.term)
    return Tick.objects.visible_to(request.person).filter(credential=row.credential, term=term)


def _evidence(request: PersonRequest, found: HoldingAudit) -> list[Item]:
    """Whether the credits that count have their certificates."""
    counting = [one for one in proved_credits(request, found.credits) if one.result.credit.status == "done"]
    if not counting:
        return []
    proved = [one for one in counting if one.files]
    what = ngettext(
        "Certificates: %(have)s of %(all)s credit that counts has one",
        "Certificates: %(have)s of %(all)s credits that count have one",
        len(counting),
    ) % {"have": len(proved), "all": len(counting)}
    missing = len(proved) < len(counting)
    why = _("Most boards ask for them only in an audit, but then they want them soon.") if missing else ""
    return [Item("certificates", what, why, "open" if missing else "done")]


@of_person
@require_POST
def tick(request, id, item):
    """Say that something is done, or that it is not after all."""
    row, found = audited(request, id)
    if not say_done(request, row, found, item, "done" in request.POST):
        raise Http404
    return redirect("certifications:checklist", id)


def say_done(request: PersonRequest, row: Holding, found: HoldingAudit, item: str, done: bool) -> bool:
    """Keep whether an item is done; False where it is none that can be ticked."""
    made = checklist(found, packs())
    known = {one.id for one in made.items if one.state == "yours"} if made else set()
    if found.term is None or item not in known:
        return False
    with one_at_a_time(request.person.id):
        ticks = _ticks(request, row, found).filter(item=item)
        if not done:
            for old in ticks:
                old.delete_softly()
        elif not ticks.exists():
            term = term_name(found.holding, found.term)
            Tick(person=request.person, credential=row.credential, term=term, item=item).save()
    return True
