"""Whether the pages behind the rules still say what they said: the last look, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.source_pages import Cited, source_pages
from rxladder.facts.states import STATES, state_name
from rxladder.facts.yaml_text import BadInput
from rxladder.news.reading_folder import ReadingFolder
from rxladder.news.refresh import FeedState
from rxladder.news.source_story import PageChange, PageStory, write_stories
from rxladder.web.site import source_marks
from rxladder.web.site.keepers import has_keeper, is_keeper
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, say
from rxladder.web.upkeep import sources_job

MOST = 100
"""Pages of a list."""


@dataclass(frozen=True)
class Shown:
    """A page behind the rules as a list shows it: how it was at the last look, and whose rules rest on it."""

    url: str
    state: FeedState
    story: PageStory
    authorities: list[tuple[str, str]]
    open: tuple[PageChange, ...]

    @property
    def at(self) -> str:
        """The address of its own page here."""
        return reverse("upkeep:page") + "?" + urlencode({"url": self.url})


@of_person
@require_safe
def sources(request):
    """What changed, what could not be read, and which hosts are asked."""
    pages, problem = source_pages(packs()), ""
    try:
        shown = _shown(pages)
    except BadInput as error:
        shown, problem = [], str(error)
    changed = [one for one in shown if one.open]
    gone = [one for one in shown if one.story.gone and not one.open]
    unread = [one for one in shown if one.state.problem and not one.story.gone and not one.open]
    last = sources_job.last()
    context = {
        "keeper": is_keeper(request),
        "has_keeper": has_keeper(),
        "allowed": sources_job.allowed(),
        "hosts": sources_job.hosts(pages),
        "pages": len(pages),
        "read": sum(one.state.answered is not None for one in shown),
        "last": last,
        "at": datetime.fromisoformat(last.at) if last else None,
        "problem": problem or (last.problem if last else ""),
        "changed": sorted(changed, key=lambda one: one.open[-1].found, reverse=True)[:MOST],
        "gone": gone[:MOST],
        "unread": unread[:MOST],
    }
    return render(request, "upkeep/sources.html", context)


def _shown(pages: Mapping[str, tuple[Cited, ...]]) -> list[Shown]:
    states = ReadingFolder(source_marks.folder()).states(pages)
    known = source_marks.stories()
    return [_one(url, states[url], known.get(url, PageStory()), cited) for url, cited in pages.items()]


def _one(url: str, state: FeedState, story: PageStory, cited: tuple[Cited, ...]) -> Shown:
    ids = list(dict.fromkeys(by.pack for by in cited))
    read = min(packs().packs[id_].read for id_ in ids)
    return Shown(url, state, story, [(id_, _name(id_)) for id_ in ids], story.open_changes(read))


def _name(pack_id: str) -> str:
    return state_name(pack_id) if pack_id in STATES else packs().packs[pack_id].name


@of_person
@require_safe
def page(request):
    """One page behind the rules: which of its lines changed, and what rests on it."""
    if "url" not in request.GET:
        return redirect("upkeep:sources")
    shown, cited = _named(request.GET["url"])
    context = {
        "page": shown,
        "cited": [{"by": by, "name": _name(by.pack), "read": packs().packs[by.pack].read} for by in cited],
        "changes": list(reversed(shown.story.changes)),
        "keeper": is_keeper(request),
        "until": shown.open[-1].found.isoformat() if shown.open else "",
    }
    return render(request, "upkeep/page.html", context)


def _named(url: str) -> tuple[Shown, tuple[Cited, ...]]:
    cited = source_pages(packs()).get(url)
    if cited is None:
        raise Http404
    try:
        state = ReadingFolder(source_marks.folder()).states([url])[url]
    except BadInput:
        state = FeedState(url)
    return _one(url, state, source_marks.stories().get(url, PageStory()), cited), cited


@require_POST
@of_person
def allow(request):
    """Yes or no to asking the hosts."""
    _only_keepers(request)
    yes = request.POST.get("allow") == "yes"
    sources_job.allow(yes)
    if yes:
        say(request, _("The pages behind the rules are checked from now on, about once a week each."))
    else:
        say(request, _("Pages are no longer checked. What was found stays."))
    return redirect("upkeep:sources")


@require_POST
@of_person
def looked(request):
    """Somebody has looked at what changed up to the change that they saw, and the rule is as it was."""
    _only_keepers(request)
    shown, _cited = _named(request.POST.get("url", ""))
    seen = [one.found for one in shown.open if one.found.isoformat() <= request.POST.get("until", "")]
    if not seen:
        return redirect("upkeep:sources")
    write_stories(source_marks.folder(), {shown.url: replace(shown.story, looked=seen[-1])})
    say(request, _("Noted: you looked, and the rule is the same. The mark is gone."))
    return redirect("upkeep:sources")


def _only_keepers(request: PersonRequest) -> None:
    if not is_keeper(request):
        raise Http404
