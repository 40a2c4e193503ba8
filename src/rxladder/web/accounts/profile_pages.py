"""The profile: who a person is."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rxladder.facts.states import state_name
from rxladder.web.accounts.forms import ProfileForm
from rxladder.web.accounts.work import leave_posts_in
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say_saved, status_of


@of_person
def profile(request):
    """Who the person is."""
    left = request.person.state
    form = ProfileForm(posted(request), instance=request.person, today=request.on)
    if form.is_valid():
        with one_at_a_time(request.person.id):
            form.save()
            stay = leave_posts_in(request.person, left)
        text = _("Your profile is saved.")
        if stay:
            text += " " + _(
                "Your jobs so far stay in %(state)s; you can change that under Work and learning."
            ) % {"state": state_name(left)}
        say_saved(request, text, form.former)
        return redirect("accounts:profile")
    # A form that does not hold leaves its values in the person; the page around it must not show them.
    if form.errors:
        request.person.refresh_from_db()
    return render(request, "accounts/profile.html", {"form": form}, status=status_of(form))
