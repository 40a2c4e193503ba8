"""What is said of a credential that ends for good, wherever its standing is told."""

from __future__ import annotations

from rxladder.facts.language import gettext as _


def in_few_words() -> str:
    """In place of a status."""
    return _("cannot be renewed")


def in_a_sentence() -> str:
    """Among sentences."""
    return _("It cannot be renewed.")
