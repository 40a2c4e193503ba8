"""Nobody sees or changes another person's record, at any address of the URL table."""

import pytest
from django.apps import apps
from django.forms.models import model_to_dict

from rxladder.web.accounts.models import Person
from rxladder.web.api import tokens
from rxladder.web.api.models import Token
from rxladder.web.api.service import KINDS, api
from rxladder.web.api.single_kinds import SINGLES
from rxladder.web.site import clock
from tests.web.addresses import addresses, calls
from tests.web.api_calls import Program
from tests.web.records import SECRET


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
def test_another_person_gets_nothing_of_the_owners_at_any_address(owner, as_another, method):
    before = everything_of(owner.person)
    for address in addresses(owner.records):
        response = getattr(as_another, method)(address.url, follow=not address.named)
        expected = (404, 405) if address.named else (200, 404, 405, 422)
        assert response.status_code in expected, address
        assert SECRET not in told_by(response), address
    assert everything_of(owner.person) == before


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
        assert response.status_code == 401, call
        assert SECRET not in told_by(response), call
    assert everything_of(owner.person) == before


def test_anothers_token_gets_nothing_of_the_owners(owner, another, many_people):
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


def test_the_owners_token_reads_everything(owner, many_people):
    program = Program(owner.person)
    for call in calls(owner.records):
        if call.method == "get":
            assert program("get", call.url).status_code == 200, call


def test_the_owner_reads_every_page(owner, as_owner):
    pages = 0
    for address in addresses(owner.records):
        response = as_owner.get(address.url)
        if response.status_code != 405 and "restore" not in address.name and not address.secret:
            assert response.status_code in (200, 302), address
            pages += 1
    assert pages > 15


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
