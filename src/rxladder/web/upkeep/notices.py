"""What a person is told about the rules behind what they hold: pages that changed since they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag

from pydantic import BaseModel

from rxladder.facts.load import CredentialRef
from rxladder.web.site.answer import holdings_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.source_marks import mark_of, stamp


@dataclass(frozen=True, slots=True)
class Behind:
    """Pages behind the rules of a credential that changed since they were read, and how many."""

    credential: str
    pack: str
    read: date
    pages: int


def changed_behind(request: PersonRequest) -> tuple[Behind, ...]:
    """What the person holds whose sources have changed; kept until record, rules or marks change."""
    now = stamp()
    if now == (0, 0):
        return ()
    return kept(request, f"changed behind {now}", lambda: _found(request))


def _found(request: PersonRequest) -> tuple[Behind, ...]:
    ids = dict.fromkeys(row.credential for row in holdings_of(request))
    found = (_behind(packs().credentials[id_]) for id_ in ids)
    return tuple(one for one in found if one.pages)


def _behind(ref: CredentialRef) -> Behind:
    named = set(_sources_named(ref.credential)) or set(ref.pack.sources)
    urls = {urldefrag(ref.pack.sources[id_].url).url for id_ in named if id_ in ref.pack.sources}
    marks = (mark_of(url, ref.pack.read) for url in urls)
    pages = sum(mark is not None and mark.kind == "changed" for mark in marks)
    return Behind(ref.id, ref.pack.id, ref.pack.read, pages)


def _sources_named(part: object) -> Iterator[str]:
    """The ids of all sources that stand anywhere in a part of a pack."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name == "sources" and isinstance(value, (list, tuple)):
                yield from value
            else:
                yield from _sources_named(value)
    elif isinstance(part, dict):
        for value in part.values():
            yield from _sources_named(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from _sources_named(value)
