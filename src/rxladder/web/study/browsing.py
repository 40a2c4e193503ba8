"""Everything that can be asked, area by area, with its answer and its source."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rxladder.facts.exam_outlines import Outline, outlines
from rxladder.web.site.rules import exam_name
from rxladder.web.site.views import of_person
from rxladder.web.study.bank import cards_of, outline_for, question
from rxladder.web.study.models import CardMemory
from rxladder.web.study.preparing import preparation_of
from rxladder.web.study.shown import after

ON_A_PAGE = 20
# Everyone looks at the same drawing of a card.
LOOKED_AT = 1


@of_person
@require_safe
def areas(request):
    """The outline of the exam, each part with its cards."""
    row = preparation_of(request.person)
    if row is None:
        return redirect("study:prepare")
    outline = outlines()[outline_for(row.exam, request.on)]
    parts = [
        {
            "domain": domain,
            "cards": len(cards_of(outline.id, domain.id)),
            "areas": [(area, len(cards_of(outline.id, area.id))) for area in domain.areas],
        }
        for domain in outline.domains
    ]
    return render(
        request, "study/areas.html", {"outline": outline, "exam": exam_name(row.exam), "parts": parts}
    )


@of_person
@require_safe
def area(request, area: str):
    """The cards of a domain or an area, some at a time."""
    outline = outlines().get(area.partition(":")[0])
    name, domain = _named(outline, area) if outline else (None, None)
    if outline is None or name is None:
        raise Http404
    found = sorted(cards_of(outline.id, area))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    met = {m.card: m for m in CardMemory.objects.visible_to(request.person).filter(card__in=page.object_list)}
    shown = [after(question(card, LOOKED_AT), None) | {"met": met.get(card)} for card in page.object_list]
    context = {"outline": outline, "area": area, "name": name, "domain": domain, "page": page, "shown": shown}
    return render(request, "study/area.html", context | {"cards": len(found)})


def _named(outline: Outline, id_: str):
    """The name of a domain or area, and the domain that it is in."""
    for domain in outline.domains:
        if domain.id == id_:
            return domain.name, domain
        for one in domain.areas:
            if one.id == id_:
                return one.name, domain
    return None, None
