"""What is not computed: whatever in a pack leaves an answer unknown, or to be checked with the authority."""

from __future__ import annotations

from collections.abc import Iterator

from rxladder.facts.conditions import AcceptedCertification, AskAuthority, Node, walk
from rxladder.facts.education_rules import Clause
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.pack import Credential, Pack
from rxladder.facts.phrases import say_text
from rxladder.facts.says import say_clause, say_condition


def not_computed(pack: Pack, packs: Packs) -> Iterator[str]:
    """What hangs on words in a pack, each with its credential."""
    for id_ in pack.credentials:
        for text in not_computed_of(packs.credentials[id_], packs):
            yield f"{id_}: {text}"


def not_computed_of(ref: CredentialRef, packs: Packs) -> list[str]:
    """What hangs on words in one credential, each once."""
    return list(dict.fromkeys(_open_in(ref, packs)))


def _open_in(ref: CredentialRef, packs: Packs) -> Iterator[str]:
    credential, ce = ref.credential, ref.credential.ce
    if ce.duty == "not-found":
        yield _("whether continuing education is required was not found")
    if ce.duty == "unknown-hours":
        yield _("continuing education is required; how many hours was not found")
    for clause_id, clause in ce.clauses.items():
        yield from _open_clause(clause_id, clause, packs)
    if ce.accepts_open:
        yield _("what else counts: {text}").format(text=ce.accepts_open)
    for name, exception in ce.exceptions.items():
        if exception.confidence == "low":
            yield _("{name}: an exception that rests on a weak source, so it turns nothing green").format(
                name=name
            )
    for node in _conditions(credential):
        yield from _open_condition(node, packs)
    if not credential.term.expires and credential.term.anchor == "printed":
        yield _("the end of the term: only the printed date shows it")


def _open_clause(clause_id: str, clause: Clause, packs: Packs) -> Iterator[str]:
    said = say_clause(clause_id, clause, None, packs)
    if clause.check:
        yield f"{said}: {say_text(clause.check)}"
    if clause.in_force == "unconfirmed":
        yield said
    if clause.hours_unknown:
        yield said


def _conditions(credential: Credential) -> Iterator[Node]:
    """Every condition of a credential, with all that lies under it."""
    roots = [credential.eligibility, credential.keeps]
    roots += [clause.when for clause in credential.ce.clauses.values()]
    for exception in credential.ce.exceptions.values():
        roots += [exception.when, *(case.when for case in exception.cases)]
    for root in roots:
        if root is not None:
            yield from walk(root)


def _open_condition(node: Node, packs: Packs) -> Iterator[str]:
    if isinstance(node, AskAuthority):
        yield _("ask the authority {what}").format(what=say_text(node.ask_authority))
    elif isinstance(node, AcceptedCertification):
        yield say_condition(node, packs)
    if node.open:
        yield f"{say_condition(node, packs)}: {node.open}"
