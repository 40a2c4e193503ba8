"""A team begins, people are invited and join, and it is called something else."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import Client

from rxladder.web.accounts import invitations
from rxladder.web.accounts.invitation_models import Invitation
from rxladder.web.accounts.models import Person, WaitingMail
from rxladder.web.site import clock
from rxladder.web.team import inviting_many, joining, log, membership
from rxladder.web.team.models import Offer, Organisation, Site, TeamMember
from rxladder.web.trash import acting
from tests.web.pages import errors_of, page_of, text_of


def test_from_an_empty_page_to_a_team_of_two(db, many_people, stranger):
    dana = Person.objects.create(email="dana@example.org", state="us-tx")
    Person.objects.filter(id=stranger.id).update(name="")
    first, second = Client(), Client()
    first.force_login(dana)
    second.force_login(stranger)
    assert "Start a team" in text_of(first.get("/welcome/")), "who has a team in mind and no record to keep"
    assert "You do not belong to a team yet" in text_of(first.get("/team/"))
    assert errors_of(first.post("/team/new/", {"name": " "}))
    assert "Write your name" in errors_of(first.post("/team/new/", {"name": "Elm"}))[0]
    page = first.post("/team/new/", {"own_name": "Dana", "name": "Elm Street Pharmacy"}, follow=True)
    team = Organisation.objects.get(name="Elm Street Pharmacy")
    assert "Invite someone" in text_of(page)
    assert "Open my teams" in text_of(first.get("/welcome/"))
    page = first.post(f"/team/{team.id}/invite/", {"role": "member", "name": "Nina"}, follow=True)
    link = page_of(page).find("input", attrs={"readonly": True})["value"]
    path = link.removeprefix("http://127.0.0.1:8000")
    shown = second.get(path)
    assert "Join the team at Elm Street Pharmacy" in text_of(shown)
    page = second.post(path, follow=True)
    assert "Dana invites you to join as: Member." in text_of(page)
    assert not TeamMember.objects.visible_to(stranger).exists(), "nothing is shared before one says so"
    ticked = [
        box["name"] for box in page_of(page).find_all("input", type="checkbox") if box.has_attr("checked")
    ]
    assert ticked == ["compliance", "may_remind"]
    join = page.request["PATH_INFO"]
    assert "Write your name" in errors_of(second.post(join, {"compliance": "on"}))[0]
    page = second.post(join, {"own_name": "Nina", "compliance": "on"}, follow=True)
    assert "What is your name?" not in text_of(page)
    row = TeamMember.objects.visible_to(stranger).get()
    assert (row.role, row.shares, row.may_remind) == ("member", ["compliance"], False)
    assert Client().get(path).status_code == 404, "an invitation is good once"
    assert "Nina" in text_of(first.get(f"/team/{team.id}/"))


def test_an_invitation_that_was_taken_back_or_used_lets_nobody_in(lakeside, stranger):
    lakeside.post("manager", "invite", role="member", site=lakeside.north.id)
    offer = Offer.objects.get()
    row = Invitation.objects.get(id=offer.invitation)
    outsider = Client()
    outsider.force_login(stranger)
    assert lakeside.as_("north_manager").post(f"/team/uninvite/{offer.id}/").status_code == 302
    assert outsider.post(invitations.path_of(row)).status_code == 404
    assert outsider.get(f"/team/join/{offer.id}/").status_code == 404
    assert "joined" not in text_of(lakeside.get("owner", "log")).lower().replace(
        "accepted, not joined yet", ""
    )


def test_an_invitation_is_sent_again_and_the_log_tells_whose(lakeside, stranger, monkeypatch):
    lakeside.post("owner", "invite", role="member", email="nina@example.org")
    offer = Offer.objects.get()
    first = Invitation.objects.get(id=offer.invitation)
    assert invitations.accept(first, stranger)
    lakeside.as_("north_manager").post(f"/team/invite-again/{offer.id}/")
    assert Invitation.objects.count() == 1, "whom one may not invite one does not invite again"
    page = lakeside.as_("manager").post(f"/team/invite-again/{offer.id}/", follow=True)
    assert "A new invitation is on its way to nina@example.org." in text_of(page)
    offer.refresh_from_db()
    second = Invitation.objects.get(id=offer.invitation)
    assert [row.email for row in (first, second)] == ["nina@example.org"] * 2
    assert not joining.waiting_for(stranger).exists(), "nor does the old one open the place"
    assert WaitingMail.objects.count() == 2
    monkeypatch.setattr(joining, "MOST_A_DAY", 1)
    told = lakeside.as_("manager").post(f"/team/invite-again/{offer.id}/", follow=True)
    assert "At most 1 invitations a day are sent" in text_of(told), "each time counts as one more mail"
    lakeside.as_("owner").post(f"/team/uninvite/{offer.id}/")
    said = text_of(lakeside.get("owner", "log"))
    for what in ("made an invitation", "sent an invitation again", "took an invitation back"):
        assert f"{what} (Member) Who it is about: nina@example.org" in said
    assert "nina" not in "".join(line.detail for line in log.lines_of(lakeside.team)), (
        "what is kept names nobody"
    )


@pytest.mark.parametrize(
    ("who", "role", "site", "made"),
    [
        ("owner", "owner", "", True),
        ("manager", "manager", "", True),
        ("manager", "owner", "", False),
        ("north_manager", "member", "north", True),
        ("north_manager", "member", "south", False),
        ("north_manager", "member", "", False),
    ],
)
def test_whom_each_may_invite(lakeside, who, role, site, made):
    where = str(getattr(lakeside, site).id) if site else ""
    lakeside.post(who, "invite", role=role, site=where)
    assert Offer.objects.exists() is made


def test_a_team_does_not_make_the_site_write_to_the_world(lakeside, monkeypatch):
    monkeypatch.setattr(joining, "MOST_A_DAY", 2)
    for n in range(3):
        sent = {"role": "member", "email": f"{n}@example.org"}
        told = lakeside.as_("owner").post(lakeside.url("invite"), sent, follow=True)
    assert "At most 2 invitations a day are sent" in text_of(told)
    assert WaitingMail.objects.count() == 2
    lakeside.post("owner", "invite", role="member")
    assert Offer.objects.count() == 3, "whoever passes it on themselves may go on"


LIST = """Ana López <ana@example.org>
ben@example.org, Ben Müller
"Reyes, Cora"\tcora@example.org; ANA@example.org
"""


def test_a_team_and_its_sites_are_called_something_else_by_its_owner(lakeside):
    assert lakeside.get("manager", "names").status_code == 404
    north, south = str(lakeside.north.id), str(lakeside.south.id)
    told = {"team": "Lakeside Pharmacies", north: "South", south: "South"}
    assert "Another site already has that name." in errors_of(lakeside.post("owner", "names", **told))[0]
    lakeside.post("owner", "names", **told | {south: "North"})
    said = text_of(lakeside.get("owner", "people"))
    assert "Lakeside Pharmacies" in said
    assert "Ben Member · South" in said, "two sites may take each other's names"
    for _again in range(2):
        lakeside.post("owner", "names", **told | {south: "North"})
    told = [line.detail for line in log.lines_of(lakeside.team) if line.act.startswith("renamed")]
    assert told == ["Lakeside Pharmacies", "North → South", "South → North"], "nothing twice"


def test_a_site_goes_once_nobody_is_there_or_invited_there(lakeside):
    def removed(who="owner", site=lakeside.south):
        page = lakeside.as_(who).post(f"/team/{lakeside.team.id}/sites/{site.id}/remove/", follow=True)
        return text_of(page)

    lakeside.post("owner", "invite", role="member", site=lakeside.south.id)
    assert "1 person is at South" in removed()
    membership.leave(lakeside.rows["cora"])
    assert "1 person is at South" in removed(), "who may undo leaving would come back to all sites"
    TeamMember.objects.filter(site=lakeside.south).update(left_at=clock.now() - timedelta(days=2))
    assert "Someone is invited to South" in removed()
    lakeside.as_("owner").post(f"/team/uninvite/{Offer.objects.get().id}/")
    removed("manager")
    assert Site.objects.filter(name="South").exists()
    assert "South is no longer a site of the team." in removed()
    assert [site.name for site in Site.objects.filter(organisation=lakeside.team)] == ["North"]
    assert "removed a site (South)" in text_of(lakeside.get("owner", "log"))


def test_a_site_that_was_removed_comes_back_with_who_was_there(lakeside):
    lakeside.post("owner", "invite", role="member", site=lakeside.south.id)
    lakeside.as_("owner").post(f"/team/uninvite/{Offer.objects.get().id}/")
    TeamMember.objects.filter(site=lakeside.south).update(left_at=clock.now() - timedelta(days=2))
    at = f"/team/{lakeside.team.id}/sites/{lakeside.south.id}"

    def sent(what, who="owner"):
        return lakeside.as_(who).post(f"{at}/{what}/", follow=True)

    removed = [sent("remove") for _tap in range(2)]
    undos = [page.content.decode().count(f'action="{at}/back/"') for page in removed]
    assert undos == [2, 2], "in the message, and further down for a month"
    assert sent("back", "manager").status_code == 404
    assert "Removed" not in text_of(lakeside.get("manager", "people"))
    assert "South Can come back until" in text_of(lakeside.get("owner", "people"))
    for page in ("people", "show", "names"):
        assert str(lakeside.south.id) not in lakeside.get("owner", page).content.decode().replace(at, "")

    lakeside.post("owner", "add-site", name="South")
    assert "Another site is called South now." in text_of(sent("back"))
    another = Site.objects.get(name="South")
    lakeside.as_("owner").post(f"/team/{lakeside.team.id}/sites/{another.id}/remove/")
    for _tap in range(2):
        assert "South is a site of the team again." in text_of(sent("back"))
    assert Site.objects.get(name="South") == lakeside.south
    assert TeamMember.objects.get(id=lakeside.rows["cora"].id).site == lakeside.south
    assert Offer.objects.get().site == lakeside.south
    told = [line.act for line in log.lines_of(lakeside.team) if line.act.endswith("-site")]
    assert told == ["removed-site", "removed-site", "restored-site"], "nothing twice"

    acting.look(clock.now() + timedelta(days=29))
    assert Site.every.filter(id=another.id).exists()
    acting.look(clock.now() + timedelta(days=31))
    assert not Site.every.filter(id=another.id).exists()


def test_nobody_is_placed_at_or_invited_to_a_site_that_goes_meanwhile(lakeside, monkeypatch):
    kept = membership.team_locked

    @contextmanager
    def too_late(*whom):
        Site.objects.filter(id=lakeside.south.id).update(removed_at=clock.now())
        with kept(*whom):
            yield

    monkeypatch.setattr(membership, "team_locked", too_late)
    to_south = {"role": "educator", "site": lakeside.south.id}
    assert lakeside.post("owner", "invite", **to_south).status_code == 404
    assert not Offer.objects.exists()
    lakeside.south.save()
    assert lakeside.post("owner", "place", "ben", **to_south).status_code == 404
    assert TeamMember.objects.get(id=lakeside.rows["ben"].id).role == "member"


def test_a_list_from_a_mail_or_a_table_is_read_line_by_line():
    people, unread = inviting_many.whom_of(f"{LIST}\nDora\nemil@nowhere\na@example.org b@example.org")
    assert people == [
        *(("ana@example.org", "Ana López"), ("ben@example.org", "Ben Müller")),
        ("cora@example.org", "Reyes Cora"),
    ]
    assert unread == ["Dora", "emil@nowhere", "a@example.org b@example.org"]


def test_several_people_are_invited_at_once_and_nobody_twice(lakeside, monkeypatch):
    def invited(text):
        sent = {"people": text, "role": "member", "site": str(lakeside.north.id)}
        return lakeside.as_("owner").post(lakeside.url("invite"), sent, follow=True)

    assert "in: Dora" in errors_of(invited(f"{LIST}Dora"))[0]
    assert not Offer.objects.exists(), "all of them or none"
    assert "3 invitations are on their way." in text_of(invited(LIST))
    assert "1 invitation is on its way. 3 were already invited." in text_of(invited(f"{LIST}d@example.org"))
    again = text_of(invited(LIST))
    assert "3 were already invited." in again
    assert "on their way" not in again
    assert {(row.role, row.site) for row in Offer.objects.all()} == {("member", lakeside.north)}
    assert WaitingMail.objects.count() == 4
    monkeypatch.setattr(joining, "MOST_A_DAY", 5)
    assert "5 invitations a day" in errors_of(invited("e@example.org\nf@example.org"))[0]
