"""The pages about CPE Monitor in every state: axe finds nothing, nothing is off the screen or too small."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Credit
from tests.browser.looking import check, check_sizes
from tests.web.settings import TODAY

AGES = (5, 35, 55, 90)
STATES = [
    {},
    {"causes_ruled_out": ("claim-unfinished",)},
    {"causes_found": ("wrong-id",), "asked_provider": TODAY},
    {"causes_ruled_out": ("claim-unfinished", "wrong-id", "new-id", "old-account")},
]
OTHERS = [
    {"uan": ""},
    {"uan": "", "accreditation": "cme"},
    {"status": "booked"},
    {"seen_in_transcript": date(2026, 11, 1)},
]


@pytest.fixture
def credits(live_server):
    person = Person.objects.local()
    made = []
    for state in [*STATES, *OTHERS]:
        for age in AGES if state in STATES else (35,):
            row = Credit(person=person, date=TODAY - timedelta(days=age), hours=Fraction(1))
            row.title, row.uan = f"A course of {age} days ago", f"0384-0000-26-{len(made):03}-H07-T"
            for name, value in state.items():
                setattr(row, name, value)
            row.save()
            made.append(row)
    return made


@pytest.mark.first
def test_every_state(visit, credits):
    page = visit("/ce/transcript/")
    problems = check_sizes(page, "overview")
    for row in credits:
        page.goto(f"/ce/{row.id}/transcript/")
        problems += check_sizes(page, str(row))
    assert not problems, "\n".join(problems)


def test_the_empty_overview(visit):
    assert not check(visit("/ce/transcript/"), "empty")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_a_missing_credit_is_followed_to_its_letter(visit, credits, javascript):
    page = visit("/ce/", java_script_enabled=javascript)
    page.get_by_role("link", name="See which, and ask").click()
    page.get_by_role("link", name="Find out why, and ask").first.click()
    page.get_by_role("button", name="Yes, all of it").click()
    page.get_by_role("button", name="No, one was missing or wrong").click()
    assert page.get_by_role("heading", name="This may be it").is_visible()
    assert "the right ones are above" in page.get_by_role("textbox").input_value()
    page.get_by_role("button", name="I asked the provider today").click()
    assert page.get_by_text("Noted: you asked the provider today.").is_visible()
