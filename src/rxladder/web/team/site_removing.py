"""A site that a team no longer uses goes, once nobody is there and nobody is invited there; and comes back.

A site is the team's and in nobody's record, so it waits on the page of its people for whoever may remove one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.views import say
from rxladder.web.team import log
from rxladder.web.team.doors import for_team
from rxladder.web.team.joining import offers_at
from rxladder.web.team.membership import Refused, team_locked
from rxladder.web.team.models import Site, TeamMember
from rxladder.web.team.sharing import may_be_at


@for_team("change-team")
@require_POST
def remove(request, viewer: TeamMember, site_id: UUID):
    """Remove a site, or say what is in the way."""
    site = get_object_or_404(Site.every, organisation=viewer.organisation_id, id=site_id)
    try:
        remove_site(viewer, site, request.person)
    except Refused as error:
        say(request, str(error))
    else:
        text = _("%(site)s is no longer a site of the team.") % {"site": site.name}
        say(request, text, undo=reverse("team:restore-site", args=[viewer.organisation_id, site.id]))
    return redirect("team:people", viewer.organisation_id)


def remove_site(viewer: TeamMember, site: Site, by: Person) -> None:
    """Let a team have a site no longer. Refused while somebody is there, or is invited there.

    Without a site one is at all of them: a manager of this one alone would see everybody from then on.
    """
    with team_locked(viewer.organisation_id):
        if people := may_be_at(site).count():
            said = ngettext(
                "%(n)d person is at %(site)s: give them another site first. Anyone who left may come "
                "back for a day.",
                "%(n)d people are at %(site)s: give them another site first. Anyone who left may come "
                "back for a day.",
                people,
            )
            raise Refused(said % {"n": people, "site": site.name})
        if offers_at(site).exists():
            said = _("Someone is invited to %(site)s. Take that invitation back first.")
            raise Refused(said % {"site": site.name})
        if Site.objects.filter(id=site.id).update(removed_at=clock.now()):
            log.note(viewer.organisation, by, "removed-site", detail=site.name)


# --- Back, or for good


def removed_lately(organisation: UUID) -> QuerySet[Site]:
    """The sites of a team that can come back, by name; two may be called the same."""
    since = clock.now() - timedelta(days=UNDO_DAYS)
    return Site.every.filter(organisation=organisation, removed_at__gt=since)


@for_team("change-team")
@require_POST
def back(request, viewer: TeamMember, site_id: UUID):
    """Undo the removal of a site, or say what is in the way."""
    try:
        site = bring_site_back(viewer, site_id, request.person)
    except Refused as error:
        say(request, str(error))
    else:
        say(request, _("%(site)s is a site of the team again.") % {"site": site.name})
    return redirect("team:people", viewer.organisation_id)


def bring_site_back(viewer: TeamMember, id: UUID, by: Person) -> Site:
    """Let a team have a site again, as it was; refused where another is called so now."""
    with team_locked(viewer.organisation_id):
        site = get_object_or_404(Site.every, organisation=viewer.organisation_id, id=id)
        if site.removed_at is None:
            return site
        site = get_object_or_404(removed_lately(viewer.organisation_id), id=id)
        if Site.objects.filter(organisation=viewer.organisation_id, name=site.name).exists():
            said = _("Another site is called %(site)s now. Give that one a different name first.")
            raise Refused(said % {"site": site.name})
        Site.every.filter(id=id).update(removed_at=None)
        log.note(viewer.organisation, by, "restored-site", detail=site.name)
    return site


def let_go(before: datetime) -> None:
    """Let go for good of what any team removed before a moment."""
    Site.every.filter(removed_at__lt=before).delete()
