"""Who looks after an installation: the person in front of the machine, or whom the site's owner named."""

from __future__ import annotations

from django.conf import settings

from rxladder.web.site.request import PersonRequest


def is_keeper(request: PersonRequest) -> bool:
    """Whether what holds for the whole installation is this person's to settle; never while they look at the
    made-up person, whose pages are an example.

    Where many share a site it is whoever signed in with one of the addresses in RXLADDER_KEEPERS, confirmed.
    """
    person = request.person
    if person.is_demo:
        return False
    if settings.LOCAL:
        return True
    if not settings.KEEPERS:
        return False
    from allauth.account.models import EmailAddress

    proven = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return any(address.lower() in settings.KEEPERS for address in proven)


def has_keeper() -> bool:
    """Whether anybody looks after this installation."""
    return settings.LOCAL or bool(settings.KEEPERS)
