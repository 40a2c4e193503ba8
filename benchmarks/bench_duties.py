"""The pages about what one does, for somebody with thousands of rows of each kind.

The goal is a page in at most 60 ms at the server, 95 times of 100. Beside it an empty page of the same site.
Each look is the first since the record changed, so that nothing of the page was kept.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial

from benchmarks.rounds import milliseconds, table
from benchmarks.site_under_test import EMPTY, look, prepare
from rxladder.facts.skills import skills
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.models import Person
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    PlanItem,
    Skill,
    SkillSignOff,
    TrainingPlan,
)
from rxladder.web.site.clock import today

GOAL_MS = 60
EACH, HANGING, LOOKS = 2_000, 20_000, 60


def fill(person: Person) -> dict[str, str]:
    """Duties, skills, trainings and achievements of ten years; the address of one page of each."""
    draw = random.Random(1)
    first = date(2016, 11, 26)

    def day() -> date:
        return first + timedelta(days=draw.randrange(3650))

    known = list(skills())
    Duty.objects.bulk_create(Duty(person=person, what=f"Duty {n}", since=day()) for n in range(EACH))
    own = [
        Skill(person=person, name=known[n] if n < len(known) else f"Skill {n}", last_done=day())
        for n in range(EACH)
    ]
    Skill.objects.bulk_create(own)
    SkillSignOff.objects.bulk_create(
        SkillSignOff(person=person, skill=draw.choice(own), on=day(), by="Ana Ruiz") for _ in range(HANGING)
    )
    plans = [TrainingPlan(person=person, trainee=f"Trainee {n}", due=day()) for n in range(EACH)]
    TrainingPlan.objects.bulk_create(plans)
    PlanItem.objects.bulk_create(
        PlanItem(person=person, plan=draw.choice(plans), what=f"Thing {n}", signed=day() if n % 2 else None)
        for n in range(HANGING)
    )
    noted = [
        Achievement(person=person, on=day(), what=f"Trained {n} people on the cabinet", result="fewer calls")
        for n in range(EACH)
    ]
    Achievement.objects.bulk_create(noted)
    return {
        "one skill": f"skills/{own[7].id}/",
        "one training": f"training/{plans[7].id}/",
        "one achievement": f"achievements/{noted[7].id}/",
    }


def change(person: Person) -> None:
    """The record changed, as far as what is kept of its pages can tell."""
    person.revision += 1
    person.save(update_fields=["revision"])


def main() -> None:
    """Measure and print."""
    application = prepare()
    fill_demo(Person.objects.local(), today(None))
    person = Person.objects.local_demo()
    single = fill(person)
    person.refresh_from_db()
    pages = {
        "what you do": "",
        "skills": "skills/",
        "skills, page 20": "skills/?page=20",
        "skills, a search": "skills/?q=mixing",
        "how far each role is": "skills/roles/",
        "training others": "training/",
        "achievements": "achievements/",
        "achievements, a search": "achievements/?q=cabinet",
    } | single
    found = {"an empty page": milliseconds(partial(look, application, EMPTY), LOOKS, partial(change, person))}
    found |= {
        name: milliseconds(
            partial(look, application, f"/responsibilities/{address}"), LOOKS, partial(change, person)
        )
        for name, address in pages.items()
    }
    empty = found["an empty page"][0]
    rows = [
        [name, f"{middle:.1f} ms", f"{late:.1f} ms", f"{late / GOAL_MS:.0%}", f"{middle / empty:.1f}"]
        for name, (middle, late) in found.items()
    ]
    head = ["page", "median", "95 of 100 within", f"of the goal ({GOAL_MS} ms)", "empty pages"]
    table(f"{EACH:,} rows of each kind, {HANGING:,} that hang on them", head, rows)


if __name__ == "__main__":
    main()
