"""How long it takes to earn a credential, as far as what it asks tells: months of work, at the least.

Hours of work are reckoned at 40 a week. Schooling, courses and preparation are not in it: no source tells
their length for everyone.
"""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts import conditions as c
from rxladder.facts.load import CredentialRef, Packs

HOURS_A_MONTH = Fraction(40 * 52, 12)


def least_work(ref: CredentialRef, packs: Packs) -> Fraction | None:
    """The fewest months of work that its conditions ask, with those of what it builds on.

    0 where none is asked; None where what it asks was not read.
    """
    node = ref.credential.eligibility
    return None if node is None else _months(node, packs, (ref.id,))


def _months(node: c.Node, packs: Packs, inside: tuple[str, ...]) -> Fraction:
    inner = sorted(_months(one, packs, inside) for one in c.children(node))
    match node:
        case c.All():
            return inner[-1]
        case c.AnyOf():
            return inner[0]
        case c.AtLeast():
            return inner[node.at_least - 1]
        case c.Experience():
            return Fraction(node.months) if node.months is not None else (node.hours or 0) / HOURS_A_MONTH
        case c.Holds():
            return (node.for_months or 0) + _of_credential(node.holds, packs, inside)
        case c.EverHeld():
            return _of_credential(node.ever_held, packs, inside)
        case _:
            return Fraction(0)


def _of_credential(id_: str, packs: Packs, inside: tuple[str, ...]) -> Fraction:
    ref = packs.credentials.get(id_)
    if ref is None or ref.credential.eligibility is None or id_ in inside:
        return Fraction(0)
    return _months(ref.credential.eligibility, packs, (*inside, id_))
