"""A made-up team, to look around in as its manager: a hospital pharmacy with two sites and nine people.

Nobody of these names exists. It belongs to the made-up person of a visitor and goes with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import cast

from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rxladder.career.duties import Level, SignOff, Skill
from rxladder.career.record import Career, Credit, Holding, Training
from rxladder.career.record import Person as Whose
from rxladder.facts.days import add_months
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import import_career
from rxladder.web.site.middleware import DEMO
from rxladder.web.site.views import of_person
from rxladder.web.team import log
from rxladder.web.team.models import Assignment, Organisation, Role, Site, TeamMember

NAME = "Lakeside Hospital Pharmacy"
NEEDS = (
    *("aseptic-mixing", "sterile-cleaning", "compounding-records", "hazardous-mixing", "hazardous-spills"),
    *("controlled-counts", "history-interview", "receiving", "shift-lead"),
)


@dataclass(frozen=True)
class Made:
    """A made-up colleague: days until the registration and the certification end, hours, skills."""

    name: str
    role: str
    site: int | None
    registered: int | None
    certified: int | None
    hours: int
    skills: dict[str, str]
    shares: tuple[str, ...] = ("compliance", "skills", "training")


PEOPLE = (
    Made(
        "Ana Ruiz",
        Role.EDUCATOR,
        0,
        420,
        400,
        25,
        {"aseptic-mixing": "teaches", "history-interview": "teaches"},
    ),
    Made(
        "Ben Okafor", Role.MEMBER, 0, 24, 300, 17, {"aseptic-mixing": "signed", "sterile-cleaning": "signed"}
    ),
    Made(
        "Chloe Tran", Role.MEMBER, 0, 58, 24, 9, {"aseptic-mixing": "helped", "compounding-records": "signed"}
    ),
    Made(
        "Dev Patel", Role.MEMBER, 0, 210, None, 23, {"hazardous-mixing": "signed", "aseptic-mixing": "signed"}
    ),
    Made(
        "Elena Petrova", Role.MEMBER, 1, 83, 410, 24, {"receiving": "teaches", "controlled-counts": "teaches"}
    ),
    Made("Femi Adeyemi", Role.MEMBER, 1, -12, 140, 12, {"receiving": "helped"}),
    Made(
        "Grace Kim", Role.MANAGER, None, 330, 75, 24, {"shift-lead": "signed", "controlled-counts": "helped"}
    ),
    Made("Hana Suzuki", Role.MEMBER, 1, 610, 520, 4, {"sterile-cleaning": "learning"}, ("compliance",)),
    Made("Ivo Marek", Role.MEMBER, 0, None, None, 0, {"restocking": "learning"}, ()),
)


@of_person
@require_POST
def enter(request):
    """Look at the made-up team, as the made-up person who manages it."""
    request.session["record"] = DEMO
    demo = fill_demo(request.person, request.on)
    team = fill_team(demo, request.on)
    return redirect("team:show", team.id)


@transaction.atomic
def fill_team(demo: Person, on: date) -> Organisation:
    """The made-up team of a made-up person, made anew."""
    Organisation.objects.filter(example_of=demo).delete()
    team = Organisation.objects.create(name=NAME, example_of=demo, needs=list(NEEDS))
    sites = [Site.objects.create(organisation=team, name=name) for name in ("IV room", "Central pharmacy")]
    joined = add_months(on, -5)
    everything = {"organisation": team, "joined_on": joined}
    owner = TeamMember(person=demo, role=Role.OWNER, shares=["compliance", "skills"], **everything)
    owner.save()
    log.note(team, demo, "started")
    at = timezone.now()
    for made in PEOPLE:
        person = Person.objects.create(owner=demo, name=made.name, is_active=True)
        import_career(person, career_of(made, on))
        member = TeamMember(
            person=person, role=made.role, shares=list(made.shares), **everything, **_at(made, sites)
        )
        member.save()
        log.note(team, person, "joined", person.id, made.role)
        _ask(team, demo, member, on, at)
        if made.role == Role.MANAGER:
            _ask_demo(team, person, owner, on)
    return team


def _at(made: Made, sites: list[Site]) -> dict[str, Site]:
    return {} if made.site is None else {"site": sites[made.site]}


def _ask_demo(team: Organisation, manager: Person, owner: TeamMember, on: date) -> None:
    """The made-up person is asked for something, too, so that their next steps show it."""
    what = "Go through the yearly list of the IV room"
    Assignment(
        person=owner.person,
        member=owner,
        kind=Assignment.Kind.LIST,
        what=what,
        items=["Garbing and hand hygiene watched", "Media fill passed", "Spill kit found and opened"],
        ticked=["Garbing and hand hygiene watched"],
        due=on + timedelta(days=24),
        asked_on=on - timedelta(days=6),
        asked_by=manager.id,
        asked_by_name=manager.name,
    ).save()
    log.note(team, manager, "assigned", owner.person_id, what)


def _ask(team: Organisation, demo: Person, member: TeamMember, on: date, at: datetime) -> None:
    """Everyone in the IV room is asked for an hour on patient safety."""
    if member.site is None or member.site.name != "IV room":
        return
    what = "One hour of CE on patient safety"
    Assignment(
        person=member.person,
        member=member,
        created_at=at,
        what=what,
        topic="patient-safety",
        hours=Fraction(1),
        due=on + timedelta(days=40),
        asked_on=on - timedelta(days=20),
        asked_by=demo.id,
        asked_by_name=demo.name,
        why="It is the yearly goal of the IV room.",
    ).save()
    log.note(team, demo, "assigned", member.person_id, what)


def career_of(made: Made, on: date) -> Career:
    """The made-up colleague's record."""
    holdings = []
    if made.registered is not None:
        ends = on + timedelta(days=made.registered)
        holdings.append(Holding("us-tx-technician", issued=add_months(ends, -48), expires=ends))
    if made.certified is not None:
        ends = on + timedelta(days=made.certified)
        holdings.append(Holding("ptcb-cpht", issued=add_months(ends, -48), expires=ends))
    credits = tuple(_credit(n, on) for n in range(made.hours))
    trained = Training("ashp-acpe-accredited", completed=add_months(on, -40))
    return Career(
        facts={"administers-vaccines": False, "background-check": True, "direct-patient-care": False},
        person=Whose(made.name, state="us-tx", time_zone="America/Chicago"),
        holdings=tuple(holdings),
        credits=credits,
        trainings=(trained,) if holdings else (),
        skills=tuple(_skill(name, level, on) for name, level in made.skills.items()),
    )


def _credit(n: int, on: date) -> Credit:
    """The nth hour, a law hour first, then one on safety, then others; the newest two weeks ago."""
    tails = ("H03-T", "H05-T", "H07-T", "H04-T", "H01-T")
    day = on - timedelta(days=14 + 9 * n)
    uan = f"0384-0000-{day.year % 100:02}-{n + 101:03}-{tails[n % len(tails)]}"
    titles = (
        "Texas law for technicians",
        "Preventing mix-ups",
        "Sterile compounding",
        "Shortages",
        "Diabetes",
    )
    title = titles[n % len(titles)]
    found = Credit(day, Fraction(1), title, uan, provider="Example College")
    return replace(found, topic="state-law", jurisdiction="us-tx") if title == titles[0] else found


def _skill(name: str, level: str, on: date) -> Skill:
    found = Skill(name, last_done=on - timedelta(days=9))
    if level in ("signed", "teaches"):
        signed = (SignOff(on - timedelta(days=90), "Maria Lopez"),)
        return replace(found, level="teaches" if level == "teaches" else "alone", sign_offs=signed)
    return replace(found, level=cast(Level, level))
