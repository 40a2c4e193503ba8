"""Webhooks: what is told, once, signed, to whom it may be sent, and what happens when nobody listens."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from rxladder.news.fetching import Fetcher, Limits
from rxladder.web.accounts.models import Person
from rxladder.web.api import webhook_job, webhooks
from rxladder.web.api.models import Delivery, Webhook
from rxladder.web.certifications.models import Holding
from rxladder.web.site import clock
from tests.web.api_calls import Program, says
from tests.web.pages import errors_of, shown_again, text_of
from tests.web.settings import TODAY


class Receiver:
    """A program that listens: it keeps what it gets, and answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict, bytes]] = []
        self.answers: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append(({key.lower(): value for key, value in self.headers.items()}, body))
                self.send_response(outer.answers.pop(0) if outer.answers else 204)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_told):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?for=me"
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def events(self) -> list[str]:
        return [json.loads(body)["type"] for _headers, body in self.got]


@pytest.fixture
def receiver(monkeypatch):
    monkeypatch.setenv("RXLADDER_ALLOWED_HOSTS", "127.0.0.1")
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def program(db, many_people):
    """A program of a person whose registration ends in 39 days."""
    person = Person.objects.create(email="p@example.org", state="us-tx")
    Holding.objects.create(person=person, credential="ptcb-cpht", expires=TODAY + timedelta(days=39))
    return Program(Person.objects.get(id=person.id))


def begin(program, receiver, *events):
    told = program("post", "/webhooks", {"url": receiver.url, "events": events or [*webhooks.EVENTS]})
    assert told.status_code == 201, told.content
    return told.json()


def tried(program, receiver):
    """An address with one test that waits."""
    made = begin(program, receiver, "record.changed")
    program("post", f"/webhooks/{made['id']}/test")
    return made


def look(later=timedelta(0), allowed=("127.0.0.1",)) -> int:
    return webhook_job.tell_all(
        clock.now() + later, Fetcher(Limits(seconds=20), frozenset(allowed), secure=True)
    )


def signed_by(headers: dict, body: bytes, secret: str) -> bool:
    """As the Standard Webhooks say: written anew here, so that it is checked."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    good = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return good in headers["webhook-signature"].split(" ")


def test_what_happens_is_told_once_and_signed(program, receiver):
    secret = begin(program, receiver)["secret"]
    dues = look()
    assert receiver.events() == ["holding.due"] * dues
    headers, body = next(one for one in receiver.got if b'"ends"' in one[1])
    told = json.loads(body)["data"]
    assert (told["kind"], told["days_left"], told["day"]) == ("ends", 39, "2026-12-31")
    assert signed_by(headers, body, secret)
    assert not signed_by(headers, body + b" ", secret)
    assert abs(int(headers["webhook-timestamp"]) - clock.now().timestamp()) < 60
    assert look() == 0

    program("post", "/holdings", {"credential": "us-tx-technician", "expires": "2027-06-30"})
    assert look() == 2
    assert sorted(receiver.events()[dues:]) == ["audit.status-changed", "record.changed"]
    told = [json.loads(body) for _headers, body in receiver.got[dues:]]
    [changed] = [one["data"] for one in told if one["type"] == "audit.status-changed"]
    assert (changed["credential"], changed["from"]) == ("us-tx-technician", None)
    assert look() == 0


def test_a_new_secret_leaves_a_day_to_change_over(program, receiver):
    made = tried(program, receiver)
    new = program("post", f"/webhooks/{made['id']}/secret").json()["secret"]
    assert new != made["secret"]
    look()
    headers, body = receiver.got[0]
    assert signed_by(headers, body, made["secret"])
    assert signed_by(headers, body, new)
    assert program("post", f"/webhooks/{made['id']}/test").status_code == 201
    look(timedelta(hours=25))
    headers, body = receiver.got[-1]
    assert signed_by(headers, body, new)
    assert not signed_by(headers, body, made["secret"])


def test_who_does_not_listen_is_tried_again_later_and_later_with_the_same_id(program, receiver):
    made = tried(program, receiver)
    receiver.answers = [500, 302]
    assert [look(), look()] == [0, 0]
    assert len(receiver.got) == 1, "it waits"
    assert look(timedelta(minutes=2)) == 0
    assert look(timedelta(minutes=3)) == 0, "a redirect is no yes, and is not followed"
    assert look(timedelta(minutes=10)) == 1
    ids = {headers["webhook-id"] for headers, _body in receiver.got}
    assert (len(receiver.got), len(ids)) == (3, 1)
    [told] = program("get", f"/webhooks/{made['id']}/deliveries").json()["items"]
    assert (told["state"], told["attempts"], told["status"]) == ("sent", 3, 204)
    again = program("post", f"/webhooks/{made['id']}/deliveries/{told['id']}/again")
    assert again.json()["state"] == "waiting"
    assert look() == 1
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1


def test_it_is_given_up_in_the_end_and_an_address_that_is_gone_is_left_alone(program, receiver):
    made = tried(program, receiver)
    receiver.answers = [503, 503, 410]
    look()
    look(timedelta(days=4))
    assert Delivery.objects.get().state == "failed"
    program("post", f"/webhooks/{made['id']}/test")
    look()
    row = Webhook.objects.get()
    assert row.gone
    assert row.ended_at
    assert program("get", f"/webhooks/{made['id']}").status_code == 404
    assert look(timedelta(days=9)) == 0


def test_a_job_that_was_killed_while_sending_sends_it_again(program, receiver, monkeypatch):
    tried(program, receiver)
    with monkeypatch.context() as killed:
        killed.setattr(webhook_job, "keep_outcome", lambda *_told, **_more: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            look()
    assert look() == 0, "somebody may be sending it"
    assert look(timedelta(minutes=3)) == 1
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1


def test_nothing_goes_to_an_address_of_the_inner_network(program, receiver, monkeypatch):
    made = tried(program, receiver)
    assert look(allowed=()) == 0
    [told] = program("get", f"/webhooks/{made['id']}/deliveries").json()["items"]
    assert told["state"] == "waiting"
    assert told["error"]
    assert not receiver.got
    monkeypatch.delenv("RXLADDER_ALLOWED_HOSTS")
    for url, why in (
        (receiver.url, "inside a private network"),
        ("https://[fd00::1]/", "inside a private network"),
        ("http://example.org/", "Write it with https"),
        ("ftp://example.org/", "not a web address"),
        ("https://me:pw@example.org/", "contains a password"),
        ("x", "not a web address"),
    ):
        refused = program("post", "/webhooks", {"url": url, "events": ["record.changed"]})
        assert (refused.status_code, why in says(refused)) == (422, True), url


def test_the_pages_show_what_was_sent_and_let_one_try_and_end(as_owner, owner, receiver):
    shown_again(as_owner)
    assert len(errors_of(as_owner.post("/programs/webhooks/", {"url": "http://example.org"}))) == 2
    form = {"url": receiver.url, "events": ["record.changed"]}
    page = as_owner.post("/programs/webhooks/", form, follow=True)
    assert "Nothing yet." in text_of(page)
    row = Webhook.objects.get(url=receiver.url)
    assert webhooks.secret_of(row) in page.content.decode()
    as_owner.post(f"/programs/webhooks/{row.id}/test/")
    receiver.answers = [500]
    look()
    assert "answered 500" in text_of(as_owner.get(f"/programs/webhooks/{row.id}/"))
    as_owner.post(f"/programs/webhooks/{row.id}/again/{row.deliveries.get().id}/")
    assert look() == 1
    as_owner.post(f"/programs/webhooks/{row.id}/secret/")
    row.refresh_from_db()
    assert row.old_seed
    as_owner.post(f"/programs/webhooks/{row.id}/end/")
    assert "You ended it" in text_of(as_owner.get(f"/programs/webhooks/{row.id}/"))
    as_owner.post(f"/programs/webhooks/{row.id}/restore/")
    assert webhooks.living(owner.person).filter(id=row.id).exists()


def test_a_site_that_pretends_another_day_tells_nobody(program, receiver):
    begin(program, receiver)
    assert webhook_job.look() == "pretended day"
    assert not receiver.got
