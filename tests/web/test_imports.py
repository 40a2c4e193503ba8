"""Bringing in a record: a preview of every line, saved as a whole, taken back as a whole."""

from datetime import date
from fractions import Fraction

from rxladder.web.education.models import Credit
from tests.web.pages import page_of, text_of, undo_of

PASTED = """NABP CPE Monitor
UAN\tTitle\tProvider\tDate Completed\tDate Processed\tContact Hours
0384-0000-26-012-H07-T\tSterile compounding update\tASHP\t03/02/2026\t03/10/2026\t1.5
0384-0000-26-013-L05-T\tSafety first\tASHP\t03/05/2026\t03/10/2026\t1
\tTexas law\tTSHP\tApril 11, 2026\t\t1
"""


def bring(client, text=PASTED, files=()):
    """Paste a text or send files; the preview."""
    return client.post("/ce/import/", {"text": text, "documents": list(files)}, follow=True)


def fields_of(response) -> dict:
    """What the form of decisions holds, as a browser would send it."""
    sent = {}
    for field in page_of(response).main.select("form.stack input, form.stack select"):
        name, kind = field.get("name"), field.get("type")
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                sent[name] = field.get("value", "on")
        elif name:
            sent[name] = field.get("value", "")
    return sent


def save(client, response, **more):
    return client.post(response.request["PATH_INFO"], fields_of(response) | more, follow=True)


def log_of(person) -> list[tuple]:
    rows = Credit.objects.visible_to(person).order_by("date", "title")
    return [(row.date, row.hours, row.title, row.uan) for row in rows]


WHOLE = [
    (date(2026, 3, 2), Fraction(3, 2), "Sterile compounding update", "0384-0000-26-012-H07-T"),
    (date(2026, 3, 5), Fraction(1), "Safety first", "0384-0000-26-013-L05-T"),
    (date(2026, 4, 11), Fraction(1), "Texas law", ""),
]


def test_nothing_is_saved_before_the_person_says_so(local):
    preview = bring(local.client)
    assert "3 new credits" in text_of(preview)
    assert "Its layout is unconfirmed" in text_of(preview)
    assert log_of(local.person) == []


def test_what_is_confirmed_is_in_the_log_and_taken_back_whole(local):
    done = save(local.client, bring(local.client))
    assert log_of(local.person) == WHOLE
    assert "3 credits are in your log." in text_of(done)
    taken = local.client.post(undo_of(done), follow=True)
    assert "3 credits are taken back." in text_of(taken)
    assert log_of(local.person) == []
    again = local.client.post(undo_of(taken), follow=True)
    assert "3 credits are back." in text_of(again)
    assert log_of(local.person) == WHOLE


# --- What CPE Monitor shows is no longer watched


def seen_of(person) -> dict[str, date | None]:
    return {row.title: row.seen_in_transcript for row in Credit.objects.visible_to(person)}


def logged(person) -> None:
    Credit.objects.create(
        person=person,
        date=date(2026, 3, 2),
        hours=Fraction(3, 2),
        title="Sterile compounding",
        uan="0384-0000-26-012-H07-T",
    )


def test_a_transcript_of_cpe_monitor_shows_what_it_brings_and_what_was_there(local):
    logged(local.person)
    done = save(local.client, bring(local.client))
    assert "1 that you had is noted as in your transcript." in text_of(done)
    assert seen_of(local.person) == dict.fromkeys(
        ("Sterile compounding", "Safety first", "Texas law"), date(2026, 11, 22)
    )
    local.client.post(undo_of(done))
    assert seen_of(local.person) == {"Sterile compounding": None}


def test_where_everything_is_there_that_it_is_shown_can_still_be_noted(local):
    logged(local.person)
    text = "\n".join(PASTED.splitlines()[:3])
    preview = bring(local.client, text)
    assert "Note that this one is in my transcript" in text_of(preview)
    save(local.client, preview)
    assert seen_of(local.person) == {"Sterile compounding": date(2026, 11, 22)}
    assert "there is nothing to save" in text_of(bring(local.client, text))


def test_another_list_does_not_tell_what_cpe_monitor_shows(local):
    logged(local.person)
    preview = bring(local.client, "\n".join(PASTED.splitlines()[1:]))
    save(local.client, preview)
    assert set(seen_of(local.person).values()) == {None}


def test_the_first_day_on_which_it_was_seen_stays(local):
    logged(local.person)
    Credit.objects.visible_to(local.person).update(seen_in_transcript=date(2026, 5, 1))
    preview = bring(local.client, PASTED.replace("1.5", "2"))
    save(local.client, preview, **{"choose-0": "change"})
    row = Credit.objects.visible_to(local.person).get(title="Sterile compounding")
    assert (row.hours, row.seen_in_transcript) == (2, date(2026, 5, 1))
