"""Days, term rules and holdings as tests write them down."""

from datetime import date

from rxladder.career.record import Holding
from rxladder.facts.term_rules import TermRule


def day(text: str) -> date:
    return date.fromisoformat(text)


def rule(**data: object) -> TermRule:
    return TermRule.model_validate(data)


def held(issued: str | None = None, expires: str | None = None, **more: object) -> Holding:
    return Holding(
        "us-xx", issued=day(issued) if issued else None, expires=day(expires) if expires else None, **more
    )
