"""Where a line stands, and what a document was recognised as, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.transcripts.result import Line

register = template.Library()

KINDS = {
    "cpe-monitor": gettext_lazy("CPE Monitor transcript"),
    "ce-broker": gettext_lazy("CE Broker export"),
    "certificate": gettext_lazy("certificate"),
    "table": gettext_lazy("table"),
    "text": gettext_lazy("text"),
    "picture": gettext_lazy("picture"),
    "scan": gettext_lazy("scan without text"),
}


@register.filter
def kind_words(kind: str) -> str:
    """A kind of document in words."""
    return str(KINDS.get(kind, kind))


@register.filter
def place_words(lines: Sequence[Line] | Line) -> str:
    """Where some lines stand: "page 2, lines 14 to 15"."""
    lines = [lines] if isinstance(lines, Line) else list(lines)
    first, last = lines[0], lines[-1]
    if first.number == last.number or (first.page, first.sheet) != (last.page, last.sheet):
        where = _("line %(n)d") % {"n": first.number}
    else:
        where = _("lines %(n)d to %(m)d") % {"n": first.number, "m": last.number}
    if first.page:
        return _("page %(page)d, %(where)s") % {"page": first.page, "where": where}
    if first.sheet:
        return _("sheet %(sheet)s, %(where)s") % {"sheet": first.sheet, "where": where}
    return where
