"""Whatever a career file can hold comes back from the database as it was."""

import pytest
from hypothesis import HealthCheck, given, settings

from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from tests.strategies import any_careers


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(career=any_careers(packs()))
def test_any_record_is_stored_and_given_back(career):
    person = Person.objects.local()
    import_career(person, career)
    assert export_career(Person.objects.local()) == career
