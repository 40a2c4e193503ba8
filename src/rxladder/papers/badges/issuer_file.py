"""An issuer's key and status list as a file, got from the issuer once, to judge badges without a network."""

from __future__ import annotations

from dataclasses import dataclass

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.documents import MOST_BYTES, read_json

_VERSION = 1


@dataclass(frozen=True, slots=True)
class FromFile:
    """A document out of such a file, as if it had been fetched."""

    url: str
    content: bytes
    status: int | None = 200
    problem: str = ""


def read_issuer_file(content: bytes) -> dict[str, FromFile]:
    """The documents of an issuer's file, by address. ValueError, in one sentence, for anything else."""
    wrong = ValueError(_("This is not an issuer file from RxLadder."))
    try:
        found = read_json(content)
    except ValueError:
        raise wrong from None
    documents = found.get("documents")
    if found.get("rxladder_issuer") != _VERSION or not isinstance(documents, dict):
        raise wrong
    if not all(isinstance(text, str) and len(text) <= MOST_BYTES for text in documents.values()):
        raise wrong
    return {url: FromFile(url, text.encode()) for url, text in documents.items()}
