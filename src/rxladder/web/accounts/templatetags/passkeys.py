"""What the pages of passkeys and codes need: options for the browser, and QR codes drawn on the server."""

from __future__ import annotations

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rxladder.web.accounts.qr import path_of

register = template.Library()


@register.filter
def as_json(value) -> str:
    """A value as JSON, for an attribute."""
    return json.dumps(value)


@register.filter
def qr_picture(text: str):
    """A text as a QR code, drawn in the page itself: black on white in every theme, as cameras like it."""
    path, size = path_of(text)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>',
        _("QR code"),
        size,
        size,
        mark_safe(f'<rect width="{size}" height="{size}"/><path d="{path}"/>'),
    )
