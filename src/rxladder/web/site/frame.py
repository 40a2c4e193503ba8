"""What the frame around every page shows: the tabs, which of them is open, and whose record it is."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.chapters import front_of


class Tab(NamedTuple):
    """A main page: a chapter's first, or one by itself; the door to the namespaces in `within`."""

    name: object
    front: str
    icon: str
    within: tuple[str, ...]


TABS = (
    Tab(_("Next"), "plan:home", "home", ("plan",)),
    Tab(_("CE"), "education", "check", ("education", "catalogue")),
    Tab(_("Study"), "study", "book", ("study",)),
    Tab(_("Ladder"), "ladder", "ladder", ("ladder", "credentials", "path", "workplaces")),
    Tab(
        _("More"),
        "more",
        "more",
        (
            *(
                "account",
                "accounts",
                "phones",
                "background",
                "certifications",
                "audit",
                "badges",
                "rules",
                "people",
            ),
            *("projects", "stock", "packet", "resume", "trends", "programs", "team", "upkeep", ""),
        ),
    ),
)


# Before there is an answer, its page is where one is asked.
FIRST_VISIT = ("accounts:welcome", "accounts:first-holdings")
# Pages of a chapter that are no part of its tab.
UNDER_MORE = ("plan:reminders", "plan:mail-server", "plan:stop-reminders", "moving:all", "moving:state")


def frame(request):
    """The variables of the base template; lazy where they cost a query."""
    match = getattr(request, "resolver_match", None)
    namespace = match.namespace if match else None
    if match and match.view_name in FIRST_VISIT:
        namespace = "plan"
    if match and match.view_name in UNDER_MORE:
        namespace = ""
    person = getattr(request, "person", None)
    return {
        "tabs": [
            {"name": tab.name, "url": front_of(tab.front), "icon": tab.icon, "open": namespace in tab.within}
            for tab in TABS
        ],
        "person": person,
        "local": settings.LOCAL,
        "on": getattr(request, "on", None),
    }
