"""The pages about people, for somebody who knows 2,000 and was in touch 20,000 times.

The goal is a page in at most 60 ms at the server, 95 times of 100. Beside it an empty page of the same site.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial

from benchmarks.rounds import milliseconds, table
from benchmarks.site_under_test import EMPTY, look, prepare
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.models import Acquaintance, Contact
from rxladder.web.site.clock import today

GOAL_MS = 60
PEOPLE, CONTACTS, LOOKS = 2_000, 20_000, 60
GIVEN = ("Ana", "Ben", "Maria", "Sam", "Priya", "Jo", "Lee", "Omar", "Ruth", "Kim")


def surname(number: int) -> str:
    """A name that hardly anybody shares, of letters."""
    return (
        "".join("aeiou bcdfgh"[int(digit)] for digit in f"{number * 7919 % 10_000:04}")
        .title()
        .replace(" ", "x")
    )


def fill(person: Person) -> list[Acquaintance]:
    """Everybody, with contacts over five years; a fifth have a rhythm, a tenth a birthday."""
    draw = random.Random(1)
    people = [
        Acquaintance(
            person=person,
            name=f"{draw.choice(GIVEN)} {surname(n)}",
            employer=f"Pharmacy {n % 40}",
            rhythm=draw.choice(["2 weeks", "2 months"]) if n % 5 == 0 else "",
            birthday=f"{1 + n % 12:02}-{1 + n % 28:02}" if n % 10 == 0 else "",
            emails=[[f"p{n}@example.org", "work"]],
            phones=[[f"512 555 {n:04}", ""]],
            topics=["the IV room"],
        )
        for n in range(PEOPLE)
    ]
    Acquaintance.objects.bulk_create(people)
    first = date(2021, 11, 25)
    Contact.objects.bulk_create(
        Contact(
            person=person,
            acquaintance=draw.choice(people),
            on=first + timedelta(days=draw.randrange(5 * 365)),
            note="Talked about the inventory, and who trains whom",
        )
        for _ in range(CONTACTS)
    )
    return people


def main() -> None:
    """Measure and print."""
    application = prepare()
    fill_demo(Person.objects.local(), today(None))
    one = fill(Person.objects.local_demo())[7]
    pages = {
        "an empty page": EMPTY,
        "people": "/people/",
        "people, page 20": "/people/?page=20",
        "people, a search": "/people/?q=maria",
        "one person": f"/people/{one.id}/",
        "changing one": f"/people/acquaintance/{one.id}/",
        "duplicates": "/people/duplicates/",
        "bringing cards": "/people/cards/",
    }
    found = {
        name: milliseconds(partial(look, application, address), LOOKS) for name, address in pages.items()
    }
    empty = found["an empty page"][0]
    rows = [
        [name, f"{middle:.1f} ms", f"{late:.1f} ms", f"{late / GOAL_MS:.0%}", f"{middle / empty:.1f}"]
        for name, (middle, late) in found.items()
    ]
    head = ["page", "median", "95 of 100 within", f"of the goal ({GOAL_MS} ms)", "empty pages"]
    table(f"{PEOPLE:,} people, {CONTACTS:,} contacts", head, rows)


if __name__ == "__main__":
    main()
