"""A team for tests: its people by name, each with a browser of their own."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from django.test import Client
from django.urls import reverse

from rxladder.web.accounts.models import Answer, Person
from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from rxladder.web.team import log
from rxladder.web.team.models import Organisation, Role, Site, TeamMember
from tests.web.settings import TODAY


class Team:
    """Lakeside with two sites: an owner, managers, an educator, members; `north_manager` has one site."""

    def __init__(self) -> None:
        self.team = Organisation.objects.create(name="Lakeside Pharmacy")
        self.north = Site.objects.create(organisation=self.team, name="North")
        self.south = Site.objects.create(organisation=self.team, name="South")
        self.rows: dict[str, TeamMember] = {}
        self.clients: dict[str, Client] = {}
        self.add("owner", Role.OWNER)
        log.note(self.team, self.rows["owner"].person, "started")
        self.add("manager", Role.MANAGER)
        self.add("north_manager", Role.MANAGER, self.north)
        self.add("educator", Role.EDUCATOR)
        self.add("ben", Role.MEMBER, self.north)
        self.add("cora", Role.MEMBER, self.south)

    def add(self, name: str, role: str, site: Site | None = None, shares=("compliance",)) -> TeamMember:
        """One more member, who holds a Texas registration that ends in forty days."""
        person = Person.objects.create(email=f"{name}@example.org", name=name.capitalize(), state="us-tx")
        row = TeamMember(person=person, organisation=self.team, role=role, site=site)
        row.shares, row.joined_on = list(shares), TODAY - timedelta(days=30)
        row.save()
        ends = TODAY + timedelta(days=40)
        Holding.objects.create(
            person=person,
            credential="us-tx-technician",
            issued=date(2023, 1, 15),
            expires=ends,
            number="S3CRET",
        )
        Answer.objects.create(person=person, question="administers-vaccines", value=False)
        self.rows[name] = row
        return row

    def share(self, name: str, *parts: str) -> None:
        """Let a member share these parts and no others."""
        self.rows[name].shares = list(parts)
        self.rows[name].save()

    def person(self, name: str) -> Person:
        """A person as the database has them."""
        return Person.objects.get(id=self.rows[name].person_id)

    def as_(self, name: str) -> Client:
        """A browser in which somebody is signed in."""
        if name not in self.clients:
            self.clients[name] = Client()
            self.clients[name].force_login(self.person(name))
        return self.clients[name]

    def url(self, page: str, of: str = "") -> str:
        """The address of a page of the team, or of one about a member."""
        return reverse(f"team:{page}", args=[self.rows[of].id if of else self.team.id])

    def get(self, who: str, page: str, of: str = "", **asked):
        """What somebody is shown."""
        return self.as_(who).get(self.url(page, of), asked)

    def post(self, who: str, page: str, of: str = "", **sent):
        """What comes of what somebody sends."""
        return self.as_(who).post(self.url(page, of), sent)


def take_credit(person: Person, title: str = "Safety first", hours: int = 1, day: date = TODAY) -> Credit:
    """An hour on patient safety in a person's record."""
    return Credit.objects.create(
        person=person, date=day, hours=Fraction(hours), title=title, uan="0384-0000-26-009-L05-T"
    )
