"""A team over HTTP: who may look sees what is shared at that moment, and each look is written down."""

import pytest
from django.utils import timezone

from rxladder.web.accounts.invitation_models import Invitation
from rxladder.web.accounts.invitations import accept
from rxladder.web.team.models import LogEntry, Organisation, Role, TeamMember
from tests.web.api_calls import Program, says
from tests.web.settings import TODAY
from tests.web.teams import Team

LISTS = ("members", "compliance", "skills")


@pytest.fixture
def team(db, many_people):
    return Team()


def names(program, team, what):
    answer = program("get", f"/teams/{team.team.id}/{what}")
    return [item["name"] for item in answer.json()["items"]] if answer.status_code == 200 else None


def test_a_manager_reads_how_those_stand_who_share_it(team):
    team.share("cora")
    program = Program(team.person("manager"))
    [mine] = program("get", "/teams").json()["items"]
    assert (mine["name"], mine["role"], mine["id"]) == ("Lakeside Pharmacy", "manager", str(team.team.id))
    found = program("get", f"/teams/{team.team.id}/compliance").json()
    assert found["next"] is None
    ben = next(item for item in found["items"] if item["name"] == "Ben")
    assert (ben["site"], ben["known"], ben["as_of"]) == ("North", True, None)
    assert [one["credential"] for one in ben["credentials"]] == ["us-tx-technician"]
    assert "Cora" not in str(found)
    assert "S3CRET" not in str(found)
    looks = LogEntry.objects.filter(organisation=team.team.id, act="saw-team").values_list("actor", flat=True)
    assert list(looks) == [team.rows["manager"].person_id]
    first = program("get", f"/teams/{team.team.id}/members?limit=2").json()
    more = program("get", f"/teams/{team.team.id}/members?limit=2&cursor={first['next']}").json()
    assert [item["name"] for item in first["items"] + more["items"]] == ["Ben", "Cora", "Educator", "Manager"]


def test_each_role_reads_what_its_pages_show_and_nobody_else_anything(team):
    stranger = Organisation.objects.create(name="Other Pharmacy")
    other = Team.add(team, "other", Role.MANAGER)
    TeamMember.objects.filter(id=other.id).update(organisation=stranger)
    team.share("ben", "compliance", "skills")
    everyone = {name: Program(team.person(name)) for name in ("manager", "north_manager", "educator", "ben")}
    everyone["other"] = Program(team.person("other"))
    assert names(everyone["north_manager"], team, "members") == ["Ben", "North_manager"]
    assert names(everyone["educator"], team, "compliance") is None
    assert names(everyone["educator"], team, "skills") == ["Ben"]
    for what in LISTS:
        assert names(everyone["ben"], team, what) is None
        assert names(everyone["other"], team, what) is None
    # A token that is not for it does not open it.
    narrow = Program(team.person("manager"), "read:record", "read:answers")
    assert {narrow("get", f"/teams/{team.team.id}/{what}").status_code for what in LISTS} == {403}


def test_who_leaves_is_out_of_sight_and_sees_nothing_more(team):
    manager, leaving = Program(team.person("manager")), Program(team.person("north_manager"))
    assert "Ben" in names(manager, team, "compliance")
    for name in ("ben", "north_manager"):
        TeamMember.objects.filter(id=team.rows[name].id).update(left_at=timezone.now())
    assert "Ben" not in names(manager, team, "compliance")
    assert [names(leaving, team, what) for what in LISTS] == [None] * 3
    assert leaving("get", "/teams").json()["items"] == []


# --- Changing


def test_a_team_from_its_beginning_to_a_badge_that_is_taken_back(team):
    """One story through every change, each seen from the other side."""
    owner, ben = Program(team.person("owner")), Program(team.person("ben"))
    started = owner("post", "/teams", {"name": "Harbor Pharmacy"}).json()
    at = f"/teams/{started['id']}"
    site = owner("post", f"{at}/sites", {"name": "Pier"}).json()
    told = {"role": "member", "site": site["id"], "name": "Ben"}
    offered = owner("post", f"{at}/invitations", told, idempotency_key="once").json()
    assert owner("post", f"{at}/invitations", told, idempotency_key="once").json() == offered
    assert owner("get", f"{at}/invitations").json()["items"] == [offered]
    assert accept(Invitation.objects.get(about=offered["id"]), team.person("ben"))
    [place] = ben("get", "/places").json()["items"]
    joined = ben("post", f"/places/{place['id']}/take", {"shares": ["skills"]}).json()
    assert (joined["name"], joined["site"], joined["shares"]) == ("Harbor Pharmacy", "Pier", ["skills"])
    assert ben("post", f"/places/{place['id']}/take", {"shares": ["skills"]}).status_code == 404

    # What is asked, seen to and told.
    whom = f"{at}/members/{joined['id']}"
    ask = {"what": "Open", "kind": "list", "items": ["Till", "Door"], "members": [joined["id"]]}
    [made] = owner("post", f"{at}/asks", ask).json()["asks"]
    [mine] = [one for one in ben("get", "/asked").json()["items"] if one["id"] == made["id"]]
    assert ben("put", f"/asked/{mine['id']}", {"ticked": ["Till"]}).json()["done"] is None
    assert (
        says(ben("put", f"/asked/{mine['id']}", {"ticked": ["Roof"]})) == "That is not an item on the list."
    )
    assert ben("put", f"/asked/{mine['id']}", {"ticked": ["Door", "Till"]}).json()["done"] == str(TODAY)
    assert owner("get", f"{at}/asks").json()["items"][0]["done"] == str(TODAY)
    assert owner("delete", f"{at}/asks/{made['id']}").status_code == 204
    assert owner("post", f"{at}/asks/{made['id']}/restore").json()["id"] == made["id"]
    assert "not want reminders" in says(owner("post", f"{whom}/reminders", {"what": "Look"}))
    ben("put", f"/memberships/{joined['id']}", {"shares": ["skills"], "may_remind": True})
    assert owner("post", f"{whom}/reminders", {"what": "Look"}).status_code == 201
    [nudge] = ben("get", "/nudges").json()["items"]
    assert ben("delete", f"/nudges/{nudge['id']}").status_code == 204
    assert ben("post", f"/nudges/{nudge['id']}/restore").json() == nudge

    # A skill, its badge, and both taken back.
    signed = owner("post", f"{whom}/sign-offs", {"skill": "restocking"}).json()
    assert signed["on"] == str(TODAY), "without a day: today"
    assert owner("post", f"{whom}/sign-offs", {"skill": "restocking"}).json() == signed, "pressed twice"
    [standing] = ben("get", "/skills").json()["items"][0]["sign_offs"]
    assert standing["by"] == "Owner, Harbor Pharmacy"
    badge = owner("post", f"{at}/sign-offs/{signed['id']}/badge").json()
    assert owner("get", f"{at}/sign-offs").json()["items"] == [signed | {"badge": badge["id"]}]
    assert owner("post", f"{at}/sign-offs/{signed['id']}/badge").status_code == 409
    assert "badge was given" in says(owner("delete", f"{at}/sign-offs/{signed['id']}"))
    assert owner("put", f"{at}/badges/{badge['id']}/revoked", {"why": "An error"}).json()["revoked"]
    assert owner("delete", f"{at}/sign-offs/{signed['id']}").status_code == 204
    assert owner("put", f"{at}/needs", {"needs": ["restocking"]}).json() == {"needs": ["restocking"]}
    assert "`juggling`" in says(owner("put", f"{at}/needs", {"needs": ["restocking", "juggling"]}))

    # Other names.
    assert owner("put", at, {"name": "Harbor Pharmacies"}).json()["name"] == "Harbor Pharmacies"
    assert ben("put", at, {"name": "Ben's"}).status_code == 404
    assert owner("put", f"{at}/sites/{site['id']}", {"name": "Quay"}).json() == site | {"name": "Quay"}
    other = owner("post", f"{at}/sites", {"name": "Mole"}).json()
    assert owner("put", f"{at}/sites/{other['id']}", {"name": "Quay"}).status_code == 409
    elsewhere = f"{at}/sites/{team.north.id}"
    assert owner("put", elsewhere, {"name": "Mine"}).status_code == 404, "another team's"
    assert owner("delete", f"{at}/sites/{other['id']}").status_code == 204
    assert owner("put", f"{at}/sites/{site['id']}", {"name": "Mole"}).status_code == 200
    assert "called Mole now" in says(owner("post", f"{at}/sites/{other['id']}/restore"))

    # Who leaves, who may not, who is removed.
    [own] = [one for one in owner("get", "/memberships").json()["items"] if one["team"] == started["id"]]
    assert "only owner" in says(owner("delete", f"/memberships/{own['id']}"))
    assert owner("put", f"{whom}/place", {"role": "educator"}).json()["role"] == "educator"
    assert ben("delete", f"/memberships/{joined['id']}").status_code == 204
    assert owner("get", whom).status_code == 404
    assert ben("post", f"/memberships/{joined['id']}/restore").json()["shares"] == ["skills"]
    assert owner("get", whom).json()["shares"] == ["skills"]
    assert owner("delete", whom).status_code == 204
    assert ben("post", f"/memberships/{joined['id']}/restore").status_code == 404
    acts = [line["act"] for line in owner("get", f"{at}/log").json()["items"]]
    assert {"invited", "assigned", "reminded", "signed-off", "badge", "revoked", "role", "removed"} <= {*acts}


def test_each_role_changes_what_its_pages_let_it_change(team):
    """Each change as each role: done, or as if it was not there; and what is wrong is named in its place."""
    team.share("ben", "compliance", "skills")
    at, ben = f"/teams/{team.team.id}", f"/teams/{team.team.id}/members/{team.rows['ben'].id}"
    cora = f"{at}/members/{team.rows['cora'].id}"
    skill = {"skill": "restocking", "on": str(TODAY)}
    ask = {"what": "Law", "kind": "education", "members": [str(team.rows["ben"].id)]}
    tries = {
        ("post", f"{at}/sites"): {"owner"},
        ("post", f"{at}/invitations"): {"owner", "manager", "north_manager"},
        ("post", f"{at}/sites/{team.south.id}/restore"): {"owner"},
        ("put", f"{at}/needs"): {"owner", "manager", "north_manager"},
        ("post", f"{at}/asks"): {"owner", "manager", "north_manager", "educator"},
        ("post", f"{ben}/sign-offs"): {"owner", "manager", "north_manager", "educator"},
        ("post", f"{cora}/sign-offs"): set(),
        ("post", f"{cora}/reminders"): {"owner", "manager"},
        ("put", f"{cora}/place"): {"owner", "manager"},
        ("get", f"{at}/log"): {"owner", "manager", "north_manager"},
        ("get", f"{at}/badges"): {"owner", "manager", "north_manager"},
    }
    sent = {"sites": {"name": "East"}, "invitations": {"role": "member", "site": str(team.north.id)}}
    sent |= {"needs": {"needs": []}, "asks": ask, "sign-offs": skill, "reminders": {"what": "Look"}}
    sent |= {"place": {"role": "member", "site": str(team.south.id)}}
    programs = {name: Program(team.person(name)) for name in team.rows}
    for (method, path), may in tries.items():
        data = sent.get(path.rpartition("/")[2]) if method != "get" else None
        done = {name for name, it in programs.items() if it(method, path, data).status_code < 300}
        others = {it(method, path, data).status_code for name, it in programs.items() if name not in done}
        assert (path, done) == (path, may)
        assert others <= {404}, path
    # An owner is made by owners alone, and a site's manager places nobody elsewhere.
    refused = programs["manager"]("put", f"{cora}/place", {"role": "owner"})
    assert [one["at"] for one in refused.json()["errors"]] == ["/role"]
    elsewhere = {"role": "member", "site": str(team.south.id)}
    assert programs["north_manager"]("post", f"{at}/invitations", elsewhere).status_code == 422
    wrong = programs["owner"]("post", f"{at}/asks", ask | {"kind": "skill", "due": "2020-01-01"}).json()
    assert {one["at"] for one in wrong["errors"]} == {"/skill", "/due"}
