"""Exams that were not passed: when the next attempt may be, by the waits and limits of who gives them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rxladder.career.record import Career
from rxladder.facts import conditions as c
from rxladder.facts.days import add_months
from rxladder.facts.load import Packs
from rxladder.facts.pack import Attempts
from rxladder.rules.result import Retry


def retries(node: c.Node, career: Career, packs: Packs, on: date) -> Iterator[Retry]:
    """For each exam that a condition asks and that was failed so far: the first day of the next attempt."""
    for exam in dict.fromkeys(leaf.passed for leaf in c.walk(node) if isinstance(leaf, c.Passed)):
        taken = [one for one in career.exams if one.exam == exam and one.date <= on]
        rule = _attempts(exam, packs)
        if taken and rule is not None and not any(one.passed for one in taken):
            days = sorted(one.date for one in taken)
            yield Retry(exam, len(days), next_attempt(rule, days, on), rule.says)


def _attempts(exam: str, packs: Packs) -> Attempts | None:
    current = (ref for ref in packs.credentials.values() if ref.credential.status == "current")
    found = (ref.credential.exam for ref in current if ref.credential.exam)
    return next((one.attempts for one in found if one.id == exam and one.attempts), None)


def next_attempt(rule: Attempts, failed: list[date], on: date) -> date | None:
    """The first day from `on` for another attempt after those that failed (in order of date).

    None where waiting alone is not enough any more, or where no source tells the wait.
    """
    if not failed or rule.unlimited:
        return on
    number = len(failed) + 1
    waits = [wait for wait in rule.waits if wait.before_attempt <= number]
    if (rule.most is not None and number > rule.most) or not waits:
        return None
    wait = max(waits, key=lambda one: one.before_attempt)
    return max(on, add_months(failed[-1], wait.months) + timedelta(days=wait.days))
