"""Which credential of the packs a badge is about, as far as its name and its issuer tell.

A proposal, never more: names are alike, and who may use a name is not written in a badge. So the authority
must be known by its site or its name, and the credential by its letters or by all words of its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.pack import Pack
from rxladder.papers.badges.documents import host_of
from rxladder.papers.badges.result import Said

# Words that titles share, and that tell none from another.
_COMMON = {"and", "certificate", "certification", "certified", "for", "in", "of", "pharmacy", "technician"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A credential that a badge may be about. `site`: the badge comes from the authority's own site."""

    credential: str
    site: bool
    score: float


def propose(said: Said, packs: Packs) -> tuple[Proposal, ...]:
    """The credentials that a badge may be about, the likeliest first; none where nothing tells."""
    found = [
        Proposal(id_, site, score)
        for pack in packs.packs.values()
        if (site := _from_site(said, pack)) or _names_itself(said.issuer, pack)
        for id_, score in _named(said.name, pack)
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, not one.site, one.credential)))


def _from_site(said: Said, pack: Pack) -> bool:
    """Whether the badge's host is the authority's own; a page that an issuer names of itself is none."""
    own = host_of(pack.website or "").removeprefix("www.")
    host = said.host.partition(":")[0]
    return bool(own) and (host == own or host.endswith("." + own))


def _names_itself(issuer: str, pack: Pack) -> bool:
    """Whether an issuer goes by the authority's name or letters."""
    words = _words(issuer)
    return bool(words) and (set(_words(pack.name)) <= set(words) or pack.id in words)


def _named(name: str, pack: Pack) -> Iterator[tuple[str, float]]:
    """The credentials of an authority that a name may stand for, with how well."""
    words = _words(name)
    for id_, credential in pack.credentials.items():
        score = _likeness(words, CredentialRef(pack, id_, credential))
        if score:
            yield id_, score - (0.5 if credential.status != "current" else 0)


def _likeness(words: list[str], ref: CredentialRef) -> float:
    """2 and more for its letters, up to 1 for all telling words of its title, 0 where neither is there."""
    if not words:
        return 0
    letters = (ref.credential.abbreviation or "").lower()
    title = set(_words(ref.credential.title.partition("(")[0]))
    shared = len(title & set(words)) / len(title | set(words))
    if letters and letters in words:
        return 2 + shared
    telling = title - _COMMON
    wanted = telling or title
    return shared if wanted and wanted <= set(words) and shared >= 0.5 else 0


def _words(text: str) -> list[str]:
    """The words of a name, in small letters; hyphens stay, for CPhT-Adv is not CPhT."""
    return re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text.lower())
