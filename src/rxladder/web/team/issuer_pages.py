"""What anyone may ask about a team's badges, without signing in: its key, and which were taken back.

Nothing here names a person: a badge is a number on the list, and who has it says the badge itself.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.papers.badges.issue import LIST_GOOD_FOR, did_document, offline_file
from rxladder.web.site.downloads import download
from rxladder.web.team.issuing import NoKey, listed
from rxladder.web.team.models import Organisation

FRESH = "public, max-age=300"


def _issuer(id) -> Organisation:
    """An organisation that has given a badge; for all others there is no such page."""
    row = Organisation.objects.filter(id=id).exclude(badge_key="").first()
    if row is None or row.example_of_id is not None:
        raise Http404
    return row


def _listed(id):
    try:
        return listed(_issuer(id))
    except NoKey:
        raise Http404 from None


@require_safe
def about(request, id):
    """Who gives these badges, and how one can be checked."""
    row = _issuer(id)
    return render(request, "team/issuer.html", {"row": row, "list_days": LIST_GOOD_FOR.days})


@require_safe
def did(request, id):
    """The DID document: the key that the badges are signed with."""
    site, _text = _listed(id)
    response = JsonResponse(did_document(site), content_type="application/did+json")
    response["Cache-Control"] = FRESH
    return response


@require_safe
def status(request, id):
    """The status list, signed as of now."""
    _site, text = _listed(id)
    return HttpResponse(text, content_type="application/vc+jwt", headers={"Cache-Control": FRESH})


@require_safe
def offline(request, id):
    """Key and list in one file, for checking badges without a network."""
    site, text = _listed(id)
    response = download(offline_file(site, text), "application/json", "issuer.json")
    response["Cache-Control"] = FRESH
    return response
