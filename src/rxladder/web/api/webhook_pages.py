"""The pages about webhooks: which addresses are told of what, what was sent, and once more."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.web.accounts.again import asks_again, typed_before
from rxladder.web.api import webhooks
from rxladder.web.api.models import Delivery, Webhook
from rxladder.web.api.webhook_models import LONGEST_URL
from rxladder.web.site import clock
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say, status_of

DELIVERIES_SHOWN = 30


class WebhookForm(HouseForm):
    """An address, and what it is told of."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=LONGEST_URL,
        help_text=gettext_lazy("Where the program listens, such as https://example.org/rxladder."),
        error_messages={"required": gettext_lazy("Enter the address.")},
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What is it notified of?"),
        choices=list(webhooks.EVENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )

    def clean_url(self):
        """An address that may be sent to."""
        url = self.cleaned_data["url"]
        try:
            webhooks.check_address(url)
        except webhooks.BadAddress as error:
            raise forms.ValidationError(str(error)) from None
        return url


@of_person
@asks_again
def page(request):
    """Every address that is told, and a new one."""
    typed = typed_before(request) if request.method == "GET" else None
    form = WebhookForm(posted(request), initial=typed)
    if form.is_valid():
        with one_at_a_time(request.person.id):
            if webhooks.living(request.person).count() < webhooks.MOST_WEBHOOKS:
                told = form.cleaned_data
                row = webhooks.begin(request.person, told["url"], told["events"], clock.now())
                return redirect("programs:webhook", row.id)
        form.add_error("url", _("There are already 20 addresses. End one first."))
    rows = webhooks.living(request.person)
    context = {
        "form": form,
        "typed": typed,
        "rows": [_shown(row) for row in rows],
        "ended": Webhook.objects.visible_to(request.person).exclude(ended_at=None)[:20],
        "pretended": settings.TODAY,
    }
    return render(request, "api/webhooks.html", context, status=status_of(form))


def _shown(row: Webhook) -> dict[str, object]:
    return {"row": row, "told": [webhooks.EVENTS[one] for one in row.events if one in webhooks.EVENTS]}


@of_person
def one(request, id):
    """One address: its secret, and what was sent to it."""
    row = get_object_or_404(Webhook.objects.visible_to(request.person), id=id)
    sent = Delivery.objects.visible_to(request.person).filter(webhook=row)[:DELIVERIES_SHOWN]
    context = {**_shown(row), "deliveries": sent, "secret": webhooks.secret_of(row), "names": webhooks.EVENTS}
    return render(request, "api/webhook.html", context)


def _mine(request, id) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.person), id=id)


@of_person
@require_POST
def end(request, id):
    """Tell it nothing more."""
    row = _mine(request, id)
    webhooks.end(row, clock.now())
    say(request, _("It is no longer notified."), undo=reverse("programs:restore-webhook", args=[id]))
    return redirect("programs:webhooks")


@of_person
@require_POST
def restore(request, id):
    """Undo the end of an address."""
    webhooks.resume(_mine(request, id))
    say(request, _("It is notified again."))
    return redirect("programs:webhook", id)


@of_person
@require_POST
def new_secret(request, id):
    """A new secret."""
    with one_at_a_time(request.person.id):
        webhooks.change_secret(_mine(request, id), clock.now())
    say(request, _("There is a new secret. For 24 hours the old one also signs."))
    return redirect("programs:webhook", id)


@of_person
@require_POST
def test(request, id):
    """Send something to try it with."""
    webhooks.ping(_mine(request, id), clock.now())
    say(request, _("A test will be sent within a minute."))
    return redirect("programs:webhook", id)


@of_person
@require_POST
def again(request, id, delivery_id):
    """Send something once more."""
    row = get_object_or_404(
        Delivery.objects.visible_to(request.person).filter(webhook=_mine(request, id)), id=delivery_id
    )
    webhooks.send_again(row, clock.now())
    say(request, _("It will be sent again within a minute."))
    return redirect("programs:webhook", id)
