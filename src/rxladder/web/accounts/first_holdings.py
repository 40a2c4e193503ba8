"""The first visit's form: tick what you hold, and copy the date that is printed on it."""

from __future__ import annotations

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _

from rxladder.facts.load import CredentialRef
from rxladder.facts.states import STATES, state_name
from rxladder.rules.titles import full_title
from rxladder.web.certifications.models import Holding
from rxladder.web.site.forms import DayField, HouseForm
from rxladder.web.site.rules import bodies, holdable, packs

NONE_YET = "none-yet"
# Held by most; the other bodies' certificates stand behind a fold.
USUAL = ("ptcb", "nha")
FIRST = ("ptcb-cpht", "nha-cpht")


class Group(NamedTuple):
    """Credentials under one heading; `folded` where few hold them."""

    title: str
    refs: list[CredentialRef]
    folded: bool = False


class Pick(NamedTuple):
    """One credential to tick, with its date."""

    ref: CredentialRef
    title: str
    tick: forms.BoundField
    expires: forms.BoundField | None


class FirstHoldingsForm(HouseForm):
    """Two fields a credential: held, and until when."""

    def __init__(self, data=None, *, state: str, held: set[str]):
        super().__init__(data)
        self.none_yet = bool(data) and NONE_YET in data
        self.groups = [self._without(group, held) for group in _groups(state)]
        for group in self.groups:
            for ref in group.refs:
                self._add(ref)

    @staticmethod
    def _without(group: Group, held: set[str]) -> Group:
        offered = (ref for ref in group.refs if ref.credential.status == "current")
        return group._replace(refs=[ref for ref in offered if ref.id not in held])

    def _add(self, ref: CredentialRef) -> None:
        self.fields[f"hold-{ref.id}"] = forms.BooleanField(label=full_title(ref), required=False)
        if ref.credential.term.expires != "never":
            label = _("Expires on: %(title)s") % {"title": full_title(ref)}
            self.fields[f"expires-{ref.id}"] = DayField(label=label, required=False)

    def picks(self) -> list[tuple[Group, list[Pick]]]:
        """The fields as the page shows them."""
        return [(group, [self._pick(ref) for ref in group.refs]) for group in self.groups if group.refs]

    def _pick(self, ref: CredentialRef) -> Pick:
        expires = f"expires-{ref.id}"
        return Pick(
            ref, full_title(ref), self[f"hold-{ref.id}"], self[expires] if expires in self.fields else None
        )

    def clean(self):
        """Something is ticked, or the person said that they hold nothing yet."""
        super().clean()
        cleaned = self.cleaned_data
        if not self.none_yet and not any(
            cleaned.get(name) for name in self.fields if name.startswith("hold-")
        ):
            raise forms.ValidationError(
                _("Check at least one, or choose “I hold none of these yet” at the end."), code="nothing"
            )
        return cleaned

    def holdings(self, person) -> list[Holding]:
        """What was ticked, as records that are not stored yet."""
        ticked = [] if self.none_yet else [ref for group in self.groups for ref in group.refs]
        return [
            Holding(
                person=person,
                credential=ref.id,
                expires=self.cleaned_data.get(f"expires-{ref.id}"),
                place=place,
            )
            for place, ref in enumerate(ticked)
            if self.cleaned_data.get(f"hold-{ref.id}")
        ]


def _groups(state: str) -> list[Group]:
    own = packs().packs.get(state)
    usual = [ref for name in USUAL for ref in holdable(packs().packs[name])]
    certifications = [ref for ref in usual if ref.credential.kind == "certification"]
    certifications.sort(key=lambda ref: ref.id not in FIRST)
    rest = [ref for ref in usual if ref not in certifications]
    others = [ref for pack in bodies() if pack.id not in USUAL for ref in holdable(pack)]
    groups = [
        Group(_("National certification"), certifications),
        Group(_("More certificates"), rest + others, folded=True),
    ]
    if own is not None and own.id in STATES:
        groups.insert(0, Group(state_name(own.id), holdable(own)))
    return groups
