"""The catalogue of credentials: find one, see what it asks and costs, compare up to four."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.facts.roles import roles, workplaces
from rxladder.facts.says_more import say_exam, say_opens
from rxladder.rules.costs import YEARS, renewals_in, say_unknown
from rxladder.rules.credential_catalogue import Offered, look_for, offered
from rxladder.rules.interview import Interview, interview
from rxladder.rules.sources import source_note
from rxladder.web.certifications.credential_search import CredentialSearch
from rxladder.web.certifications.parts_view import parts_view
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, status_of

AT_MOST = 4


def offers_of(request: PersonRequest) -> dict[str, Offered]:
    """Every credential as the request's person sees it, by id."""
    found = kept(request, "offered", lambda: offered(career_of(request), packs(), request.on))
    return {one.id: one for one in found}


@of_person
@require_safe
def find(request):
    """Look through what can be earned."""
    form = CredentialSearch(request.GET)
    form.is_valid()
    found = look_for(offers_of(request).values(), form.sought(), request.person.state, request.on)
    context = {"form": form, "found": found, "at_most": AT_MOST}
    return render(request, "certifications/credentials.html", context, status=status_of(form))


@of_person
@require_safe
def show(request, credential_id):
    """One credential: what it asks of the person, its exam, its price, what it is good for."""
    one = offers_of(request).get(credential_id)
    if one is None:
        raise Http404
    talk = _interview(request, one)
    ref, credential = one.ref, one.ref.credential
    context = {
        "one": one,
        "ref": ref,
        "pack": ref.pack,
        "title": one.title,
        "talk": talk,
        "parts": parts_view(talk.tree) if talk.tree else None,
        "exam": say_exam(credential.exam) if credential.exam else [],
        "opens": [say_opens(opens, packs()) for opens in credential.opens],
        "unknown": say_unknown(one.over),
        "years": YEARS,
        "renewals": renewals_in(ref),
        "good": _good_for(one),
        "source": source_note(ref, (*credential.sources, *ref.pack.sources)),
        "sources": [(id_, source_note(ref, (id_,))) for id_ in dict.fromkeys(credential.sources)],
        "goal": next((goal for goal in career_of(request).goals if goal.credential == one.id), None),
    }
    return render(request, "certifications/credential.html", context)


def _interview(request: PersonRequest, one: Offered) -> Interview:
    return kept(
        request, f"interview {one.id}", lambda: interview(career_of(request), packs(), one.id, request.on)
    )


def _good_for(one: Offered) -> dict:
    good = one.good_for
    return {
        "roles_ask": [roles()[id_] for id_ in good.roles_ask],
        "roles_value": [roles()[id_] for id_ in good.roles_value],
        "workplaces_often": [workplaces()[id_] for id_ in good.workplaces_often],
        "workplaces_value": [workplaces()[id_] for id_ in good.workplaces_value],
        "opens": good.opens,
    }


@of_person
@require_safe
def compare(request):
    """Up to four credentials side by side."""
    offers = offers_of(request)
    wanted = [offers[id_] for id_ in dict.fromkeys(request.GET.getlist("c")) if id_ in offers]
    context = {
        "found": [
            {"one": one, "good": _good_for(one), "exam": one.ref.credential.exam} for one in wanted[:AT_MOST]
        ],
        "left_out": wanted[AT_MOST:],
        "at_most": AT_MOST,
        "years": YEARS,
    }
    return render(request, "certifications/compare.html", context)
