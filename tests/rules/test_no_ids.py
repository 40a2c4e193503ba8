"""What is meant for people names things by their titles, never by their ids."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rxladder.facts.load import DATA, load_packs
from rxladder.facts.yaml_text import read_yaml_file
from rxladder.rules.agenda import agenda
from rxladder.rules.audit import audit
from rxladder.rules.checklist import checklist
from rxladder.rules.eligibility import eligible
from rxladder.rules.headline import headline
from rxladder.rules.next_steps import next_steps
from rxladder.rules.relocation import move
from rxladder.rules.relocation_output import move_document
from rxladder.rules.worth_noting import worth_noting
from tests.golden import Scenario, scenarios
from tests.ids import texts_of, with_ids

PACKS = load_packs()
# What the vocabulary has beside these texts is other spellings, and what those who keep it leave open.
SAID = ("name", "asks", "says", "says_not", "choice_names", "part_time_open")


def told(scenario: Scenario) -> Iterator[object]:
    """All that the rules answer about the career of a scenario."""
    career, on = scenario.career, scenario.on
    found = audit(career, PACKS, on)
    steps = next_steps(career, found, PACKS, on)
    for held in found.holdings:
        own = [result._replace(credit=None) for result in held.credits]
        yield (
            held.title,
            held.clauses,
            own,
            held.questions,
            held.notes,
            held.doubts,
            held.term,
            held.because,
        )
        yield checklist(held, PACKS)
    yield steps, headline(career, found, steps, PACKS), agenda(career, found, steps, PACKS, on)
    yield worth_noting(career, PACKS, on)
    yield from (eligible(career, PACKS, id_, on) for id_ in scenario.data.get("eligible", ()))
    yield from (move_document(move(career, PACKS, state, on)) for state in scenario.data.get("move", ()))


def test_no_answer_names_an_id():
    texts = {text for scenario in scenarios() for text in texts_of([*told(scenario)])}
    assert len(texts) > 4000
    assert not with_ids(texts)


def test_no_text_of_the_facts_names_an_id():
    packs = [read_yaml_file(path) for path in (DATA / "packs").glob("*.yaml")]
    others = [read_yaml_file(DATA / f"{name}.yaml") for name in ("workplaces", "roles", "skills")]
    words = read_yaml_file(DATA / "vocabulary.yaml")
    kinds = [part for part in words.values() if isinstance(part, dict)]
    said = [
        {key: one[key] for key in SAID if key in one}
        for kind in kinds
        for one in kind.values()
        if isinstance(one, dict)
    ]
    assert not with_ids(set(texts_of([packs, others, said])))


@pytest.mark.parametrize("text", ["counted from us-sd-technician-in-training; or not", "as community-chain"])
def test_an_id_would_be_found(text):
    assert with_ids({text, "At most 5 hours of in-service training at work"}) == [text]
