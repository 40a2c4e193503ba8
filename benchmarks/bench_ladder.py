"""What the ladder and the catalogue of credentials cost one person, against one audit of that person.

Everything is worked out anew each time: the catalogue asks every credential's conditions, the first day on
which each is met, and its price; the interview of the advanced certification searches for the cheapest four
of eleven.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from benchmarks.rounds import medians, table, timed
from rxladder.career.demo import demo_career
from rxladder.career.record import Career
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.credential_catalogue import offered
from rxladder.rules.interview import interview
from rxladder.rules.ladder import ladder

PACKS = load_packs()
ON = date(2026, 11, 22)
PEOPLE = {"the example person": demo_career(ON, PACKS), "an empty record": Career()}


def main() -> None:
    """Measure and print."""
    rows = []
    for who, career in PEOPLE.items():
        works: dict[str, Callable[[], object]] = {
            f"all {len(PACKS.credentials)} credentials": lambda career=career: offered(career, PACKS, ON),
            "the ladder": lambda career=career: ladder(career, PACKS, ON),
            "the advanced certification's interview": lambda career=career: interview(
                career, PACKS, "ptcb-cpht-adv", ON
            ),
        }
        own = PEOPLE["the example person"]
        contestants = {"audit": lambda own=own: timed(lambda: audit(own, PACKS, ON), 3)}
        contestants |= {name: lambda work=work: timed(work) for name, work in works.items()}
        found = medians(contestants)
        for name in works:
            rows.append(
                (f"{name}, {who}", f"{found[name] * 1000:.1f} ms", f"{found[name] / found['audit']:.1f}")
            )
    table("The ladder and what can be earned", ("", "time", "× one audit of the example person"), rows)


if __name__ == "__main__":
    main()
