"""Starting fast, and being warm when the visitors come: rules loaded, addresses known, chapters there."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS = 5.0


@contextmanager
def loading() -> Iterator[None]:
    """Load what stays for good, of which the collector of garbage is kept away, now and later.

    While modules are loaded it would look through all that was loaded before, again and again, for a fifth
    of the time. The rules are a quarter of a million objects: walking through them took a fifth of a second,
    each time that the collector looked at everything, in the middle of somebody's page.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def warm() -> None:
    """Load what every page needs, and soon the rest: chapters at once where many come.

    What takes a chapter seconds is made once the first visitors have their pages.
    """
    from django.conf import settings
    from django.urls import resolve

    from rxladder.web.site.chapters import load_all
    from rxladder.web.site.rules import packs

    with loading():
        packs()
        resolve("/")
        if not settings.LOCAL:
            load_all()
    later = threading.Timer(_SECONDS, _load_the_rest)
    later.daemon = True
    later.start()


def _load_the_rest() -> None:
    from django.apps import apps

    from rxladder.web.site.chapters import load_all

    with loading():
        load_all()
        for chapter in apps.get_app_configs():
            if hasattr(chapter, "make_ready"):
                chapter.make_ready()
