"""The first visit: where one works and what one holds, or a look at a made-up person."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.first_holdings import FirstHoldingsForm
from rxladder.web.accounts.forms import StateForm
from rxladder.web.accounts.work import leave_posts_in
from rxladder.web.certifications.models import Holding
from rxladder.web.site.middleware import DEMO, OWN
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, status_of


@of_person
def welcome(request):
    """The first question of the first visit: where do you work?"""
    form = StateForm(posted(request), initial={"state": request.person.state})
    if form.is_valid():
        left, request.person.state = request.person.state, form.cleaned_data["state"]
        with one_at_a_time(request.person.id):
            request.person.save(update_fields=["state"])
            leave_posts_in(request.person, left)
        return redirect("accounts:first-holdings")
    return render(request, "accounts/welcome.html", {"form": form}, status=status_of(form))


@of_person
def first_holdings(request):
    """The other two: what do you hold, and when does it expire?"""
    if not request.person.state:
        return redirect("accounts:welcome")
    held = Holding.objects.visible_to(request.person).values_list("credential", flat=True)
    form = FirstHoldingsForm(posted(request), state=request.person.state, held=set(held))
    if form.is_valid():
        with one_at_a_time(request.person.id):
            # A second tap at the same moment finds what the first one has added.
            there = set(Holding.objects.visible_to(request.person).values_list("credential", flat=True))
            for row in form.holdings(request.person):
                if row.credential not in there:
                    row.save()
        return redirect("plan:home")
    return render(request, "accounts/first_holdings.html", {"form": form}, status=status_of(form))


@of_person
@require_POST
def enter_demo(request):
    """Look at a made-up person; one's own record stays as it is."""
    request.session["record"] = DEMO
    fill_demo(request.person, request.on)
    return redirect("plan:home")


@of_person
@require_POST
def leave_demo(request):
    """Back to one's own record."""
    request.session["record"] = OWN
    return redirect("plan:home")
