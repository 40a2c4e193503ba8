"""Reading becomes development: offers are taken once, articles become talks, cards and achievements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from rxladder.web.education.models import OwnActivity
from rxladder.web.relationships.models import Acquaintance, Gathering
from rxladder.web.responsibilities.models import Achievement
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.study.models import OwnCard
from rxladder.web.trends.models import SavedItem
from tests.web.news import reads, saved, told
from tests.web.pages import errors_of, page_of, text_of, undo_of
from tests.web.settings import TODAY

pytestmark = pytest.mark.django_db
MOMENT = datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=2)
WEBINAR = (
    "Join us live on December 10, 2026. Pharmacy technicians earn 1.5 contact hours of CE. "
    "ACPE number 0384-0000-26-112-L07-T."
)


@pytest.fixture
def article(local):
    """An article that the person saved with a note."""
    entry = told(reads(local.person), "A second run for first doses", MOMENT, "It worked.")
    row = saved(local.person, entry, "Could we do that on weekends?")
    page = f"/news/saved/{row.id}/develop/"
    return SimpleNamespace(entry=entry, row=row, page=page, client=local.client, person=local.person)


def came_of(article) -> list[str]:
    page = page_of(article.client.get(article.page))
    section = page.find("section", attrs={"aria-labelledby": "taken"})
    return [link.get_text(" ", strip=True) for link in section.find_all("a")] if section else []


# --- Offers


def test_a_webinar_goes_into_catalogue_and_calendar_once_each_and_comes_out_again(local):
    entry = told(reads(local.person), "Free webinar on clean rooms", MOMENT, WEBINAR)
    again = told(reads(local.person, "other"), "Webinar: clean rooms", MOMENT, WEBINAR)
    page = f"/news/items/{entry.id}/"
    said = text_of(local.client.get(page))
    for part in ("A webinar", "Hours 1.5", "0384-0000-26-112-L07-T", "Date 10 December 2026"):
        assert part in said
    done = local.client.post(page + "to-catalogue/", follow=True)
    row = OwnActivity.objects.get()
    assert (row.title, row.uan, str(row.hours), row.live_on) == (
        "Free webinar on clean rooms", "0384-0000-26-112-L07-T", "3/2", date(2026, 12, 10)
    )  # fmt: skip
    assert row.cost_usd is None
    assert "It is in your catalog" in text_of(done)
    # The same number in another source is the same webinar.
    local.client.post(f"/news/items/{again.id}/to-catalogue/")
    assert OwnActivity.objects.count() == 1
    local.client.post(page + "to-calendar/")
    local.client.post(page + "to-calendar/")
    event = Gathering.objects.get()
    assert (event.starts, event.going, event.activity, event.url) == (row.live_on, "yes", row, entry.url)
    assert "Free webinar on clean rooms" in text_of(local.client.get("/calendar/"))
    assert "It is on your calendar" in text_of(local.client.get(page))
    local.client.post(undo_of(done))
    assert "Add to my catalog" in text_of(local.client.get(page))


def test_what_is_over_or_offers_nothing_is_not_taken(local):
    feed = reads(local.person)
    over = told(feed, "Old webinar", datetime(2026, 3, 1, tzinfo=UTC), WEBINAR.replace("December", "March"))
    plain = told(feed, "A plain story", MOMENT, "Nothing to learn by the hour.")
    assert "It is over" in text_of(local.client.get(f"/news/items/{over.id}/"))
    assert local.client.post(f"/news/items/{over.id}/to-calendar/").status_code == 404
    assert local.client.post(f"/news/items/{plain.id}/to-catalogue/").status_code == 404
    assert not OwnActivity.objects.exists()


def test_what_one_does_not_read_one_cannot_take(local, another):
    entry = told(reads(another.person), "Free webinar", MOMENT, WEBINAR)
    assert local.client.post(f"/news/items/{entry.id}/to-catalogue/").status_code == 404


# --- What comes of an article


def test_a_note_becomes_an_achievement_that_leads_back_to_the_article(article):
    page = page_of(article.client.get(article.page))
    assert page.find(id="id_achievement-result").get("value") == "Could we do that on weekends?"
    told_ = {
        "kind": "achievement",
        "achievement-what": "Set up a weekend run",
        "achievement-on": "2026-11-20",
    }
    done = article.client.post(article.page, told_, follow=True)
    row = Achievement.objects.get()
    assert row.of == f"reading:{article.entry.url}"
    link = page_of(article.client.get(f"/responsibilities/achievements/{row.id}/")).find(
        href=article.entry.url
    )
    assert link is not None
    assert came_of(article) == ["Achievement: Set up a weekend run"]
    assert "Set up a weekend run" in text_of(article.client.get(f"/news/items/{article.entry.id}/"))
    article.client.post(undo_of(done))
    assert not Achievement.objects.visible_to(article.person).exists()
    assert came_of(article) == []


def test_patient_data_and_empty_forms_are_refused_and_nothing_is_made(article):
    Acquaintance.objects.create(person=article.person, name="Maria")
    for sent in (
        {"kind": "achievement", "achievement-what": "Helped MRN 12345678", "achievement-on": "2026-11-20"},
        {"kind": "achievement", "achievement-what": "x", "achievement-on": "2026-12-20"},
        {"kind": "card", "card-front": "", "card-back": "b"},
        {"kind": "talk", "talk-who": ""},
    ):
        answer = article.client.post(article.page, sent)
        assert answer.status_code == 422
        assert errors_of(answer)
    assert article.client.post(article.page, {"kind": "else"}).status_code == 404
    assert (Achievement.objects.count(), OwnCard.objects.count(), came_of(article)) == (0, 0, [])


def test_a_study_card_is_made_once_with_its_source_and_taken_back(article):
    sent = {"kind": "card", "card-front": "What cut late doses?", "card-back": "A second run."}
    done = article.client.post(article.page, sent, follow=True)
    article.client.post(article.page, sent)
    card = OwnCard.objects.get()
    assert card.deck == "Reading"
    assert card.back == f"A second run.\n\nA second run for first doses {article.entry.url}"
    shown = page_of(article.client.get("/study/own/next/"))
    assert shown.find(href=article.entry.url)
    assert came_of(article) == ["Study card: What cut late doses?"]
    article.client.post(undo_of(done))
    assert came_of(article) == []


def test_a_talk_stands_in_the_calendar_or_waits_on_their_page(article):
    maria = Acquaintance.objects.create(person=article.person, name="Maria", mentoring="mentor")
    Acquaintance.objects.create(person=article.person, name="Abel")
    page = page_of(article.client.get(article.page))
    assert [o.text for o in page.find(id="id_talk-who").find_all("option")] == [
        "Choose",
        "Maria (mentor)",
        "Abel",
    ]
    done = article.client.post(article.page, {"kind": "talk", "talk-who": str(maria.id)}, follow=True)
    said = f"A second run for first doses {article.entry.url}"
    maria.refresh_from_db()
    assert maria.topics == [said]
    assert page_of(article.client.get(f"/people/{maria.id}/")).find(href=article.entry.url)
    article.client.post(undo_of(done))
    maria.refresh_from_db()
    assert maria.topics == []
    sent = {"kind": "talk", "talk-who": str(maria.id), "talk-on": "2026-12-04"}
    done = article.client.post(article.page, sent, follow=True)
    article.client.post(article.page, sent)
    meeting = Gathering.objects.get()
    assert (meeting.name, meeting.people, meeting.before) == ("Talk with Maria", ["Maria"], [[said, False]])
    assert came_of(article) == ["Talk with Maria"]
    assert page_of(article.client.get(f"/people/events/{meeting.id}/")).find(href=article.entry.url)
    article.client.post(undo_of(done))
    assert not Gathering.objects.visible_to(article.person).exists()


def test_a_meeting_that_was_there_keeps_its_list_when_the_article_is_taken_off(article):
    maria = Acquaintance.objects.create(person=article.person, name="Maria")
    meeting = Gathering.objects.create(
        person=article.person,
        name="Lunch",
        starts=date(2026, 12, 4),
        people=["Maria"],
        before=[["Book", True]],
    )
    sent = {"kind": "talk", "talk-who": str(maria.id), "talk-on": "2026-12-04"}
    done = article.client.post(article.page, sent, follow=True)
    meeting.refresh_from_db()
    assert len(meeting.before) == 2
    article.client.post(undo_of(done))
    meeting.refresh_from_db()
    assert (meeting.before, meeting.deleted_at) == ([["Book", True]], None)


def test_what_came_of_an_article_is_still_known_after_a_career_file(article):
    sent = {"kind": "card", "card-front": "What cut late doses?", "card-back": "A second run."}
    article.client.post(article.page, sent)
    told_ = {"kind": "achievement", "achievement-what": "Set up a run", "achievement-on": "2026-11-20"}
    article.client.post(article.page, told_)
    import_career(article.person, export_career(article.person))
    row = SavedItem.objects.visible_to(article.person).get()
    assert row.entry is None
    assert row.note == "Could we do that on weekends?"
    article.page = f"/news/saved/{row.id}/develop/"
    assert came_of(article) == ["Achievement: Set up a run", "Study card: What cut late doses?"]


def test_nobody_else_makes_or_takes_back_anything_of_an_article(article, another, many_people):
    from django.test import Client

    other = Client()
    other.force_login(another.person)
    sent = {"kind": "card", "card-front": "f", "card-back": "b"}
    assert other.post(article.page, sent).status_code == 404
    assert other.get(article.page).status_code == 404
    assert not OwnCard.objects.exists()
