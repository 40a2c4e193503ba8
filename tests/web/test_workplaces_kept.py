"""Wishes, pay and visits are stored, and go out with the career file and come back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.career.record import Career
from rxladder.career.workplaces import Exploring, Visit, Weights, Wishes
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import export_career, import_career

VISIT = Visit("rotation", "nuclear", date(2026, 1, 1), date(2026, 1, 5), Fraction(10, 3), done=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        Exploring(),
        Exploring(usd_per_hour=Decimal(0)),
        Exploring(Wishes(weights=Weights(skills=0, pay=3))),
        Exploring(Wishes("no", "yes", "no", "yes", Decimal("22.50")), Decimal("21.5"), (VISIT,)),
        Exploring(visits=(VISIT, Visit("shadowing", "federal", date(2027, 1, 1), learned="a\n  b"))),
    ],
)
def test_what_one_explored_is_stored_and_given_back(told):
    person = Person.objects.local()
    import_career(person, Career(workplaces=told))
    assert export_career(Person.objects.local()).workplaces == told
