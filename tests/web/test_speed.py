"""How many queries pages take: few, and no more when the record grows."""

from datetime import date
from fractions import Fraction

import pytest

from rxladder.web.education.models import Credit


def test_the_home_page_of_the_demo_takes_at_most_twelve_queries(demo, django_assert_max_num_queries):
    demo.client.get("/")
    with django_assert_max_num_queries(12):
        assert demo.client.get("/").status_code == 200


@pytest.mark.parametrize("page", ["/", "/holdings/", "/ce/"])
def test_queries_do_not_grow_with_the_record(demo, page, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    demo.client.get(page)
    with CaptureQueriesContext(connection) as before:
        demo.client.get(page)
    for n in range(40):
        Credit.objects.create(person=demo.person, date=date(2026, 5, 1), hours=Fraction(1), title=f"No. {n}")
    with django_assert_num_queries(len(before)):
        demo.client.get(page)
