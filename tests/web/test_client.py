"""The Python client against the site's own WSGI application: the same entries go out and come back."""

import time
from datetime import date
from fractions import Fraction

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from rxladder.career.duty_entries import SkillEntry
from rxladder.client import ApiProblem, Client, is_from_the_site
from rxladder.web.accounts.models import Person
from rxladder.web.api import webhooks
from rxladder.web.api.models import Webhook
from rxladder.web.education.models import Credit
from rxladder.web.site import clock
from tests.badge_files import jwt_3
from tests.web.api_calls import Program


class Flaky(httpx.WSGITransport):
    """A line to the site that breaks, after the site has done its work, as often as it is told to."""

    breaks = 0

    def handle_request(self, request):
        answer = super().handle_request(request)
        if self.breaks:
            self.breaks -= 1
            answer.read()
            raise httpx.ReadError("the line broke")
        return answer


@pytest.fixture
def line(db, many_people):
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Flaky(app=get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def rx(line):
    program = Program(Person.objects.create(email="client@example.org", state="us-tx"))
    http = httpx.Client(
        transport=line, base_url="https://testserver/api/v1", headers=program.headers, timeout=5
    )
    with Client("", "", http=http) as made:
        made._line.wait = lambda _seconds: None
        yield made


def test_entries_go_out_and_come_back_as_they_are(rx):
    credit = rx.credits.add(date=date(2026, 3, 2), hours=Fraction(1, 3), title="Law")
    assert (credit.entry.hours, credit.entry.date) == (Fraction(1, 3), date(2026, 3, 2))
    assert rx.credits.get(credit.id) == credit
    skill = rx.skills.add(SkillEntry(name="aseptic-technique", level="alone", teachers=["Ana"]))
    assert skill.entry.teachers == ["Ana"]
    assert [one.entry for one in rx.skills] == [skill.entry]
    told = {"credential": "us-tx-technician", "clause": "total", "needed": 18}
    assert rx.overrides.add(**told, told_on="2026-05-01", evidence="A letter").entry.needed == 18
    changed = rx.credits.change(credit, title="Texas law", hours=2, provider=None, cost_usd="12.50")
    assert (changed.entry.title, changed.entry.hours, str(changed.entry.cost_usd)) == ("Texas law", 2, "12.5")
    with pytest.raises(ApiProblem, match="changed since") as stale:
        rx.credits.put(credit, credit.entry)
    assert stale.value.status == 412
    rx.credits.delete(changed)
    assert list(rx.credits) == []
    assert rx.credits.restore(changed).entry == changed.entry
    rx.credits.delete(changed)
    [gone] = rx.deleted()
    assert (gone["name"].split(" · ")[0], gone["counts"]) == ("Texas law", {"credit": 1})
    rx.bring_back(gone["at"], changed.id)
    assert (list(rx.deleted()), rx.credits.get(changed.id).entry) == ([], changed.entry)
    with pytest.raises(ApiProblem, match="did you mean") as wrong:
        rx.holdings.add(credential="us-tx-technicain")
    assert wrong.value.errors[0]["at"] == "/credential"


def test_answers_profile_and_file(rx):
    rx.holdings.add(credential="us-tx-technician", expires="2027-06-30")
    assert rx.change_person(name="Sam", birthday=date(1994, 6, 15)).name == "Sam"
    assert rx.person().birthday == date(1994, 6, 15)
    assert rx.change_availability(study_hours_per_week=4).study_hours_per_week == 4
    assert rx.audit()["holdings"][0]["credential"] == "us-tx-technician"
    assert rx.audit(on=date(2027, 7, 1))["holdings"][0]["status"] == "lapsed"
    assert rx.move("us-ca", on=date(2027, 7, 1))["on"] == "2027-07-01"
    assert rx.next_steps()["steps"]
    assert rx.eligible("ptcb-cpht")["credential"] == "ptcb-cpht"
    file = rx.career_file()
    at = rx.replace_record("rxladder: 1")["at"]
    assert list(rx.holdings) == []
    rx.undo_replace(at)
    assert rx.career_file() == file


def test_teams_badges_and_all_else(rx):
    team = rx.team(rx.send("POST", "/teams", {"name": "Harbor Pharmacy"})["id"])
    assert [one["name"] for one in rx.teams()] == ["Harbor Pharmacy"]
    invited = team.invite("member", name="Ben")
    assert invited["address"].startswith("http")
    assert team.invite_again(invited["id"])["address"] not in ("", invited["address"])
    assert team.rename("Harbor Pharmacies")["name"] == "Harbor Pharmacies"
    quay = team.rename_site(team.add_site("Pier")["id"], "Quay")
    assert quay["name"] == "Quay"
    team.remove_site(quay["id"])
    assert quay not in team.all("sites")
    assert team.restore_site(quay["id"]) == quay
    assert quay in team.all("sites")
    assert team.needs(["restocking"]) == team.needs() == ["restocking"]
    [mine] = rx.memberships
    shared = rx.memberships.share(mine["id"], "skills", may_remind=False)
    assert (shared["shares"], shared["may_remind"]) == (["skills"], False)
    [row] = team.all("members")
    [asked] = team.ask("Open", "list", [row["id"]], items=["Till"])
    assert rx.memberships.see_to(asked["id"], ticked=["Till"])["done"]
    with pytest.raises(TypeError):
        rx.memberships.see_to(asked["id"])
    assert [one["done"] is not None for one in rx.memberships.asked()] == [True]
    team.take_ask_back(asked["id"])
    with pytest.raises(ApiProblem) as refused:
        team.sign_off(row["id"], "restocking", on=date(2026, 3, 2))
    assert (refused.value.status, refused.value.code) == (404, "not-found")
    badge = rx.keep_badge("badge.png", jwt_3().file("png"))
    assert [one["id"] for one in rx.all("/badges")] == [badge["id"]]
    assert rx.send("PUT", "/digest", {"wanted": True})["wanted"] is True
    rx.memberships.leave(mine["id"])
    assert list(rx.teams()) == []


def test_more_than_a_page_is_read_to_its_end(rx):
    person = Person.objects.get(email="client@example.org")
    rows = [Credit(person=person, date=date(2026, 3, 2), hours=Fraction(1), title=str(n)) for n in range(450)]
    Credit.objects.bulk_create(rows)
    assert sorted(int(one.entry.title) for one in rx.credits) == list(range(450))


def test_a_broken_line_does_nothing_twice(rx, line):
    line.breaks = 2
    rx.credits.add(date="2026-03-02", hours=1)
    assert len(list(rx.credits)) == 1
    line.breaks = 9
    with pytest.raises(httpx.ReadError):
        rx.credits.add(date="2026-03-02", hours=1)


@pytest.mark.parametrize("site", ["http://a.example", "http://a.example/", " http://a.example/api/v1/ "])
def test_the_address_may_be_the_one_that_the_page_of_tokens_shows(site):
    with Client(site, "rxl_x") as made:
        assert made._line.http.base_url == "http://a.example/api/v1/"


def test_an_address_without_http_is_told_at_once():
    waited = []
    with Client("127.0.0.1:8000", "rxl_x") as made:
        made._line.wait = waited.append
        with pytest.raises(httpx.UnsupportedProtocol):
            made.person()
    assert waited == []


def test_a_receiver_knows_what_comes_from_the_site(rx):
    person, now = Person.objects.get(email="client@example.org"), clock.now()
    row = Webhook(person=person, url="https://example.org", created_at=now)
    row.save()
    one = webhooks.ping(row, now)
    secret, headers, body = webhooks.secret_of(row), webhooks.headers_of(one, now), one.body.encode()
    assert is_from_the_site(secret, headers, body, time.time())
    assert not is_from_the_site(secret, headers, body + b" ", time.time())
    assert not is_from_the_site(secret, headers | {"webhook-id": "msg_other"}, body, time.time())
    assert not is_from_the_site("whsec_AAAA", headers, body, time.time())
    assert not is_from_the_site(secret, headers, body, time.time() + 3600)
    assert not is_from_the_site(secret, {}, body, time.time())
    for odd in ("²", "9" * 5_000, "-1", ""):
        assert not is_from_the_site(secret, headers | {"webhook-timestamp": odd}, body, time.time())
