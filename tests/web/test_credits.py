"""The CE log: one field to enter a credit, the parts to confirm, and undo."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.career.transcripts.read import read_file
from rxladder.web.accounts.models import Answer
from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from tests.web.pages import errors_of, page_of, text_of, undo_of

LINE = "Sterile compounding update, 0384-0000-26-012-H07-T, 2 March 2026, 1.5 hours"
WHOLE = {"title": "Law", "date": "2026-03-02", "hours": "1.5", "status": "done"}


def filled(response) -> dict:
    page = page_of(response)
    return {name: page.find(id=f"id_{name}").get("value") for name in ("title", "date", "hours", "uan")}


def test_an_empty_log_teaches(local):
    assert "Paste the activity number" in text_of(local.client.get("/ce/"))


def test_a_pasted_line_fills_the_fields(local):
    response = local.client.post("/ce/read/", {"line": LINE})
    assert filled(response) == {
        "title": "Sterile compounding update",
        "date": "2026-03-02",
        "hours": "1.5",
        "uan": "0384-0000-26-012-H07-T",
    }
    assert "compounding, home study, for technicians" in text_of(response)
    assert not Credit.objects.visible_to(local.person).exists()


def test_with_htmx_only_the_entry_comes_back(local):
    response = local.client.post("/ce/read/", {"line": LINE}, headers={"hx-request": "true"})
    assert b"<html" not in response.content
    assert filled(response)["uan"] == "0384-0000-26-012-H07-T"


def test_a_confirmed_credit_is_in_the_log_and_can_be_undone(local):
    response = local.client.post("/ce/new/", WHOLE | {"uan": "0384 0000 26 012 h07 t"}, follow=True)
    row = Credit.objects.visible_to(local.person).get()
    assert (row.hours, row.uan, row.date) == (Fraction(3, 2), "0384-0000-26-012-H07-T", date(2026, 3, 2))
    assert "Law is in your log." in text_of(response)
    local.client.post(undo_of(response))
    assert not Credit.objects.visible_to(local.person).exists()


@pytest.mark.once
@pytest.mark.parametrize(("status", "offered"), [("done", True), ("planned", False)])
def test_whoever_logs_what_is_done_is_led_on_to_its_certificate(local, status, offered):
    response = local.client.post("/ce/new/", WHOLE | {"title": "Law <b>", "status": status}, follow=True)
    row = Credit.objects.visible_to(local.person).get()
    said = page_of(response).find(class_="said")
    assert "Law <b> is in your log." in said.get_text()
    assert (said.find("a", href=f"/ce/{row.id}/certificates/") is not None) == offered


def test_a_price_may_have_its_sign(local):
    local.client.post("/ce/new/", WHOLE | {"cost_usd": "$24.95"})
    assert Credit.objects.visible_to(local.person).get().cost_usd == Decimal("24.95")


def test_a_change_in_error_leaves_the_page_around_it_as_it_was(local):
    local.client.post("/ce/new/", WHOLE)
    row = Credit.objects.visible_to(local.person).get()
    response = local.client.post(f"/ce/{row.id}/", WHOLE | {"title": "Another", "date": ""})
    assert page_of(response).h1.get_text() == "Law"


def test_a_credits_page_says_where_it_counts_before_it_asks_for_changes(local):
    Holding.objects.create(person=local.person, credential="us-tx-technician", expires=date(2027, 6, 30))
    local.client.post("/ce/new/", WHOLE | {"uan": "0384-0000-26-012-H07-T"})
    row = Credit.objects.visible_to(local.person).get()
    twin = {"title": row.title, "date": row.date, "hours": row.hours, "uan": row.uan}
    alike = [row, Credit.objects.create(person=local.person, **twin)]
    pages = [page_of(local.client.get(f"/ce/{one.id}/")) for one in alike]
    counted = [page.find("section", attrs={"aria-labelledby": "counted"}) for page in pages]
    figures = [part.find(class_="figure").get_text(strip=True) for part in counted]
    assert sorted(figures) == ["0 of 1.5 h", "1.5 of 1.5 h"]
    assert not pages[0].find("details", id="change").has_attr("open")


def test_a_third_of_an_hour_stays_a_third(local):
    local.client.post("/ce/new/", WHOLE | {"hours": "1/3"})
    assert Credit.objects.visible_to(local.person).get().hours == Fraction(1, 3)


def test_numbers_are_taken_as_people_write_them(local):
    local.client.post("/ce/new/", WHOLE | {"hours": ".5", "cost_usd": "$1,200"})
    row = Credit.objects.visible_to(local.person).get()
    assert (row.hours, row.cost_usd) == (Fraction(1, 2), 1200)
    assert local.client.post("/ce/new/", WHOLE | {"cost_usd": "12,50"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"title": ""}, "Write what it was called."),
        ({"date": ""}, "Enter the day you took it."),
        ({"date": "2026-02-31"}, "That is not a date."),
        ({"date": "2026-12-24"}, "That day has not come yet."),
        ({"hours": ""}, "Write how many hours it was."),
        ({"hours": "-1"}, "Enter a number above 0."),
        ({"hours": "0"}, "Enter a number above 0."),
        ({"hours": "nan"}, "Enter a number, such as 1.5."),
        ({"hours": "1001"}, "number is too large"),
        ({"hours": "1e9"}, "Enter a number, such as 1.5."),
        ({"cost_usd": "-1"}, "Enter how much it is, 0 or more."),
        ({"cost_usd": "1000000.01"}, "number is too large"),
        ({"hours": "1/0"}, "Enter a number, such as 1.5."),
        ({"hours": "9" * 60}, "Enter a number, such as 1.5."),
        ({"uan": "0384-0000-26-012-H09-T"}, "There is no topic 09"),
        ({"uan": "12"}, "A UAN has six parts"),
        ({"status": "dreamt"}, "Choose one from the list."),
        ({"topic": "astrology"}, "Choose one from the list"),
        ({"title": "nul\x00"}, "It contains a character that cannot be saved."),
        ({"title": "x" * 10_000}, "at most 5000 characters"),
    ],
)
def test_a_wrong_field_gets_one_clear_error_and_nothing_is_saved(local, sent, error):
    response = local.client.post("/ce/new/", WHOLE | sent)
    assert response.status_code == 422
    assert len(errors_of(response)) == 1
    assert error in errors_of(response)[0]
    assert not Credit.objects.visible_to(local.person).exists()


@pytest.mark.parametrize("line", ["", " ", "x" * 1_001])
def test_a_line_that_says_nothing_is_told_so(local, line):
    response = local.client.post("/ce/read/", {"line": line})
    assert response.status_code == 422
    assert errors_of(response)


@pytest.mark.parametrize(
    "line", ["\u202e\u0000", "ÿ" * 900, "9" * 900, "-" * 900, "<script>alert(1)</script>"]
)
def test_garbage_in_the_line_is_no_error_page(local, line):
    response = local.client.post("/ce/read/", {"line": line})
    assert response.status_code in (200, 422)
    assert b"<script>alert" not in response.content


def test_a_wrong_number_in_a_line_is_told_with_the_reason(local):
    response = local.client.post("/ce/read/", {"line": "Law 0384-0000-26-012-H09-T 1 hour"})
    assert "There is no topic 09" in text_of(response)
    assert filled(response)["hours"] == "1"
    # It stands in its field, to be put right there.
    assert filled(response)["uan"] == "0384-0000-26-012-H09-T"


def test_the_same_activity_twice_is_told(local):
    local.client.post("/ce/new/", WHOLE | {"uan": "0384-0000-26-012-H07-T"})
    response = local.client.post("/ce/new/", WHOLE | {"uan": "0384-0000-26-012-L07-T"}, follow=True)
    assert "logged this activity before" in text_of(response)


def test_a_credit_is_changed_deleted_and_brought_back(local):
    local.client.post("/ce/new/", WHOLE)
    row = Credit.objects.visible_to(local.person).get()
    local.client.post(f"/ce/{row.id}/", WHOLE | {"hours": "2"})
    row.refresh_from_db()
    assert row.hours == 2
    response = local.client.post(f"/ce/{row.id}/delete/", follow=True)
    assert not Credit.objects.visible_to(local.person).exists()
    local.client.post(undo_of(response))
    assert Credit.objects.visible_to(local.person).get() == row


def test_what_is_booked_may_lie_ahead(local):
    local.client.post("/ce/new/", WHOLE | {"date": "2027-01-10", "status": "booked"})
    assert Credit.objects.visible_to(local.person).get().status == "booked"


def test_the_log_goes_away_as_a_table_that_can_be_brought_back(demo):
    response = demo.client.get("/ce/log.csv")
    assert response["Content-Disposition"].endswith('-2026-11-22.csv"')
    reading = read_file(response.content, "log.csv")
    rows = Credit.objects.visible_to(demo.person)
    assert {(one.date, one.hours, one.title) for one in reading.credits} == {
        (row.date, row.hours, row.title) for row in rows
    }
    assert not reading.unread


def test_a_title_that_a_spreadsheet_would_run_is_text_in_the_table(local):
    local.client.post("/ce/new/", WHOLE | {"title": "=1+1"})
    assert "'=1+1" in local.client.get("/ce/log.csv").content.decode()


def test_a_question_about_credits_leads_to_those_that_leave_it_open(local):
    local.person.state = "us-tx"
    local.person.save()
    held = Holding.objects.create(
        person=local.person,
        credential="us-tx-technician",
        issued=date(2021, 2, 10),
        expires=date(2027, 2, 28),
    )
    cares = {"question": "direct-patient-care", "value": True}
    Answer.objects.create(person=local.person, authority="us-tx", **cares)
    home = page_of(local.client.get("/"))
    assert home.find("a", href="/ce/new/?course=tx-human-trafficking"), "what is asked for is entered as that"
    told = {"person": local.person, "date": date(2026, 3, 2), "hours": Fraction(1)}
    silent = Credit.objects.create(**told, title="Silent")
    law = Credit.objects.create(**told, title="Law", uan="0154-0000-26-031-H03-T")
    Credit.objects.create(**told, title="General", uan="0384-0000-26-012-H04-T")
    page = page_of(local.client.get(f"/holdings/{held.id}/"))
    links = {link["href"]: link.parent.get_text(" ", strip=True) for link in page.select(".ask .rows a")}
    assert set(links) == {f"/ce/{row.id}/?more" for row in (silent, law)}
    assert "not known: topic, format" in links[f"/ce/{silent.id}/?more"]
    assert "not known: which state’s law" in links[f"/ce/{law.id}/?more"]
    assert page_of(local.client.get(f"/ce/{silent.id}/?more")).find("details", class_="fold").has_attr("open")


def test_a_course_that_a_renewal_asks_for_is_entered_as_just_that(local):
    page = page_of(local.client.get("/ce/new/?course=tx-human-trafficking"))
    chosen = page.find(id="id_course").find("option", selected=True)
    assert chosen["value"] == "tx-human-trafficking"
    assert page.find(id="id_title")["value"] == chosen.get_text(strip=True)
    assert local.client.get("/ce/new/?course=none").status_code == 200
