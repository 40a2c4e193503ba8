"""Nobody sees or changes another person's record, at any address of the URL table."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.urls import reverse

from rxladder.web.accounts.models import Person
from rxladder.web.api import tokens
from rxladder.web.api.models import Token
from rxladder.web.api.service import KINDS, SINGLES, api
from rxladder.web.site import clock
from rxladder.web.team.issuing import keys_of
from rxladder.web.team.models import LogEntry, Organisation, Role, TeamMember
from tests.web.addresses import addresses, calls
from tests.web.api_calls import Program
from tests.web.records import SECRET
from tests.web.settings import TODAY


def everything_of(person):
    """Every row of every table that has a person, and the person."""
    models = [model for model in apps.get_models() if any(f.name == "person" for f in model._meta.fields)]
    rows = {model: list(model.objects.filter(person=person).order_by("id").values()) for model in models}
    return rows, model_to_dict(Person.objects.get(id=person.id))


def told_by(response) -> str:
    """What an answer says, be it a page or a file."""
    return response.getvalue().decode(errors="replace")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_nothing_at_any_address(owner, as_stranger, method):
    before = everything_of(owner.person)
    for address in addresses(owner.records):
        response = getattr(as_stranger, method)(address.url)
        assert response.status_code in ((404, 405) if address.secret else (403, 405)), address
        assert SECRET not in told_by(response), address
    assert everything_of(owner.person) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_person_gets_nothing_of_the_owners_at_any_address(owner, another, as_another, method):
    """Who is a member of the owner's team, owns another one, and managed the owner's until they left."""
    join_teams(owner, another.person)
    before = everything_of(owner.person)
    for address in addresses(owner.records):
        response = getattr(as_another, method)(address.url, follow=not address.named)
        if address.name == "team:example":
            as_another.post("/demo/leave/")
        expected = (404, 405) if address.named else (200, 404, 405, 422)
        assert response.status_code in expected, address
        assert SECRET not in told_by(response), address
    assert everything_of(owner.person) == before


# --- Teams


def in_team(team: Organisation, person: Person, role: str = Role.MEMBER, **more) -> TeamMember:
    """A person as a member of a team."""
    row = TeamMember(organisation=team, person=person, role=role, joined_on=TODAY, **more)
    row.save()
    return row


def join_teams(owner, person: Person) -> None:
    """The owner's team as a plain member, a team of their own, and the end of having managed the owner's."""
    in_team(owner.records.team, person)
    in_team(Organisation.objects.create(name="Elsewhere"), person, Role.OWNER)
    in_team(owner.records.team, person, Role.MANAGER, left_at=clock.now())


PERSONAS = {
    "member": {"role": Role.MEMBER},
    "manager who left": {"role": Role.MANAGER, "left_at": clock.now()},
    "owner who left": {"role": Role.OWNER, "left_at": clock.now()},
    "manager of another team": {"role": Role.MANAGER, "elsewhere": True},
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", PERSONAS)
def test_who_may_not_look_gets_nothing_of_a_team_and_changes_nothing(owner, another, as_another, who, method):
    about = dict(PERSONAS[who])
    other = Organisation.objects.create(name="Elsewhere") if about.pop("elsewhere", False) else None
    in_team(other or owner.records.team, another.person, **about)
    people = [owner.person, owner.records.colleague.person]
    before = [everything_of(person) for person in people]
    log = LogEntry.objects.filter(organisation=owner.records.team.id)
    for address in of_teams(owner.records):
        response = getattr(as_another, method)(address.url)
        if address.name == "team:example":
            as_another.post("/demo/leave/")
        if address.named:
            assert response.status_code in (404, 405), address
        said = told_by(response)
        assert SECRET not in said, address
        assert "Cora" not in said, address
    assert [everything_of(person) for person in people] == before
    assert not log.exists()


def of_teams(records):
    """The addresses of teams."""
    return [address for address in addresses(records) if address.name.startswith("team:")]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.EDUCATOR])
def test_who_may_look_reads_nothing_that_is_not_shared(owner, another, as_another, role):
    Person.objects.filter(id=owner.person.id).update(name="Olivia")
    mine = owner.records.team_member
    in_team(owner.records.team, another.person, role)
    records = SimpleNamespace(**vars(owner.records) | {"colleague": mine})
    looked = 0
    for address in of_teams(records):
        response = as_another.get(address.url)
        looked += response.status_code == 200 and "Olivia" in told_by(response)
        assert SECRET not in told_by(response), address
    assert looked >= 2, "they see the name, and no more"


def test_what_is_open_to_all_about_badges_names_nobody(owner, as_owner, as_stranger):
    team = owner.records.team
    for name in ("issuer", "did", "status", "offline"):
        assert as_stranger.get(reverse(f"team:{name}", args=[team.id])).status_code == 404, "no badge yet"
    keys_of(team)
    for name in ("issuer", "did", "status", "offline"):
        response = as_stranger.get(reverse(f"team:{name}", args=[team.id]))
        assert response.status_code == 200
        assert SECRET not in told_by(response)
        assert "Cora" not in told_by(response)


# --- The API

EXAMPLES = {kind.name: dict(kind.example) for kind in (*KINDS, *SINGLES)}


def sent(call):
    """Something that the address takes."""
    return EXAMPLES.get(call.name, {}) if call.method in ("post", "put", "patch") else None


def shut_out(owner, who: str) -> Program:
    """A program that has no business here: without a token, with a wrong one, or with one that is over."""
    if who == "nobody":
        return Program(None)
    program = Program(owner.person)
    if who == "a guess":
        program.headers["authorization"] = "Bearer rxl_guessed"
    elif who == "expired":
        Token.objects.filter(id=program.token.id).update(expires_at=clock.now())
    else:
        tokens.end(program.token, clock.now())
    return program


@pytest.mark.parametrize("who", ["nobody", "a guess", "expired", "ended"])
def test_who_has_no_good_token_gets_nothing_of_the_api(owner, as_owner, who):
    program = shut_out(owner, who)
    program.client.force_login(owner.person)  # a cookie opens nothing
    before = everything_of(owner.person)
    for call in calls(owner.records):
        response = program(call.method, call.url, sent(call))
        assert response.status_code in (401, 429), call
        assert SECRET not in told_by(response), call
    assert everything_of(owner.person) == before


def test_anothers_token_gets_nothing_of_the_owners(owner, another, many_people):
    """Neither by belonging to the owner's team, nor by having managed it."""
    join_teams(owner, another.person)
    program, before = Program(another.person), everything_of(owner.person)
    for call in calls(owner.records):
        response = program(call.method, call.url, sent(call))
        assert response.status_code < 500, call
        if call.named:
            assert response.status_code == 404, call
        assert SECRET not in told_by(response), call
    assert everything_of(owner.person) == before


def test_each_address_asks_for_its_own_scope(owner, many_people):
    """A token that may do all but that is refused."""
    wanted = {
        operation["operationId"]: operation["security"][0]["token"][0]
        for path in api.get_openapi_schema()["paths"].values()
        for operation in path.values()
    }
    others = {scope: Program(owner.person, *(set(tokens.SCOPES) - {scope})) for scope in tokens.SCOPES}
    for call in calls(owner.records):
        scope = wanted[call.operation]
        assert others[scope](call.method, call.url, sent(call)).status_code == 403, call
        assert scope.startswith("read:") == (call.method == "get") or scope == "webhooks", call


# What the site works out for itself: when a date was told, the order of the news, questions that are gone.
NOTED_BY_ITSELF = {"CalendarEntry", "Ranking", "Sitting"}


def test_the_owner_reads_every_page_and_changes_nothing_by_it(owner, as_owner):
    before, pages = everything_of(owner.person), 0
    for address in addresses(owner.records):
        response = as_owner.get(address.url)
        if response.status_code != 405 and "restore" not in address.name and not address.secret:
            assert response.status_code in (200, 302), address
            pages += 1
    assert pages > 15
    rows, person = everything_of(owner.person)
    changed = {model.__name__ for model in rows if rows[model] != before[0][model]}
    assert changed <= NOTED_BY_ITSELF
    assert person == before[1]


def test_another_persons_demo_is_apart(owner, another, as_owner, as_another):
    as_owner.post("/demo/")
    as_another.post("/demo/")
    demos = Person.objects.filter(kind=Person.Kind.DEMO)
    assert {demo.owner_id for demo in demos} == {owner.person.id, another.person.id}


def test_local_mode_answers_to_this_machine_only(local):
    for host in ("evil.example", "192.168.1.7", "0.0.0.0", "127.0.0.1.evil.example"):
        assert local.client.get("/more/", headers={"host": host}).status_code == 400
    for host in ("127.0.0.1:8000", "localhost:8123", "[::1]:8000"):
        assert local.client.get("/more/", headers={"host": host}).status_code == 200


def test_a_form_from_another_site_is_refused(local):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/demo/")
    assert response.status_code == 403
    assert "nothing was saved" in response.content.decode()
