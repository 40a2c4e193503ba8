"""A site that a team no longer uses goes, once nobody is there and nobody is invited there."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.web.accounts.models import Person
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
    site = get_object_or_404(Site, organisation=viewer.organisation_id, id=site_id)
    try:
        remove_site(viewer, site, request.person)
    except Refused as error:
        say(request, str(error))
    else:
        text = _("%(site)s is no site of the team any more. You can add it again by its name.")
        say(request, text % {"site": site.name})
    return redirect("team:people", viewer.organisation_id)


def remove_site(viewer: TeamMember, site: Site, by: Person) -> None:
    """Let a team have a site no longer. Refused while somebody is there, or is invited there.

    Without a site one is at all of them: a manager of this one alone would see everybody from then on.
    """
    with team_locked(viewer.organisation_id):
        if people := may_be_at(site).count():
            said = ngettext(
                "%(n)d person is at %(site)s: give them another site first."
                " Whoever left may come back for a day.",
                "%(n)d people are at %(site)s: give them another site first."
                " Whoever left may come back for a day.",
                people,
            )
            raise Refused(said % {"n": people, "site": site.name})
        if offers_at(site).exists():
            said = _("Somebody is invited to %(site)s: take that invitation back first.")
            raise Refused(said % {"site": site.name})
        log.note(viewer.organisation, by, "removed-site", detail=site.name)
        Site.objects.filter(id=site.id).delete()
