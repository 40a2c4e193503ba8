"""Lists of feeds that other readers write and read (OPML): in with a look before, and out."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from rxladder.facts.yaml_text import BadInput
from rxladder.news.markup import web_address
from rxladder.news.opml import MAX_BYTES, Listed, Outlines, read_opml, write_opml
from rxladder.web.site.downloads import download
from rxladder.web.site.templatetags.words import host
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.trends.adding import FEEDS, MOST
from rxladder.web.trends.feed_forms import ListForm
from rxladder.web.trends.refreshing import ask_now
from rxladder.web.trends.shelf import shelf_of
from rxladder.web.trends.starting import may_fetch, subscribe


@of_person
def bring(request):
    """Show what a list holds; nothing is added, and nobody asked, before the person chooses."""
    form = ListForm(posted(request), request.FILES or None)
    found = None
    if form.is_valid():
        found = _read(form)
    if found is None:
        return render(request, "trends/bring.html", {"form": form}, status=status_of(form))
    read = shelf_of(request.person).sources
    lines = [
        {
            "feed": one,
            "there": one.url in read,
            "host": host(one.url),
            "folder": " / ".join(one.folder),
            "value": "\n".join((one.url, one.title, " / ".join(one.folder))),
        }
        for one in found.feeds
    ]
    context = {
        "lines": lines[:MOST],
        "left_out": len(lines) - MOST if len(lines) > MOST else 0,
        "refused": found.refused,
        "new": sum(not line["there"] for line in lines[:MOST]),
    }
    return render(request, "trends/bring_look.html", context)


def _read(form: ListForm) -> Outlines | None:
    upload = form.cleaned_data["file"]
    content = whole(upload)
    try:
        if content is None:
            raise BadInput(
                _("is larger than the limit of %(n)s bytes") % {"n": f"{MAX_BYTES:,}"}, upload.name
            )
        return read_opml(content, upload.name)
    except BadInput as error:
        form.add_error("file", str(error))
        return None


@of_person
def take_in(request):
    """Add the chosen feeds of a list."""
    if request.method != "POST":
        return redirect("trends:bring")
    room = MOST - len(shelf_of(request.person).rows)
    new = 0
    for value in request.POST.getlist("feed"):
        url, title, folder = [*map(_plain, value.split("\n")), "", ""][:3]
        address = web_address(url)
        if address and new < room:
            new += subscribe(request.person, address, title[:400] if title != url else "", folder[:200])
    if new and may_fetch(request.person):
        ask_now(request.person)
    say(request, ngettext("%(n)d feed was added.", "%(n)d feeds were added.", new) % {"n": new})
    return redirect(FEEDS)


def _plain(text: str) -> str:
    """A part of a line, without what no text holds."""
    return "".join(letter for letter in text.strip() if letter.isprintable())


@of_person
@require_safe
def take_away(request):
    """One's feeds as a list that every reader takes."""
    shelf = shelf_of(request.person)
    listed = [
        Listed(row.feed.url, shelf.source(row.feed_id).title, folder=(row.folder,) if row.folder else ())
        for row in shelf.in_order()
    ]
    return download(write_opml(listed, "RxLadder"), "text/x-opml; charset=utf-8", "rxladder-feeds.opml")
