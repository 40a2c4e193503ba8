"""Nobody sees or changes another person's record, at any address of the URL table."""

import pytest
from django.apps import apps
from django.forms.models import model_to_dict

from rxladder.web.accounts.models import Person
from tests.web.addresses import addresses
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
