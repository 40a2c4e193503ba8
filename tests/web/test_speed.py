"""How many queries pages take: few, and no more when the record grows."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from tests.web.pages import text_of


def add_credits(person, count):
    for n in range(count):
        Credit.objects.create(person=person, date=date(2026, 5, 1), hours=Fraction(1), title=f"No. {n}")


def test_the_home_page_of_the_demo_takes_at_most_twelve_queries(demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert demo.client.get("/").status_code == 200


@pytest.mark.parametrize("page", ["/", "/holdings/", "/ce/"])
def test_queries_do_not_grow_with_the_record(demo, page, django_assert_num_queries):
    add_credits(demo.person, 1)
    with CaptureQueriesContext(connection) as before:
        demo.client.get(page)
    add_credits(demo.person, 40)
    with django_assert_num_queries(len(before)):
        demo.client.get(page)


def test_what_is_kept_is_shown_again_without_asking(demo, django_assert_max_num_queries):
    first = text_of(demo.client.get("/"))
    with django_assert_max_num_queries(3):
        assert text_of(demo.client.get("/")) == first


@pytest.mark.parametrize("kind", ["holding", "credit", "answer", "override", "work", "training", "goal"])
def test_every_write_makes_what_was_kept_old(owner, kind):
    def revision():
        return Person.objects.get(id=owner.person.id).revision

    record = getattr(owner.records, kind)
    seen = [revision()]
    for write in (record.save, record.delete_softly, record.restore):
        write()
        seen.append(revision())
    type(record).objects.visible_to(owner.person).delete_softly(timezone.now())
    seen.append(revision())
    assert seen == sorted(set(seen))


def test_a_person_read_long_ago_does_not_turn_the_number_back(owner):
    early, late = (Person.objects.get(id=owner.person.id) for _ in range(2))
    seen = [early.revision]
    for person in (late, early, late):
        person.save()
        seen.append(Person.objects.get(id=owner.person.id).revision)
    assert seen == sorted(set(seen))


def test_a_write_shows_at_once(demo):
    assert "Three hours" in demo.client.get("/").content.decode()
    add_credits(demo.person, 1)
    Credit.objects.visible_to(demo.person).update(uan="0384-0000-26-012-L05-T")
    before = demo.client.get("/").content
    holding = Holding.objects.visible_to(demo.person).first()
    demo.client.post(f"/holdings/{holding.id}/delete/")
    assert demo.client.get("/").content != before


def test_another_day_is_worked_out_anew(demo, settings):
    assert "22 November 2026" in demo.client.get("/").content.decode()
    settings.TODAY = date(2026, 11, 23)
    assert "23 November 2026" in demo.client.get("/").content.decode()
