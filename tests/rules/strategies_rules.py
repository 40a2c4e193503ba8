"""Careers for the engine's properties: credentials whose rules are of the plain shapes, with credits drawn
around what these rules name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import assume
from hypothesis import strategies as st

from rxladder.career.record import Career, Credit, Holding, Person, Training
from rxladder.facts.load import load_packs
from tests.rules import independent
from tests.strategies import careers

PLAIN = (
    "himss-cahims", "nha-cpht", "ptcb-cpht", "ptcb-cpht-adv", "us-al-technician", "us-dc-technician",
    "us-fl-technician", "us-ga-technician", "us-il-certified-technician", "us-ks-technician",
    "us-mi-technician", "us-mn-technician", "us-nv-technician", "us-oh-registered-technician",
    "us-or-certified-technician", "us-ri-technician-2", "us-sc-registered-technician", "us-tx-technician",
    "us-ut-technician", "us-va-technician", "us-vt-technician", "us-wa-technician", "us-wy-technician",
)  # fmt: skip
NATIONAL = {"ptcb-cpht", "ptcb-cpht-adv", "nha-cpht"}
DISCHARGED_BY = {"us-ut-technician": NATIONAL, "us-nv-technician": {"ptcb-cpht", "ptcb-cpht-adv"}}
"""Certifications that stand in for the hours of a state: the independent count knows no exceptions."""

FIRST_DAY, LAST_DAY = date(2027, 4, 1), date(2028, 12, 31)
"""Days of audits; terms that run on them stand under the rules in force today."""

HOURS = [Fraction(n, 4) for n in (1, 2, 3, 4, 6, 8)] + [
    Fraction(n) for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20)
]
THIRDS = [Fraction(1, 3), Fraction(10, 3)]


ANSWERS = {
    "administers-vaccines": False,
    "direct-patient-care": True,
    "discloses-record": True,
    "enrolled-in-programme": False,
}
"""Answers to every question that plain careers raise."""


@dataclass(frozen=True)
class Told:
    """A career on a day."""

    career: Career
    on: date

    @property
    def plain(self) -> dict:
        """The same as the independent count takes it."""
        return {
            "holdings": [
                {"credential": one.credential, "issued": one.issued, "expires": one.expires}
                for one in self.career.holdings
            ],
            "credits": [as_plain(one) for one in self.career.credits],
            "facts": dict(self.career.facts),
        }

    def with_credits(self, *credits: Credit) -> "Told":
        """The same career with more credits."""
        return replace(self, career=replace(self.career, credits=(*self.career.credits, *credits)))


def as_plain(credit: Credit) -> dict:
    """A credit as the independent count takes it."""
    keys = ("date", "hours", "status", "uan", *independent.AXES)
    return {key: getattr(credit, key) for key in keys}


def sets_of_credentials(number: int, among: tuple[str, ...] = PLAIN) -> list[tuple[str, ...]]:
    """All sets of so many plain credentials, none of which stands in for another's hours."""

    def fit(held: tuple[str, ...]) -> bool:
        return not any(DISCHARGED_BY.get(one, set()) & set(held) for one in held)

    return [held for held in combinations(among, number) if fit(held)]


@st.composite
def told(
    draw: st.DrawFn,
    holdings_held: tuple[int, ...] = (1,),
    most_credits: int = 8,
    among: tuple[str, ...] = PLAIN,
) -> Told:
    """A career of which everything is told: renewed holdings, credits with a place on every axis."""
    held = draw(
        st.sampled_from([each for number in holdings_held for each in sets_of_credentials(number, among)])
    )
    on = draw(st.dates(FIRST_DAY, LAST_DAY))
    bare = Told(
        Career(
            person=Person(birthday=date(1990, 2, 28)),
            facts=ANSWERS | {"administers-vaccines": draw(st.booleans())},
            holdings=tuple(draw(holdings(one, on)) for one in held),
            trainings=(Training("ashp-acpe-accredited", completed=date(2012, 6, 1), hours=Fraction(600)),),
        ),
        on,
    )
    credits = draw(st.lists(credits_for(held, on), max_size=most_credits))
    return bare.with_credits(*(named(one, number) for number, one in enumerate(credits)))


@st.composite
def holdings(draw: st.DrawFn, credential: str, on: date) -> Holding:
    """A holding renewed several times, in whose term a day lies."""
    months = independent.rules()[credential]["term"]["months"]
    expires = draw(st.dates(on, independent.months_later(on, months) - timedelta(days=1)))
    return Holding(credential, issued=date(2013, 5, 17), expires=expires)


def named(credit: Credit, number: int) -> Credit:
    """A credit that is no repeat of another: a title or number of its own."""
    if credit.uan is None:
        return replace(credit, title=f"Credit {number}")
    parts = credit.uan.split("-")
    return replace(credit, title=f"Credit {number}", uan="-".join([*parts[:3], f"{number:03}", *parts[4:]]))


def _values(held: tuple[str, ...]) -> dict[str, list[str]]:
    """By axis, the values that matter to some credentials, and one beside them all."""
    found = independent.named_by(held)
    topics = {*found["topic"], "general-pharmacy", "other"}
    topics |= {under for under, parent in independent.PARENT.items() if parent in found["topic"]}
    topics |= {parent for topic in found["topic"] for parent in independent.line_of(topic)}
    return {
        "topic": sorted(topics),
        "format": sorted({*found["format"], "live", "home-study"}),
        "audience": ["technician", "pharmacist"],
        "accreditation": sorted({*found["accreditation"], "acpe", "other"}),
        "jurisdiction": [*found["jurisdiction"], "us-id"],
        "course": [*found["course"], "wa-law-study"] if found["course"] else [],
    }


@st.composite
def credits_for(
    draw: st.DrawFn, held: tuple[str, ...], on: date, *, silent: bool = False, anything: bool = False
) -> Credit:
    """A credit with a place on every axis (`silent`: on some), near what some credentials ask.

    `anything` lets in activities of a fixed value, and hours that may carry over.
    """
    values = _values(held)
    first = independent.months_later(on, -30) if anything else first_day(held, on)
    day = draw(st.dates(first, independent.months_later(on, 12)))
    common = {
        "date": draw(st.sampled_from([day, on])) if day > on else day,
        "hours": draw(st.sampled_from(HOURS + THIRDS)),
        "status": draw(st.sampled_from(["done"] * 6 + ["booked", "planned"])),
        "course": draw(st.sampled_from(values["course"])) if values["course"] else None,
    }
    activities = fixed_values(held) if anything else []
    if activities and draw(st.integers(0, 3)) == 0:
        return Credit(**common, activity=draw(st.sampled_from(activities)))
    if draw(st.booleans()):
        return _accredited(draw, common, values)
    topic = draw(st.sampled_from(values["topic"]))
    places = {
        "topic": topic,
        "format": draw(st.sampled_from(values["format"])),
        "audience": draw(st.sampled_from(values["audience"])),
        "accreditation": draw(st.sampled_from(values["accreditation"])),
        "jurisdiction": draw(st.sampled_from(values["jurisdiction"])) if topic == "state-law" else None,
    }
    if silent:
        left_out = draw(st.sets(st.sampled_from([axis for axis in places if places[axis]]), max_size=3))
        places |= dict.fromkeys(left_out)
    return Credit(**common, **places)


def fixed_values(held: tuple[str, ...]) -> list[str]:
    """The activities that count a fixed number of hours for some credentials."""
    return [id_ for one in held for id_ in independent.rules()[one]["ce"].get("fixed_values", ())]


def first_day(held: tuple[str, ...], on: date) -> date:
    """The earliest day of told credits. Where hours carry over, none lies before the term."""
    carries = any("carry_over" in independent.rules()[one]["ce"] for one in held)
    return on if carries else independent.months_later(on, -30)


def _accredited(draw: st.DrawFn, common: dict, values: dict[str, list[str]]) -> Credit:
    """A credit with a UAN, with a finer topic beside it or none."""
    known = [number for number, topic in enumerate(independent.UAN_TOPICS, 1) if topic in values["topic"]]
    number = draw(st.sampled_from(known))
    letter, audience = draw(st.sampled_from("LH")), draw(st.sampled_from("TTP"))
    beside = draw(st.none() | st.sampled_from(values["topic"]))
    law = draw(st.sampled_from(values["jurisdiction"])) if beside == "state-law" else None
    uan = f"0384-0000-26-001-{letter}{number:02}-{audience}"
    return Credit(**common, uan=uan, topic=beside, jurisdiction=law)


CAPPED = {
    "ptcb-cpht": {"audience": "pharmacist", "accreditation": "acpe"},
    "us-mi-technician": {},
    "us-oh-registered-technician": {"format": "other"},
    "us-or-certified-technician": {"accreditation": "cme"},
    "us-tx-technician": {"format": "in-service"},
}
"""Plain credentials with a cap, and what brings an hour under it."""


@st.composite
def capped(draw: st.DrawFn, among: tuple[str, ...] = tuple(CAPPED)) -> Told:
    """A career of which more hours fall under a cap than may count; those of a daily cap lie side by side."""
    case = draw(told(most_credits=3, among=among))
    held = case.career.holdings[0].credential
    place = {"topic": "general-pharmacy", "format": "live", "audience": "technician", "accreditation": "acpe"}
    place |= CAPPED[held] | {"uan": None, "jurisdiction": None, "status": "done"}
    last = case.on - timedelta(days=draw(st.integers(0, 60)))
    many = [
        replace(
            draw(credits_for((held,), case.on)),
            date=last - timedelta(days=draw(st.integers(0, 3))),
            hours=draw(st.sampled_from([Fraction(n) for n in (1, 3, 5, 7, 12)])),
            **place,
        )
        for _ in range(draw(st.integers(1, 4)))
    ]
    return case.with_credits(*(named(one, 20 + number) for number, one in enumerate(many)))


# --- Exactly the hours that are missing


def enough(case: Told) -> tuple[float, list[tuple[dict, float]]]:
    """The least new hours that satisfy every holding, however its rules are read."""
    read = [
        (held, reading)
        for held in case.plain["holdings"]
        for reading in independent.readings_of(held["credential"])
    ]
    held, readings = zip(*read, strict=True)
    return independent.fewest(list(held), case.plain, case.on, readings)


def credits_of(case: Told, hours: list[tuple[dict, float]]) -> list[Credit]:
    """New hours as credits: of today, or spread over free days where so much a day is allowed."""
    courses = independent.named_by(tuple(held["credential"] for held in case.plain["holdings"]))["course"]
    other = "wa-law-study" if courses else None
    amounts = [
        (place | {"course": place["course"] or other}, Fraction(amount).limit_denominator(5_000))
        for place, amount in hours
    ]
    if not any(_daily(held["credential"]) for held in case.plain["holdings"]):
        return [
            Credit(case.on, amount, f"New {number}", **place)
            for number, (place, amount) in enumerate(amounts)
        ]
    free = _free_days(case)
    credits: list[Credit] = []
    for place, amount in amounts:
        while amount > 0:
            part, day = min(amount, Fraction(12)), next(free, None)
            assume(day is not None)
            credits.append(Credit(day, part, f"New {len(credits)}", **place))
            amount -= part
    return credits


def _daily(credential: str) -> bool:
    return any("per_day" in clause for clause in independent.rules()[credential]["ce"]["clauses"].values())


def _free_days(case: Told) -> Iterator[date]:
    """Days in every window, back from the audit's, none beside another or beside one with credits."""
    windows = [
        one.window
        for held in case.plain["holdings"]
        for reading in independent.readings_of(held["credential"])
        for one in independent.asked_of(held, case.plain, case.on, reading)
        if one.window.has(case.on)
    ]
    taken = {one.date + timedelta(days=step) for one in case.career.credits for step in (-1, 0, 1)}
    day = case.on
    while all(window.has(day) for window in windows):
        if day not in taken:
            yield day
            day -= timedelta(days=1)
        day -= timedelta(days=1)


# --- Anybody


def twin_of(credit: Credit, on: date) -> st.SearchStrategy[Credit]:
    """The same activity again: another form, audience, day, length or state of doing."""

    def changed(letter: str, audience: str, day: date, hours: Fraction, status: str) -> Credit:
        uan = credit.uan and f"{credit.uan[:-5]}{letter}{credit.uan[-4:-1]}{audience}"
        return replace(credit, uan=uan, date=day, hours=hours, status=status)

    return st.builds(
        changed,
        st.sampled_from("LH"),
        st.sampled_from("TP"),
        st.just(credit.date) | st.dates(independent.months_later(on, -30), independent.months_later(on, 6)),
        st.just(credit.hours) | st.sampled_from(HOURS),
        st.just(credit.status) | st.sampled_from(["done", "planned"]),
    )


@st.composite
def any_holders(draw: st.DrawFn, most_credits: int = 8) -> Told:
    """Holders of up to two of all credentials that ask hours; much may be untold."""
    packs = load_packs()
    asking = sorted(id_ for id_, ref in packs.credentials.items() if ref.credential.ce.duty == "hours")
    career = draw(careers(packs, credentials=asking, most_credits=0))
    on = draw(st.dates(FIRST_DAY, LAST_DAY))
    held = tuple(one.credential for one in career.holdings)
    near = tuple(
        replace(one, expires=one.expires and draw(st.dates(on, on + timedelta(days=900))))
        for one in career.holdings
    )
    credits = draw(st.lists(credits_for(held, on, silent=True, anything=True), max_size=most_credits))
    return Told(
        replace(
            career, holdings=near, credits=tuple(named(one, number) for number, one in enumerate(credits))
        ),
        on,
    )
