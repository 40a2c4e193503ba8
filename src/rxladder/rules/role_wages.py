"""What a role earns, as far as a source tells: its own row in the tables of wages, or the nearest one.

The nearest row is of an industry (technicians who work there, whatever their role) or of an occupation (of
all trades); it is told as such. A role with neither has no wage here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from rxladder.facts.roles import Role
from rxladder.facts.wages import NATION, TECHNICIANS, Wages, areas, industries, occupations


@dataclass(frozen=True, slots=True)
class RoleWage:
    """A row of a table. `of`: it is the role's own, or that of a near industry or occupation.

    `against` compares its hourly median with that of all technicians of the nation, in percent (10 is a tenth
    more); None where it is theirs, or where BLS released none. `note` is what the facts say of the choice.
    """

    of: Literal["role", "industry", "occupation"]
    row: Wages
    against: Fraction | None
    note: str | None = None


def role_wage(role: Role) -> RoleWage | None:
    """What a source tells of a role's wages in the nation; None where none does."""
    pay, hint = role.pay, role.wage_hint
    if pay and pay.area:
        return _role_wage("role", areas()[pay.area], pay.note)
    if pay and pay.occupation:
        return _role_wage("role", occupations()[pay.occupation], pay.note)
    if hint and hint.industry:
        return _role_wage("industry", industries()[hint.industry], hint.note)
    if hint and hint.occupation:
        return _role_wage("occupation", occupations()[hint.occupation], hint.note)
    return None


def state_wage(state: str | None) -> Wages | None:
    """What technicians earn in a state (`us-tx`); None where that is not known."""
    name = (state or "").removeprefix("us-").upper()
    return next((row for row in areas().values() if row.abbreviation == name and row.kind != "nation"), None)


def _role_wage(of: Literal["role", "industry", "occupation"], row: Wages, note: str | None) -> RoleWage:
    everyone = occupations()[TECHNICIANS].p50
    same = row.code in (NATION, TECHNICIANS)
    known = row.p50 is not None and everyone is not None
    return RoleWage(of, row, None if same or not known else _percent(row.p50, everyone), note)


def _percent(amount: Fraction | None, of: Fraction | None) -> Fraction | None:
    return (amount / of - 1) * 100 if amount is not None and of else None
