"""How long the next question takes at the server: with 10,000 cards and 200,000 answers, and with none.

The goal is at most 20 ms. Measured are whole requests: a question of a sitting, an answer with its
explanation, a sitting that begins, and what a device takes along; against an empty page of the same site.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

from benchmarks.rounds import medians, table, timed

FOLDER = tempfile.TemporaryDirectory(prefix="rxladder-bench-")
os.environ["RXLADDER_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "rxladder.web.site.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from rxladder.web.accounts.models import Person  # noqa: E402
from rxladder.web.site.clock import now, today  # noqa: E402
from rxladder.web.study.bank import cards, question  # noqa: E402
from rxladder.web.study.keeping import remember_anew  # noqa: E402
from rxladder.web.study.models import Preparation, Review, Sitting  # noqa: E402

GOAL = 0.020
CARDS, ANSWERS = 10_000, 200_000


def prepare() -> Person:
    """An empty site, and one person who prepares for an exam."""
    Path(FOLDER.name, "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    person = Person.objects.local()
    Preparation.objects.create(person=person, exam="ptce", day=today(person) + timedelta(days=90))
    return person


def study(person: Person) -> None:
    """As many answers as somebody gives in years, spread over the cards of the exam."""
    chance, begin = Random(1), now() - timedelta(days=900)
    some = [*cards()][:CARDS]
    some += [f"earlier/{n}" for n in range(CARDS - len(some))]
    rows = (
        Review(
            id=uuid4(),
            person=person,
            card=some[n % CARDS],
            at=begin + timedelta(days=900 * n / ANSWERS),
            right=(right := chance.random() < 0.85),
            grade=3 if right else 1,
            seconds=8.0,
        )
        for n in range(ANSWERS)
    )
    Review.objects.bulk_create(rows, batch_size=5_000)
    remember_anew(person)


def requests(client: Client, person: Person) -> dict[str, Callable[[], object]]:
    """Each thing that is measured, as a call that makes one request."""
    sitting = Sitting.objects.create(person=person, queue=[[card, 1] for card in [*cards()][:200]])
    address = f"/study/sitting/{sitting.id}/"

    def answer() -> None:
        place = Sitting.objects.values_list("done", flat=True).get(id=sitting.id)
        response = client.post(f"{address}answer/", {"place": place, "unknown": "1"}, follow=True)
        assert response.status_code == 200

    return {
        "an empty page": lambda: client.get("/study/offline/"),
        "the next question": lambda: client.get(address),
        "an answer, kept and explained": answer,
        "a sitting begins": lambda: client.post("/study/start/"),
        "40 questions to take along": lambda: client.get("/study/pack/"),
    }


def measured(client: Client, person: Person) -> dict[str, float]:
    """The median seconds of each request."""
    calls = requests(client, person)
    return medians({name: lambda call=call: timed(call, 3) for name, call in calls.items()})


def main() -> None:
    """Measure and print."""
    person, client = prepare(), Client(headers={"host": "127.0.0.1"})
    for card in [*cards()][:100]:
        question(card, 1)
    fresh = measured(client, person)
    study(person)
    full = measured(client, person)
    rows = [
        (
            name,
            f"{1000 * fresh[name]:.1f} ms",
            f"{1000 * full[name]:.1f} ms",
            f"{full[name] / full['an empty page']:.1f}",
        )
        for name in full
    ]
    title = f"Studying, with no answer yet and with {CARDS:,} cards and {ANSWERS:,} answers"
    table(title, ("", "none yet", "all", "× an empty page"), rows)
    verdict = "kept" if full["the next question"] <= GOAL else "MISSED"
    print(f"The next question within {1000 * GOAL:.0f} ms: {verdict}")


main()
