"""What was worked out for a person, kept while record, rules, day and language stay the same.

Only what nobody changes may be kept: frozen results, and texts.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from django.utils.translation import get_language

from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs

Found = TypeVar("Found")

MOST = 512
_lock = Lock()
_kept: OrderedDict[Hashable, object] = OrderedDict()


def kept(request: PersonRequest, name: str, make: Callable[[], Found]) -> Found:
    """What `make` gives for the request's person, from before where nothing has changed since."""
    person = request.person
    key = (name, person.id, person.revision, request.on, get_language(), packs().hash)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[return-value]
    found = make()
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found
