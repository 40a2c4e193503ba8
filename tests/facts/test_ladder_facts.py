"""The ladder's facts: all that was read of roles, workplaces and wages, and no more."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rxladder.facts import conditions as c
from rxladder.facts.check_packs import problems
from rxladder.facts.check_references import Problem
from rxladder.facts.days import to_hours
from rxladder.facts.load import DATA, load_packs
from rxladder.facts.roles import EVERYWHERE, families, ladder_evidence, read_on, roles, workplaces
from rxladder.facts.wages import areas, industries, occupations, parts_of_states
from rxladder.facts.yaml_text import read_yaml_file
from tests.facts.accounting import FACTS

PACKS = load_packs()
RAW: dict[str, Any] = read_yaml_file(FACTS / "roles.yaml")
ROLES: list[dict[str, Any]] = RAW["roles"]
SETTINGS: dict[str, Any] = read_yaml_file(FACTS / "settings.yaml")
PLACES: list[dict[str, Any]] = SETTINGS["settings"]

REWORDED = {
    "state trainee terms in jurisdictions/": "each state's own terms for trainees",
    "allowed state by state: jurisdictions/ practice.tech_check_tech or technician_product_verification": (
        "allowed state by state: tech-check-tech, or technician product verification"
    ),
    "jurisdictions/ practice.administer_vaccines (V": "each state's own terms for giving vaccines (V",
    " (jurisdictions/)": "",
    " (jurisdictions/ practice.administer_vaccines)": "",
    " (read for credentials/)": "",
    " (credentials/ptcb.yaml)": "",
    " (credentials/ashp-acpe.yaml)": "",
    " (onet.yaml)": "",
    "as community-chain": "as in a community pharmacy, chain or in a store",
    "as in compounding-sterile": "as in a sterile compounding pharmacy",
    "whether your work was in the field that the post is about": (
        "whether your work was in the field of the new job"
    ),
    "first answer to problems": "first response to problems",
    "keeps protective programme": "keeps the protective program",
    "the DEA and emergency-kit line; shift pattern and physical lines": (
        "DEA and state rules for controlled drugs and emergency kits; the shift pattern; the physical demands"
    ),
    "all tasks, schedule and physical lines": "the tasks, the schedule and the physical demands",
    "schedule and physical lines": "the schedule and the physical demands",
    "schedule and remote line": "the schedule and remote work",
    "tasks and schedule lines": "the tasks and the schedule",
    "schedule line; present age limit": "the schedule; the present age limit",
    "schedule line": "the schedule",
    "state-licence line": "which state's license is needed",
    "physical line": "the physical demands",
    "503B manufacturing practice line": "503B manufacturing practice",
    "DOT line": "DOT training",
    "audit line": "audits",
}
"""Names of files, their lines, and ids, that mean nothing to a reader, and what stands in their place."""

REJOINED = {
    ("all technician work", "with posts and states that want certification open"): (
        "all technician work, plus the jobs and states that want certification"
    ),
    ("care of pharmacy", "cabinet", "robot and compounding systems; upgrades", "tables"): (
        "care of pharmacy, cabinet, robot and compounding systems\0upgrades\0tables"
    ),
    ("the months", "which vary by employer"): "the months, which vary by employer",
}
"""Phrases that were read as one and cut at their commas."""


def reworded(text: str) -> str:
    for old, new in REWORDED.items():
        text = text.replace(old, new)
    return text


def listed(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    found = "\0".join(reworded(str(text)) for text in entry.get(key, ()))
    for pieces, whole in REJOINED.items():
        found = found.replace("\0".join(pieces), whole)
    return tuple(found.split("\0")) if found else ()


def pages(entry: dict[str, Any], what: str = "for") -> list[tuple[str, str, str | None]]:
    key = "sources" if what == "for" else "evidence"
    return [(page["url"], reworded(page[what]), page.get("dated")) for page in entry.get(key, ())]


# --- Roles


@pytest.mark.parametrize("raw", ROLES, ids=lambda raw: raw["id"])
def test_a_role_is_as_it_was_read(raw: dict[str, Any]):
    role = roles()[raw["id"]]
    assert (role.name, role.level, role.confidence) == (raw["name"], raw["level"], raw["confidence"])
    for own, key in (("also",) * 2, ("does",) * 2, ("workplaces", "settings"), ("valued",) * 2):
        assert getattr(role, own) == listed(raw, key), key
    assert (role.leads_to, role.unconfirmed) == (listed(raw, "leads_to"), listed(raw, "unconfirmed"))
    assert [(one.url, one.for_, one.dated) for one in role.sources] == pages(raw)
    assert [(one.url, one.asks, one.dated) for one in role.evidence] == pages(raw, "asks")
    assert role.rules_seen == (reworded(raw["rules_seen"]) if "rules_seen" in raw else None)


@pytest.mark.parametrize("raw", ROLES, ids=lambda raw: raw["id"])
def test_what_a_role_pays_is_as_it_was_read(raw: dict[str, Any]):
    role, pay, hint = roles()[raw["id"]], raw.get("pay", {}), raw.get("wage_hint")
    for key in ("median_annual", "median_hourly", "p10_hourly", "p90_hourly", "premium"):
        told = pay.get(key)
        assert getattr(role.pay, key, None) == (None if told is None else to_hours(told))
    assert (getattr(role.pay, "note", None), getattr(role.pay, "dated", None)) == (
        pay.get("note"),
        pay.get("dated"),
    )
    assert (role.wage_hint is None) == (hint is None)
    if hint is not None and role.wage_hint is not None:
        assert role.wage_hint.industry == hint.get("naics")
        assert (role.wage_hint.occupation, role.wage_hint.note) == (hint.get("soc"), hint.get("note"))
    told = [(one.soc, one.title, one.median_annual) for one in role.options]
    assert told == [tuple(one.values()) for one in raw.get("options", ())]
    if "outlook" in raw:
        assert role.outlook is not None
        assert role.outlook.model_dump() == {k: v for k, v in raw["outlook"].items() if k != "source"}


LEAVES = {"experience_months": "months", "experience_hours": "hours"}
FREE_TEXTS: dict[str, tuple[str, str]] = {
    "trained": ("programme", "trained"),
    "passed": ("programme", "trained"),
    "attests": ("question", "answer"),
    "role": ("experience", "experience"),
}


def as_asked(raw: dict[str, Any]) -> dict[str, Any]:
    """What a role asks as it was read, in the words of the closed language."""
    for key in ("all", "any"):
        if key in raw:
            return {key: [as_asked(part) for part in raw[key]]}
    if "employed" in raw:
        return {"employed": "any-pharmacy"}
    if "background_check" in raw:
        return {"answer": "background-check"} | {k: v for k, v in raw.items() if k == "note"}
    return dict(_leaf(raw))


def _leaf(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in raw.items():
        if key in FREE_TEXTS:
            kind, own = FREE_TEXTS[key]
            yield own, PACKS.vocabulary.resolve(kind, value)  # type: ignore[arg-type]
        else:
            yield LEAVES.get(key, key), value


def without_open(tree: dict[str, Any]) -> dict[str, Any]:
    """A tree without what the vocabulary calls open about a kind of work, which the role repeats."""
    return {
        key: [without_open(part) for part in value] if isinstance(value, list) else value
        for key, value in tree.items()
        if key != "open"
    }


def test_what_is_open_about_a_kind_of_work_is_open_where_a_role_asks_it():
    kinds = PACKS.vocabulary.experience_kinds
    for role in roles().values():
        for leaf in c.walk(role.asks) if role.asks else ():
            if isinstance(leaf, c.Experience) and leaf.experience.startswith("technician-in-matching"):
                assert kinds[leaf.experience].open
                assert leaf.open, role.id


@pytest.mark.parametrize("raw", ROLES, ids=lambda raw: raw["id"])
def test_what_a_role_asks_is_as_it_was_read(raw: dict[str, Any]):
    asks = roles()[raw["id"]].asks
    told = without_open(asks.model_dump(exclude_defaults=True, mode="json")) if asks else None
    wanted = as_asked(raw["asks"]) if "asks" in raw else None
    kind = type(asks)
    assert told == (wanted and kind.model_validate(wanted).model_dump(exclude_defaults=True, mode="json"))


def problems_asking(asked: dict[str, Any]) -> list[Problem]:
    """What is wrong with the packs once one has a credential more for each thing asked, which asks that."""
    pack = PACKS.packs["ptcb"]
    like = pack.credentials["ptcb-cpht"]
    more = {id_: like.model_copy(update={"eligibility": asks}) for id_, asks in asked.items()}
    with_them = pack.model_copy(update={"credentials": {**pack.credentials, **more}})
    return problems({**PACKS.packs, pack.id: with_them}, PACKS.vocabulary)


def test_what_roles_ask_names_nothing_unknown():
    asked = {role.id: role.asks for role in roles().values() if role.asks}
    assert problems_asking(asked) == []
    assert problems_asking({"wrong": c.Holds(holds="ptcb-cphx")})


def test_every_reference_of_a_role_leads_somewhere():
    for role in roles().values():
        assert {*role.leads_to} <= {*roles()}, role.id
        assert {*role.valued} <= {*PACKS.credentials}, role.id
        assert {*role.workplaces} <= {*workplaces(), EVERYWHERE}, role.id
        if role.wage_hint:
            assert (role.wage_hint.industry or "622100") in industries(), role.id
            assert (role.wage_hint.occupation or "29-2052") in occupations(), role.id


def test_pay_is_what_the_tables_of_wages_say():
    told = {role.id: role.pay for role in roles().values() if role.pay and role.pay.median_annual}
    assert set(told) == {"technician", "health-services-manager", "pharmacist"}
    for pay in told.values():
        row = areas()[pay.area] if pay.area else occupations()[pay.occupation or ""]
        assert (pay.median_annual, pay.dated) == (row.median_annual, row.year)
        assert (pay.p10_hourly or row.p10, pay.p90_hourly or row.p90) == (row.p10, row.p90)
        assert pay.median_hourly in (None, row.p50)
    for one in roles()["lateral-health"].options:
        assert one.median_annual == occupations()[one.soc].median_annual


def test_a_family_has_four_heights_at_most_and_every_role_is_in_one():
    assert sorted(id_ for family in families().values() for id_ in family.roles) == sorted(roles())
    for family in families().values():
        assert len({roles()[id_].level for id_ in family.roles}) <= 4, family.id


def test_nothing_was_added_to_the_ladder_and_nothing_is_missing():
    assert list(roles()) == [raw["id"] for raw in ROLES]
    assert read_on() == date.fromisoformat(RAW["compiled"])
    told = [one.model_dump(exclude_defaults=True) for one in ladder_evidence()]
    assert told == RAW["ladder_evidence"]


# --- Workplaces


@pytest.mark.parametrize("raw", PLACES, ids=lambda raw: raw["id"])
def test_a_workplace_is_as_it_was_read(raw: dict[str, Any]):
    place = workplaces()[raw["id"]]
    assert (place.name, place.note, place.confidence) == (raw["name"], raw.get("note"), raw["confidence"])
    for key in ("also", "tasks", "skills", "rules", "physical", "advances_to", "unconfirmed"):
        assert getattr(place, key) == listed(raw, key), key
    asked = raw["credentials"]
    assert (place.often, place.valued, asked["asked"]) == (
        listed(asked, "often"),
        listed(asked, "valued"),
        [],
    )
    assert place.schedule.model_dump() == raw["schedule"]
    assert [(one.url, one.for_, one.dated) for one in place.sources] == pages(raw)
    assert {*place.advances_to} <= {*roles()}
    assert {*place.often, *place.valued} <= {*PACKS.credentials}


@pytest.mark.parametrize("raw", PLACES, ids=lambda raw: raw["id"])
def test_a_workplaces_wages_are_those_of_the_table(raw: dict[str, Any]):
    rows = [industries()[code] for code in workplaces()[raw["id"]].industries]
    for row, told in zip(rows, raw["wages_may_2025_hourly"], strict=True):
        assert (row.code, row.name, row.employment) == (told["naics"], told["industry"], told["employment"])
        assert (row.p25, row.p50, row.p75) == tuple(to_hours(told[key]) for key in ("p25", "p50", "p75"))


def test_no_workplace_was_added_and_none_is_missing():
    assert list(workplaces()) == [raw["id"] for raw in PLACES]


# --- Wages


@pytest.mark.parametrize("name", ["wages", "wages_metro", "wages_by_industry", "wages_related"])
def test_a_table_of_wages_is_the_one_that_was_read(name: str):
    assert (DATA / f"{name}.csv").read_bytes() == (FACTS / f"{name}.csv").read_bytes()


def test_every_cell_of_the_tables_is_there_and_exact():
    tables = {"wages": areas(), "wages_by_industry": industries(), "wages_related": occupations()}
    tables["wages_metro"] = parts_of_states()
    own = {"jobs_per_1000", "location_quotient", "employment_rse_pct", "employment"}
    for name, rows in tables.items():
        with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            raws = list(csv.DictReader(file))
        assert len(raws) == len(rows)
        for raw, row in zip(raws, rows.values(), strict=True):
            for column, cell in raw.items():
                if column in own or column.startswith(("p", "mean_", "median_")):
                    assert getattr(row, column) == (Fraction(cell) if cell else None), (
                        name,
                        row.code,
                        column,
                    )
            assert (row.year, row.source) == (raw["year"], raw["source"])


def test_what_was_not_released_is_unknown_and_not_nothing():
    assert industries()["541940"].employment is None
    teachers = occupations()["25-1071"]
    assert (teachers.p50, teachers.median_annual) == (None, 107310)
