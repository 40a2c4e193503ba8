"""Families of sets that are nested or disjoint (laminar), for which counting has a closed form.

Sets are bit masks over kinds of hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Tree(NamedTuple):
    """A laminar family as a forest. `order` lists the sets innermost first; `children` by position."""

    order: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    own: tuple[int, ...]
    roots: tuple[int, ...]


@lru_cache(maxsize=4096)
def tree_of(masks: tuple[int, ...]) -> Tree | None:
    """The family as a forest, or None where two sets overlap without one lying in the other."""
    order = sorted(range(len(masks)), key=lambda k: (masks[k].bit_count(), k))
    parents: list[int | None] = [None] * len(masks)
    for position, inner in enumerate(order):
        for outer in order[position + 1 :]:
            shared = masks[inner] & masks[outer]
            if shared == masks[inner] and parents[inner] is None:
                parents[inner] = outer
            elif shared not in (0, masks[inner]):
                return None
    children = tuple(tuple(k for k in order if parents[k] == outer) for outer in range(len(masks)))
    own = tuple(_own(masks, outer, children[outer]) for outer in range(len(masks)))
    return Tree(tuple(order), children, own, tuple(k for k in order if parents[k] is None))


def _own(masks: tuple[int, ...], outer: int, inner: Sequence[int]) -> int:
    """What lies in a set and in none of its children."""
    rest = masks[outer]
    for child in inner:
        rest &= ~masks[child]
    return rest


def least_cover(needs: Sequence[int], tree: Tree) -> int:
    """The least total that gives each set its need, where whatever lies in a set serves all around it."""
    cover = [0] * len(needs)
    for k in tree.order:
        cover[k] = max(needs[k], sum(cover[child] for child in tree.children[k]))
    return sum(cover[k] for k in tree.roots)
