"""A text as it is looked for: whatever its case, its accents and its apostrophes."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """A text in small letters, without accents, and with the apostrophe of a keyboard."""
    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).lower().replace("’", "'")


def has_words(text: str, words: str) -> bool:
    """Whether every one of some words stands somewhere in a text."""
    found = plain(text)
    return all(word in found for word in plain(words).split())
