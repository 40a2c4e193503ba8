"""Two things at once for one person: the second waits for the first, and nothing is lost or made twice."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from rxladder.career import record
from rxladder.career.record import Career
from rxladder.web.accounts.models import Person
from rxladder.web.api import entering
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education import evidence_store as store
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.plan.models import FeedAddress
from rxladder.web.site import clock
from rxladder.web.site.career_io import import_career
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.records import one_at_a_time
from tests.certificates import certificate_pdf
from tests.web.api_calls import Program

PDF = certificate_pdf("Law")
PATIENCE = 90
SHORT = 0.3


@pytest.fixture
def person(transactional_db):
    """Someone whose rows are committed, so that other threads see them."""
    return Person.objects.local()


class Beside:
    """Something that runs in a thread of its own; what it raises comes up at `join`."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.found: list[object] = []
        self.errors: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, args=(work,))
        self._thread.start()

    def _run(self, work: Callable[[], object]) -> None:
        try:
            self.found.append(work())
        except BaseException as error:
            self.errors.append(error)
        finally:
            connection.close()

    def waits(self) -> bool:
        """Whether it is still not done after a while."""
        self._thread.join(SHORT)
        return self._thread.is_alive()

    def join(self) -> object:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        assert not self.errors, self.errors
        return self.found[0]


@pytest.fixture
def halfway(monkeypatch):
    """Uploads stop once the file is written and its record is not yet, until `halfway.go_on` is set."""
    written, go_on = threading.Event(), threading.Event()
    write = store.write

    def written_then_waiting(owner, content):
        name = write(owner, content)
        written.set()
        assert go_on.wait(PATIENCE)
        return name

    monkeypatch.setattr(store, "write", written_then_waiting)
    yield SimpleNamespace(written=written, go_on=go_on)
    go_on.set()


def test_the_sweep_waits_for_an_upload_and_leaves_its_file(person, halfway):
    upload = Beside(lambda: keeping.keep(person, [("law.pdf", PDF)]))
    assert halfway.written.wait(PATIENCE)
    sweep = Beside(lambda: keeping.sweep_store(person.id))
    assert sweep.waits(), "a file whose record is not there yet looks like one that nobody names"
    halfway.go_on.set()
    (row,) = upload.join()
    assert sweep.join() == 0
    assert keeping.content_of(row) == PDF


def test_a_file_that_is_sent_again_while_its_old_record_is_let_go_of_is_kept(person, halfway):
    halfway.go_on.set()
    (row,) = keeping.keep(person, [("law.pdf", PDF)])
    long_ago = timezone.now() - timedelta(days=UNDO_DAYS + 1)
    Evidence.objects.filter(id=row.id).update(deleted_at=long_ago)
    halfway.written.clear()
    halfway.go_on.clear()
    upload = Beside(lambda: keeping.keep(person, [("law.pdf", PDF)]))
    assert halfway.written.wait(PATIENCE)
    sweep = Beside(keeping.sweep)
    assert sweep.waits()
    halfway.go_on.set()
    upload.join()
    sweep.join()
    assert keeping.content_of(Evidence.objects.visible_to(person).get()) == PDF


def test_one_tap_twice_makes_one_proof(person):
    (row,) = keeping.keep(person, [("law.pdf", PDF)])
    credit = Credit.objects.create(person=person, date=date(2026, 3, 2), hours=Fraction(1), title="Law")
    with one_at_a_time(person.id):
        second = Beside(lambda: keeping.attach(row, [credit]))
        assert second.waits()
        Proof.objects.create(person=person, evidence=row, credit=credit)
    assert second.join() == []


def test_other_people_need_not_wait(person):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, whoever it is")
    other = Person.objects.create(email="other@example.org")
    with one_at_a_time(person.id):
        Beside(lambda: keeping.keep(other, [("law.pdf", PDF)])).join()
    assert Evidence.objects.visible_to(other).exists()


def test_of_many_requests_with_one_key_one_is_done(person, many_people):
    program = Program(person)

    def send():
        data = {"date": "2026-03-02", "hours": 1, "title": "Law"}
        return program("post", "/credits", data, idempotency_key="the-same")

    answers = [one.join() for one in [Beside(send) for _ in range(6)]]
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 5
    assert Credit.objects.visible_to(person).count() == 1


def test_of_two_changes_of_one_state_the_later_is_refused(person, many_people):
    program = Program(person)
    made = program("post", "/credits", {"date": "2026-03-02", "hours": 1})
    address, tag = made.headers["Location"], made.headers["ETag"]
    with one_at_a_time(person.id):
        both = [
            Beside(lambda title=title: program("patch", address, {"title": title}, if_match=tag))
            for title in ("One", "Two")
        ]
        assert all(one.waits() for one in both)
    assert sorted(one.join().status_code for one in both) == [200, 412]


def test_a_tokens_share_is_counted_over_all_threads(person, many_people, settings, monkeypatch):
    settings.API_CALLS_A_MINUTE = 5
    admit, all_read, moment = entering.admit, threading.Barrier(9), clock.now()

    def together(*told, **more):
        all_read.wait(PATIENCE)  # each has read what the token used up, and nobody has counted yet
        return admit(*told, **more)

    monkeypatch.setattr(entering, "admit", together)
    monkeypatch.setattr(clock, "now", lambda: moment)
    program = Program(person)
    answers = [one.join() for one in [Beside(lambda: program("get", "/holdings")) for _ in range(9)]]
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [429] * 4


# --- A form that is sent twice


CREDIT = {"date": "2026-03-02", "hours": "1", "title": "Law", "status": "done"}


def page_of(person, path: str) -> tuple[Client, str]:
    """Somebody's browser, and the mark that a page gave its form."""
    client = Client()
    if person.kind != Person.Kind.LOCAL:
        client.force_login(person)
    html = client.get(path).text
    return client, re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[-1]


def test_two_career_files_at_once_leave_one_record(person):
    career = Career(credits=(record.Credit(date=date(2026, 3, 2), hours=Fraction(1), title="Law"),))
    import_career(person, career)
    copies = [Person.objects.get(id=person.id) for _ in range(2)]
    with one_at_a_time(person.id):
        both = [Beside(lambda copy=copy: import_career(copy, career)) for copy in copies]
        assert all(one.waits() for one in both)
    replaced = {one.join().isoformat() for one in both}
    assert Credit.objects.visible_to(person).count() == 1
    person.refresh_from_db()
    assert replaced < {one["at"] for one in person.replaced_records}, "you can undo each import"


def test_two_taps_at_once_add_one_credit_and_leave_one_address(person):
    client, mark = page_of(person, "/ce/new/")
    sent = CREDIT | {"csrfmiddlewaretoken": mark}
    with one_at_a_time(person.id):
        taps = [Beside(lambda: client.post("/ce/new/", sent)) for _ in range(2)]
        taps += [Beside(lambda: Client().post("/calendar/address/new/")) for _ in range(2)]
        assert all(tap.waits() for tap in taps)
    assert {tap.join().status_code for tap in taps} == {302}
    assert FeedAddress.objects.visible_to(person).count() == 1, "an address that no page shows stays open"
    assert Credit.objects.visible_to(person).count() == 1
