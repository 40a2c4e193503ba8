"""The page on which somebody deletes their account, or keeps it after all."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from rxladder.web.accounts import deletion
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import posted, say, status_of

LATER, NOW = "later", "now"


class DeletionForm(HouseForm):
    """When the account is to go."""

    when = forms.ChoiceField(
        label=_("When?"),
        widget=forms.RadioSelect,
        choices=[
            (LATER, _("In 14 days. Until then I can still keep it.")),
            (NOW, _("Right away. Nobody can get it back.")),
        ],
        error_messages={"required": _("Choose one of the two.")},
    )


@login_required
@reauthentication_required
def delete(request):
    """Say what goes and what to take along first; then do it."""
    form = DeletionForm(posted(request))
    if not form.is_valid():
        context = {"form": form, "until": request.user.delete_at}
        return render(request, "accounts/delete.html", context, status=status_of(form))
    if form.cleaned_data["when"] == NOW:
        person = request.user
        logout(request)
        deletion.delete_now(person)
        say(request, gettext("Your account is deleted, along with everything in it."))
        return redirect("account_login")
    deletion.ask_for(request.user)
    return redirect("account:delete")


@login_required
@require_POST
def keep(request):
    """Keep it after all."""
    deletion.keep_after_all(request.user)
    say(request, gettext("Your account stays."))
    return redirect("account:overview")
