"""A team: what each sees of it, by role, site and what each member shares."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import openpyxl
import orjson
import pytest
from django.db.models import F
from django.test import Client
from pypdf import PdfReader

from rxladder.web.accounts.deletion import delete_now
from rxladder.web.accounts.models import Answer, Person
from rxladder.web.certifications.models import Holding
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from rxladder.web.team import log, people_pages, standing
from rxladder.web.team.models import KeptStanding, Organisation, Role, TeamMember
from tests.addressing import speaks_to_the_reader
from tests.web.pages import errors_of, page_of, text_of, undo_of
from tests.web.settings import TODAY
from tests.web.teams import take_credit

# --- What each role may do

ALL = ("owner", "manager", "north_manager", "educator", "ben")
PAGES = {
    "show": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 302, "ben": 404},
    "csv": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 404, "ben": 404},
    "report": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 404, "ben": 404},
    "skills": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 200, "ben": 404},
    "needs": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 404, "ben": 404},
    "asks": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 200, "ben": 404},
    "people": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 200, "ben": 404},
    "log": {"owner": 200, "manager": 200, "north_manager": 200, "educator": 404, "ben": 404},
}
OF_CORA = {
    "member": {"owner": 200, "manager": 200, "north_manager": 404, "educator": 200, "ben": 404},
    "place": {"owner": 200, "manager": 200, "north_manager": 404, "educator": 404, "ben": 404},
}


def test_the_pages_that_each_role_may_open(lakeside):
    for page, by_role in PAGES.items():
        found = {who: lakeside.get(who, page).status_code for who in ALL}
        assert found == by_role, page
    for page, by_role in OF_CORA.items():
        assert {who: lakeside.get(who, page, "cora").status_code for who in ALL} == by_role, page


EVERY = ("compliance", "credits", "skills", "training", "achievements")
PARTS = {
    "owner": EVERY,
    "manager": EVERY,
    "educator": ("credits", "skills", "training"),
}
HEADINGS = {
    "compliance": "Where their credentials stand",
    "credits": "CE log",
    "skills": "Skills",
    "training": "Training and exams",
    "achievements": "Achievements",
}


def headings(page) -> set[str]:
    return {one.get_text() for one in page_of(page).main.find_all("h2")} & set(HEADINGS.values())


@pytest.mark.parametrize("part", EVERY)
def test_each_part_is_seen_by_whom_it_is_for_and_only_while_it_is_shared(lakeside, part):
    take_credit(lakeside.person("ben"))
    lakeside.share("ben", part)
    for who, parts in PARTS.items():
        wanted = {HEADINGS[part]} if part in parts else set()
        assert headings(lakeside.get(who, "member", "ben")) == wanted, who
    lakeside.share("ben")
    for who in PARTS:
        page = lakeside.get(who, "member", "ben")
        assert headings(page) == set()
        assert "Safety first" not in text_of(page)


def test_what_is_switched_off_is_gone_at_once_everywhere(lakeside):
    row = lakeside.rows["ben"]
    standing.refresh()
    assert "Ben" in text_of(lakeside.get("manager", "show"))
    page = lakeside.as_("ben").post(f"/team/mine/{row.id}/", {"skills": "on"}, follow=True)
    assert "Saved" in page.content.decode()
    assert "Ben" not in text_of(lakeside.get("manager", "show"))
    assert "Ben" not in lakeside.get("manager", "csv").content.decode()
    assert "Ben" not in " ".join(page.extract_text() for page in report(lakeside, "manager").pages)
    assert "Registered" not in text_of(lakeside.get("manager", "member", "ben"))


def report(lakeside, who) -> PdfReader:
    return PdfReader(io.BytesIO(lakeside.get(who, "report").content))


def test_leaving_ends_sharing_at_once_and_can_be_taken_back_for_a_day(lakeside):
    row = lakeside.rows["ben"]
    page = lakeside.as_("ben").post(f"/team/mine/{row.id}/leave/", follow=True)
    assert lakeside.get("manager", "member", "ben").status_code == 404
    assert "Ben" not in text_of(lakeside.get("manager", "show"))
    assert "Ben" not in text_of(lakeside.get("owner", "people"))
    assert lakeside.as_("ben").get(f"/team/mine/{row.id}/").status_code == 404
    lakeside.as_("ben").post(undo_of(page))
    assert "Ben" in text_of(lakeside.get("manager", "show"))


def test_whom_the_team_removed_cannot_come_back_by_themselves(lakeside):
    row = lakeside.rows["ben"]
    assert lakeside.post("manager", "remove", "ben").status_code == 302
    lakeside.as_("ben").post(f"/team/mine/{row.id}/rejoin/")
    assert lakeside.get("manager", "member", "ben").status_code == 404


def test_a_team_keeps_an_owner(lakeside):
    mine = lakeside.rows["owner"].id
    lakeside.as_("owner").post(f"/team/mine/{mine}/leave/")
    assert lakeside.get("owner", "show").status_code == 200
    page = lakeside.post("owner", "place", "owner", role="manager")
    assert errors_of(page) == ["Role: A team needs an owner. Make someone else an owner first."]
    assert lakeside.post("manager", "place", "owner", role="member").status_code == 404
    assert errors_of(lakeside.post("manager", "place", "ben", role="owner"))
    lakeside.post("owner", "place", "manager", role="owner")
    lakeside.as_("owner").post(f"/team/mine/{mine}/leave/")
    assert lakeside.get("owner", "show").status_code == 404
    assert TeamMember.objects.visible_to(lakeside.person("manager")).get().role == Role.OWNER


def test_a_team_whose_owner_deletes_their_account_goes_to_who_manages_it(lakeside):
    delete_now(lakeside.person("owner"))
    assert TeamMember.objects.visible_to(lakeside.person("manager")).get().role == Role.OWNER
    said = text_of(lakeside.get("manager", "log"))
    assert "someone whose account is gone" in said
    assert "all the seals are intact" in said


def test_a_manager_of_one_site_sees_its_people_alone(lakeside):
    for page in ("show", "people", "asks", "csv"):
        said = lakeside.get("north_manager", page).content.decode()
        assert "Cora" not in said, page
        assert "Ben" in said, page
    lakeside.rows["ben"].site = lakeside.south
    lakeside.rows["ben"].save()
    assert "Ben" not in text_of(lakeside.get("north_manager", "show"))


# --- Who looked


def test_a_member_sees_who_can_look_and_who_looked(lakeside):
    mine = f"/team/mine/{lakeside.rows['ben'].id}/"
    said = text_of(lakeside.as_("ben").get(mine))
    assert "Manager Manager: Where my credentials stand" in said
    assert "Educator Educator: only that you belong to the team" in said
    assert "No one yet." in said
    for _twice in range(2):
        looked_at = text_of(lakeside.get("manager", "member", "ben"))
    assert "Not shared with you: their CE log; their skills;" in looked_at
    lakeside.get("manager", "show")
    lakeside.get("educator", "member", "cora")
    lines = page_of(lakeside.as_("ben").get(mine)).find(attrs={"aria-labelledby": "looked"}).find_all("li")
    assert len(lines) == 2, "twice at once is one line, and looks at others are not theirs"
    assert "looked at where the team stands" in lines[0].get_text()
    assert "looked at your page" in lines[1].get_text()


def test_who_looked_tells_of_whose_people_and_of_nothing_before_one_joined(lakeside):
    cora = f"/team/mine/{lakeside.rows['cora'].id}/"
    lakeside.get("north_manager", "show")
    assert "where the team stands (North)" in text_of(lakeside.as_("cora").get(cora))
    log.note(lakeside.team, lakeside.person("cora"), "joined", lakeside.rows["cora"].person_id)
    assert "No one yet." in text_of(lakeside.as_("cora").get(cora)), "looks of the same day, but before"


# --- The matrix


def test_whoever_may_not_work_yet_has_something_to_do_whatever_else_they_hold(lakeside):
    for row in Holding.objects.filter(person=lakeside.person("ben")):
        row.credential, row.expires = "ptcb-cpht", date(2029, 4, 30)
        row.save()
    standing.refresh()
    assert "may not work yet" in row_of(lakeside, "Ben")
    shown = page_of(lakeside.get("manager", "show", wanted="30")).find("table", class_="matrix")
    assert "Ben" in shown.tbody.tr.get_text(), "the first to act on, of those within thirty days"
    assert "may not work yet" in lakeside.get("manager", "csv").content.decode()
    text = " ".join(page.extract_text() for page in report(lakeside, "manager").pages)
    assert text.index("may not work yet") < text.index("Everyone else")
    assert "may not work yet" in text_of(lakeside.get("manager", "member", "ben"))


def test_of_whose_record_is_empty_nothing_is_known_and_nothing_claimed(lakeside):
    ben = lakeside.person("ben")
    for kind in (Holding, Answer):
        kind.objects.filter(person=ben).delete()
    Person.objects.filter(id=ben.id).update(revision=F("revision") + 1)
    text = " ".join(page.extract_text() for page in report(lakeside, "manager").pages)
    for said in (
        row_of(lakeside, "Ben"),
        lakeside.get("manager", "csv").content.decode(),
        text_of(lakeside.get("manager", "member", "ben")),
        text,
    ):
        assert "othing is known because their record is empty" in " ".join(said.split())
        assert "may not work yet" not in said
    take_credit(ben, hours=3)
    assert "may not work yet" in row_of(lakeside, "Ben")


def test_the_matrix_says_in_words_what_is_due_and_what_to_do(lakeside):
    standing.refresh()
    said = row_of(lakeside, "Ben")
    assert "20 hours to go" in said
    assert "by 1 Jan 2027, within 60 days" in said
    assert "They need 20 more hours of CE for their Texas registration" in said
    shown = lakeside.get("manager", "show").content.decode()
    assert "S3CRET" not in shown
    assert shown.index('id="people"') < shown.index('id="due"'), "on a phone the people come first"
    take_credit(lakeside.person("ben"), hours=3)
    assert "17 hours to go" in row_of(lakeside, "Ben"), "a record that changed shows at once"


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_files_and_programs_speak_of_a_member_and_never_to_whoever_looks(lakeside, language):
    """All say what is kept; Ben gives vaccines, handed a renewal in, and has a registration that is over."""
    ben = lakeside.person("ben")
    Answer.objects.filter(person=ben).update(value=True)
    Holding.objects.filter(person=ben).update(
        expires=TODAY - timedelta(days=9), filed=TODAY - timedelta(days=20)
    )
    for credential, expires in (
        ("us-nh-registered-technician", TODAY + timedelta(days=90)),
        ("us-hi-technician", None),
    ):
        Holding.objects.create(person=ben, credential=credential, issued=date(2020, 1, 15), expires=expires)
    for page in ("show", "csv", "xlsx", "report"):
        assert lakeside.get("manager", page, HTTP_ACCEPT_LANGUAGE=language).status_code == 200
    shown = text_of(
        lakeside.as_("manager").get(lakeside.url("member", "ben"), headers={"accept-language": language})
    )
    [kept] = KeptStanding.objects.filter(person=ben, language=language)
    told = [one["words"] for one in orjson.loads(kept.answer)["credentials"]]
    for one in orjson.loads(kept.answer)["credentials"]:
        told += [text for step in one["steps"] for text in (step["what"], step["why"])]
    assert len(told) > 5
    assert all(" ".join(text.split()) in shown for text in told)
    assert not [text for text in told if speaks_to_the_reader(text, language)]


def test_a_day_gone_by_is_past_due_and_one_to_come_is_one_to_renew_by(lakeside):
    ben = lakeside.person("ben")
    for days, says, never in ((-12, "past due since", "renew by"), (200, "renew by", "past due since")):
        ends = TODAY + timedelta(days=days)
        Holding.objects.filter(person=ben).update(credential="us-nj-technician", expires=ends)
        standing.refresh()
        for said in (row_of(lakeside, "Ben"), text_of(lakeside.get("manager", "member", "ben"))):
            assert says in said
            assert never not in said


def test_a_trainee_whose_registration_ends_for_good_is_not_sent_to_the_board(lakeside):
    ben = lakeside.person("ben")
    Holding.objects.filter(person=ben).update(
        credential="us-oh-trainee", issued=date(2026, 1, 10), expires=None
    )
    standing.refresh()
    assert "cannot be renewed" in row_of(lakeside, "Ben")
    assert "board" not in row_of(lakeside, "Ben")
    assert "cannot be renewed , ends 10 Jan 2027, within 60 days" in row_of(lakeside, "Ben")
    assert "ends 10 January 2027" in text_of(lakeside.get("manager", "member", "ben")), "and not: renew by"
    ends = TODAY + timedelta(days=70)
    Holding.objects.filter(person=ben).update(credential="us-tx-technician-trainee", expires=ends)
    standing.refresh()
    assert "cannot be renewed , ends 31 Jan 2027, within 90 days" in row_of(lakeside, "Ben")
    for name in lakeside.rows:
        lakeside.share(name, *(["compliance"] if name == "ben" else []))
    heading = page_of(lakeside.get("manager", "show")).h1.get_text()
    assert heading == "1 person has something that ends for good within 90 days", (
        "and not: nothing is missing"
    )
    own = lakeside.as_("ben").get("/holdings/")
    assert [chip.get_text() for chip in page_of(own).main.select(".chip")] == ["cannot be renewed"]


def test_a_day_that_is_over_is_told_as_one(lakeside):
    Holding.objects.filter(person=lakeside.person("ben")).update(expires=TODAY - timedelta(days=7))
    assert "it has lapsed (since 15 Nov 2026)" in row_of(lakeside, "Ben")


def test_what_is_wrong_with_an_invitation_or_a_site_is_said_and_what_was_typed_stays(lakeside):
    wrong = lakeside.post("owner", "invite", name="Rosa Díaz", email="rosa at example", role="member")
    assert (wrong.status_code, errors_of(wrong)) == (
        422,
        ["Their email address: That is not an email address. Write it like name@example.org."],
    )
    assert 'value="Rosa Díaz"' in wrong.content.decode()
    wrong = lakeside.post("owner", "add-site", name=" ")
    assert (wrong.status_code, page_of(wrong).find("details", open=True) is not None) == (422, True)
    assert len(page_of(wrong).find_all(id="id_name")) == 1, "a label leads to its own field"
    assert errors_of(wrong)


def test_a_team_in_which_nobody_told_what_they_hold_is_not_called_complete(lakeside):
    Holding.objects.all().delete()
    Person.objects.update(state="")
    assert page_of(lakeside.get("manager", "show")).h1.get_text() == "No one has said yet what they hold"


def test_what_a_member_is_asked_to_look_at_begins_in_words_for_them(lakeside):
    standing.refresh()
    field = page_of(lakeside.get("manager", "member", "ben")).find("textarea", attrs={"name": "what"})
    assert field.get_text().strip() == "Texas registration"
    for row in Holding.objects.visible_to(lakeside.person("ben")):
        row.delete_softly()
    field = page_of(lakeside.get("manager", "member", "ben")).find("textarea", attrs={"name": "what"})
    assert field.get_text().strip() == "What you need to work in Texas"


def row_of(lakeside, name: str) -> str:
    """The words of a person's row."""
    rows = page_of(lakeside.get("manager", "show")).select("tbody tr")
    return next(" ".join(row.get_text(" ").split()) for row in rows if row.th and name in row.th.get_text())


def test_a_search_for_people_goes_on_from_page_to_page(lakeside, monkeypatch):
    monkeypatch.setattr(people_pages, "A_PAGE", 1)
    first = page_of(lakeside.as_("owner").get(lakeside.url("people"), {"q": "a"}))
    (more,) = first.find("nav", attrs={"aria-label": "Pages"}).find_all("a")
    assert more["href"] == "?q=a&page=2"


def test_it_is_narrowed_by_name_by_site_and_by_what_is_due(lakeside):
    standing.refresh()

    def names(**asked) -> list[str]:
        page = page_of(lakeside.get("manager", "show", **asked))
        return [row.a.get_text() for row in page.select("tbody th[scope=row]") if row.a]

    assert names(q="be") == ["Ben"]
    assert sorted(names(site=str(lakeside.south.id))) == ["Cora"]
    assert names(wanted="30") == []
    assert len(names(wanted="60")) == len(names(wanted="act")) == 6
    assert names(q="\x00%") == []
    shown = page_of(lakeside.get("manager", "show", site=str(lakeside.south.id)))
    ask = shown.find("a", string="Ask these people for something")["href"]
    ticked = page_of(lakeside.as_("manager").get(ask)).select('input[name="members"][checked]')
    assert [box["value"] for box in ticked] == [str(lakeside.rows["cora"].id)]
    assert "late, or due within 30 days" not in shown.main.get_text()
    Holding.objects.filter(person=lakeside.person("ben")).update(expires=TODAY + timedelta(days=10))
    standing.refresh()
    assert "1 person is late, or due within 30 days" in text_of(lakeside.get("manager", "show"))


def test_it_goes_out_as_files_that_say_the_same(lakeside):
    lakeside.rows["cora"].person.name = "=1+1"
    lakeside.rows["cora"].person.save()
    rows = list(csv.reader(io.StringIO(lakeside.get("manager", "csv").content.decode())))
    ben = next(row for row in rows if row[0] == "Ben")
    assert len(list(csv.reader(io.StringIO(lakeside.get("manager", "csv", q="ben").content.decode())))) == 2
    assert ben[1:7] == [
        *("North", "Registered pharmacy technician, Texas", "20 hours to go"),
        *("2027-01-01", "2027-01-01", "within 60 days"),
    ]
    assert any(row[0] == "'=1+1" for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(lakeside.get("manager", "xlsx").content)).active
    values = [[cell.value for cell in row] for row in book.iter_rows()]
    assert values[0] == rows[0]
    assert any(row[0] == "=1+1" for row in values)
    pages = report(lakeside, "manager").pages
    said = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "6 people share where they stand; 6 with something to do." in said
    assert "The seal of the last line is" in said


def test_what_is_not_worked_out_yet_says_so_and_a_job_does_it(lakeside, monkeypatch):
    monkeypatch.setattr(
        "rxladder.web.team.compliance_pages.stands", lambda viewer: standing.stands(viewer, 0)
    )
    assert "Still working out 6 people" in text_of(lakeside.get("manager", "show"))
    assert standing.refresh() == "6 worked out"
    assert "being worked out" not in text_of(lakeside.get("manager", "show"))
    take_credit(lakeside.person("ben"))
    said = text_of(lakeside.get("manager", "show"))
    assert "1 person is shown as of an earlier day" in said
    assert "as of 22 Nov 2026" in said
    assert standing.refresh() == "1 worked out"


def test_a_new_day_and_new_rules_make_it_old(lakeside, settings, monkeypatch):
    standing.refresh()
    assert standing.refresh() == "0 worked out"
    settings.TODAY = TODAY + timedelta(days=1)
    assert standing.refresh() == "6 worked out"
    KeptStanding.objects.filter(person=lakeside.person("ben")).update(packs="other rules")
    assert standing.refresh() == "1 worked out"


def test_nobody_shares_yet(lakeside):
    for name in lakeside.rows:
        lakeside.share(name)
    said = text_of(lakeside.get("manager", "show"))
    assert "No one shares where they stand yet" in said
    assert "6 people do not share where they stand." in said


# --- One person's machine, and the example


@pytest.mark.once
def test_on_ones_own_machine_the_page_explains_and_shows_an_example(local):
    said = text_of(local.client.get("/team/"))
    assert "A team needs a site that everyone can reach" in said
    assert local.client.get("/team/new/").status_code == 302
    page = local.client.post("/team/example/", follow=True)
    assert "Femi Adeyemi" in text_of(page)
    assert "a made-up team" in text_of(page)
    local.client.post("/team/example/")
    assert Organisation.objects.count() == 1
    assert Person.objects.filter(name="Femi Adeyemi").count() == 1
    local.client.post("/demo/leave/")
    assert not TeamMember.objects.visible_to(local.person).exists()


# --- The career file


def test_a_membership_goes_with_the_career_file_and_a_file_makes_nobody_a_member(lakeside, stranger):
    career = export_career(lakeside.person("ben"))
    (team,) = career.teams
    assert (team.organisation, team.role, team.site, team.shares) == (
        *("Lakeside Pharmacy", "member", "North"),
        ("compliance",),
    )
    import_career(stranger, career)
    assert export_career(stranger).teams == (team,)
    assert not TeamMember.objects.visible_to(stranger).exists()
    outsider = Client()
    outsider.force_login(stranger)
    assert outsider.get(lakeside.url("show")).status_code == 404
    import_career(lakeside.person("ben"), career)
    assert export_career(lakeside.person("ben")).teams == (team,), "what is so here is told once"
    assert packs()
