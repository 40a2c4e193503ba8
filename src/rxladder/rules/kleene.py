"""Kleene's logic of three values: true, false, and None for unknown."""

from __future__ import annotations

from rxladder.rules.result import Truth


def some(states: list[Truth]) -> Truth:
    """Kleene's "or"."""
    if True in states:
        return True
    return None if None in states else False


def enough(n: int, states: list[Truth]) -> Truth:
    """Kleene's "at least n"."""
    sure = states.count(True)
    if sure >= n:
        return True
    return None if sure + states.count(None) >= n else False


def invert(state: Truth) -> Truth:
    """Kleene's "not"."""
    return None if state is None else not state
