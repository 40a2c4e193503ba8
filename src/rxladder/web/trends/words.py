"""What marks and views are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.feeds import subject_words
from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import workplaces
from rxladder.web.site.templatetags.words import host
from rxladder.web.trends.shelf import Shelf, known_at

VIEWS = {
    "for-you": gettext_lazy("For you"),
    "unread": gettext_lazy("Unread"),
    "newest": gettext_lazy("Newest"),
    "starred": gettext_lazy("Starred"),
    "saved": gettext_lazy("Saved"),
}


def mark_words(mark: str, shelf: Shelf) -> str:
    """What a mark of "show less" is about: a source, a subject, or a kind of workplace."""
    kind, _colon, name = mark.partition(":")
    if kind == "source":
        known = known_at(name)
        source = shelf.sources.get(name)
        return source.title if source else (known.title if known else host(name))
    if kind == "setting" and name in workplaces():
        return spoken(workplaces()[name].name)
    return subject_words(name)


def less_words(mark: str, shelf: Shelf) -> str:
    """A button that asks for less of something."""
    kind = mark.partition(":")[0]
    name = mark_words(mark, shelf)
    if kind == "source":
        return _("Less from %(name)s") % {"name": name}
    return _("Less about %(name)s") % {"name": name}
