"""The records of the people whom the tests know. The owner's texts hold the word that must not leak."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import get_args

from rxladder.career.teams import Shared
from rxladder.learning.mock_exam import Form, Slot, to_document
from rxladder.learning.mock_exam import Sitting as MockSitting
from rxladder.web.accounts.invitations import invite
from rxladder.web.accounts.models import Answer, Person, Work
from rxladder.web.api.models import Webhook
from rxladder.web.api.tokens import SCOPES
from rxladder.web.api.tokens import make as make_token
from rxladder.web.api.webhooks import ping
from rxladder.web.certifications.badges_keeping import keep as keep_badge
from rxladder.web.certifications.models import Badge, EarlierTerm, ExamTaken, Holding, Override, Training
from rxladder.web.education.evidence_keeping import keep
from rxladder.web.education.models import ActivityChoice, Credit, Import, OwnActivity, Proof
from rxladder.web.plan.models import AcceptedPath, FeedAddress, Goal
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
    ResumeAbout,
    School,
    Skill,
    SkillSignOff,
    StockReview,
    TrainingPlan,
)
from rxladder.web.site import clock
from rxladder.web.site.records import Record
from rxladder.web.study.models import MockExam, OwnCard, Preparation, Refit, Review, Sitting
from rxladder.web.team.models import (
    Assignment,
    IssuedBadge,
    Nudge,
    Offer,
    Organisation,
    Role,
    SignedHere,
    Site,
    TeamMember,
)
from rxladder.web.trash.models import Former
from rxladder.web.trends.keeping import feed_at
from rxladder.web.trends.models import (
    AllRead,
    DigestWishes,
    Entry,
    ItemMark,
    NewsWishes,
    SavedItem,
    ShowLess,
    StarredItem,
    Subscription,
)
from rxladder.web.upkeep.models import ChangedAnswer, Flag
from rxladder.web.workplaces.models import Visit, WorkWishes
from tests.badge_files import Made, jwt_3
from tests.certificates import certificate_pdf
from tests.web.settings import TODAY

SECRET = "xylophone"


Add = Callable[[str, Record], Record]


def fill_owner(email: str) -> SimpleNamespace:
    """A whole record, one of each kind at least."""
    person = Person.objects.create(email=email, name=f"Olivia {SECRET}", state="us-tx")
    made: dict[str, object] = {}

    def add(name: str, record: Record) -> Record:
        record.person = person
        record.save()
        made[name] = record
        return record

    fill_holdings(person, add)
    fill_answers(add)
    fill_plans(add)
    fill_study(add)
    fill_people(add)
    fill_projects(add)
    fill_duties(add)
    fill_workplaces(add)
    about = {"person": person, "kind": "education.credit", "row": made["credit"].id}
    made["former"] = Former.objects.create(was={"title": f"The {SECRET} before"}, **about)
    made |= fill_programs(person) | read_news(person, SECRET) | fill_team(person, add)
    return SimpleNamespace(person=person, records=SimpleNamespace(**made))


def fill_holdings(person: Person, add: Add) -> None:
    """What is held, and what proves it."""
    held = add("holding", Holding(credential="us-tx-technician", expires=date(2027, 6, 30), number=SECRET))
    add("cpht", Holding(credential="ptcb-cpht", expires=date(2027, 5, 31), number=SECRET))
    add("term", EarlierTerm(holding=held, starts=date(2023, 7, 1), ends=date(2025, 6, 30)))
    credit = add(
        "credit", Credit(date=date(2026, 3, 2), hours=Fraction(3, 2), title=f"A course on the {SECRET}")
    )
    evidence = keep(person, [(f"{SECRET}.pdf", certificate_pdf(SECRET))])[0]
    add("evidence", evidence)
    add("proof", Proof(evidence=evidence, credit=credit))
    add("badge", badge_of(person, jwt_3(recipient_id=f"mailto:{SECRET}@example.org")))


def fill_answers(add: Add) -> None:
    """What was answered, worked, learned, passed; and an import to look over."""
    add("answer", Answer(question="administers-vaccines", value=False))
    add(
        "override",
        Override(
            credential="us-tx-technician",
            clause="total",
            needed=Fraction(18),
            told_on=date(2026, 5, 1),
            evidence=f"A letter about the {SECRET}",
        ),
    )
    add("work", Work(role="technician", began=date(2023, 5, 15), employer=SECRET))
    add("training", Training(programme="ashp-acpe-accredited", completed=date(2023, 4, 1)))
    add("exam", ExamTaken(exam="ptce", date=date(2023, 5, 1), passed=True))
    line = {"lines": [[f"The {SECRET}, 2 hours", 1, None, ""]], "title": SECRET, "date": None, "hours": "2"}
    reading = {"file": f"{SECRET}.pdf", "kind": "text", "credits": [line | {"doubts": []}], "unread": []}
    add("preview", Import(readings=[reading | {"passed_over": [], "notes": []}]))


def fill_plans(add: Add) -> None:
    """A goal with its path, a calendar, and activities."""
    goal = add("goal", Goal(credential="ptcb-cspt"))
    step = {"id": "study:cspt", "kind": "study", "what": SECRET, "says": f"The {SECRET}"}
    days = {"starts": "2026-11-22", "ends": "2027-01-31"}
    plan = {"name": "fastest", "accepted": "2026-11-22", "finish": "2027-02-28", "steps": [step | days]}
    add("path", AcceptedPath(goal=goal, plan=plan))
    add("feed", FeedAddress())
    add("activity", OwnActivity(title=f"An evening on the {SECRET}", hours=Fraction(1)))
    add("choice", ActivityChoice(activity="ashp-accreditation-4", choice="pinned"))


def fill_study(add: Add) -> None:
    """An exam to prepare for, and what was studied."""
    add("preparation", Preparation(exam="ptce", day=date(2027, 3, 1)))
    add("mock", MockExam(outline="ptce-2026", state=mock_state(f"gone/{SECRET}")))
    add("refit", Refit(state=Refit.State.NO_BETTER, reviews=500, loss_before=0.31, loss_after=0.32))
    add("sitting", Sitting(queue=[[f"gone/{SECRET}", 1]]))
    moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
    add("review", Review(card=f"gone/{SECRET}", at=moment, right=True, grade=3, given=SECRET))
    add("own_card", OwnCard(card="anki/1", front=f"Where is the {SECRET}?", back=SECRET, deck=SECRET))


def fill_people(add: Add) -> None:
    """Somebody twice, a contact, a membership, an event, a letter."""
    known = add("acquaintance", Acquaintance(name=f"Maria {SECRET}", employer=SECRET, rhythm="1 month"))
    add("twin", Acquaintance(name=f"{SECRET}, Maria", phones=[[SECRET, ""]]))
    add("contact", Contact(acquaintance=known, on=date(2026, 9, 1), note=f"Tea and a {SECRET}"))
    add("membership", Membership(organisation="aapt", number=SECRET))
    lists = {"people": [SECRET], "before": [[SECRET, False]], "after": [[SECRET, True]]}
    add("gathering", Gathering(name=SECRET, starts=date(2026, 12, 6), ce_hours=Fraction(4), **lists))
    add("letter", Letter(writer=SECRET, about=SECRET))


def fill_projects(add: Add) -> None:
    """A quality project with all that belongs to it, and stock figures."""
    project = QualityProject(title=f"Fewer {SECRET}s", measure="Late", data="share", aim=SECRET)
    add("project", project)
    point = {"date": date(2026, 9, 7), "amount": Fraction(12), "of": Fraction(96), "note": SECRET}
    add("point", ProjectPoint(project=project, **point))
    add("change", ProjectChange(project=project, date=date(2026, 9, 14), what=f"A {SECRET} at the door"))
    add("cycle", ProjectCycle(project=project, title=f"Try a {SECRET}"))
    moved = [["2026-09-07", SECRET, "used", "2", "5"]]
    add("stock", StockReview(title=f"The {SECRET} shelf", movements=moved))


def fill_duties(add: Add) -> None:
    """What one does and shows of it."""
    add("duty", Duty(what=f"The {SECRET} shelf", since=date(2026, 3, 1)))
    skill = add("skill", Skill(name=f"Fold a {SECRET}", teachers=[SECRET]))
    add("signoff", SkillSignOff(skill=skill, on=date(2026, 6, 1), by=SECRET))
    plan = add("plan", TrainingPlan(trainee=SECRET, what=f"A {SECRET}"))
    add("item", PlanItem(plan=plan, what=f"Hold a {SECRET}"))
    add("achievement", Achievement(on=date(2026, 6, 1), what=f"Saved a {SECRET}"))
    add("left_out", LeftOut(of=f"project:{SECRET}"))
    until = date(2026, 12, 31)
    add("share", PacketShare(role="supervisor", sections=["achievements"], until=until))
    about = {"profiles": [[SECRET, "", ""]], "languages": [[SECRET, ""]], "rest": {"awards": [SECRET]}}
    add("about", ResumeAbout(label=SECRET, summary=SECRET, **about))
    add("school", School(institution=SECRET, courses=[SECRET]))


def fill_workplaces(add: Add) -> None:
    """Wishes for a workplace, and one that was seen."""
    add("wishes", WorkWishes(sterile="yes", usd_per_hour=21))
    seen = {"where": SECRET, "people": SECRET, "learned": f"Saw a {SECRET}"}
    add("visit", Visit(kind="shadowing", workplace="nuclear", starts=date(2026, 10, 1), **seen))


def fill_programs(person: Person) -> dict[str, object]:
    """A token, and an address that is told of changes."""
    token = make_token(person, SECRET, SCOPES, None, clock.now())[0]
    told = Webhook(person=person, url=f"https://{SECRET}.example", created_at=clock.now())
    told.save()
    return {"token": token, "webhook": told, "delivery": ping(told, clock.now())}


def read_news(person: Person, word: str) -> dict[str, object]:
    """A feed that a person reads, with an item that they starred and saved, and a wish for less of it."""
    feed = feed_at(f"https://{word}.example.org/feed")
    told = {"title": f"Another {word}", "text": f"The {word}", "summary": f"<p>The {word}</p>"}
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    entry = Entry.objects.create(feed=feed, mark=word, moment=moment, seen=moment, **told)
    Entry.objects.filter(id=entry.id).update(story=entry.id)
    row = Subscription(person=person, feed=feed, title=f"The {word} news", folder=word)
    row.save()
    ItemMark(person=person, entry=entry, starred_at=moment).save()
    saved = SavedItem(person=person, entry=entry, title=f"Another {word}", note=word)
    saved.save()
    less = ShowLess(person=person, mark=f"source:{feed.url}")
    less.save()
    starred = StarredItem(person=person, title=f"A {word} from before", source=word)
    starred.save()
    NewsWishes.objects.get_or_create(person=person)
    DigestWishes.objects.get_or_create(person=person)
    AllRead(person=person, at=moment).save()
    made = {"feed_read": feed, "entry": entry, "subscription": row, "saved_item": saved}
    return made | {"show_less": less, "starred": starred}


def fill_team(owner: Person, add: Add) -> dict[str, object]:
    """A team that the owner owns, with a colleague of whom something is asked, signed and badged."""
    team = Organisation.objects.create(name="Central Pharmacy")
    site = Site.objects.create(organisation=team, name="Main Street")
    mine = add("team_member", TeamMember(organisation=team, role=Role.OWNER, joined_on=TODAY))
    person = Person.objects.create(email=f"cora-{owner.email}", name="Cora", state="us-tx")
    everything = [*get_args(Shared)]
    colleague = TeamMember(person=person, organisation=team, site=site, joined_on=TODAY, shares=everything)
    colleague.save()
    ask = {"what": "An hour on safety", "asked_on": TODAY, "asked_by": owner.id}
    rule = "credentials/us-tx-technician/ce/clauses/total"
    add("flag", Flag(pack="us-tx", rule=rule, says="20 hours", wrong=f"Not so, says the {SECRET}"))
    told = {"was": None, "now": f"The {SECRET}", "id": "total", "source": None}
    stands = {"was": {"status": "met", "hours_to_go": 0, "ends": None}}
    stands |= {"now": {"status": "short", "hours_to_go": 2, "ends": None}}
    add("changed_answer", ChangedAnswer(credential="ptcb-cpht", clauses={"en": [told]}, **stands))
    add("nudge", Nudge(member=mine, what=f"Look at the {SECRET}", asked_on=TODAY))
    add("own_ask", Assignment(member=mine, kind="list", items=[SECRET], **ask))
    asked = Assignment.objects.create(person=person, member=colleague, asked_by_name="Olivia", **ask)
    skill = Skill.objects.create(person=person, name="restocking")
    sign_off = SkillSignOff.objects.create(person=person, skill=skill, on=TODAY, by=owner.name)
    about = {"organisation": team, "skill": "restocking", "sign_off": sign_off.id}
    signed = SignedHere.objects.create(member=colleague, signed_on=TODAY, signed_by=owner.id, **about)
    given = IssuedBadge.objects.create(
        number=0, given_to=person, issued_by=owner.id, sha256="0" * 64, **about
    )
    offer = Offer.objects.create(organisation=team, taken_by=owner)
    made = invite("team", about=str(offer.id), by=owner)
    Offer.objects.filter(id=offer.id).update(invitation=made.id)
    found = {"team": team, "site": site, "colleague": colleague, "asked": asked, "signed_here": signed}
    return found | {"given_badge": given, "offer": offer}


def fill_another(email: str) -> SimpleNamespace:
    """A small record of someone else."""
    person = Person.objects.create(email=email, name="Avery", state="us-fl")
    held = Holding.objects.create(person=person, credential="us-fl-technician", expires=date(2026, 12, 31))
    return SimpleNamespace(person=person, records=SimpleNamespace(holding=held))


def badge_of(
    person: Person, made: Made, kind: str = "png", email: str = "", name: str = "badge.png"
) -> Badge:
    """A badge that a person keeps, whose issuer was not asked."""
    return keep_badge(person, name, made.file(kind), email, TODAY)


def mock_state(card: str) -> dict:
    """The state of a mock exam of two questions, one of them about a card."""
    slots = (Slot(card, 1, "ptce-2026:1", True), Slot("gone/too", 2, "ptce-2026:2", True))
    return to_document(MockSitting(Form("ptce-2026", 1, slots, 6600)))
