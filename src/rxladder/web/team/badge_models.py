"""What an organisation signed and gave, for taking it back. Sign-off and badge are the member's own."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from rxladder.web.site.fields import LONGEST_TEXT


class IssuedBadge(models.Model):
    """One badge by its number on the organisation's status list. `given_to` goes with the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("team.Organisation", on_delete=models.CASCADE, related_name="badges")
    number = models.PositiveIntegerField()
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    skill = models.CharField(max_length=LONGEST_TEXT)
    sign_off = models.UUIDField()
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True, default=None)
    why_revoked = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="badges_are_numbered"),
            models.UniqueConstraint(
                fields=["sign_off"], condition=models.Q(revoked_at=None), name="one_badge_a_sign_off"
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id}: {self.number}"


class SignedHere(models.Model):
    """The team's own note of a sign-off that stands in a member's record as `sign_off`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("team.Organisation", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("team.TeamMember", on_delete=models.CASCADE, related_name="+")
    skill = models.CharField(max_length=LONGEST_TEXT)
    sign_off = models.UUIDField()
    signed_on = models.DateField()
    signed_by = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, default=None)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.skill} on {self.signed_on}"
