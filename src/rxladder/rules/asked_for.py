"""What a credential is good for: the roles, workplaces and other credentials that ask for it or value it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rxladder.facts import conditions as c
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles, workplaces


@dataclass(slots=True)
class GoodFor:
    """Ids of what asks for a credential or values it; each list in the order of the facts.

    `opens` are other credentials that can be had with it (or with its exam): one of several ways, or the only
    one.
    """

    roles_ask: list[str] = field(default_factory=list)
    roles_value: list[str] = field(default_factory=list)
    workplaces_often: list[str] = field(default_factory=list)
    workplaces_value: list[str] = field(default_factory=list)
    opens: list[str] = field(default_factory=list)


_NOTHING = GoodFor()
_made: dict[str, tuple[Packs, Mapping[str, GoodFor]]] = {}


def good_for(credential: str, packs: Packs) -> GoodFor:
    """What a credential is good for."""
    known = _made.get(packs.hash)
    if known is None or known[0] is not packs:
        known = _made[packs.hash] = packs, _all(packs)
    return known[1].get(credential, _NOTHING)


def _all(packs: Packs) -> dict[str, GoodFor]:
    found: dict[str, GoodFor] = {id_: GoodFor() for id_ in packs.credentials}

    def add(credential: str, where: str, id_: str) -> None:
        listed = getattr(found.get(credential, GoodFor()), where)
        if id_ not in listed and id_ != credential:
            listed.append(id_)

    for role in roles().values():
        for credential in _named(role.asks, packs):
            add(credential, "roles_ask", role.id)
        for credential in role.valued:
            add(credential, "roles_value", role.id)
    for place in workplaces().values():
        for credential in place.often:
            add(credential, "workplaces_often", place.id)
        for credential in place.valued:
            add(credential, "workplaces_value", place.id)
    for id_, ref in packs.credentials.items():
        for credential in _named(ref.credential.eligibility, packs):
            add(credential, "opens", id_)
        for opened in ref.credential.opens:
            if opened.credential:
                add(id_, "opens", opened.credential)
    return found


def _named(node: c.Node | None, packs: Packs) -> list[str]:
    """The credentials that a condition names, by themselves or by their exam; not those that it rules out."""
    if node is None or isinstance(node, c.Not):
        return []
    if isinstance(node, c.If):
        return _named(node.then, packs)
    match node:
        case c.Holds():
            return [node.holds]
        case c.EverHeld():
            return [node.ever_held]
        case c.AcceptedCertification():
            return list(node.accepted_certification)
        case c.Passed():
            leads_to = packs.vocabulary.exams[node.passed].for_
            return [leads_to] if leads_to else []
    return [id_ for one in c.children(node) for id_ in _named(one, packs)]
