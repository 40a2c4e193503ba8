"""What messages about words from outside have in common: the word quoted, and what it may have been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from rxladder.facts.language import gettext as _

_SHOWN = 60
_MEANT = 2


def quoted(text: object) -> str:
    """A value for a message: between backticks, on one line, cut where it is long."""
    flat = " ".join(str(text).split())
    return f"`{flat}`" if len(flat) <= _SHOWN else f"`{flat[:_SHOWN]}…`"


def nearest(text: str, known: Iterable[str]) -> str:
    """The end of a message: "; did you mean ...?", or nothing where no word is near."""
    return meant(text, {word: word for word in known})


def meant(text: str, spellings: Mapping[str, str]) -> str:
    """`nearest` among spellings, each of which stands for an id that is named."""
    by_lower = {spelling.lower(): id_ for spelling, id_ in spellings.items()}
    said = text[:_SHOWN].lower()
    found = [spelling for spelling in by_lower if spelling.endswith(f"-{said}")][:_MEANT]
    found = found or get_close_matches(said, by_lower, n=_MEANT, cutoff=0.7)
    ids = dict.fromkeys(by_lower[spelling] for spelling in found)
    return _("; did you mean {words}?").format(words=_(" or ").join(ids)) if ids else ""
