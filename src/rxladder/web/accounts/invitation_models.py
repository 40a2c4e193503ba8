"""Invitations: links that let somebody make an account here, or join what they were invited to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string


def new_seed() -> str:
    """What a link's secret part is made of, with the site's key."""
    return get_random_string(32)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what can still be done with them."""

    def open(self, now):
        """Those that can still be used: neither used, nor ended, nor over."""
        return self.filter(used_at=None, ended_at=None, until__gt=now)

    def open_to(self, person, now):
        """Those open ones that nobody else has taken up. Whoever never came in has taken nothing up."""
        mine = Q(taken_by=None) | Q(taken_by=person) | Q(taken_by__last_login=None)
        return self.open(now).filter(mine)


class Invitation(models.Model):
    """A link that is good once. `purpose` tells what it is to, `about` which of these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=32)
    about = models.CharField(max_length=64, blank=True)
    # Whom it was sent to, where that is known; whoever has the link may use it.
    email = models.EmailField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    used_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.purpose} {self.about}".strip()
