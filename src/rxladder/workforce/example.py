"""A made-up workforce of any size, spread over the states like the real one, to try and to measure with.

The same size, seed and day are the same files, byte for byte. People are made in blocks, each from a seed
of its own, so that memory does not grow with their number. What stands for whom is drawn; terms are what
the packs give.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from rxladder.career.record import Holding
from rxladder.facts.days import add_months, month_end
from rxladder.facts.load import Packs
from rxladder.facts.wages import areas
from rxladder.rules.terms import term_on
from rxladder.workforce import example_shares as shares
from rxladder.workforce.example_credits import Activities, credits_of

BLOCK = 25_000
"""People made at once."""
_PROTOTYPES = 96
_EPOCH = date(1970, 1, 1)
_NOT_A_DAY = np.iinfo(np.int32).min
Draw = np.random.Generator
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Prototypes:
    """How a credential is held: days of birth, issue and expiry that belong together (days since 1970)."""

    birthday: Numbers
    issued: Numbers
    expires: Numbers


@dataclass(frozen=True, slots=True)
class Given:
    """What all blocks of a workforce share."""

    packs: Packs
    on: date
    seed: int
    people: int
    states: tuple[str, ...]
    until: Numbers
    """The number of the first person after each state's."""
    prototypes: Mapping[str, Prototypes]
    activities: Activities
    faults: float


def write_workforce(
    folder: Path,
    packs: Packs,
    on: date,
    people: int = shares.NATION,
    *,
    seed: int = 1,
    form: str = "parquet",
    faults: float = shares.FAULTS,
    told: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Write people, holdings and credits into a folder, as Parquet or CSV; gives the number of rows of each.

    `faults` is the share of rows with something wrong in them, `told` hears how many people are made so far.
    """
    given = _given(packs, on, people, seed, faults)
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Any] = {}
    rows: dict[str, int] = {}
    try:
        for made, tables in blocks(given):
            for name, table in tables.items():
                if name not in files:
                    files[name] = _writer(folder / f"{name}.{form}", table.schema, form)
                files[name].write_table(table)
                rows[name] = rows.get(name, 0) + table.num_rows
            told(made)
    finally:
        for file in files.values():
            file.close()
    return rows


def _writer(path: Path, schema: pa.Schema, form: str) -> Any:
    if form == "csv":
        return pa_csv.CSVWriter(path, schema)
    return pq.ParquetWriter(path, schema, compression="zstd", store_schema=False)


def blocks(given: Given) -> Iterator[tuple[int, dict[str, pa.Table]]]:
    """The three tables, block by block, with the number of people made so far."""
    for start in range(0, given.people, BLOCK):
        end = min(start + BLOCK, given.people)
        draw = np.random.default_rng((given.seed, start))
        yield end, _block(np.arange(start, end), given, draw)


def _given(packs: Packs, on: date, people: int, seed: int, faults: float) -> Given:
    states, counts = _spread(people, packs)
    draw = np.random.default_rng(seed)
    credentials = [
        *(id_ for state in states for id_ in working_credentials(packs, state)),
        *shares.CERTIFIED_BY, *shares.SPECIALISED, "apha-technician-immunization",
    ]  # fmt: skip
    return Given(
        packs=packs,
        on=on,
        seed=seed,
        people=people,
        states=states,
        until=np.cumsum(counts),
        prototypes={
            id_: _prototypes(packs, id_, on, draw) for id_ in credentials if id_ in packs.credentials
        },
        activities=Activities.drawn(on, draw),
        faults=faults,
    )


def _spread(people: int, packs: Packs) -> tuple[tuple[str, ...], Numbers]:
    """How many work in each state: in proportion to BLS's counts, to the last person."""
    jobs = {
        f"us-{area.abbreviation.lower()}": area.employment or 0
        for area in areas().values()
        if area.kind != "nation" and f"us-{area.abbreviation.lower()}" in packs.packs
    }
    exact = np.array([*jobs.values()]) * people / sum(jobs.values())
    counts = np.floor(exact).astype(int)
    for place in np.argsort(counts - exact, kind="stable")[: people - counts.sum()]:
        counts[place] += 1
    return tuple(jobs), counts


def working_credentials(packs: Packs, state: str) -> list[str]:
    """The credentials of a state that let technicians work, those for trainees last."""
    pack = packs.packs[state]
    group = pack.to_work[0].any_of if pack.to_work else ()
    kept = [id_ for id_ in group if id_ in pack.credentials and not pack.credentials[id_].issued_by_nobody]
    return sorted(kept, key=lambda id_: is_for_trainees(packs, id_))


def is_for_trainees(packs: Packs, credential: str) -> bool:
    """Whether it is for those who are still in training."""
    return packs.credentials[credential].credential.kind == "trainee-registration"


def _prototypes(packs: Packs, credential: str, on: date, draw: Draw) -> Prototypes:
    rule = packs.credentials[credential].credential.term
    found = []
    for _ in range(_PROTOTYPES):
        birthday = on - timedelta(days=int(draw.triangular(19 * 365, 30 * 365, 66 * 365)))
        years = 1.0 if is_for_trainees(packs, credential) else 14.0
        issued = on - timedelta(days=int(draw.random() ** 1.5 * years * 365) + 1)
        holding = Holding(credential, issued=issued)
        term = term_on(rule, holding, on, birthday=birthday)
        expires = term.ends if term else _likely_end(issued, rule.months or 24, on)
        found.append((birthday, issued, max(expires, issued)))
    days = np.array([[(day - _EPOCH).days for day in row] for row in found], dtype=np.int32)
    return Prototypes(*days.T)


def _likely_end(issued: date, months: int, on: date) -> date:
    """The end of the present term where it is only printed: a month's end, whole terms after the issue."""
    ends = issued
    while ends < on:
        ends = add_months(ends, months)
    return month_end(ends.year, ends.month)


# --- a block


def _block(numbers: Numbers, given: Given, draw: Draw) -> dict[str, pa.Table]:
    state = np.searchsorted(given.until, numbers, side="right")
    names = person_names(numbers)
    birthdays, holdings = _holdings(names, state, given, draw)
    return {
        "people": _people(names, state, birthdays, given, draw),
        "holdings": holdings,
        "credits": credits_of(names, state, given.states, given.activities, given.on, given.faults, draw),
    }


def person_names(numbers: Numbers) -> Numbers:
    """What people are called: nine digits after a letter, each but once, in no order."""
    mixed = (numbers.astype(np.int64) * 387_420_489 + 271_828_183) % 1_000_000_000
    return np.char.add("T", np.char.zfill(mixed.astype("U9"), 9))


def _people(names: Numbers, state: Numbers, birthdays: Numbers, given: Given, draw: Draw) -> pa.Table:
    size = len(names)
    states = np.array(given.states, dtype=object)[state]
    facts = _facts(size, draw)
    order = with_repeats(np.arange(size), shares.REPEATS / 4, draw)
    wrong = draw.random(len(order)) < given.faults
    kind = draw.integers(0, 3, len(order))
    states, facts, born = states[order], facts[order], birthdays[order]
    states[wrong & (kind == 0)] = "us-xx"
    facts[wrong & (kind == 1)] = '{"administers-vaccines": "perhaps"'
    born = np.where(wrong & (kind == 2), -80_000, born)
    return pa.table(
        {"person": names[order], "birthday": days(born), "state": words(states), "facts": words(facts)}
    )


def _facts(size: int, draw: Draw) -> Numbers:
    """Each person's answers as JSON; few are distinct, and each of these is written once."""
    codes = np.zeros(size, dtype=np.int64)
    for answers in shares.ANSWERS.values():
        chances = [chance for _, chance in answers]
        picked = draw.choice(len(answers) + 1, size, p=[*chances, 1 - sum(chances)])
        codes = codes * 8 + picked
    distinct, places = np.unique(codes, return_inverse=True)
    return np.array([_facts_text(int(code)) for code in distinct], dtype=object)[places]


def _facts_text(code: int) -> str:
    said: dict[str, object] = {}
    for question, answers in reversed(shares.ANSWERS.items()):
        code, picked = divmod(code, 8)
        if picked < len(answers):
            said[question] = answers[picked][0]
    return json.dumps(said)


def _holdings(names: Numbers, state: Numbers, given: Given, draw: Draw) -> tuple[Numbers, pa.Table]:
    """Who holds what; and the birthdays, on which some terms hang."""
    size = len(names)
    birthdays = np.zeros(size, dtype=np.int32)
    parts: list[tuple[str, Numbers, Numbers, Numbers]] = []

    def hold(credential: str, who: Numbers, *, own: bool = False) -> None:
        prototypes = given.prototypes.get(credential)
        if prototypes is None or not len(who):
            return
        which = draw.integers(0, len(prototypes.issued), len(who))
        parts.append((credential, who, prototypes.issued[which], prototypes.expires[which]))
        if own:
            birthdays[who] = prototypes.birthday[which]

    everyone = np.arange(size)
    hold("ptcb-cpht", everyone[:0])
    birthdays[:] = given.prototypes["ptcb-cpht"].birthday[draw.integers(0, _PROTOTYPES, size)]
    for number, where in enumerate(given.states):
        here = everyone[state == number]
        if len(here):
            for credential, who in _shared_out(working_credentials(given.packs, where), here, given, draw):
                hold(credential, who, own=True)
    certified = draw.random(size)
    bounds = np.cumsum([0, *shares.CERTIFIED_BY.values()])
    for at, credential in enumerate(shares.CERTIFIED_BY):
        hold(credential, everyone[(certified >= bounds[at]) & (certified < bounds[at + 1])])
    by_ptcb = everyone[certified < bounds[1]]
    for credential, share in shares.SPECIALISED.items():
        hold(credential, by_ptcb[draw.random(len(by_ptcb)) < share])
    hold("apha-technician-immunization", everyone[draw.random(size) < shares.VACCINATORS])
    _second_states(everyone, given, draw, hold)
    return birthdays, _holdings_table(names, parts, given, draw)


def _shared_out(
    credentials: list[str], here: Numbers, given: Given, draw: Draw
) -> Iterator[tuple[str, Numbers]]:
    """Which of a state's credentials each person there has: a few are trainees, the others even."""
    trainees = [id_ for id_ in credentials if is_for_trainees(given.packs, id_)]
    full = [id_ for id_ in credentials if id_ not in trainees]
    learns = draw.random(len(here)) < (shares.TRAINEES if trainees and full else float(not full))
    for kind, who in ((trainees, here[learns]), (full, here[~learns])):
        if kind:
            which = draw.integers(0, len(kind), len(who))
            yield from ((credential, who[which == at]) for at, credential in enumerate(kind))


def _second_states(everyone: Numbers, given: Given, draw: Draw, hold: Callable[[str, Numbers], None]) -> None:
    more = everyone[draw.random(len(everyone)) < shares.SECOND_STATE]
    where = draw.integers(0, len(given.states), len(more))
    for number, state in enumerate(given.states):
        full = [
            id_ for id_ in working_credentials(given.packs, state) if not is_for_trainees(given.packs, id_)
        ]
        if full:
            hold(full[0], more[where == number])


def _holdings_table(names: Numbers, parts: list[Any], given: Given, draw: Draw) -> pa.Table:
    who = np.concatenate([part[1] for part in parts])
    credential = np.concatenate([np.full(len(part[1]), part[0], dtype=object) for part in parts])
    issued = np.concatenate([part[2] for part in parts])
    expires = np.concatenate([part[3] for part in parts])
    # A second state may be the first again: one holding of a credential a person.
    _, first = np.unique(np.char.add(names[who], credential.astype(str)), return_index=True)
    order = with_repeats(draw.permutation(first), shares.REPEATS / 4, draw)
    who, credential, issued, expires = who[order], credential[order], issued[order], expires[order]
    size = len(order)
    expires = np.where((draw.random(size) < shares.LAPSED) & (expires - 730 > issued), expires - 730, expires)
    issued = np.where(draw.random(size) < shares.WITHOUT_ISSUED, _NOT_A_DAY, issued)
    expires = np.where(draw.random(size) < shares.WITHOUT_EXPIRES, _NOT_A_DAY, expires)
    wrong, kind = draw.random(size) < given.faults, draw.integers(0, 3, size)
    credential[wrong & (kind == 0)] = "us-xx-technician"
    names = names[who].astype(object)
    names[wrong & (kind == 1)] = "T-nobody"
    issued = np.where(wrong & (kind == 2), -80_000, issued)
    return pa.table(
        {
            "person": words(names),
            "credential": words(credential),
            "issued": days(issued),
            "expires": days(expires),
        }
    )


# --- columns


def with_repeats(order: Numbers, share: float, draw: Draw) -> Numbers:
    """Rows in their order, some of them once more at the end."""
    return np.concatenate([order, order[draw.random(len(order)) < share]])


def days(numbers: Numbers) -> pa.Array:
    """Days since 1970 as dates; what is no day is null."""
    return pa.array(numbers.astype(np.int32), pa.int32(), mask=numbers == _NOT_A_DAY).cast(pa.date32())


def words(texts: Numbers) -> pa.Array:
    """Texts, null where there is none."""
    return pa.array(texts, pa.string())
