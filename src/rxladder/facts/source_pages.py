"""The pages on which the rules rest: each address once, with what was read there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from rxladder.facts.load import Packs


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of a page: the pack, its name for the source, and what was read there."""

    pack: str
    source: str
    section: str | None
    read_for: str


def source_pages(packs: Packs, only: str | None = None) -> Mapping[str, tuple[Cited, ...]]:
    """Every page that a pack (or the one named `only`) cites, by its address without what follows a `#`."""
    found: dict[str, list[Cited]] = {}
    for id_, pack in packs.packs.items():
        if only in (None, id_):
            for name, source in pack.sources.items():
                cited = Cited(id_, name, source.section, source.for_)
                found.setdefault(urldefrag(source.url).url, []).append(cited)
    return {url: tuple(cited) for url, cited in found.items()}
