"""The catalogue: found by words and by what counts, added to, chosen from, and nobody else's."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.career.transcripts import apart
from rxladder.web.education.models import ActivityChoice, Credit, OwnActivity
from tests.web.pages import errors_of, page_of, text_of, undo_of

WHOLE = {"title": "Texas pharmacy law live", "hours": "1", "cost_usd": "25", "topic": "state-law"}
WHOLE |= {"jurisdiction": "us-tx", "format": "live", "accreditation": "acpe", "audience": "technician"}


def titles_of(response) -> list[str]:
    found = page_of(response).find("section", attrs={"aria-labelledby": "found"})
    return [link.find(class_="name").get_text() for link in found.find_all("a", class_="entry")]


def own(person, **values) -> OwnActivity:
    return OwnActivity.objects.create(person=person, **{"title": "An evening", "hours": Fraction(1)} | values)


def test_what_is_over_is_offered_only_to_those_who_ask(local):
    assert not any(
        "Billing" in title or "Prior" in title for title in titles_of(local.client.get("/ce/catalogue/"))
    )
    assert "Prior Authorization" in titles_of(local.client.get("/ce/catalogue/?over=on"))


def test_words_topic_and_price_narrow_the_search(local):
    assert titles_of(local.client.get("/ce/catalogue/?words=diversion&most_usd=99")) == [
        "Pharmacy Technician: Controlled Substance Diversion Prevention and Detection Microcredential"
    ]
    assert titles_of(local.client.get("/ce/catalogue/?words=diversion&most_usd=98")) == []


def test_an_unknown_price_is_said_and_never_nothing(local):
    text = text_of(local.client.get("/ce/catalogue/activity/ashp-accreditation-4/"))
    assert "Price Not known" in text
    assert titles_of(local.client.get("/ce/catalogue/?words=REMS&most_usd=1000")) == []


def test_a_wish_that_is_no_number_is_told_and_finds_everything_else(local):
    response = local.client.get("/ce/catalogue/?most_usd=cheap")
    assert response.status_code == 422
    assert errors_of(response)
    assert titles_of(response)


def test_what_counts_for_me_is_told_with_the_clause(demo):
    response = demo.client.get("/ce/catalogue/?mine=on")
    assert "Risk Evaluation and Mitigation Strategy (REMS)" in titles_of(response)
    # No hours are known of it, so it cannot be counted.
    assert "Pharmacy Technician Immunization Course" not in titles_of(response)
    assert "Counts toward Texas registration: 20 contact hours" in text_of(response)


def test_what_counts_comes_first_the_cheapest_on_top_each_credential_in_one_line(demo):
    page = page_of(demo.client.get("/ce/catalogue/"))
    rows = page.find("section", attrs={"aria-labelledby": "found"}).find_all("a", class_="entry")
    counting = ["Counts toward" in row.get_text() for row in rows]
    assert counting == sorted(counting, reverse=True)
    assert "price not known" not in rows[0].get_text()
    lines = [line.get_text() for line in rows[0].find_all(class_="about") if "Counts" in line.get_text()]
    held = [line.partition(":")[0] for line in lines]
    assert len(held) == len(set(held)) > 0


def test_an_activity_can_be_added_changed_deleted_and_brought_back(local):
    response = local.client.post("/ce/catalogue/new/", WHOLE, follow=True)
    row = OwnActivity.objects.visible_to(local.person).get()
    assert (row.hours, row.cost_usd, row.topic) == (Fraction(1), Decimal(25), "state-law")
    assert "Texas pharmacy law live" in titles_of(local.client.get("/ce/catalogue/?words=texas"))
    local.client.post(f"/ce/catalogue/mine/{row.id}/edit/", WHOLE | {"hours": "2"})
    row.refresh_from_db()
    assert row.hours == 2
    response = local.client.post(f"/ce/catalogue/mine/{row.id}/delete/", follow=True)
    assert titles_of(local.client.get("/ce/catalogue/?words=texas")) == []
    local.client.post(undo_of(response))
    assert titles_of(local.client.get("/ce/catalogue/?words=texas")) == ["Texas pharmacy law live"]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"title": ""}, "Write what it is called."),
        ({"hours": "-1"}, "Enter a number"),
        ({"cost_usd": "-1"}, "0 or more"),
        ({"uan": "0384-0000-26-012-H99-T"}, "99"),
        ({"available_from": "2027-01-02", "available_until": "2027-01-01"}, "before"),
        ({"url": "javascript:alert(1)"}, "That is not a web page address."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_saved(local, sent, error):
    response = local.client.post("/ce/catalogue/new/", WHOLE | sent)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response)), errors_of(response)
    assert not OwnActivity.objects.visible_to(local.person).exists()


def test_an_activity_fills_the_form_of_a_credit(local):
    row = own(local.person, uan="0384-0000-26-012-H07-T", provider="Alpha")
    page = page_of(local.client.get(f"/ce/new/?activity={row.id}&status=booked"))
    assert page.find(id="id_title")["value"] == "An evening"
    assert page.find(id="id_uan")["value"] == "0384-0000-26-012-H07-T"
    assert page.find(id="id_status").find(selected=True)["value"] == "booked"
    assert not Credit.objects.visible_to(local.person).exists()


def test_a_choice_is_kept_changed_and_taken_back(local):
    address = "/ce/catalogue/activity/ashp-accreditation-4/choose/"
    for sent, kept in (("pinned", ["pinned"]), ("refused", ["refused"]), ("", [])):
        local.client.post(address, {"choice": sent})
        rows = ActivityChoice.objects.visible_to(local.person)
        assert list(rows.values_list("choice", flat=True)) == kept
    assert local.client.post(address, {"choice": "perhaps"}).status_code == 404


def test_an_activity_of_another_person_is_not_there(as_another, owner):
    row = owner.records.activity
    assert titles_of(as_another.get("/ce/catalogue/?words=evening")) == []
    assert as_another.get(f"/ce/catalogue/activity/{row.id}/").status_code == 404
    assert (
        as_another.post(f"/ce/catalogue/activity/{row.id}/choose/", {"choice": "pinned"}).status_code == 404
    )
    assert as_another.get(f"/ce/new/?activity={row.id}").status_code == 404


PAGE = """Pharmacy Law Update 2026
UAN 0384-0000-26-012-H03-T   1.5 contact hours   $24.95   Expires: 12/31/2027

Vaccine Storage
UAN 0384-0000-26-013-H06-T   1 contact hour   Free

Aseptic Technique
UAN 0384-0000-26-014-L07-T   2 contact hours   $30 member / $45 non-member
"""


def looked_at(response) -> dict[str, str]:
    """The fields of the preview as a browser would send them."""
    sent = {}
    for field in page_of(response).find("form", class_="form").find_all(["input", "textarea"]):
        if field.get("type") != "checkbox" or field.has_attr("checked"):
            sent[field["name"]] = field.get("value") or ("on" if field.get("type") == "checkbox" else "")
    return sent


def test_a_pasted_page_is_looked_at_before_anything_is_saved(local):
    response = local.client.post("/ce/catalogue/bring/", {"text": PAGE})
    sent = looked_at(response)
    told = [(sent[f"activity-{n}-hours"], sent[f"activity-{n}-cost_usd"]) for n in range(3)]
    assert told == [("1.5", "24.95"), ("1", "0"), ("2", "")]
    assert sent["activity-0-available_until"] == "2027-12-31"
    assert "Several prices: $30 and $45" in text_of(response)
    assert not OwnActivity.objects.visible_to(local.person).exists()


def test_what_is_ticked_is_saved_and_can_be_taken_back(local):
    sent = looked_at(local.client.post("/ce/catalogue/bring/", {"text": PAGE}))
    del sent["activity-1-take"]
    response = local.client.post("/ce/catalogue/bring/save/", sent, follow=True)
    rows = OwnActivity.objects.visible_to(local.person)
    assert [(row.title, row.hours, row.cost_usd) for row in rows] == [
        ("Pharmacy Law Update 2026", Fraction(3, 2), Decimal("24.95")),
        ("Aseptic Technique", Fraction(2), None),
    ]
    local.client.post(undo_of(response))
    assert not rows.all().exists()


def test_what_a_table_tells_of_activities_is_kept_and_what_is_over_is_not_offered(local):
    table = (
        b"Course,Provider,Contact Hours,Price,Expires,Topic,Format,Accredited by\n"
        b"Board law,FPA,2,$25.00,12/31/2090,Law,Home,Florida Board of Pharmacy\n"
        b"Old law,FPA,1,free,5/1/2024,Law,Home,ACPE\n"
    )
    looked = local.client.post("/ce/catalogue/bring/", {"document": SimpleUploadedFile("c.csv", table)})
    sent = looked_at(looked)
    chosen = page_of(looked).find("form", class_="form").find_all("option", selected=True)
    sent |= {one.find_parent("select")["name"]: one["value"] for one in chosen}
    local.client.post("/ce/catalogue/bring/save/", sent)
    new, old = OwnActivity.objects.visible_to(local.person).order_by("place")
    assert (new.topic, new.format, new.accreditation) == ("law", "home-study", "board-approved")
    assert (new.available_until, old.available_until) == (date(2090, 12, 31), date(2024, 5, 1))
    offered = text_of(local.client.get("/ce/catalogue/", {"words": "law"}))
    assert "Board law" in offered
    assert "Old law" not in offered


def test_one_wrong_field_saves_nothing_and_is_told(local):
    sent = looked_at(local.client.post("/ce/catalogue/bring/", {"text": PAGE}))
    response = local.client.post("/ce/catalogue/bring/save/", sent | {"activity-1-hours": "many"})
    assert response.status_code == 422
    assert any("Vaccine Storage" in line for line in errors_of(response))
    assert not OwnActivity.objects.visible_to(local.person).exists()


def test_a_text_without_activities_is_told(local):
    response = local.client.post("/ce/catalogue/bring/", {"text": "Nothing to see here"})
    assert response.status_code == 422
    assert "has no activity in it" in errors_of(response)[0]


@pytest.mark.parametrize("name", ["big.pdf", "big.yaml"])
@pytest.mark.parametrize("size", [10_485_761, 20_000_001])
def test_a_file_that_is_too_large_is_told_so(local, name, size):
    sent = {"document": SimpleUploadedFile(name, b"x" * size)}
    response = local.client.post("/ce/catalogue/bring/", sent)
    assert errors_of(response) == [f"A file: {name}: is larger than 10 MB."]


def test_a_file_that_kills_its_reader_does_not_kill_the_site(local, monkeypatch):
    monkeypatch.setattr(apart, "_COMMAND", ["false"])
    sent = {"document": SimpleUploadedFile("evil.pdf", b"%PDF-1.7")}
    response = local.client.post("/ce/catalogue/bring/", sent)
    assert "evil.pdf: could not be read" in errors_of(response)[0]


def test_a_catalogue_file_is_taken_over_whole_or_not_at_all(local):
    good = (
        b"activities:\n  - {title: Law, hours: 1, topic: law}\n  - {title: Errors, hours: 2, cost_usd: 5}\n"
    )
    local.client.post("/ce/catalogue/bring/", {"document": SimpleUploadedFile("a.yaml", good)})
    assert OwnActivity.objects.visible_to(local.person).count() == 2
    bad = SimpleUploadedFile("b.yaml", good + b"  - {title: Bad, hours: -1}\n")
    response = local.client.post("/ce/catalogue/bring/", {"document": bad})
    assert "b.yaml:4" in errors_of(response)[0]
    assert OwnActivity.objects.visible_to(local.person).count() == 2
