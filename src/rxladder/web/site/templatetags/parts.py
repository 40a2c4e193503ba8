"""The page parts that every chapter builds with: icons, measures, source notes, plots, explanations."""

from __future__ import annotations

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from rxladder.web.site.source_marks import mark_of
from rxladder.web.site.templatetags.words import status_words
from rxladder.web.site.views import UNDO, UNDO_HERE

register = template.Library()

ICONS = {
    "home": '<path d="M4 11l8-7 8 7v9H4z"/><path d="M10 20v-6h4v6"/>',
    "check": '<path d="M5 3h11l3 3v15H5z"/><path d="M8 12l3 3 5-6"/>',
    "card": '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="11" r="2"/>'
    '<path d="M5.5 16c.5-1.6 1.6-2.4 3-2.4s2.5.8 3 2.4M14 10h4M14 14h4"/>',
    "ladder": '<path d="M8 3v18M16 3v18M8 7h8M8 12h8M8 17h8"/>',
    "book": '<path d="M4 5h7v15H6a2 2 0 0 1-2-2zM20 5h-7v15h5a2 2 0 0 0 2-2z"/>',
    "more": '<circle cx="5" cy="12" r="1.5"/><circle cx="12" cy="12" r="1.5"/>'
    '<circle cx="19" cy="12" r="1.5"/>',
}  # fmt: skip


@register.simple_tag
def icon(name: str):
    """A line drawing beside a word; it says nothing that the word does not."""
    return format_html('<svg viewBox="0 0 24 24" aria-hidden="true">{}</svg>', mark_safe(ICONS[name]))


@register.filter
def is_checkbox(field) -> bool:
    """Whether a field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag
def undo_address(message) -> str:
    """The address that takes back what a message tells, if it can be taken back."""
    tags = message.extra_tags or ""
    return next((tags.removeprefix(one) for one in (UNDO, UNDO_HERE) if tags.startswith(one)), "")


@register.filter
def undone_here(message) -> bool:
    """Whether one stays on the page that tells something while it is taken back."""
    return (message.extra_tags or "").startswith(UNDO_HERE)


@register.inclusion_tag("site/parts/source.html")
def source_note(source, note: str | None = None, doubts_at: str = "#doubts", pack: str = "", place: str = ""):
    """Where a claim comes from, one tap away; `doubts_at` is where the doubts about it are listed.

    With the pack and the place at which it stands it can be flagged right here.
    """
    mark = mark_of(source.url, source.read) if source else None
    flagged = {"pack": pack, "place": place}
    return {"source": source, "note": note, "doubts_at": doubts_at, "mark": mark} | flagged


@register.inclusion_tag("site/parts/source_mark.html")
def source_mark(url: str, read):
    """What is known against a source since the day on which it was read; nothing where nothing is."""
    return {"mark": mark_of(url, read), "url": url, "read": read}


@register.inclusion_tag("site/parts/tree.html")
def explain(because, marks: bool = True):
    """An explanation as a tree: what must hold and, with `marks`, whether it does."""
    return {"because": because, "marks": marks}


@register.inclusion_tag("site/parts/status.html")
def status_chip(found):
    """How a holding stands, in a few words; its colour says no more than its words."""
    let_go = found.holding.not_renewing is not None and found.status != "lapsed"
    return {"found": found, "words": status_words(found), "let_go": let_go}


@register.inclusion_tag("site/parts/plot.html")
def plot(plot):
    """A plot with the key of its lines, and the same as a table."""
    rows = [list(zip(plot.head, row, strict=True)) for row in plot.rows]
    return {"plot": plot, "marks": mark_safe(plot.drawing.marks), "rows": rows}


@register.inclusion_tag("site/parts/timeline.html")
def timeline(year):
    """The coming year as a drawing, with the same in a table."""
    return {"year": year}
