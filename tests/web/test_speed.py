"""How many queries pages take: few, and no more when the record grows."""

from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import get_args
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rxladder.career.teams import Shared
from rxladder.career.transcripts.read import read_pasted
from rxladder.web.accounts.invitations import invite
from rxladder.web.accounts.models import Answer, Person, Work
from rxladder.web.api.models import Webhook
from rxladder.web.api.tokens import make as make_token
from rxladder.web.api.webhooks import ping
from rxladder.web.certifications.badges_keeping import take
from rxladder.web.certifications.models import EarlierTerm, ExamTaken, Holding, Override, Training
from rxladder.web.education.evidence_keeping import attach, keep
from rxladder.web.education.import_steps import start
from rxladder.web.education.models import ActivityChoice, Credit, Import, OwnActivity
from rxladder.web.plan.dates import asked_for
from rxladder.web.plan.models import AcceptedPath, FeedAddress, Goal, ReminderMail
from rxladder.web.relationships.models import Acquaintance, Contact, Gathering, Letter, Membership
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    LeftOut,
    PacketShare,
    PlanItem,
    ProjectChange,
    ProjectCycle,
    ProjectPoint,
    QualityProject,
    School,
    Skill,
    SkillSignOff,
    StockReview,
    TrainingPlan,
)
from rxladder.web.site import clock
from rxladder.web.site.kept import kept
from rxladder.web.site.rules import packs
from rxladder.web.study.models import CardMemory, MockExam, OwnCard, Preparation, Refit, Review, Sitting
from rxladder.web.team.example import fill_team
from rxladder.web.team.models import (
    Assignment,
    IssuedBadge,
    Nudge,
    Offer,
    Organisation,
    SignedHere,
    TeamMember,
)
from rxladder.web.team.standing import refresh
from rxladder.web.trash.models import Former
from rxladder.web.trends.models import Entry, ItemMark
from rxladder.web.upkeep.models import ChangedAnswer, Flag
from rxladder.web.workplaces.models import Visit
from tests.badge_files import jwt_3, own_key
from tests.certificates import certificate_pdf
from tests.web.addresses import addresses
from tests.web.pages import text_of
from tests.web.record_names import first_of_each
from tests.web.records import badge_of, mock_state, read_news

pytestmark = pytest.mark.once


def add_credits(person, count):
    for n in range(count):
        Credit.objects.create(person=person, date=date(2026, 5, 1), hours=Fraction(1), title=f"No. {n}")


def test_the_home_page_of_the_demo_takes_at_most_twelve_queries(demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert demo.client.get("/").status_code == 200


def add_some_of_everything(person, round_: int, count: int) -> None:
    """So many more rows of each kind that a page lists."""
    add_credits(person, count)
    credits = list(Credit.objects.visible_to(person))
    for n in range(count):
        name = f"No. {round_}-{n}"
        row = keep(person, [(f"{name}.pdf", certificate_pdf(name))])[0]
        attach(row, [credits[-1 - n]])
        badge = badge_of(person, jwt_3(own_key(), id=f"urn:uuid:{round_}-{n}"))
        take(badge, "us-tx-technician", None, None)
        start(person, [read_pasted(f"{name} 0384-0000-26-012-H07-T 2 March 2026 1 hour")])
        OwnActivity.objects.create(person=person, title=name, hours=Fraction(1))
        known = Acquaintance.objects.create(person=person, name=name)
        Membership.objects.create(person=person, organisation="aapt", number=name)
        Gathering.objects.create(person=person, name=name, starts=date(2026, 12, 1 + n))
        Letter.objects.create(person=person, writer=name, about=name)
        visit = {"kind": "rotation", "workplace": "nuclear", "done": bool(n % 2), "hours": Fraction(8)}
        Visit.objects.create(person=person, starts=date(2026, 10, 1 + n), **visit)
        Contact.objects.create(person=person, acquaintance=known, on=date(2026, 9, 1 + n), note=name)
        ActivityChoice.objects.create(person=person, activity=name, choice="refused")
        told = Webhook(person=person, url=f"https://{name[4:]}.example", created_at=clock.now())
        told.save()
        ping(told, clock.now())
        make_token(person, name, ["read:record"], None, clock.now())
        day = date(2026 + round_, 1 + n, 1)
        Work.objects.create(person=person, role="technician", began=day)
        Training.objects.create(person=person, programme="ashp-acpe-accredited", completed=day)
        ExamTaken.objects.create(person=person, exam="ptce", date=day, passed=True)
        goal = Goal.objects.create(person=person, credential="ptcb-cspt", by=day)
        plan = {"name": "fastest", "accepted": "2026-11-22", "finish": "2027-02-28"}
        AcceptedPath.objects.create(person=person, goal=goal, plan=plan)
        more = {"told_on": day, "evidence": name, "needed": Fraction(1)}
        Override.objects.create(person=person, credential="us-tx-technician", clause="total", **more)
        Answer.objects.create(person=person, question=f"no-such-{name}", value=True)
        ReminderMail.objects.create(person=person, day=day, next_try=clock.now(), error=name)
    study(person, round_, count)
    improve(person, round_, count)
    stands = {"status": "short", "hours_to_go": 2, "ends": "2027-06-30"}
    for n in range(count):
        Flag.objects.create(person=person, pack="us-tx", wrong=f"No. {round_}-{n}")
        told = {"credential": "us-tx-technician", "nth": n, "was": stands, "now": stands, "clauses": {}}
        ChangedAnswer.objects.create(person=person, **told)
    for n in range(count):
        read_news(person, f"word{round_}{n}")
    hire(person, round_, count)
    states = [id_ for id_ in packs().credentials if id_.endswith("-technician")]
    for credential in states[round_ * count : (round_ + 1) * count]:
        held = Holding.objects.create(person=person, credential=credential, expires=date(2028, 1, 31))
        EarlierTerm.objects.create(person=person, holding=held, ends=date(2025, 1, 31))


def hire(person, round_: int, count: int) -> None:
    """More people in the person's team, of each of whom something is asked; how they stand is worked out."""
    team = Organisation.objects.filter(example_of=person).first() or fill_team(person, date(2026, 11, 22))
    mine = TeamMember.objects.visible_to(person).first()
    asks = {"asked_on": date(2026, 11, 1), "asked_by": person.id, "kind": "list", "items": ["One"]}
    Assignment.objects.create(person=person, member=mine, what=f"No. {round_}", **asks)
    for n in range(count):
        hired = Person.objects.create(owner=person, name=f"No. {round_}-{n}")
        shares = [*get_args(Shared)]
        row = TeamMember(person=hired, organisation=team, joined_on=date(2026, 11, 1), shares=shares)
        row.save()
        Assignment.objects.create(person=hired, member=row, what=f"No. {n}", **asks)
        Nudge.objects.create(person=person, member=mine, what=f"No. {n}", asked_on=date(2026, 11, 20))
        skill = Skill.objects.create(person=hired, name="restocking")
        SkillSignOff.objects.create(person=hired, skill=skill, on=date(2026, 11, 1), by="Ana")
        Offer.objects.create(organisation=team, invitation=invite("team").id)
    refresh()


def team_records(person) -> dict[str, object]:
    """What else the addresses of teams are about."""
    team = TeamMember.objects.visible_to(person).first().organisation
    others = Person.objects.filter(owner=person).order_by("created_at")
    colleague = TeamMember.objects.visible_to(others[0]).get()
    about = {"organisation": team, "skill": "receiving", "sign_off": uuid4()}
    signed, _new = SignedHere.objects.get_or_create(
        member=colleague,
        defaults=about | {"signed_on": date(2026, 11, 1), "signed_by": person.id},
    )
    given, _new = IssuedBadge.objects.get_or_create(
        number=0, defaults=about | {"given_to": others[0], "issued_by": person.id, "sha256": "0" * 64}
    )
    return {
        "team": team,
        "site": team.sites.order_by("name").first(),
        "colleague": colleague,
        "asked": Assignment.objects.visible_to(others[0]).first(),
        "signed_here": signed,
        "given_badge": given,
        "offer": Offer.objects.filter(organisation=team).first(),
    }


def study(person, round_: int, count: int) -> None:
    """An exam to prepare for, and answers on so many days."""
    Preparation.objects.update_or_create(
        person=person, deleted_at=None, defaults={"exam": "ptce", "day": date(2027, 3, 1)}
    )
    for n in range(count):
        at = datetime(2026, 11, 20 - n, 8 + round_, tzinfo=UTC)
        sitting = Sitting.objects.create(person=person, queue=[[f"gone/{n}", n]], done=1)
        Review.objects.create(
            person=person, card=f"gone/{n}", at=at, right=False, grade=1, seed=n, sitting=sitting
        )
        memory = {"stability": 3, "difficulty": 5, "last": at, "due": at}
        CardMemory.objects.create(person=person, card=f"gone/{round_}-{n}", **memory)


def improve(person, round_: int, count: int) -> None:
    """More projects, more on the first of them, and stock reviews."""
    for n in range(count):
        QualityProject.objects.create(
            person=person, title=f"No. {round_}-{n}", measure="Late", data="share", of="doses"
        )
        StockReview.objects.create(
            person=person, title=f"No. {round_}-{n}", movements=[["2026-09-01", "Gauze", "used", "2", "1"]]
        )
    do_more(person, round_, count)
    first = QualityProject.objects.visible_to(person).first()
    for n in range(count):
        day = date(2026, 1 + round_, 1 + n)
        ProjectPoint.objects.create(
            person=person, project=first, date=day, amount=Fraction(n), of=Fraction(50)
        )
        ProjectChange.objects.create(person=person, project=first, date=day, what=f"No. {n}")
        ProjectCycle.objects.create(person=person, project=first, title=f"No. {n}")


def do_more(person, round_: int, count: int) -> None:
    """More duties, skills signed off lately, trainees with a checklist, and achievements."""
    lately = date(2026, 11, 1 + round_)
    for n in range(count):
        name = f"No. {round_}-{n}"
        Duty.objects.create(person=person, what=name, since=lately)
        skill = Skill.objects.create(person=person, name=name, teachers=["Ana"])
        SkillSignOff.objects.create(person=person, skill=skill, on=lately, by="Ana")
        plan = TrainingPlan.objects.create(person=person, trainee=name)
        PlanItem.objects.create(person=person, plan=plan, what=name, signed=lately)
        Achievement.objects.create(person=person, on=lately, what=name)
        School.objects.create(person=person, institution=name)
        PacketShare.objects.create(person=person, role="supervisor", sections=["met"], until=date(2027, 1, 1))
        OwnCard.objects.create(person=person, card=f"anki/{name}", front=name, back=name, deck=name)
    first = [model.objects.visible_to(person).first() for model in (Skill, TrainingPlan)]
    for n in range(count):
        SkillSignOff.objects.create(person=person, skill=first[0], on=lately, by=f"No. {n}")
        PlanItem.objects.create(person=person, plan=first[1], what=f"No. {round_}-{n}")


def pages_of(person) -> dict[str, str]:
    """Every page of the table that can be looked at, by its name; files apart."""
    FeedAddress.objects.get_or_create(person=person)
    LeftOut.objects.get_or_create(person=person, of="holding:ptcb-cpht")
    state = {"state": mock_state("gone/this")}
    MockExam.objects.get_or_create(person=person, outline="ptce-2026", defaults=state)
    Refit.objects.get_or_create(person=person)
    Former.objects.get_or_create(person=person, defaults={"row": uuid4(), "was": {}})
    made = first_of_each(person) | team_records(person)
    made["preview"] = Import.objects.visible_to(person).last()
    made["twin"] = Acquaintance.objects.visible_to(person).last()
    made["entry"] = Entry.objects.get(id=ItemMark.objects.visible_to(person).first().entry_id)
    return {one.name: one.url for one in addresses(SimpleNamespace(**made)) if not one.secret}


@pytest.mark.once
def test_no_page_takes_more_queries_when_the_record_grows(demo):
    """Of each page: with two rows of each kind, and with eight."""
    add_some_of_everything(demo.person, 0, 2)
    before = queries_of_pages(demo)
    add_some_of_everything(demo.person, 1, 6)
    after = queries_of_pages(demo)
    assert before.keys() == after.keys()
    assert len(before) > 30
    assert not {name: (before[name], after[name]) for name in before if after[name] > before[name]}


def queries_of_pages(demo) -> dict[str, int]:
    """How many queries each page takes when nothing of it was kept."""
    found = {}
    for name, url in pages_of(demo.person).items():
        Person.objects.filter(id=demo.person.id).update(revision=F("revision") + 1)
        with CaptureQueriesContext(connection) as queries:
            response = demo.client.get(url)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            found[name] = len(queries)
    return found


def test_what_is_kept_is_shown_again_without_asking(demo, django_assert_max_num_queries):
    first = text_of(demo.client.get("/"))
    with django_assert_max_num_queries(3):
        assert text_of(demo.client.get("/")) == first


def test_what_was_written_while_something_was_worked_out_is_not_missed(owner):
    def hours() -> int:
        return Credit.objects.visible_to(owner.person).count()

    def hours_and_a_write() -> int:
        found = hours()
        add_credits(owner.person, 1)
        return found

    before = asked_for(Person.objects.get(id=owner.person.id), date(2026, 11, 22))
    assert kept(before, "hours", hours_and_a_write) == 1
    assert kept(before, "hours", hours) == 1, "who asked before the write may be told what was then"
    after = asked_for(Person.objects.get(id=owner.person.id), date(2026, 11, 22))
    assert kept(after, "hours", hours) == 2


def test_nothing_is_kept_for_another_person_day_or_set_of_rules(owner, another, monkeypatch):
    on = date(2026, 11, 22)
    request = asked_for(owner.person, on)
    assert kept(request, "name", lambda: "mine") == "mine"
    assert kept(asked_for(another.person, on), "name", lambda: "theirs") == "theirs"
    assert kept(asked_for(owner.person, date(2026, 11, 23)), "name", lambda: "tomorrow's") == "tomorrow's"
    assert kept(request, "other", lambda: "something else") == "something else"
    assert kept(request, "name", lambda: "anew") == "mine"
    monkeypatch.setattr("rxladder.web.site.kept.packs", lambda: SimpleNamespace(hash="corrected"))
    assert kept(request, "name", lambda: "by other rules") == "by other rules"


@pytest.mark.parametrize("kind", ["holding", "credit", "answer", "override", "work", "training", "goal"])
def test_every_write_makes_what_was_kept_old(owner, kind):
    def revision():
        return Person.objects.get(id=owner.person.id).revision

    record = getattr(owner.records, kind)
    seen = [revision()]
    for write in (record.save, record.delete_softly, record.restore):
        write()
        seen.append(revision())
    type(record).objects.visible_to(owner.person).delete_softly(timezone.now())
    seen.append(revision())
    assert seen == sorted(set(seen))


def test_a_person_read_long_ago_does_not_turn_the_number_back(owner):
    early, late = (Person.objects.get(id=owner.person.id) for _ in range(2))
    seen = [early.revision]
    for person in (late, early, late):
        person.save()
        seen.append(Person.objects.get(id=owner.person.id).revision)
    assert seen == sorted(set(seen))


def test_a_write_shows_at_once(demo):
    assert "Three hours" in demo.client.get("/").content.decode()
    add_credits(demo.person, 1)
    Credit.objects.visible_to(demo.person).update(uan="0384-0000-26-012-L05-T")
    before = demo.client.get("/").content
    holding = Holding.objects.visible_to(demo.person).first()
    demo.client.post(f"/holdings/{holding.id}/delete/")
    assert demo.client.get("/").content != before


def test_another_day_is_worked_out_anew(demo, settings):
    assert "22 November 2026" in demo.client.get("/").content.decode()
    settings.TODAY = date(2026, 11, 23)
    assert "23 November 2026" in demo.client.get("/").content.decode()
