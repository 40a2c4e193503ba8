"""What a condition lacks: the parts that are not met, or not known, along the shortest way to meet it.

Where one of several would do, the nearest is taken: the one that lacks least. Several that each take one
thing are named together, as one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.phrases import inside, say_text
from rxladder.facts.says import say_condition
from rxladder.rules.conditions import truth
from rxladder.rules.context import Atom, Context
from rxladder.rules.explain import left_open
from rxladder.rules.questions import asked
from rxladder.rules.result import AskedQuestion, SourceNote, Truth
from rxladder.rules.sources import source_note

LackState = Literal["not-met", "not-known", "ask-authority"]


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a condition from being surely met.

    `not-met`: it is not so on the day; `for_good`: nor can it come to be. `not-known`: an answer of the
    person's own would tell. `ask-authority`: only the authority can tell. `one_way`: there are other ways.
    """

    node: c.Node
    state: LackState
    packs: Packs
    ref: CredentialRef | None
    sources: tuple[str, ...] = ()
    atoms: tuple[Atom, ...] = ()
    one_way: bool = False
    for_good: bool = False

    @property
    def what(self) -> str:
        """What should be so, as a statement; what the sources leave open stands in brackets."""
        said = say_condition(self.node, self.packs)
        parts = c.walk(self.node) if self.state == "ask-authority" else ()
        opens = [told for part in parts if (told := left_open(part, self.atoms, self.packs))]
        return f"{said} ({'; '.join(opens)})" if opens else said

    @property
    def says(self) -> str:
        """The lack in one line that tells its state, too."""
        if isinstance(self.node, c.AskAuthority):
            return _("Ask the board {what}").format(what=say_text(self.node.ask_authority))
        lines = {
            "not-met": _("No: {what}") if self.for_good else _("Not yet: {what}"),
            "not-known": _("Not known: {what}"),
            "ask-authority": _("Ask the board whether this is so: {what}"),
        }
        return lines[self.state].format(what=inside(self.what))

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """What to ask the person or the authority about it."""
        return asked(self.atoms, self.packs)

    @property
    def source(self) -> SourceNote | None:
        """Where it is read that this is asked; None where no pack asks it."""
        if self.ref is None:
            return None
        return source_note(self.ref, (*self.sources, *self.ref.credential.sources), self.node.confidence)

    @property
    def key(self) -> object:
        """Two lacks that one answer settles have the same key."""
        return tuple(atom[:2] for atom in self.atoms) or id(self.node)


def lacks(
    node: c.Node, context: Context, ref: CredentialRef | None, sources: Sequence[str] = ()
) -> tuple[Lack, ...]:
    """What keeps a condition from being surely met on the context's day; nothing where it is."""
    return tuple(_Lacking(context, ref).of(node, tuple(sources)))


def weight(found: Sequence[Lack]) -> tuple[int, int, int]:
    """How much is lacking: what cannot come to be, what is not met yet, what is not known; each once."""
    met = {lack.key for lack in found if lack.state == "not-met" and not lack.for_good}
    known = {lack.key for lack in found if lack.state != "not-met"}
    return sum(lack.for_good for lack in found), len(met), len(known)


@dataclass(frozen=True, slots=True)
class _Lacking:
    context: Context
    ref: CredentialRef | None

    def of(self, node: c.Node, sources: tuple[str, ...], *, one_way: bool = False) -> Iterator[Lack]:
        own = node.sources or sources
        state, atoms = self._judged(node)
        if state is True:
            return
        inner = tuple(self._within(node, state, own, one_way))
        if inner:
            yield from inner
            return
        yield Lack(
            node=node,
            state=_state(state, atoms),
            packs=self.context.packs,
            ref=self.ref,
            sources=own,
            atoms=atoms,
            one_way=one_way,
            for_good=state is False and self._never(node),
        )

    def _within(self, node: c.Node, state: Truth, sources: tuple[str, ...], one_way: bool) -> Iterator[Lack]:
        """The lacks of a branch's own parts; none where the branch is said as a whole."""
        match node:
            case c.All():
                for part in node.all:
                    yield from self.of(part, sources, one_way=one_way)
            case c.AnyOf():
                yield from self._nearest(node, state, sources, one_way)
            case c.If() if self._judged(node.if_)[0] is True:
                yield from self.of(node.then, sources, one_way=one_way)
            case c.Due():
                yield from self.of(node.then, sources, one_way=one_way)

    def _nearest(
        self, node: c.AnyOf, state: Truth, sources: tuple[str, ...], one_way: bool
    ) -> Iterator[Lack]:
        """The lacks of the way that lacks least, unless that is a single test: then all are named as one."""
        ways = [part for part in node.any if self._judged(part)[0] is state]
        found = [(part, tuple(self.of(part, sources, one_way=one_way or len(node.any) > 1))) for part in ways]
        if not found:
            return
        nearest, its = min(found, key=lambda pair: (weight(pair[1]), not self._begun(pair[0])))
        if c.children(nearest):
            yield from its

    def _begun(self, node: c.Node) -> bool:
        """Whether a part of a way is met already."""
        return any(self._judged(part)[0] is True for part in c.children(node))

    def _never(self, node: c.Node) -> bool:
        """Whether nothing that one does from now on can make a false condition true."""
        match node:
            case c.Not():
                return True
            case c.Answer():
                return node.before is not None and node.before <= self.context.on
            case c.AnyOf():
                return all(self._never(part) for part in node.any)
            case _:
                return False

    def _judged(self, node: c.Node) -> tuple[Truth, tuple[Atom, ...]]:
        before, self.context.atoms = self.context.atoms, {}
        state = truth(node, self.context)
        atoms, self.context.atoms = tuple(self.context.atoms), before
        return state, atoms


def _state(state: Truth, atoms: Sequence[Atom]) -> LackState:
    if state is False:
        return "not-met"
    return "not-known" if any(atom.kind == "person" for atom in atoms) else "ask-authority"
