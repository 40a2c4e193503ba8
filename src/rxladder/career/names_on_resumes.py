"""Roles and credentials as people write them on a résumé: "Lead Pharmacy Tech", "CPhT (PTCB)".

A name that fits two means neither, unless the issuer beside it tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rxladder.facts.load import Packs
from rxladder.facts.roles import roles
from rxladder.facts.says_names import credential_name
from rxladder.facts.vocabulary import folded

_TWO_WORDS = re.compile(r"(\w+) or (\w+) (.+)")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[\w&+-]+")


def role_called(name: str) -> str | None:
    """The role that a position's name means; None where it means none, or more than one."""
    exact = {folded(other): id_ for id_, role in roles().items() for other in role.also}
    exact |= {folded(role.name): id_ for id_, role in roles().items()}
    if folded(name) in exact:
        return exact[folded(name)]
    wanted = _title(name)
    loose = {
        id_ for id_, role in roles().items() for one in _titles((role.name, *role.also)) if one == wanted
    }
    return loose.pop() if len(loose) == 1 else None


def _titles(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield _title(name)
        if two := _TWO_WORDS.fullmatch(folded(name)):
            yield from (_title(f"{word} {two[3]}") for word in (two[1], two[2]))


def _title(name: str) -> str:
    """A position without what is said of every one here: the pharmacy, and the letters behind."""
    words = (re.sub(r"^techs?$", "technician", word) for word in folded(_IN_BRACKETS.sub(" ", name)).split())
    return " ".join(word for word in words if word not in ("pharmacy", "pharm", "rx"))


class CredentialNames:
    """What every credential is called, looked up once."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._whole: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        for id_, ref in packs.credentials.items():
            told = (credential_name(id_, packs), ref.credential.title, ref.credential.abbreviation, id_)
            for name in (folded(one) for one in told if one):
                self._whole.setdefault(name, set()).add(id_)
                for short in filter(None, (name, folded(_IN_BRACKETS.sub(" ", name)))):
                    self._short.setdefault(short, set()).add(id_)

    def called(self, name: str, issuer: str) -> str | None:
        """The credential that a certificate's name means, with its issuer; None for none or several."""
        exact = self._whole.get(folded(name), set())
        if len(exact) == 1:
            return next(iter(exact))
        fit = exact.union(*(self._short.get(part, ()) for part in _parts(name)))
        own = {id_ for id_ in fit if self._issued_by(id_, f"{issuer} {name}")}
        fit = own or (set() if issuer.strip() else fit)
        # Of a credential and a variant of it, such as an older outline, the credential itself is meant.
        fit = {id_ for id_ in fit if not any(id_.startswith(f"{other}-") for other in fit)}
        return fit.pop() if len(fit) == 1 else None

    def _issued_by(self, id_: str, told: str) -> bool:
        pack = self._packs.credentials[id_].pack
        return pack.id in _WORD.findall(folded(told)) or folded(pack.name) in folded(told)


def _parts(name: str) -> Iterator[str]:
    """A name, what stands before its brackets, what stands within, and what stands before a comma."""
    yield folded(name)
    yield folded(_IN_BRACKETS.sub(" ", name))
    yield from (folded(one) for one in _IN_BRACKETS.findall(name))
    yield folded(name.partition(",")[0])
