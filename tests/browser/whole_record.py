"""A record of everything, made up: what the pages of the site are filled with for a browser to look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import get_args
from uuid import uuid4

from django.db.models import F

from rxladder.career.demo import demo_career
from rxladder.career.teams import Shared
from rxladder.career.transcripts.read import read_pasted
from rxladder.learning.question import Answer as Answers
from rxladder.learning.schedule import PARAMETERS
from rxladder.news.openfda import approvals, recalls, shortages
from rxladder.web.accounts.invitations import invite
from rxladder.web.accounts.models import Person
from rxladder.web.api.tokens import make as make_token
from rxladder.web.api.webhook_job import keep_outcome
from rxladder.web.api.webhooks import begin as begin_webhook
from rxladder.web.api.webhooks import ping
from rxladder.web.backup import waiting
from rxladder.web.certifications.badges_keeping import take
from rxladder.web.certifications.models import EarlierTerm, Holding, Override
from rxladder.web.education import import_steps as steps
from rxladder.web.education.evidence_keeping import attach, keep
from rxladder.web.education.import_steps import start
from rxladder.web.education.models import Credit, Import, OwnActivity
from rxladder.web.plan.models import AcceptedPath, FeedAddress, Goal, ReminderMail, ReminderWishes
from rxladder.web.relationships.models import Acquaintance, Contact, Gathering, Letter, Membership
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    LeftOut,
    PacketShare,
    QualityProject,
    ResumeAbout,
    School,
    SkillSignOff,
    StockReview,
)
from rxladder.web.site import clock
from rxladder.web.site.career_io import import_career
from rxladder.web.site.rules import packs
from rxladder.web.study.bank import cards, question
from rxladder.web.study.models import CardMemory, MockExam, OwnCard, Preparation, Refit, Review, Sitting
from rxladder.web.team.example import fill_team
from rxladder.web.team.issuing import keys_of
from rxladder.web.team.models import (
    Assignment,
    IssuedBadge,
    Nudge,
    Offer,
    Organisation,
    SignedHere,
    TeamMember,
)
from rxladder.web.trash.models import Former
from rxladder.web.trends.fda_keeping import keep_approvals, keep_recalls, keep_shortages
from rxladder.web.trends.models import Entry, FdaLook, Feed, FeedRun
from rxladder.web.upkeep.models import ChangedAnswer, Flag, RuleChange
from rxladder.web.workplaces.models import Visit, WorkWishes
from tests.badge_files import hosted_2, jwt_3, own_key, proof_3, signed_2
from tests.certificates import certificate_pdf, photo
from tests.web.fda import approval, recall, shortage
from tests.web.record_names import first_of_each
from tests.web.records import badge_of, mock_state, read_news
from tests.web.settings import TODAY

# Of every sort: new, already there, different, without hours, not understood, nothing to do with it.
PASTED = """NABP CPE Monitor
UAN\tTitle\tDate Completed\tHours
0384-0000-26-012-H07-T\tSterile compounding update\t03/02/2026\t1.5
0384-0000-26-013-L05-T\tSafety first\t03/05/2026\t
Law 0384-0000-26-012-H09-T
"""
MOVEMENTS = [
    ["2026-09-01", "Heparin 5,000 units/mL", "counted", "20", "5.1"],
    ["2026-09-09", "Heparin 5,000 units/mL", "used", "12", None],
    ["2026-09-10", "Gauze", "used", "2", None],
]


def whole_record() -> SimpleNamespace:
    """The one local person with a record of everything."""
    person = Person.objects.local()
    import_career(person, demo_career(TODAY, packs()))
    made = held(person) | people(person) | workplaces(person) | proofs(person)
    OwnCard.objects.create(
        person=person, card="anki/1", front="Brand of atorvastatin?", back="Lipitor", deck="Mine"
    )
    QualityProject.objects.create(person=person, title="Fewer calls", ended=date(2026, 11, 2))
    made["activity"] = OwnActivity.objects.create(
        person=person, title="An evening on vaccines", hours=1, topic="law"
    )
    Former.objects.create(person=person, kind="accounts.work", row=uuid4(), was={})
    made = first_of_each(person) | made
    made |= imports(person) | reminded(person)
    made["left_out"] = LeftOut.objects.create(person=person, of="holding:ptcb-cpht")
    made["path"] = own_path(person)
    made["mock"] = MockExam.objects.create(person=person, outline="ptce-2026", state=mock_state("gone/this"))
    made |= study(person) | team(person) | webhook(person) | flagged(person) | news(person)
    made |= {"share": shared_packet(person), "school": told_resume(person), "deleted_at": deleted(person)}
    made["stock"] = StockReview.objects.create(person=person, title="September", movements=MOVEMENTS)
    what = {"name": "Sam", "holdings": 3, "credits": 29, "past": 4, "certificates": 12, "badges": 1}
    waiting.put(person.id, b"", {"name": "rxladder-2026-11-22.zip", "what": what})
    scopes = ["read:record", "read:answers"]
    made["token"] = make_token(person, "My sheet of hours", scopes, 90, clock.now())[0]
    return SimpleNamespace(person=person, **made)


def held(person) -> dict[str, object]:
    """A holding with a term that is over, and what its board said otherwise."""
    holding = Holding.objects.visible_to(person).first()
    told = {"needed": 18, "told_on": TODAY, "evidence": "A letter"}
    override = Override(person=person, credential=holding.credential, clause="total", **told)
    override.save()
    term = EarlierTerm.objects.visible_to(person).first() or EarlierTerm(
        person=person, holding=holding, starts=date(2023, 7, 1), ends=date(2025, 6, 30)
    )
    term.save()
    return {"holding": holding, "override": override, "term": term}


def reminded(person) -> dict[str, object]:
    """A calendar's address, and a mail of reminders that a server did not take."""
    feed = FeedAddress(person=person)
    feed.save()
    ReminderWishes(
        person=person, wanted=True, address="me@example.org", leads=[30], about=["renewals"]
    ).save()
    error = "Nothing answers at mail.example.org, port 587."
    ReminderMail.objects.create(person=person, day=TODAY, next_try=clock.now(), error=error)
    return {"feed": feed}


def people(person) -> dict[str, object]:
    """Somebody with all that can be told, there twice; a contact, a membership, an event, a letter."""
    known = Acquaintance.objects.create(
        person=person,
        name="Maria Lopez",
        role="Lead technician",
        employer="Central Pharmacy",
        rhythm="1 month",
        mentoring="mentor",
        topics=["the IV room"],
        emails=[["maria@example.org", "work"]],
        introduced_by="Ana Ruiz",
        note="Likes tea.",
    )
    twin = Acquaintance.objects.create(person=person, name="Lopez, Maria", phones=[["512 555 0101", ""]])
    Acquaintance.objects.create(person=person, name="Ana Ruiz", birthday="11-26")
    contact = Contact.objects.create(
        person=person, acquaintance=known, on=date(2026, 9, 1), note="Tea", follow_up=date(2026, 9, 20)
    )
    membership = Membership.objects.create(
        person=person, organisation="aapt", renews=date(2026, 12, 1), dues_usd=40
    )
    letter = Letter.objects.create(
        person=person, writer="Maria Lopez", about="Lead technician", needed_by=date(2026, 12, 20)
    )
    made = {"acquaintance": known, "twin": twin, "contact": contact, "membership": membership}
    return made | {"letter": letter, "gathering": conference(person)}


def conference(person) -> Gathering:
    """An event with whom to meet, what to prepare and what to do after."""
    return Gathering.objects.create(
        person=person,
        name="ASHP Midyear",
        starts=date(2026, 12, 6),
        ends=date(2026, 12, 10),
        where="Anaheim",
        ce_hours=6,
        people=["Maria Lopez", "Someone else"],
        before=[["Print cards", True]],
        after=[["Write to Maria", False]],
    )


def workplaces(person) -> dict[str, object]:
    """Wishes for a workplace, a rotation to come, and a place that was seen."""
    WorkWishes.objects.create(person=person, sterile="yes", usd_per_hour=21, weights={"pay": 3})
    visit = Visit.objects.create(
        person=person, kind="rotation", workplace="nuclear", starts=date(2026, 10, 1)
    )
    Visit.objects.create(
        person=person, workplace="federal", starts=date(2026, 10, 1), hours=8, done=True, learned="Much"
    )
    return {"visit": visit}


def proofs(person) -> dict[str, object]:
    """Certificates, one with its credit and an achievement, and badges of every kind."""
    evidence = keep(person, [("certificate.pdf", certificate_pdf("Sterile compounding"))])[0]
    what = "helped with the inventory"
    plain = Achievement.objects.create(person=person, on=date(2026, 10, 5), what=what, evidence=evidence)
    proof = attach(evidence, [Credit.objects.visible_to(person).first()])[0]
    keep(person, [("photo.jpg", photo())])
    badge = badge_of(person, hosted_2(), email="sam@example.org")
    badge_of(person, jwt_3(own_key()))
    badge_of(person, signed_2(expires=datetime(2026, 1, 31, tzinfo=UTC)), "svg")
    shown = badge_of(person, proof_3(own_key()), "text")
    take(shown, "ptcb-cspt", None, None)
    Override.objects.visible_to(person).update(file=evidence)
    return {"evidence": evidence, "achievement": plain, "proof": proof, "badge": badge}


def imports(person) -> dict[str, object]:
    """Imports to look over, saved, and taken back."""
    preview = start(person, [read_pasted(PASTED)])
    return {"preview": preview, "saved": brought(person), "undone": brought(person, undone=True)}


def news(person) -> dict[str, object]:
    """Feeds well and ill, a rule change at one's board told twice, more than a page, a refresh that runs."""
    made = read_news(person, "compounding")
    board = made["subscription"]
    board.board = "us-tx"
    board.save()
    feed = made["feed_read"]
    at = clock.now() - timedelta(hours=3)
    told = "The board of pharmacy adopts a rule on the ratio of technicians"
    rows = [
        Entry(feed=feed, mark=str(n), title=f"{told}, part {n}", text=told, moment=at, seen=at)
        for n in range(25)
    ]
    Entry.objects.bulk_create(rows)
    Entry.objects.filter(feed=feed, story=None).update(story=F("id"))
    other = read_news(person, "recalls")
    Feed.objects.filter(id=other["feed_read"].id).update(problem="It answered with an error (500).", fails=3)
    Entry.objects.filter(id=other["entry"].id).update(story=made["entry"].id)
    more = {"authors": ["A. Writer"], "files": [["https://example.org/talk.mp3", "audio/mpeg", 1_000_000]]}
    offer = "Join us live on December 10, 2026 for 1 hour of CE, ACPE 0384-0000-26-112-L07-T."
    Entry.objects.filter(id=made["entry"].id).update(text=offer)
    summary = (
        '<h3>Told</h3><ul><li>One</li></ul><table><tr><td>1</td></tr></table><a href="https://a.org">a</a>'
    )
    Entry.objects.filter(id=made["entry"].id).update(more=more, summary=summary, moment=at)
    fda_told()
    FeedRun.objects.create(person=person, asked=clock.now(), started=clock.now(), feeds=9, done=4, new=31)
    return made


def team(person) -> dict[str, object]:
    """A made-up team that the person owns, a colleague who was signed off and badged, an invitation."""
    made = fill_team(person, TODAY)
    mine = TeamMember.objects.visible_to(person).get()
    asked = {"asked_on": TODAY, "asked_by": person.id, "asked_by_name": "Grace Kim"}
    own = Assignment.objects.create(
        person=person, member=mine, what="Opening list", kind="list", items=["Hood", "Fridge"], **asked
    )
    nudge = Nudge.objects.create(person=person, member=mine, what="Look at it", asked_on=TODAY)
    other = Person.objects.filter(owner=person, name="Ben Okafor").get()
    colleague = TeamMember.objects.visible_to(other).get()
    colleague.shares = [*get_args(Shared)]
    colleague.save()
    sign_off = SkillSignOff.objects.visible_to(other).first()
    about = {"organisation": made, "skill": "aseptic-mixing", "sign_off": sign_off.id}
    signed = SignedHere.objects.create(member=colleague, signed_on=TODAY, signed_by=person.id, **about)
    given = IssuedBadge.objects.create(
        number=0, given_to=other, issued_by=person.id, sha256="0" * 64, **about
    )
    giver = Organisation.objects.create(name="Elm Street Pharmacy")
    # Only lines of made-up teams can be deleted from a log, as happens after each of these tests.
    elsewhere = Organisation.objects.create(name="Oak Street Pharmacy", example_of=person)
    offer = Offer.objects.create(organisation=made, taken_by=person, name="Lee")
    Offer.objects.filter(id=offer.id).update(invitation=invite("team", about=str(offer.id)).id)
    Offer.objects.create(organisation=elsewhere, taken_by=person)
    keys_of(giver)
    return {
        "team": made,
        "site": made.sites.order_by("name").first(),
        "team_member": mine,
        "own_ask": own,
        "nudge": nudge,
        "colleague": colleague,
        "asked": Assignment.objects.visible_to(other).first(),
        "signed_here": signed,
        "given_badge": given,
        "offer": offer,
        "issuer": giver,
        "other_offer": Offer.objects.get(organisation=elsewhere),
    }


def fda_told() -> None:
    """Each kind of change, a shortage's course, and an interface that failed."""
    told = [shortage(), shortage("Heparin Injection", package_ndc="0069-0058-01")]
    keep_shortages(shortages(told), TODAY - timedelta(days=9))
    keep_shortages(shortages([shortage(availability="Unavailable")]), TODAY)
    keep_recalls(recalls([recall(), recall("Vancomycin infusion", classification="Class I")]), TODAY)
    keep_approvals(approvals([approval()], TODAY - timedelta(days=9), TODAY), TODAY)
    for kind in ("recall", "shortage", "approval"):
        problem = "It answered with an error (500)." if kind == "recall" else ""
        FdaLook.objects.create(kind=kind, good=clock.now(), since=TODAY, upto=TODAY, problem=problem)


def flagged(person) -> dict[str, object]:
    """A flag that waits and one that was answered; a correction and what it changed for the person."""
    rule = "credentials/us-tx-technician/ce/clauses/total"
    told = {"pack": "us-tx", "rule": rule, "says": "20 contact hours", "wrong": "My board says 22."}
    Flag.objects.create(
        person=person, **told, outcome="corrected", answer="22 since May.", answered_at=clock.now()
    )
    lines = {"name": "Texas", "pack": "us-tx", "removed": ["20 hours"], "added": ["22 hours"], "changes": 2}
    RuleChange.objects.create(before="a", after="b", packs=[lines], people=9, affected=1)
    source = {"url": "https://example.org/rule", "section": "297.8", "read": "2026-11-22"}
    part = {"id": "total", "was": "20 contact hours", "now": "22 contact hours", "source": source}
    row = ChangedAnswer.objects.create(
        person=person,
        credential="us-tx-technician",
        was={"status": "met", "hours_to_go": 0, "ends": "2027-06-30"},
        now={"status": "short", "hours_to_go": 2, "ends": "2027-05-31"},
        clauses={"en": [part]},
    )
    return {"changed_answer": row, "flag": Flag.objects.create(person=person, **told)}


def deleted(person) -> datetime:
    """Cards that were deleted at once, the moment of which is told, and a goal by itself."""
    for n in range(4):
        OwnCard.objects.create(person=person, card=f"own/{n}", front=f"Sig {n}", back="Back", deck="Latin")
    at = clock.now()
    OwnCard.objects.visible_to(person).filter(deck="Latin").delete_softly(at)
    gone = Goal(person=person, credential="nha-cpht")
    gone.save()
    gone.delete_softly()
    return at


def shared_packet(person) -> PacketShare:
    """A link to a packet with an achievement and a duty in it, opened by somebody; and one that is over."""
    what = "Rebuilt the tray check of the first doses"
    Achievement.objects.create(person=person, on=date(2026, 6, 1), what=what, figure="120 doses a day")
    Duty.objects.create(person=person, what="Orders for the IV room", since=date(2025, 3, 1))
    role = {"role": "hazardous-oncology", "sections": ["met", "gaps", "achievements"]}
    PacketShare.objects.create(person=person, until=date(2026, 10, 1), **role)
    return PacketShare.objects.create(person=person, until=date(2026, 12, 31), **role)


def webhook(person) -> dict[str, object]:
    """An address that is told, with a delivery that came through, one that did not, and one that waits."""
    row = begin_webhook(person, "https://example.org/rxladder", ["holding.due"], clock.now())
    sent, failed, waits = (ping(row, clock.now()) for _ in range(3))
    keep_outcome(sent, state="sent", status=204)
    keep_outcome(failed, state="failed", status=500)
    keep_outcome(waits, attempts=1, error="example.org does not answer properly.")
    return {"webhook": row, "delivery": sent}


def told_resume(person) -> School:
    """What only a résumé tells, and a school."""
    about = {
        "label": "Certified pharmacy technician",
        "summary": "Six years in the IV room.",
        "email": "sam@example.org",
    }
    ResumeAbout.objects.create(person=person, languages=[["Spanish", "fluent"]], **about)
    return School.objects.create(person=person, institution="Austin College", area="Biology", ends="2020-05")


def own_path(person) -> AcceptedPath:
    """A path of two steps to the first goal: one done, one late, made for another state and more money."""
    late = {"kind": "exam", "what": "cspt", "starts": "2026-10-01", "ends": "2026-10-01", "cost_usd": 129}
    asked = {"kind": "ask", "what": "signed-form", "starts": "2026-09-01", "ends": "2026-09-08"}
    steps = [{"id": "ask:signed-form:ptcb", "authority": "ptcb"} | asked, {"id": "exam:cspt"} | late]
    goal = Goal.objects.visible_to(person).first()
    plan = {"name": "fastest", "accepted": "2026-09-01", "finish": "2026-10-08", "steps": steps}
    plan["premises"] = {"state": "us-ok", "budget_usd_per_month": 90}
    return AcceptedPath.objects.create(person=person, goal=goal, plan=plan)


def study(person) -> dict[str, object]:
    """An exam to prepare for, a question of every kind, cards that are due, and a fitted schedule."""
    Preparation.objects.update_or_create(
        person=person, deleted_at=None, defaults={"exam": "ptce", "day": date(2027, 3, 1)}
    )
    some = [_card_of(kind) for kind in get_args(Answers)]
    at = clock.now() - timedelta(days=20)
    Review.objects.create(person=person, card=some[0], seed=1, at=at, right=True, grade=3)
    memory = {"stability": 3, "difficulty": 5, "last": at, "due": at + timedelta(days=5)}
    known = [CardMemory(person=person, card=card, **memory) for card in [*cards()][:200]]
    CardMemory.objects.bulk_create(known)
    row = Refit.objects.create(
        person=person,
        state=Refit.State.BETTER,
        reviews=612,
        loss_before=0.31,
        loss_after=0.3,
        parameters=list(PARAMETERS),
    )
    sittings = [Sitting.objects.create(person=person, queue=[[card, 1]]) for card in some]
    return {"sitting": sittings[0], "sittings": sittings, "refit": row}


def _card_of(kind: type) -> str:
    return next(card for card in cards() if type(question(card, 1).answer) is kind)


def brought(person, undone: bool = False) -> Import:
    """An import that was saved, and perhaps taken back."""
    made = start(person, [read_pasted(PASTED.replace("0384", "0385" if undone else "0386"))])
    steps.save(made, {0: steps.Decision(steps.TAKE)})
    if undone:
        steps.undo(made)
    return made
