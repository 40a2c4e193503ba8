"""People who come to a site for many: invited, with an account, signed in."""

from __future__ import annotations

import re

from django.test import Client

from rxladder.web.accounts import invitations
from rxladder.web.accounts.models import Person, WaitingMail

PASSWORD = "six blue mortars wait"
SECRET = re.compile(r"https?://\S+(/account/\S+)")


def link_in_mail(to: str) -> str:
    """The path of the link in the last mail to somebody, which is then gone."""
    mail = WaitingMail.objects.filter(to=to).order_by("-id").first()
    mail.delete()
    return SECRET.search(mail.text)[1]


def joined(email: str, path: str | None = None) -> tuple[Client, Person]:
    """Somebody who followed an invitation, made an account, and confirmed their address."""
    client = Client()
    path = path or invitations.path_of(invitations.invite("site"))
    assert client.get(path).status_code == 200
    client.post("/account/signup/", {"email": email, "password1": PASSWORD})
    client.post(link_in_mail(email))
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client, Person.objects.get(email=email)


def sign_in(email: str, password: str = PASSWORD) -> tuple[Client, object]:
    client = Client()
    return client, client.post("/account/login/", {"login": email, "password": password})
