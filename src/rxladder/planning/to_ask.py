"""What no plan and no path can close, since only an authority can tell it: what to ask, why, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.record import Career
from rxladder.facts.load import Packs
from rxladder.rules.answers import active
from rxladder.rules.audit import audit_each
from rxladder.rules.context import Context
from rxladder.rules.documents import Day
from rxladder.rules.holding_steps import steps_of_holdings
from rxladder.rules.step_words import ordered
from rxladder.rules.steps import in_order
from rxladder.rules.told_otherwise import ORDER, order_result, orders_running


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Something to ask an authority about one credential; `clause` is what it is about, if it is one."""

    credential: str
    clause: str | None
    what: str
    why: str
    by: date | None


class ToAskDocument(TypedDict):
    """What no plan can close, since only an authority can tell it."""

    credential: str
    clause: Annotated[str | None, Field(description="`board-order`: hours that the board ordered.")]
    what: str
    why: str
    by: Day | None


def what_to_ask(career: Career, packs: Packs, on: date) -> tuple[ToAsk, ...]:
    """What the audit leaves to the authorities, whatever is done about the rest."""
    holdings = audit_each(career, packs, on)
    return tuple(
        ToAsk(step.credential, step.clause, step.what, step.why, step.by)
        for step in in_order(steps_of_holdings(holdings, packs, on), on)
        if step.act == "ask" and step.credential is not None
    )


def orders_ahead(credentials: Iterable[str], career: Career, packs: Packs, on: date) -> Iterator[ToAsk]:
    """What boards ordered about credentials that are not held now: no audit asks about these."""
    for credential in dict.fromkeys(credentials):
        ref = packs.credentials[credential]
        context = Context(career, packs, on, ref.pack.id, credential)
        held = any(one.credential == credential and active(one, context) for one in career.holdings)
        orders = [] if held else orders_running(context)
        if orders:
            result = order_result(orders, context)
            words = ordered(ref, result)
            yield ToAsk(credential, ORDER, words.what, words.why, result.window[1] if result.window else None)


def to_ask_documents(asked: Sequence[ToAsk]) -> list[ToAskDocument]:
    """What is to be asked, as it is printed with `--json`."""
    return [
        {
            "credential": one.credential,
            "clause": one.clause,
            "what": one.what,
            "why": one.why,
            "by": None if one.by is None else one.by.isoformat(),
        }
        for one in asked
    ]
