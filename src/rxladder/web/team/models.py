"""Organisations, their sites, who belongs to them, and what each member shares."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.records import Record
from rxladder.web.team.asked_models import Assignment, Nudge
from rxladder.web.team.badge_models import IssuedBadge, SignedHere
from rxladder.web.team.kept_models import KeptStanding
from rxladder.web.team.log_models import LogEntry

__all__ = [
    "Assignment",
    "IssuedBadge",
    "KeptStanding",
    "LogEntry",
    "Nudge",
    "Offer",
    "Organisation",
    "Role",
    "SignedHere",
    "Site",
    "TeamMember",
    "ToldTeam",
]


class Role(models.TextChoices):
    """What a member may do; `roles.py` says what each of them is."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    EDUCATOR = "educator", _("Educator")
    MEMBER = "member", _("Member")


class Organisation(models.Model):
    """A pharmacy, a school, an association. `example_of` is the made-up person who looks at a made-up one.

    `needs` are the skills that its work asks for, `badge_key` its signing key, which nobody can read without
    the installation's own key; `badges_numbered` is how many it gave.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("What is it called?"), max_length=120)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    example_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    needs = models.JSONField(default=list, editable=False)
    badge_key = models.TextField(blank=True, editable=False)
    badge_public = models.TextField(blank=True, editable=False)
    badges_numbered = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self):
        return self.name


class SitesThere(models.Manager):
    """The sites that a team has; what was removed is in `Site.every` alone."""

    def get_queryset(self) -> models.QuerySet:
        """Those that were not removed."""
        return super().get_queryset().filter(removed_at=None)


class Site(models.Model):
    """One of an organisation's places: a store, a ward's pharmacy, a class.

    One that was removed waits for a while to be brought back, with whoever was there before and left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(_("What is the site called?"), max_length=120)
    removed_at = models.DateTimeField(null=True, default=None, editable=False)

    objects = SitesThere()
    every = models.Manager()  # noqa: DJ012 - a manager, and not the one that is taken unless named

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(removed_at=None),
                name="one_site_of_a_name",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def back_until(self) -> datetime | None:
        """Until when one that was removed can come back."""
        return self.removed_at and self.removed_at + timedelta(days=UNDO_DAYS)


class TeamMember(Record):
    """That a person belongs to an organisation. It says what they share, and ends with `left_at`.

    A manager or educator with a site sees the people of that site alone.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    shares = models.JSONField(default=list)
    may_remind = models.BooleanField(default=True)
    joined_on = models.DateField()
    left_at = models.DateTimeField(null=True, default=None)
    left_by_self = models.BooleanField(default=False)

    def save(self, *args, **kwargs):
        """Store it, and let the person's pages know that there is a team."""
        super().save(*args, **kwargs)
        get_user_model().objects.filter(id=self.person_id, in_teams=False).update(in_teams=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(left_at=None, deleted_at=None),
                name="one_membership_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["organisation", "left_at"], name="members_of_a_team")]

    def __str__(self):
        return f"{self.organisation_id}: {self.role}"


class Offer(models.Model):
    """A place in a team that an invitation offers: as what, and where. `invitation` is its id in accounts.

    Whoever accepts the invitation is `taken_by`; they join, or do not, on a page that says what is shared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    name = models.CharField(max_length=120, blank=True)
    invitation = models.UUIDField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    joined_at = models.DateTimeField(null=True, default=None)
    withdrawn_at = models.DateTimeField(null=True, default=None)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.organisation_id}: {self.role}"


class ToldTeam(Record):
    """A membership that a career file told of. It gives no right: it is only kept and written again."""

    organisation = models.CharField(max_length=LONGEST_TEXT)
    site = models.CharField(max_length=LONGEST_TEXT, blank=True)
    role = models.CharField(max_length=8)
    joined = models.DateField()
    left = models.DateField(null=True)
    shares = models.JSONField(default=list)

    def __str__(self):
        return self.organisation
