"""What tests of the web bring in: a database, mail, a team, feeds, cards to learn, programs of the API."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from rxladder.news.fetching import ALLOWED
from tests.own_postgresql import own_postgresql
from tests.web_server import serving


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of its own, with an address that `DATABASE_URL` can take."""
    with own_postgresql() as found:
        yield found


@pytest.fixture
def box():
    """A mail server that the installation has been told of."""
    from rxladder.web.plan.reminders.server import MailServer, forget, store
    from tests.web.mailbox import mailbox

    with mailbox() as (found, port):
        store(MailServer("127.0.0.1", port, "none", "from@example.org"))
        yield found
        forget()


@pytest.fixture
def lakeside(db, many_people):
    """A team with two sites and somebody of each role."""
    from tests.web.teams import Team

    return Team()


@pytest.fixture
def stranger(db):
    """Somebody of no team."""
    from rxladder.web.accounts.models import Person

    return Person.objects.create(email="new@example.org", name="Nina", state="us-tx")


@pytest.fixture
def hosts(monkeypatch):
    """A server that answers as a test wants, and may be asked."""
    monkeypatch.setenv(ALLOWED, "127.0.0.1")
    with serving() as server:
        yield server


@pytest.fixture
def reader(local, hosts):
    """A technician in Texas who reads their board, the FDA and a magazine."""
    from tests.web.feed_hosts import become_reader

    become_reader(local.person, hosts)
    return SimpleNamespace(client=local.client, person=local.person, hosts=hosts)


@pytest.fixture
def no_ways(monkeypatch):
    """Pages do not work out how far each place of work is, which takes seconds: few tests are about it."""
    from rxladder.web.workplaces import reaching

    monkeypatch.setattr(reaching, "SECONDS_IN_ALL", 0)


@pytest.fixture
def cards(monkeypatch):
    """A few cards of every kind in the place of all."""
    from tests.web.study_cards import few_cards

    with few_cards(monkeypatch):
        yield


@pytest.fixture
def learner(local, cards):
    """The one person of this machine, who prepares for an exam."""
    from rxladder.web.study.models import Preparation

    local.preparation = Preparation.objects.create(person=local.person, exam="ptce", day=date(2027, 3, 1))
    return local


@pytest.fixture
def program(owner, many_people):
    """A program of the owner's."""
    return _program(owner.person)


@pytest.fixture
def fresh(db, many_people):
    """A program of a person with an empty record."""
    from rxladder.web.accounts.models import Person

    return _program(Person.objects.create(email="fresh@example.org", state="us-tx"))


def _program(person):
    from tests.web.api_calls import Program

    return Program(person)
