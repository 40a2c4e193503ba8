"""What a team asks, signs, gives and writes down: it lands in the member's record, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from rxladder.papers.badges.check import check
from rxladder.papers.badges.issuer_file import read_issuer_file
from rxladder.web.accounts import sealed
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Badge
from rxladder.web.education.evidence_keeping import content_of
from rxladder.web.plan.models import Reminder, ReminderWishes
from rxladder.web.plan.reminders.job import ABOUT, remind_all
from rxladder.web.responsibilities.models import Skill, SkillSignOff
from rxladder.web.team import asking_pages, log, skill_pages
from rxladder.web.team.issuing import keys_of
from rxladder.web.team.models import Assignment, IssuedBadge, LogEntry, Nudge, Organisation, SignedHere
from tests.web.pages import errors_of, page_of, text_of, undo_of
from tests.web.settings import TODAY
from tests.web.teams import take_credit


def ask(lakeside, who="manager", of="ben", **more):
    told = {"what": "An hour on safety", "kind": "education", "topic": "patient-safety", "hours": "1"}
    return lakeside.post(who, "asks", members=[lakeside.rows[of].id], **told | more)


# --- What is asked


def test_what_is_asked_stands_among_the_next_steps_and_the_record_tells_that_it_is_done(lakeside):
    page = ask(lakeside, due="2026-12-20", why="The survey comes.")
    assert page.status_code == 302
    home = text_of(lakeside.as_("ben").get("/"))
    assert "An hour on safety Asked by Manager, Lakeside Pharmacy. The survey comes." in home
    assert "An hour on safety" in text_of(lakeside.as_("ben").get("/calendar/"))
    assert "0 of 1 done" in text_of(lakeside.get("manager", "asks"))
    take_credit(lakeside.person("ben"))
    assert "An hour on safety" not in text_of(lakeside.as_("ben").get("/"))
    assert "1 of 1 done" in text_of(lakeside.get("manager", "asks"))
    assert "your record shows it" in text_of(lakeside.as_("ben").get("/team/asked/"))
    assert "An hour on safety" not in text_of(lakeside.as_("cora").get("/team/asked/"))


def test_everybody_in_sight_is_asked_with_one_tick_and_nobody_else(lakeside):
    page = lakeside.post("north_manager", "asks", what="Read the new policy", kind="education", everyone="on")
    assert page.status_code == 302
    asked = set(Assignment.objects.filter(what="Read the new policy").values_list("member_id", flat=True))
    seen = page_of(lakeside.get("north_manager", "asks")).select('input[name="members"]')
    assert asked == {UUID(box["value"]) for box in seen}
    assert len(asked) > 1


def test_everybody_at_a_site_is_asked_and_who_is_ticked_besides(lakeside, monkeypatch):
    ask(lakeside, "owner", "cora", sites=[lakeside.north.id])
    asked = Assignment.objects.values_list("member__person__name", flat=True)
    assert sorted(asked) == ["Ben", "Cora", "North_manager"]
    ask(lakeside, what="Something later")
    monkeypatch.setattr(asking_pages, "A_PAGE", 2)
    later, first = (
        text_of(lakeside.as_("owner").get(lakeside.url("asks"), {"page": page})) for page in (1, 2)
    )
    assert "An hour on safety" not in later
    assert "0 of 3 done" in first, "what was asked of several at once is never parted"
    assert "Or everyone at" not in text_of(lakeside.get("north_manager", "asks"))


def test_whether_it_is_done_is_told_only_where_that_is_shared(lakeside):
    ask(lakeside)
    take_credit(lakeside.person("ben"))
    for parts, who, told in (
        (("skills",), "manager", False),
        (("credits",), "educator", True),
        (("compliance",), "educator", False),
    ):
        lakeside.share("ben", *parts)
        said = text_of(lakeside.get(who, "asks"))
        assert ("not shared" in said) is not told
        assert (f"{int(told)} of 1 done") in said
        assert ("done 22 Nov 2026" in text_of(lakeside.get(who, "member", "ben"))) is told


def test_a_list_is_ticked_and_a_word_given_and_taken_back(lakeside):
    ask(lakeside, kind="list", items="Hood\nFridge\nHood")
    row = Assignment.objects.visible_to(lakeside.person("ben")).get()
    assert row.items == ["Hood", "Fridge"]
    tick = f"/team/asked/{row.id}/tick/"
    lakeside.as_("ben").post(tick, {"item": ["Hood", "Something else"]})
    row.refresh_from_db()
    assert (row.ticked, row.said_done) == (["Hood"], None)
    assert "1 of 2 checked off." in text_of(lakeside.as_("ben").get("/"))
    lakeside.as_("ben").post(tick, {"item": ["Hood", "Fridge"]})
    row.refresh_from_db()
    assert row.said_done == TODAY
    ask(lakeside, uan="", topic="", hours="")
    other = Assignment.objects.visible_to(lakeside.person("ben")).exclude(id=row.id).get()
    page = lakeside.as_("ben").post(f"/team/asked/{other.id}/done/", follow=True)
    assert "1 of 1 done" in text_of(lakeside.get("manager", "asks"))
    lakeside.as_("ben").post(undo_of(page))
    other.refresh_from_db()
    assert other.said_done is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "skill"}, "Choose the skill."),
        ({"kind": "list"}, "Write at least one line."),
        ({"due": "2026-11-01"}, "That day has passed."),
        ({"members": []}, "Choose at least one person."),
        ({"uan": "12"}, "Activity number"),
    ],
)
def test_an_ask_that_does_not_hold_asks_nothing(lakeside, wrong, said):
    told = {"what": "Safety", "kind": "education", "members": [lakeside.rows["ben"].id]}
    page = lakeside.post("manager", "asks", **told | wrong)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not Assignment.objects.visible_to(lakeside.person("ben")).exists()


def test_what_is_asked_is_taken_back_and_asked_again_by_whom_it_is_for(lakeside):
    ask(lakeside)
    row = Assignment.objects.visible_to(lakeside.person("ben")).get()
    lakeside.rows["ben"].site = lakeside.south
    lakeside.rows["ben"].save()
    assert lakeside.as_("north_manager").post(f"/team/asks/{row.id}/back/").status_code == 404
    page = lakeside.as_("educator").post(f"/team/asks/{row.id}/back/", follow=True)
    assert "An hour on safety" not in text_of(lakeside.as_("ben").get("/"))
    lakeside.as_("educator").post(undo_of(page))
    assert "An hour on safety" in text_of(lakeside.as_("ben").get("/"))
    lakeside.as_("ben").post(f"/team/mine/{lakeside.rows['ben'].id}/leave/")
    assert "An hour on safety" not in text_of(lakeside.as_("ben").get("/")), "who left owes nothing"


# --- Reminders


@pytest.fixture
def reminded(lakeside, settings, box):
    """Ben wants reminders of what his team asks; the reminders go by the clock."""
    settings.LOCAL, settings.TODAY = True, None  # the mail server is the one that was typed in
    person = lakeside.person("ben")
    wishes = {"address": "ben@example.org", "leads": [1, 7], "about": ["team"], "hour": 0}
    ReminderWishes.objects.create(person=person, wanted=True, **wishes)
    return SimpleNamespace(person=person, box=box)


def nudged(lakeside, day) -> None:
    member = lakeside.rows["ben"]
    Nudge(person=member.person, member=member, what="Your registration ends", asked_on=day).save()


def test_a_word_of_the_manager_goes_out_once_through_the_reminders(lakeside, reminded):
    now = datetime(2026, 11, 22, 18, tzinfo=UTC)
    nudged(lakeside, now.date())
    for hours in (0, 1, 24, 25):
        remind_all(now + timedelta(hours=hours))
    assert reminded.box.subjects == ["Your registration ends (23 November 2026)"]
    assert Reminder.objects.visible_to(reminded.person).count() == 1


def test_both_read_what_the_record_is_to_show(lakeside):
    ask(lakeside, topic="state-law", hours="1.5", what="Before the new year")
    ask(lakeside, kind="skill", skill="aseptic-mixing", what="For the IV room", uan="", topic="", hours="")
    for page in (lakeside.as_("ben").get("/team/asked/"), lakeside.get("manager", "asks")):
        said = text_of(page)
        assert "1.5 hours on state pharmacy law" in said
        assert "Aseptic mixing" in said


@pytest.mark.parametrize("refused", ["by the switch", "by the reminders", "by leaving"])
def test_who_refuses_gets_none(lakeside, reminded, refused):
    now = datetime(2026, 11, 22, 18, tzinfo=UTC)
    nudged(lakeside, now.date())
    row = lakeside.rows["ben"]
    if refused == "by the reminders":
        about = [name for name in ABOUT if name != "team"]
        ReminderWishes.objects.visible_to(reminded.person).update(about=about)
    elif refused == "by the switch":
        row.may_remind = False
        row.save()
    else:
        row.left_at = now
        row.save()
    remind_all(now)
    assert reminded.box.taken == []


def test_a_reminder_is_written_once_and_not_against_a_members_will(lakeside):
    for _twice in range(2):
        lakeside.post("manager", "nudge", "ben", what="Look at your registration")
    nudges = Nudge.objects.visible_to(lakeside.person("ben"))
    assert nudges.count() == 1
    said = "Look at your registration"
    for page in ("/team/asked/", "/", "/calendar/"):
        assert said in text_of(lakeside.as_("ben").get(page))
    page = lakeside.as_("ben").post(f"/team/asked/{nudges.get().id}/seen/", follow=True)
    for address in ("/team/asked/", "/", "/calendar/"):
        assert said not in text_of(lakeside.as_("ben").get(address))
    lakeside.as_("ben").post(undo_of(page))
    assert said in text_of(lakeside.as_("ben").get("/"))
    lakeside.rows["cora"].may_remind = False
    lakeside.rows["cora"].save()
    assert "Remind them" not in text_of(lakeside.get("manager", "member", "cora"))
    lakeside.post("manager", "nudge", "cora", what="Look")
    assert not Nudge.objects.visible_to(lakeside.person("cora")).exists()
    assert lakeside.post("educator", "nudge", "ben", what="Look").status_code == 404


# --- Sign-offs and badges


def sign(lakeside, who="educator", **more):
    told = {"skill": "Aseptic mixing", "on": "2026-11-20", "note": "Ten clean batches"}
    return lakeside.post(who, "sign-off", "ben", **told | more)


def test_a_sign_off_stands_in_the_members_record_at_once(lakeside):
    lakeside.share("ben", "skills")
    page = sign(lakeside, until="2027-11-19")
    skill = Skill.objects.visible_to(lakeside.person("ben")).get()
    signed = SkillSignOff.objects.visible_to(lakeside.person("ben")).get()
    assert (skill.name, skill.area, skill.level) == ("aseptic-mixing", "compounding", "alone")
    assert (signed.by, str(signed.on), str(signed.until)) == (
        *("Educator, Lakeside Pharmacy", "2026-11-20"),
        "2027-11-19",
    )
    assert "Educator, Lakeside Pharmacy" in text_of(
        lakeside.as_("ben").get(reverse("duties:skill", args=[skill.id]))
    )
    assert "Aseptic mixing" in text_of(lakeside.get("manager", "skills"))
    undo = undo_of(lakeside.as_("educator").get(page.url))
    later = {who: text_of(lakeside.get(who, "member", "ben")) for who in ("educator", "manager")}
    assert [who for who, said in later.items() if "Take the sign-off back" in said] == ["educator"]
    assert lakeside.as_("manager").post(undo).status_code == 404, "each takes back their own"
    lakeside.as_("educator").post(undo)
    assert not SkillSignOff.objects.visible_to(lakeside.person("ben")).exists()
    assert Skill.objects.visible_to(lakeside.person("ben")).exists()


def test_a_skill_is_signed_off_for_a_class_at_once(lakeside):
    assert "No one here shares their skills" in text_of(lakeside.get("educator", "sign-off-many"))
    for name in ("ben", "cora", "educator"):
        lakeside.share(name, "skills")
    page = page_of(lakeside.get("educator", "sign-off-many"))
    offered = [box.parent.get_text().strip() for box in page.select('input[name="members"]')]
    assert offered == ["Ben · North", "Cora · South"], "nobody signs for themselves"
    assert "Cora" not in text_of(lakeside.get("north_manager", "sign-off-many"))
    told = {"skill": "Restocking", "on": "2026-11-20"}
    for wrong in ({"members": []}, {"on": "2026-11-23"}, {"members": [lakeside.rows["manager"].id]}):
        sent = told | {"members": [lakeside.rows["ben"].id]} | wrong
        assert lakeside.post("educator", "sign-off-many", **sent).status_code == 422
    both = [lakeside.rows[name].id for name in ("ben", "cora")]
    for _twice in range(2):
        lakeside.post("educator", "sign-off-many", members=both, **told)
    for name in ("ben", "cora"):
        signed = SkillSignOff.objects.visible_to(lakeside.person(name)).get()
        assert (signed.skill.name, signed.by) == ("restocking", "Educator, Lakeside Pharmacy")


def test_nobody_signs_unseen_ahead_or_for_themselves(lakeside):
    assert sign(lakeside).status_code == 404, "skills are not shared"
    lakeside.share("ben", "skills")
    for wrong in ({"on": "2026-11-23"}, {"skill": ""}, {"until": "2026-11-01"}):
        told = {"skill": "Xyz", "on": "2026-11-20", "note": "Ten clean batches"} | wrong
        page = lakeside.post("educator", "sign-off", "ben", **told)
        assert (page.status_code, len(errors_of(page))) == (422, 1)
        assert page_of(page).find("input", attrs={"name": "note"})["value"] == told["note"], "it stays"
    lakeside.share("educator", "skills")
    told = {"skill": "Restocking", "on": "2026-11-20"}
    assert lakeside.post("educator", "sign-off", "educator", **told).status_code == 404
    assert not SkillSignOff.objects.visible_to(lakeside.person("ben")).exists()


def test_a_badge_is_the_members_own_and_anyone_can_judge_it_without_a_network(lakeside, settings):
    settings.SITE = "https://rx.example.org"
    Person.objects.filter(id=lakeside.person("ben").id).update(language="es")
    lakeside.share("ben", "skills")
    sign(lakeside)
    signed = SignedHere.objects.get()
    for _twice in range(2):
        page = lakeside.as_("educator").post(f"/team/signed/{signed.id}/badge/", follow=True)
    assert "A badge has already been given for it." in page.content.decode()
    mine = page_of(lakeside.as_("ben").get(f"/team/mine/{lakeside.rows['ben'].id}/"))
    assert "/holdings/badges/" in str(mine.find(attrs={"aria-labelledby": "signed"}))
    badge = Badge.objects.visible_to(lakeside.person("ben")).get()
    assert badge.verdict == "genuine"
    assert "La firma coincide" in badge.found["findings"][0]["says"], (
        "in the member's language, not the giver's"
    )
    lakeside.as_("ben").post(f"/team/mine/{lakeside.rows['ben'].id}/leave/")
    assert text_of(lakeside.as_("ben").get(f"/holdings/badges/{badge.id}/")), "they keep it when they leave"
    anyone, address = Client(), f"/team/issuer/{lakeside.team.id}/"
    assert "rxladder badge" in text_of(anyone.get(address))
    found = read_issuer_file(anyone.get(f"{address}offline.json").content)
    checked = check(content_of(badge), TODAY, ["ben@example.org"], found)
    assert (checked.verdict, checked.said.name) == ("genuine", "Aseptic mixing")
    given = IssuedBadge.objects.get()
    assert lakeside.as_("educator").get(f"/team/badges/{given.id}/revoke/").status_code == 404
    assert lakeside.as_("manager").post(f"/team/badges/{given.id}/revoke/", {"why": ""}).status_code == 422
    lakeside.as_("manager").post(f"/team/badges/{given.id}/revoke/", {"why": "A mistake"})
    found = read_issuer_file(anyone.get(f"{address}offline.json").content)
    assert check(content_of(badge), TODAY, [], found).verdict == "refused"
    badge.refresh_from_db()
    assert badge.verdict == "refused", "the holder's own page says so, too, without their asking"


def test_the_key_cannot_be_read_from_the_database_nor_by_another_installation(lakeside, monkeypatch):
    private = keys_of(lakeside.team).private
    row = Organisation.objects.get(id=lakeside.team.id)
    assert b"PRIVATE" in private
    assert "PRIVATE" not in row.badge_key
    assert keys_of(lakeside.team).private == private
    lakeside.share("ben", "skills")
    sign(lakeside)
    monkeypatch.setattr(sealed, "settings", SimpleNamespace(SECRET_KEY="another installation's"))
    signed = SignedHere.objects.get()
    page = lakeside.as_("educator").post(f"/team/signed/{signed.id}/badge/", follow=True)
    assert "No badge was given" in page.content.decode()
    assert not Badge.objects.visible_to(lakeside.person("ben")).exists()
    assert Client().get(f"/team/issuer/{lakeside.team.id}/status").status_code == 404


# --- Skills


def test_gaps_what_hangs_on_one_person_and_who_could_teach_whom(lakeside):
    lakeside.post("manager", "needs", needs=["aseptic-mixing", "hazardous-spills"])
    for name in ("ben", "cora"):
        lakeside.share(name, "skills")
    sign(lakeside)
    Skill.objects.create(person=lakeside.person("cora"), name="aseptic-mixing")
    Skill.objects.create(person=lakeside.person("manager"), name="hazardous-spills")
    page = lakeside.get("educator", "skills")
    said = text_of(page)
    assert "1 skill is missing" in said
    assert "Hazardous spills and waste No one is learning it." in said, "what is not shared does not count"
    assert "Aseptic mixing Only Ben is signed off. Learning: Cora" in said
    assert "Aseptic mixing : Ben → Cora" in said
    head = [cell.get_text() for cell in page_of(page).select(".people-by th[scope=col]")][:4]
    assert head == ["Skill", "Signed off", "Ben", "Cora"]
    table = lakeside.get("manager", "skills-csv").content.decode().splitlines()
    assert "Aseptic mixing,yes,1,signed off,learning" in table


def test_a_site_alone_may_lack_what_the_team_has(lakeside, monkeypatch):
    lakeside.post("manager", "needs", needs=["aseptic-mixing"])
    for name in ("ben", "cora"):
        lakeside.share(name, "skills")
    sign(lakeside)
    Skill.objects.create(person=lakeside.person("cora"), name="aseptic-mixing")
    said = text_of(lakeside.get("manager", "skills", site=str(lakeside.south.id)))
    assert "South: 1 skill is missing" in said
    assert "Learning: Cora" in said
    assert "Aseptic mixing : Ben → Cora" in said, "who could teach them may be elsewhere"
    south = {"site": str(lakeside.south.id)}
    assert "Ben" not in lakeside.get("manager", "skills-csv", **south).content.decode()
    assert "All sites" not in text_of(lakeside.get("north_manager", "skills", **south)), "they have one"
    assert "Cora" not in text_of(lakeside.get("north_manager", "skills", **south))
    monkeypatch.setattr(skill_pages, "A_PAGE", 1)
    second = page_of(lakeside.as_("manager").get(lakeside.url("skills"), {"page": 2})).select(
        ".people-by th[scope=col]"
    )
    assert [cell.get_text() for cell in second][2:] == ["Cora"], "nobody is left out of the table"


# --- The log


def test_the_log_says_who_did_what_and_only_grows(lakeside):
    ask(lakeside)
    lakeside.get("manager", "member", "ben")
    lakeside.share("ben", "skills")
    sign(lakeside)
    said = text_of(lakeside.get("owner", "log"))
    assert "signed off a skill (Aseptic mixing) Who it is about: Ben" in said
    assert "Manager What: asked for something (An hour on safety) Who it is about: Ben" in said
    assert "all the seals are intact" in said
    lines = log.lines_of(lakeside.team)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert log.first_broken(lines) is None
    for forbidden in (
        lambda: lines.update(act="joined"),
        lambda: lines.filter(number=2).delete(),
        lambda: LogEntry.objects.filter(number=1).first().delete(),
        lambda: raw("UPDATE team_logentry SET act = 'joined'"),
        lambda: raw("DELETE FROM team_logentry"),
        lambda: raw(EMPTYING[connection.vendor]),
    ):
        with pytest.raises(DatabaseError, match="can only grow"), transaction.atomic():
            forbidden()
    assert log.lines_of(lakeside.team).count() == len(lines)


EMPTYING = {
    "sqlite": "INSERT OR REPLACE INTO team_logentry SELECT * FROM team_logentry",
    "postgresql": "TRUNCATE team_logentry",
}


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def changed(line, **values):
    for name, value in values.items():
        setattr(line, name, value)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda lines: changed(lines[2], act="left"),
        lambda lines: changed(lines[2], detail="nothing"),
        lambda lines: changed(lines[2], at=lines[2].at + timedelta(seconds=1)),
        lambda lines: lines.pop(2),
        lambda lines: lines.insert(2, lines[3]),
        lambda lines: (changed(lines[2], act="left"), changed(lines[2], hash=log.hash_of(lines[2]))),
    ],
)
def test_tampering_shows(lakeside, tamper):
    for n in range(5):
        log.note(lakeside.team, lakeside.person("owner"), "assigned", detail=str(n))
    lines = list(log.lines_of(lakeside.team))
    tamper(lines)
    assert log.first_broken(lines) in (3, 4)
