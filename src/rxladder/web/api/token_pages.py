"""The pages about programs: which may come in as the person, what they did, and what they can ask."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.accounts.again import asks_again, typed_before
from rxladder.web.api import tokens
from rxladder.web.api.models import Token, TokenAct
from rxladder.web.api.token_forms import TokenForm
from rxladder.web.site import clock
from rxladder.web.site.views import of_person, posted, say, status_of

ACTS_SHOWN = 50


@of_person
@asks_again
def page(request):
    """All tokens, and a new one; its text is in the answer to the form and nowhere else."""
    typed = typed_before(request) if request.method == "GET" else None
    form = TokenForm(posted(request), person=request.person, initial=typed)
    made, text = None, ""
    if form.is_valid():
        made, text = tokens.make(
            request.person, form.cleaned_data["name"], form.cleaned_data["scopes"], form.lasts, clock.now()
        )
        form = TokenForm(person=request.person)
    context = {
        "form": form,
        "typed": typed,
        "made": made,
        "text": text,
        "address": request.build_absolute_uri("/api/v1/"),
        "living": [_shown(token) for token in tokens.living(request.person)],
        "others": tokens.others(request.person)[:20],
        "local": settings.LOCAL,
    }
    response = render(request, "api/programs.html", context, status=status_of(form))
    if text:
        add_never_cache_headers(response)
    return response


def _shown(token: Token) -> dict[str, object]:
    return {"row": token, "may": [tokens.SCOPES[scope] for scope in token.scopes if scope in tokens.SCOPES]}


@of_person
@require_safe
def one(request, id):
    """What was done with one token."""
    token = get_object_or_404(Token.objects.visible_to(request.person), id=id)
    acts = TokenAct.objects.visible_to(request.person).filter(token=token)[:ACTS_SHOWN]
    living = tokens.living(request.person).filter(id=id).exists()
    return render(request, "api/token.html", {**_shown(token), "acts": acts, "living": living})


@of_person
@require_POST
def end(request, id):
    """End a token at once. It cannot be brought back: a new one is made in a moment."""
    token = get_object_or_404(Token.objects.visible_to(request.person), id=id)
    tokens.end(token, clock.now())
    say(request, _("“%(name)s” no longer lets anyone in.") % {"name": token.name})
    return redirect("programs:all")
