"""What the FDA tells: asked politely, kept over time, shown to those who are likely to meet it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rxladder.web.accounts.models import Work
from rxladder.web.responsibilities.models import Skill
from rxladder.web.trends.fda_job import look, look_at_all
from rxladder.web.trends.fda_models import FdaLook, FdaRecord
from rxladder.web.trends.models import NewsWishes
from tests.web.fda import approval, fda, recall, shortage
from tests.web.pages import page_of, text_of
from tests.web.settings import TODAY
from tests.web_server import reply

pytestmark = pytest.mark.django_db
NOW = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=12)
PAGE = "/news/changes/"


@pytest.fixture
def host(monkeypatch):
    with fda(monkeypatch) as found:
        found.records = {
            "recall": [recall(), recall("Vancomycin intravenous infusion")],
            "shortage": [shortage()],
            "approval": [approval()],
        }
        yield found


def days(n: float) -> datetime:
    return NOW + timedelta(days=n)


def test_the_page_is_honest_until_something_was_fetched_and_asks_for_leave_first(local, settings):
    said = text_of(local.client.get(PAGE))
    assert "Nothing has been fetched yet" in said
    assert "as if it were" in said
    settings.TODAY = None
    page = page_of(local.client.get(PAGE))
    assert "Nothing is requested until you say so" in page.get_text()
    assert not page.find("form", action="/news/changes/ask/")
    leave = page.find("form", action="/news/consent/")
    sent = {"fetch": "yes", "next": leave.find(attrs={"name": "next"})["value"]}
    assert local.client.post(leave["action"], sent).headers["location"] == PAGE
    assert NewsWishes.objects.get(person=local.person).fetch
    assert page_of(local.client.get(PAGE)).find("form", action="/news/changes/ask/")


def test_a_look_brings_recalls_shortages_and_approvals_with_their_parts_and_sources(local, host):
    look_at_all(NOW)
    page = page_of(local.client.get(PAGE))
    said = " ".join(page.main.get_text(" ").split())
    for part in (
        "Recalls (2)", "Recall, class II: metformin", "Acme Labs: Failed dissolution", "NDC 00067-6382-30",
        "Shortages that began (1)", "New shortage: Cefazolin Injection", "Hospira. Limited",
        "New approvals (1)", "Approved: TINYDRUG", "20 Nov 2026", "Last checked: 22 November 2026",
        "injections among them", "not for clinical decisions",
    ):  # fmt: skip
        assert part in said
    sources = [link["href"] for link in page.find_all("a", rel="noreferrer")]
    assert any("enforcement.json?search=recall_number" in url for url in sources)
    # The plot stands beside its table, whose last row is today.
    assert page.find("svg", class_="plot")["aria-label"].startswith("Drugs on the FDA's list of shortages")
    assert [cell.text for cell in page.find_all("tr")[-1].find_all("td")] == ["22 November 2026", "1", "1"]


def test_it_is_asked_only_when_due_and_fetched_only_when_brought_up_to_date(host):
    look_at_all(NOW)
    assert [kind for kind, _asked in host.asked] == [
        k for k in ("recall", "shortage", "approval") for _ in "12"
    ]
    [search] = [asked["search"][0] for kind, asked in host.asked if kind == "recall" and "search" in asked]
    assert search == "report_date:[20260822 TO 20261122]"
    host.asked.clear()
    look_at_all(NOW + timedelta(hours=5))
    assert host.asked == []
    look_at_all(days(1))
    assert [asked["limit"] for _kind, asked in host.asked] == [["1"]] * 3
    host.asked.clear()
    host.updated["recall"] = "2026-11-24"
    look_at_all(days(2))
    [search] = [asked["search"][0] for kind, asked in host.asked if "search" in asked]
    # Again from three weeks before the last look on: reports are corrected for weeks.
    assert search == "report_date:[20261102 TO 20261124]"
    assert FdaRecord.objects.filter(kind="recall").count() == 2


def test_what_fails_is_told_with_what_stays_and_tried_ever_later(local, host):
    look_at_all(NOW)
    host.down["recall"] = reply(503, Retry_After="90000")
    host.down["shortage"] = reply(200, b"<html>")
    host.updated["approval"] = "later"
    look_at_all(days(1))
    rows = {row.kind: row for row in FdaLook.objects.all()}
    assert rows["recall"].due - days(1) >= timedelta(seconds=90_000)
    assert (rows["recall"].fails, rows["approval"].fails) == (1, 0)
    said = text_of(local.client.get(PAGE))
    assert "503" in said
    assert "What is below is from 22 November 2026" in said
    assert "Recall, class II: metformin" in said
    host.down.clear()
    host.records["shortage"], host.updated["shortage"] = [], "emptied"
    look_at_all(days(4))
    assert FdaRecord.objects.get(kind="shortage").until is None
    assert "empty" in FdaLook.objects.get(kind="shortage").problem


def test_the_history_of_a_shortage_is_what_looks_saw(local, host, settings):
    host.records["shortage"] = [shortage(), shortage("Heparin", package_ndc="0069-0058-01")]
    look_at_all(NOW)
    host.records["shortage"] = [shortage(availability="Unavailable")]
    host.updated["shortage"] = "2026-11-23"
    look_at_all(days(1))
    settings.TODAY = date(2026, 11, 23)
    said = text_of(local.client.get(PAGE))
    assert "Shortage changed: Cefazolin Injection" in said
    assert "Before: Limited. Now: Unavailable" in said
    assert "No longer on the FDA's list: Heparin" in said
    rows = FdaRecord.objects.filter(kind="shortage").order_by("key", "first")
    assert [(row.begun, row.gone, row.until) for row in rows] == [
        (True, True, date(2026, 11, 23)),
        (True, False, date(2026, 11, 23)),
        (False, False, None),
    ]
    assert "no longer on the list (23 Nov 2026)" in text_of(local.client.get(PAGE + "?q=heparin"))


def test_a_long_list_is_cut_and_says_so(local, host, monkeypatch):
    monkeypatch.setattr("rxladder.web.trends.fda_pages.A_SECTION", 1)
    look_at_all(NOW)
    said = text_of(local.client.get(PAGE))
    assert "Recalls (2)" in said
    assert "1 more: search for a drug, a company or an NDC." in said


def test_two_looks_at_once_ask_each_interface_once(host):
    look_at_all(NOW)
    FdaLook.objects.update(due=None, held_until=days(0.01))
    host.asked.clear()
    assert look_at_all(NOW) == {}
    assert host.asked == []
    # A look that was killed loses its hold.
    assert set(look_at_all(days(0.02))) == {"recall", "shortage", "approval"}


def test_what_one_is_likely_to_meet_is_told_by_work_and_skills_and_all_is_a_click_away(local, host):
    look_at_all(NOW)
    Work.objects.create(person=local.person, role="technician", workplace="community-chain", began=TODAY)
    page = local.client.get(PAGE)
    assert "metformin" in text_of(page)
    assert "vancomycin" not in text_of(page).lower()
    assert "Chosen based on your record" in text_of(page)
    assert "vancomycin" in text_of(local.client.get(PAGE + "?days=7&all=1")).lower()
    Skill.objects.create(person=local.person, name="aseptic-mixing")
    assert "vancomycin" in text_of(local.client.get(PAGE)).lower()


def test_a_job_asks_only_where_somebody_real_agreed(demo, host, settings):
    settings.TODAY = None
    NewsWishes.objects.create(person=demo.person, fetch=True)
    assert look() == "nobody wants it"
    assert "This is the example" in text_of(demo.client.get(PAGE))
    demo.client.post(PAGE + "ask/")
    assert host.asked == []
    NewsWishes.objects.create(person=demo.person.owner, fetch=True)
    look()
    assert len(host.asked) == 6


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("metformin", "Recall, class II: metformin"),
        ("0067-6382-30", "Recall, class II: metformin"),
        ("00067638230", "Recall, class II: metformin"),
        ("hospira CEFAZOLIN", "Cefazolin Injection: short"),
        ("00143-9924-91", "No match for"),
        ("tinydrug", "Approved: TINYDRUG"),
        ("nothing%", "No match for “nothing%”"),
    ],
)
def test_it_is_found_by_drug_firm_or_ndc(local, host, words, part):
    look_at_all(NOW)
    assert part in text_of(local.client.get(PAGE, {"q": words}))
