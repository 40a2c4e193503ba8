"""What a holding's term asks: every clause in each of its windows, in one reading of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.rules.independent.days import Window, day_of, term_of, windows_of
from tests.rules.independent.packs import rules


@dataclass(frozen=True)
class Asked:
    """One clause in one window, in one reading.

    `kind` is minimum, cap, daily (a cap on each day), activities or unknown (hours that no source tells);
    `unconfirmed` asks a rule that may not be in force, `unchecked` one that the pack cannot compute.
    """

    clause: str
    amount: Fraction
    kind: str
    window: Window
    separate: bool = False
    unconfirmed: bool = False
    unchecked: bool = False


def asked_of(holding: dict, career: dict, on: date, reading: str | None) -> list[Asked]:
    """Every clause that a holding's term asks in one reading, spread over its windows."""
    rule = rules()[holding["credential"]]
    ce, term = rule["ce"], term_of(holding)
    found = []
    for id_, clause in ce["clauses"].items():
        if term[1] < (day_of(clause.get("from")) or date.min) or term[1] > (
            day_of(clause.get("until")) or date.max
        ):
            continue
        if "when" in clause and not _holds_true(clause["when"], career):
            continue
        read = clause.get("readings", {}).get(reading) or {}
        if not read.get("in_force", True):
            continue
        merged = clause | {key: value for key, value in read.items() if key in ("at_least", "separate")}
        window = merged.get("window", ce.get("window"))
        if merged.get("once"):
            windows = [Window(None, max(term[1], on))]
        elif "every_months" in merged:
            raise NotImplementedError("a clause of every so many months")
        else:
            windows = windows_of(window, term, rule, on)
        for window in windows:
            found.append(
                Asked(
                    clause=id_,
                    amount=_amount(merged, ce),
                    kind=_kind(merged),
                    window=window,
                    separate=merged.get("separate", False),
                    unconfirmed=merged.get("in_force") == "unconfirmed",
                    unchecked="check" in merged or "hours_unknown" in merged,
                )
            )
    return found


def _kind(clause: dict) -> str:
    if "hours_unknown" in clause:
        return "unknown"
    if clause.get("unit") == "activities":
        return "activities"
    if "at_least" in clause:
        return "minimum"
    return "daily" if clause.get("per_day") else "cap"


def _amount(clause: dict, ce: dict) -> Fraction:
    if "hours_unknown" in clause:
        return Fraction(0)
    if "at_most_share" in clause:
        return Fraction(str(clause["at_most_share"])) * Fraction(str(ce["clauses"]["total"]["at_least"]))
    return Fraction(str(clause["at_least"] if "at_least" in clause else clause["at_most"]))


def _holds_true(condition: dict, career: dict) -> bool:
    """The few conditions that plain cases need; every answer must be given."""
    key = next(iter(condition))
    match key:
        case "any":
            return any(_holds_true(part, career) for part in condition["any"])
        case "all":
            return all(_holds_true(part, career) for part in condition["all"])
        case "answer":
            if condition.keys() - {"answer", "sources", "note"}:
                raise NotImplementedError(condition)
            return career["facts"][condition["answer"]]
        case "holds":
            return any(held["credential"] == condition["holds"] for held in career["holdings"])
        case "first_term":
            return False
        case "issued":
            if condition["issued"].keys() & {"before", "on_or_before"}:
                raise NotImplementedError(condition)
            return False
        case "ask_authority":
            raise NotImplementedError(condition)
    raise NotImplementedError(condition)
