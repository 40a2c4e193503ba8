"""Several people invited at once: a list as it comes out of a mail program, a table, or by hand."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.web.accounts.models import Person
from rxladder.web.team.joining import InviteForm, may_be_sent, offer_place, offers_of
from rxladder.web.team.membership import team_locked
from rxladder.web.team.models import TeamMember

LONGEST_NAME = 120
_ADDRESS = re.compile(r"[^\s<>,;()\"]+@[^\s<>,;()\"]+")
_AROUND = re.compile(r"[\s<>,;()\"]+")


class Whom(NamedTuple):
    """One line of the list: whom to write to, and what they are called, if it tells."""

    email: str
    name: str


class ManyForm(InviteForm):
    """Whom to invite, a line each; all of them as the same, and at the same site."""

    people = forms.CharField(
        label=gettext_lazy("Who?"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One line for each person, with the email address and, if you like, the name. You can paste "
            "it from a table or an email."
        ),
        error_messages={"required": gettext_lazy("Write at least one line.")},
    )
    field_order = ("people", "role", "site")

    def __init__(self, *args, **kwargs):
        # Beside it on the page one person is invited, as something and somewhere, too.
        super().__init__(*args, **kwargs | {"auto_id": "many_%s"})
        for one in ("name", "email"):
            del self.fields[one]

    def clean_people(self) -> list[Whom]:
        """Everyone on the list; a line that cannot be read is named, and nobody is invited."""
        people, unread = whom_of(self.cleaned_data["people"])
        if unread:
            said = _("There is no email address that could be right in: %(lines)s")
            raise forms.ValidationError(said % {"lines": "; ".join(unread[:5])})
        may_be_sent(self.viewer, len(people))
        return people


def whom_of(text: str) -> tuple[list[Whom], list[str]]:
    """Everyone on a list, each address once, and the lines that tell no address, or more than one."""
    found: dict[str, Whom] = {}
    unread = []
    for line in filter(None, map(str.strip, re.split(r"[\n;]", text))):
        addresses = _ADDRESS.findall(line)
        if len(addresses) != 1 or not _is_address(addresses[0]):
            unread.append(line[:80])
            continue
        name = _AROUND.sub(" ", line.replace(addresses[0], " ")).strip()
        found.setdefault(addresses[0].lower(), Whom(addresses[0], name[:LONGEST_NAME]))
    return list(found.values()), unread


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def offer_places(viewer: TeamMember, by: Person, told: dict[str, Any]) -> tuple[int, int]:
    """Invite everyone of a `ManyForm` who does not wait already: how many were invited, and how many wait."""
    with team_locked(viewer.organisation_id):
        waiting = {one.invitation.email for one in offers_of(viewer) if not one.over}
        new = [one for one in told["people"] if one.email.lower() not in waiting]
        for one in new:
            offer_place(viewer, by, told | {"email": one.email, "name": one.name})
    return len(new), len(told["people"]) - len(new)
