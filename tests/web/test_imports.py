"""Bringing in a record: a preview of every line, saved as a whole, taken back as a whole."""

import io
from datetime import date
from fractions import Fraction

import pytest
from PIL import Image

from rxladder.career.transcripts.read import read_pasted
from rxladder.web.education import import_steps as steps
from rxladder.web.education.models import Credit, Evidence, Import
from tests.career.transcripts.papers import Entry, certificate
from tests.web.bringing import PASTED, bring, fields_of, save, upload
from tests.web.pages import errors_of, text_of, undo_of


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
    assert "3 credits were removed." in text_of(taken)
    assert log_of(local.person) == []
    again = local.client.post(undo_of(taken), follow=True)
    assert "3 credits are back." in text_of(again)
    assert log_of(local.person) == WHOLE


# --- The same again, and what is not quite the same


def test_the_same_file_three_times_changes_nothing_after_the_first(local):
    save(local.client, bring(local.client))
    before = list(Credit.objects.visible_to(local.person).order_by("id").values())
    for _ in range(2):
        preview = bring(local.client)
        assert "3 already in your log" in text_of(preview)
        save(local.client, preview)
    assert list(Credit.objects.visible_to(local.person).order_by("id").values()) == before


def test_a_credit_that_was_changed_since_is_known_again(local):
    save(local.client, bring(local.client))
    Credit.objects.visible_to(local.person).filter(uan="").update(title="My law course", hours=Fraction(2))
    assert "You imported it before, and changed it since." in text_of(bring(local.client))


def test_a_preview_that_is_confirmed_twice_saves_once(local):
    one, two = bring(local.client), bring(local.client)
    save(local.client, one)
    save(local.client, one)
    save(local.client, two)
    assert log_of(local.person) == WHOLE


def test_two_previews_of_one_list_agreed_at_the_same_moment_save_once(local):
    one, two = (steps.start(local.person, [read_pasted(PASTED)]) for _ in range(2))
    decisions = {line.number: steps.Decision(steps.TAKE) for line in steps.preview(two)}
    assert [steps.save(made, decisions).credits for made in (one, two)] == [3, 0]
    assert log_of(local.person) == WHOLE


def test_what_stands_twice_in_one_file_is_taken_once(local):
    save(local.client, bring(local.client, PASTED + PASTED.splitlines()[2] + "\n"))
    assert log_of(local.person) == WHOLE


def test_a_line_that_is_left_out_is_not_saved(local):
    preview = bring(local.client)
    sent = {name: value for name, value in fields_of(preview).items() if name != "take-1"}
    local.client.post(preview.request["PATH_INFO"], sent)
    assert log_of(local.person) == [WHOLE[0], WHOLE[2]]


@pytest.mark.parametrize(
    ("choice", "hours"),
    [("keep", [Fraction(2)]), ("change", [Fraction(3, 2)]), ("take", [Fraction(3, 2), 2])],
)
def test_of_a_credit_that_differs_the_person_chooses(local, choice, hours):
    mine = Credit(person=local.person, date=date(2026, 3, 2), hours=Fraction(2), title="Sterile")
    mine.uan = "0384-0000-26-012-L07-P"
    mine.save()
    preview = bring(local.client)
    assert "1 is in your log, but differs" in text_of(preview)
    done = save(local.client, preview, **{"choose-0": choice})
    rows = Credit.objects.visible_to(local.person).filter(date=mine.date)
    assert sorted(row.hours for row in rows) == hours
    local.client.post(undo_of(done))
    assert [row.hours for row in Credit.objects.visible_to(local.person)] == [2]


def test_what_is_missing_is_asked_in_place(local):
    text = "UAN\tTitle\tDate\tHours\n0384-0000-26-012-H07-T\tSterile\t\t\n"
    preview = bring(local.client, text)
    refused = save(local.client, preview)
    assert refused.status_code == 422
    assert len(errors_of(refused)) == 2
    assert log_of(local.person) == []
    ahead = save(local.client, preview, **{"date-0": "2026-12-24", "hours-0": "1"})
    assert "That day is still in the future." in errors_of(ahead)[0]
    save(local.client, preview, **{"date-0": "2026-03-02", "hours-0": "1.5"})
    assert log_of(local.person) == [(date(2026, 3, 2), Fraction(3, 2), "Sterile", "0384-0000-26-012-H07-T")]


def test_what_speaks_against_a_line_leaves_it_out_unless_one_takes_it(local):
    text = PASTED.splitlines()[2] + "\tWithdrawn\n"
    preview = bring(local.client, text)
    assert "Withdrawn" in text_of(preview)
    save(local.client, preview)
    assert log_of(local.person) == []


def test_many_files_at_once_of_which_one_is_bad(local):
    table = b"UAN,Title,Date,Hours\n0384-0000-26-014-H03-T,Law,3/9/2026,2\n"
    pdf = certificate(Entry("About safety", date(2026, 3, 5), Fraction(1), "0384-0000-26-013-L05-T"))
    preview = bring(
        local.client, "", [upload("a.csv", table), upload("cut.pdf", pdf[:500]), upload("one.pdf", pdf)]
    )
    assert "2 new credits" in text_of(preview)
    assert "cut.pdf: ends too early: it was cut off; download it again." in text_of(preview)
    save(local.client, preview)
    assert [row[2] for row in log_of(local.person)] == ["About safety", "Law"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.csv", b"", "empty.csv: is empty."),
        ("big.csv", b"a" * (10 * 1024 * 1024 + 1), "big.csv: it is larger than 10 MB."),
        ("huge.csv", b"a" * 21_000_000, "huge.csv: it is larger than 10 MB."),
        ("a.zip", b"PK\x03\x04zip", "a.zip: is damaged or was cut off; download it again."),
    ],
)
def test_a_bad_file_alone_gets_one_clear_error(local, name, data, says):
    response = bring(local.client, "", [upload(name, data)])
    assert response.status_code == 422
    assert [error.removeprefix("Files: ") for error in errors_of(response)] == [says]
    assert not Import.objects.visible_to(local.person).exists()


def test_neither_file_nor_text_is_told_so(local):
    response = bring(local.client, " ")
    assert "Choose a file, or paste a text below." in errors_of(response)[0]


def test_a_picture_is_kept_with_the_certificates_and_not_guessed_at(local):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    preview = bring(local.client, PASTED, [upload("photo.png", buffer.getvalue())])
    assert "We do not guess what a picture shows." in text_of(preview)
    assert "No credit is saved yet." in text_of(preview)
    assert Evidence.objects.visible_to(local.person).get().name == "photo.png"
    assert log_of(local.person) == []


def test_pictures_alone_leave_nothing_to_look_over_and_lead_to_the_certificates(local):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    sent = bring(local.client, "", [upload("photo.png", buffer.getvalue())])
    assert sent.request["PATH_INFO"] == "/ce/certificates/"
    assert "1 picture is kept with your certificates." in text_of(sent)
    assert "saved yet" not in text_of(sent)
    assert not Import.objects.visible_to(local.person).exists()


def test_what_says_nothing_of_a_credit_is_shown_once_and_not_kept(local):
    preview = bring(local.client, "Name: Sam Example\n" + PASTED)
    assert "Sam Example" in text_of(preview)
    save(local.client, preview)
    assert "Sam Example" not in str(Import.objects.visible_to(local.person).get().readings)


# --- Taking back


def test_taking_back_is_whole_and_bringing_back_keeps_what_was_changed(local):
    made = save(local.client, bring(local.client)).request["PATH_INFO"]
    Credit.objects.visible_to(local.person).filter(title="Texas law").update(title="My law course")
    gone = Credit.objects.visible_to(local.person).get(title="Safety first")
    gone.delete_softly()
    assert "even those you have changed since" in text_of(local.client.get(made))
    local.client.post(made + "undo/")
    local.client.post(made + "undo/")
    assert log_of(local.person) == []
    local.client.post(made + "restore/")
    assert [row[2] for row in log_of(local.person)] == ["Sterile compounding update", "My law course"]


def test_what_the_person_changed_since_keeps_the_later_value(local):
    mine = Credit(person=local.person, date=date(2026, 3, 2), hours=Fraction(2), title="Sterile")
    mine.uan = "0384-0000-26-012-H07-T"
    mine.save()
    done = save(local.client, bring(local.client), **{"choose-0": "change"})
    Credit.objects.filter(id=mine.id).update(hours=Fraction(5, 2))
    taken = local.client.post(undo_of(done), follow=True)
    assert "stays as you changed it" in text_of(taken)
    assert Credit.objects.get(id=mine.id).hours == Fraction(5, 2)


def test_a_preview_is_thrown_away_and_can_be_had_back(local):
    made = bring(local.client).request["PATH_INFO"]
    thrown = local.client.post(made + "discard/", follow=True)
    assert local.client.get(made).status_code == 404
    back = local.client.post(undo_of(thrown), follow=True)
    assert "3 new credits" in text_of(back)


def test_only_the_newest_previews_are_kept(local):
    for _ in range(8):
        bring(local.client)
    assert Import.objects.filter(person=local.person).count() == steps.MOST_PREVIEWS


def test_a_failure_in_the_middle_saves_nothing(local, monkeypatch):
    preview = bring(local.client)
    monkeypatch.setattr(Import, "save", _fail)
    with pytest.raises(OSError, match="the disk is full"):
        save(local.client, preview)
    assert log_of(local.person) == []


def _fail(*args, **kwargs):
    raise OSError("the disk is full")


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
    assert "1 you already had is now marked as in your transcript." in text_of(done)
    assert seen_of(local.person) == dict.fromkeys(
        ("Sterile compounding", "Safety first", "Texas law"), date(2026, 11, 22)
    )
    local.client.post(undo_of(done))
    assert seen_of(local.person) == {"Sterile compounding": None}


def test_where_everything_is_there_that_it_is_shown_can_still_be_noted(local):
    logged(local.person)
    text = "\n".join(PASTED.splitlines()[:3])
    preview = bring(local.client, text)
    assert "Mark this one as in my transcript" in text_of(preview)
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
