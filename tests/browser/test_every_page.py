"""Every page of the URL table, empty, filled and in error: axe finds nothing, nothing is off the screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from django.urls import reverse

from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Badge, Holding
from rxladder.web.plan.reminders.message import WAY_OUT
from rxladder.web.responsibilities.packet_shares import path_of
from tests.browser.conftest import PHONE
from tests.browser.looking import SIZES, check, check_sizes, send_empty, small_targets
from tests.browser.whole_record import whole_record
from tests.web.addresses import OPEN, addresses, is_of_a_record, names

ACTIVITIES = """Pharmacy Law Update
UAN 0384-0000-26-012-H03-T   1.5 contact hours   $24.95   Expires: 12/31/2027

Aseptic Technique
UAN 0384-0000-26-014-L07-T   2 contact hours   $30 member / $45 non-member
"""
# A search that does not hold, four side by side, an open question, roles with and without pay of their own;
# a path, one that there is not, and one that was asked for wrongly.
EARNED = (
    "/ladder/credentials/?most_usd=cheap",
    "/ladder/credentials/compare/?c=ptcb-cspt&c=ptcb-cpht-adv&c=nha-cpht&c=ptcb-mtm",
    "/ladder/credentials/ptcb-cspt/",
    "/ladder/roles/technician/",
    "/ladder/roles/lateral-health/",
    "/ladder/path/?goal=credential:ptcb-cpht-adv&hours=6",
    "/ladder/path/?goal=role:health-services-manager",
    "/ladder/path/?goal=role:supervisor&hours=-1",
)
# Kinds of workplaces: without a wage, searched wrongly, four side by side, other wishes than those kept.
EXPLORED = (
    "/workplaces/kinds/telepharmacy/",
    "/workplaces/?shifts=maybe",
    "/workplaces/?words=unicorn",
    "/workplaces/compare/?w=nuclear&w=federal&w=academia&w=telepharmacy",
    "/workplaces/fit/?asked=1&shifts=no&sterile=no&least_usd=24&weigh_pay=3",
    "/workplaces/fit/?asked=1&least_usd=much",
)
# The news by time, unread, starred, saved, searched with and without success.
NEWS = (
    *("/news/?view=unread", "/news/?view=newest&folder=compounding", "/news/?view=starred"),
    *("/news/?view=saved", "/news/?q=board", "/news/?q=unicorn"),
    *("/news/changes/?days=31&all=1", "/news/changes/?q=cefazolin", "/news/changes/?q=unicorn"),
)
FORM = "main form.form, main form.line-entry"
# So that several test processes have something to do, and none is at it long after the others.
PARTS = 4


def pages_of(records, part: int) -> list[str]:
    """A part of what a person can open: what is a page of the table, and what looks otherwise with others."""
    cpht = Holding.objects.visible_to(records.person).last()
    more = [
        reverse("audit:holding", args=[cpht.id]),
        reverse("plan:stop-reminders", args=[WAY_OUT.token(records.person)]),
        reverse("catalogue:show", args=[records.activity.id]),
        path_of(records.share),
        reverse("trash:for-good", args=[records.deleted_at]),
        "/me/deleted/empty/",
        reverse("team:issuer", args=[records.issuer.id]),
        reverse("team:join", args=[records.other_offer.id]),
        reverse("team:show", args=[records.team.id]) + "?wanted=30&q=nobody",
        *(reverse("badges:show", args=[row.id]) for row in Badge.objects.visible_to(records.person)),
        reverse("education:import", args=[records.saved.id]),
        reverse("education:import", args=[records.undone.id]),
        *("/move/us-nv/", "/move/us-ct/", "/move/us-hi/"),  # two groups, much missing, nothing read
        *EARNED,
        *EXPLORED,
        *NEWS,
        *(reverse("study:sitting", args=[sitting.id]) for sitting in records.sittings),
        "/rules/ptcb/",
        "/no-such-page/",
    ]
    named = [each.url for each in addresses(records)[part::PARTS] if is_page(each.url)]
    return [*named, *more[part::PARTS]]


@pytest.fixture
def filled(live_server):
    """The one local person with a record of everything."""
    return whole_record()


def is_page(url: str) -> bool:
    """Whether there is a page to look at: no file, and nothing that only takes a form."""
    response = Client().get(url)
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


@pytest.mark.first
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("sizes", ["one", pytest.param("both", marks=pytest.mark.long)])
def test_filled_pages_and_what_their_forms_answer(visit, filled, part, sizes):
    """Each page as it is on a phone or on a desk, in the long run on both; at the end each form in error.

    Sending forms may change the record, so that comes once all pages were looked at.
    """
    page = visit("/")
    page.add_init_script(AXE_SCRIPT)
    problems, with_form = [], []
    for number, address in enumerate(pages_of(filled, part)):
        looked_at = tuple(SIZES) if sizes == "both" else (tuple(SIZES)[number % 2],)
        page.set_viewport_size(SIZES[looked_at[0]])
        page.goto(address)
        problems += check_sizes(page, address, looked_at)
        if page.locator(FORM).count():
            with_form.append(address)
    page.set_viewport_size(PHONE)
    answers = [in_error(page, address) for address in with_form]
    assert sum(answer is not None for answer in answers) >= 5
    problems += [one for answer in answers for one in answer or ()]
    assert not problems, "\n".join(problems)


def in_error(page, address: str) -> list[str] | None:
    """What is wrong with a page once its form was sent with nothing in it; None where that is no error."""
    page.goto(address)
    form = page.locator(FORM).first
    if not form.count():
        return None
    send_empty(page, form)
    return check(page, f"{address} in error") if page.locator("#problems").count() else None


@pytest.mark.first
def test_empty_pages(visit, live_server):
    page = visit("/")
    page.add_init_script(AXE_SCRIPT)
    problems = []
    for name, pattern in names():
        told = name in OPEN or is_of_a_record(name)
        if told and not pattern.pattern.converters and is_page(reverse(name)):
            page.goto(reverse(name))
            problems += check(page, name)
    person = Person.objects.local()
    person.state = "us-tx"
    person.save()
    for address in ("/", "/welcome/holdings/"):
        page.goto(address)
        problems += check(page, f"{address} with a state")
    assert not problems, "\n".join(problems)


def test_what_is_looked_at_before_it_is_saved(visit, live_server):
    page = visit("/ce/catalogue/bring/")
    page.locator("textarea").fill(ACTIVITIES)
    page.get_by_role("button", name="Read it").click()
    problems = check(page, "activities to look at") + small_targets(page, "activities to look at")
    page.get_by_label("Title").first.fill("")
    page.get_by_role("button", name="Save what is checked").click()
    assert page.locator("#problems").count()
    problems += check(page, "activities in error")
    assert not problems, "\n".join(problems)


def test_points_that_are_looked_at_before_they_are_saved(visit, filled):
    page = visit(f"/responsibilities/projects/{filled.project.id}/bring/")
    page.locator("textarea").fill("Week;Late;Doses\n2026-11-02;4;90\n2026-01-05;13;96")
    page.get_by_role("button", name="Read it").click()
    problems = check(page, "points to look at") + small_targets(page, "points to look at")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("points added").or_(page.get_by_text("point added")).count()
    page.goto(f"/responsibilities/projects/{filled.project.id}/?chart=run")
    problems += check(page, "a run chart")
    assert not problems, "\n".join(problems)


def test_a_page_can_be_printed(visit, filled):
    page = visit(f"/holdings/{filled.holding.id}/")
    page.emulate_media(media="print")
    assert not page.locator(".tabs").is_visible()
    assert page.locator("h1").is_visible()
    assert not page.get_by_text("Something wrong?").first.is_visible()
    page.goto(f"/team/{filled.team.id}/")
    shown = [
        each.evaluate("each => getComputedStyle(each).display") for each in page.locator(".key path").all()
    ]
    assert shown
    assert "none" not in shown, "a colour that is not told"
