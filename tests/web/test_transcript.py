"""Nothing goes missing: the overview, one credit's causes and letter, and every undo."""

from datetime import date
from fractions import Fraction
from urllib.parse import parse_qs, urlsplit

import pytest

from rxladder.web.education.models import Credit
from rxladder.web.site.career_io import export_career, import_career
from tests.web.pages import page_of, text_of, undo_of

# The tests' day is 22 November 2026.
DAYS = {
    "waiting": date(2026, 11, 1),
    "ask": date(2026, 10, 20),
    "last-days": date(2026, 9, 25),
    "too-late": date(2026, 6, 1),
}


@pytest.fixture
def logged(local):
    """One credit at each stage of the clock, and three that no clock runs for."""
    more = {
        "not-told": {"uan": ""},
        "not-monitored": {"uan": "", "accreditation": "board-approved"},
        "booked": {"status": "booked"},
    }
    made = {}
    for n, name in enumerate([*DAYS, *more]):
        values = {"date": DAYS.get(name, date(2026, 10, 1)), "uan": f"0384-0000-26-{n:03}-H07-T"}
        row = Credit(person=local.person, hours=Fraction(1), title=f"Course {name}", **values)
        for field, value in more.get(name, {}).items():
            setattr(row, field, value)
        row.save()
        made[name] = row
    return made


def address(row) -> str:
    return f"/ce/{row.id}/transcript/"


def section(response, heading: str) -> str:
    for found in page_of(response).find_all("section"):
        if found.find(["h2"]) and heading in found.find("h2").get_text():
            return found.get_text(" ")
    return ""


def test_the_overview_sorts_credits_by_what_is_to_be_done(local, logged):
    response = local.client.get("/ce/transcript/")
    asks = section(response, "Ask about these now")
    assert asks.index("Course last-days") < asks.index("Course ask")
    assert "Day 33 of 60" in asks
    assert "it can report until 19 December 2026" in asks
    assert "Course waiting" in section(response, "On their way")
    assert "Course too-late" in section(response, "Older than 60 days")
    assert "Course not-told" in section(response, "Who accredited these?")
    assert "Course booked" not in text_of(response)
    assert "One credit never gets there on its own" in text_of(response)


def test_an_empty_overview_teaches(local):
    assert "No credits to watch yet" in text_of(local.client.get("/ce/transcript/"))


def test_home_and_log_tell_of_what_is_to_be_asked(local, logged):
    local.person.state = "us-hi"
    local.person.save()
    assert "2 credits are not in your transcript yet" in text_of(local.client.get("/"))
    log = text_of(local.client.get("/ce/"))
    assert "2 credits are not in your transcript yet" in log
    assert "not in your transcript yet, day 33 of 60" in log


def test_what_was_ticked_is_seen_and_can_be_taken_back(local, logged):
    ticked = [logged["ask"].id, logged["too-late"].id]
    response = local.client.post("/ce/transcript/seen/", {"credit": ticked}, follow=True)
    assert "2 credits are in your transcript." in text_of(response)
    seen = Credit.objects.visible_to(local.person).exclude(seen_in_transcript=None)
    assert {row.title for row in seen} == {"Course ask", "Course too-late"}
    assert {row.seen_in_transcript for row in seen} == {date(2026, 11, 22)}
    local.client.post(undo_of(response))
    assert not seen.all().exists()


def test_seeing_again_keeps_the_first_day(local, logged):
    row = logged["ask"]
    row.seen_in_transcript = date(2026, 11, 1)
    row.save()
    local.client.post("/ce/transcript/seen/", {"credit": [row.id]})
    row.refresh_from_db()
    assert row.seen_in_transcript == date(2026, 11, 1)


@pytest.mark.parametrize("sent", [{}, {"credit": ["nonsense"]}, {"credit": [""]}])
def test_nothing_ticked_changes_nothing(local, logged, sent):
    assert "nothing has changed" in text_of(local.client.post("/ce/transcript/seen/", sent, follow=True))
    assert not Credit.objects.visible_to(local.person).exclude(seen_in_transcript=None).exists()


def test_nobody_sees_anything_for_someone_else(as_another, owner):
    row = owner.records.credit
    as_another.post("/ce/transcript/seen/", {"credit": [row.id]})
    row.refresh_from_db()
    assert row.seen_in_transcript is None


def test_the_causes_are_asked_one_by_one_and_remembered(local, logged):
    page, row = address(logged["ask"]), logged["ask"]
    text = text_of(local.client.get(page))
    assert "Question 1 of 4 Did you finish everything" in text
    text = text_of(local.client.post(f"{page}claim-unfinished/", {"answer": "fine"}, follow=True))
    assert "Question 2 of 4 Does the provider have the same e-Profile ID" in text
    text = text_of(local.client.post(f"{page}wrong-id/", {"answer": "found"}, follow=True))
    assert "This may be it Correct the e-Profile ID" in text
    assert "Question" not in text
    row.refresh_from_db()
    assert (row.causes_ruled_out, row.causes_found) == (("claim-unfinished",), ("wrong-id",))
    local.client.post(f"{page}wrong-id/", {"answer": ""})
    assert "Question 2 of 4" in text_of(local.client.get(page))


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("waiting", "Look again on 1 December 2026"),
        ("ask", "only its provider can say"),
        ("too-late", "your board may accept it in place of the transcript"),
    ],
)
def test_where_no_cause_is_found_the_clock_tells_what_to_do(local, logged, stage, words):
    page = address(logged[stage])
    for cause in ("claim-unfinished", "wrong-id", "new-id", "old-account"):
        local.client.post(f"{page}{cause}/", {"answer": "fine"})
    assert words in text_of(local.client.get(page))


def test_an_unknown_cause_or_answer_is_not_found(local, logged):
    page = address(logged["ask"])
    assert local.client.post(f"{page}no-such-cause/", {"answer": "fine"}).status_code == 404
    assert local.client.post(f"{page}wrong-id/", {"answer": "perhaps"}).status_code == 404


def test_a_credit_that_is_found_not_accredited_leaves_the_clock(local, logged):
    page = address(logged["not-told"])
    text = text_of(local.client.post(f"{page}not-accredited/", {"answer": "found"}, follow=True))
    assert "It does not get there on its own" in text
    local.client.post(f"{page}not-accredited/", {"answer": "fine"})
    assert "Day 52 of 60" in text_of(local.client.get(page))


def test_the_letter_can_be_copied_and_opened_in_the_mail_program(local, logged):
    page = page_of(local.client.get(address(logged["ask"])))
    letter = page.find("textarea").get_text()
    assert "Completed on: 20 October 2026" in letter
    link = page.find("a", href=lambda to: to and to.startswith("mailto:"))
    sent = parse_qs(urlsplit(link["href"]).query)
    assert sent["subject"] == ["CPE credit missing in CPE Monitor: Course ask"]
    assert sent["body"][0].replace("\r\n", "\n").strip() == letter.strip()


def test_a_provider_that_was_asked_is_not_asked_again_at_once(local, logged):
    page = address(logged["ask"])
    response = local.client.post(f"{page}asked/", follow=True)
    assert "You asked its provider on 22 November 2026." in text_of(response)
    assert "One credit is not in your transcript yet" in text_of(local.client.get("/ce/"))
    local.client.post(undo_of(response))
    assert "2 credits are not in your transcript yet" in text_of(local.client.get("/ce/"))


def test_who_asked_again_by_mistake_has_the_earlier_day_back(local, logged):
    row = logged["ask"]
    row.asked_provider = date(2026, 11, 1)
    row.save()
    response = local.client.post(f"{address(row)}asked/", follow=True)
    local.client.post(undo_of(response))
    row.refresh_from_db()
    assert row.asked_provider == date(2026, 11, 1)
    assert local.client.post(f"{address(row)}undo/?before=2026-02-31").status_code == 404


def test_what_was_found_out_leaves_and_comes_with_the_career_file(local, logged):
    page = address(logged["ask"])
    local.client.post(f"{page}wrong-id/", {"answer": "found"})
    local.client.post(f"{page}asked/")
    local.client.post("/ce/transcript/seen/", {"credit": [logged["too-late"].id]})
    before = export_career(local.person)
    import_career(local.person, before)
    assert export_career(local.person) == before
    kept = {credit.title: credit for credit in before.credits}
    assert kept["Course ask"].causes_found == ("wrong-id",)
    assert kept["Course ask"].asked_provider == date(2026, 11, 22)
    assert kept["Course too-late"].seen_in_transcript == date(2026, 11, 22)


def test_every_stage_has_a_page(local, logged):
    for name, row in logged.items():
        response = local.client.get(address(row))
        assert response.status_code == 200
        assert f"Course {name}" in text_of(response)
