"""Making a process ready before its first visitor: rules loaded, addresses known."""

from __future__ import annotations

import gc


def warm() -> None:
    """Load what every page needs, and let the collector of garbage leave it alone from then on.

    The rules are a quarter of a million objects that stay as long as the process. Walking through them took
    a fifth of a second, each time that the collector looked at everything, in the middle of somebody's page.
    """
    from django.urls import resolve

    from rxladder.web.site.rules import packs

    packs()
    resolve("/")
    gc.collect()
    gc.freeze()
