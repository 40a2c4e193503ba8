"""A team over HTTP: who may look sees what is shared at that moment, and each look is written down."""

import pytest
from django.utils import timezone

from rxladder.web.team.models import LogEntry, Organisation, Role, TeamMember
from tests.web.api_calls import Program
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
