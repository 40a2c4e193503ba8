"""A certificate that is brought in: its credit is read from it, and its PDF stays with that as proof."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.models import Credit, Evidence, Import, Proof
from rxladder.web.site.letting_go import UNDO_DAYS
from tests.career.transcripts.papers import Entry, certificate
from tests.web.bringing import PASTED, bring, fields_of, save, upload
from tests.web.pages import text_of, undo_of

SAFETY = Entry("Safety first", date(2026, 3, 5), Fraction(1), "0384-0000-26-013-L05-T")
PDF = certificate(SAFETY)


def seen(person) -> list[str]:
    """The certificates that a person sees, by name."""
    return [row.name for row in Evidence.objects.visible_to(person)]


def proved(person) -> list[tuple[str, str]]:
    """What proves what."""
    return [(proof.evidence.name, proof.credit.title) for proof in keeping.proofs_of(person)]


def test_nothing_is_with_the_certificates_before_the_person_says_so(local):
    preview = bring(local.client, "", [upload("safety.pdf", PDF)])
    assert "This file is kept with it as proof." in text_of(preview)
    assert seen(local.person) == []


def test_the_file_is_with_its_credit_and_both_are_taken_back_and_brought_back(local):
    done = save(local.client, bring(local.client, "", [upload("safety.pdf", PDF)]))
    assert "1 credit is in your log. 1 certificate is with its credit." in text_of(done)
    assert proved(local.person) == [("safety.pdf", "Safety first")]
    assert keeping.content_of(Evidence.objects.visible_to(local.person).get()) == PDF
    taken = local.client.post(undo_of(done), follow=True)
    assert "1 certificate was removed." in text_of(taken)
    assert (seen(local.person), proved(local.person)) == ([], [])
    local.client.post(undo_of(taken), follow=True)
    assert proved(local.person) == [("safety.pdf", "Safety first")]


def test_a_certificate_beside_the_transcript_proves_the_transcripts_credit(local):
    preview = bring(local.client, PASTED, [upload("safety.pdf", PDF)])
    sent = fields_of(preview)
    repeats = [name for name in ("take-0", "take-1", "take-2", "take-3") if name not in sent]
    assert len(repeats) == 1
    save(local.client, preview)
    assert proved(local.person) == [("safety.pdf", "Safety first")]
    assert Credit.objects.visible_to(local.person).count() == 3


def test_a_certificate_of_a_credit_that_is_there_goes_with_it_and_off_it_again(local):
    save(local.client, bring(local.client))
    preview = bring(local.client, "", [upload("safety.pdf", PDF)])
    assert "Keep the certificate with its credit" in text_of(preview)
    done = save(local.client, preview)
    assert proved(local.person) == [("safety.pdf", "Safety first")]
    assert "there is nothing to save" in text_of(bring(local.client, "", [upload("again.pdf", PDF)]))
    local.client.post(undo_of(done), follow=True)
    assert (seen(local.person), proved(local.person)) == ([], [])
    assert Credit.objects.visible_to(local.person).count() == 3


def test_a_line_that_is_left_out_takes_its_file_with_it(local):
    preview = bring(local.client, "", [upload("safety.pdf", PDF)])
    local.client.post(preview.request["PATH_INFO"], {})
    assert (seen(local.person), proved(local.person)) == ([], [])


def test_a_file_that_was_kept_before_stays_when_the_import_is_taken_back(local):
    keeping.keep(local.person, [("mine.pdf", PDF)])
    done = save(local.client, bring(local.client, "", [upload("safety.pdf", PDF)]))
    assert proved(local.person) == [("mine.pdf", "Safety first")]
    local.client.post(undo_of(done))
    assert (seen(local.person), proved(local.person)) == (["mine.pdf"], [])


def test_a_file_that_proves_something_else_by_now_stays(local):
    done = save(local.client, bring(local.client, "", [upload("safety.pdf", PDF)]))
    other = Credit.objects.create(person=local.person, date=SAFETY.date, hours=1, title="The same evening")
    keeping.attach(Evidence.objects.visible_to(local.person).get(), [other])
    local.client.post(undo_of(done))
    assert proved(local.person) == [("safety.pdf", "The same evening")]


def test_a_proof_that_the_person_removed_does_not_come_back_with_the_import(local):
    done = save(local.client, bring(local.client, "", [upload("safety.pdf", PDF)]))
    keeping.remove_proof(Proof.objects.visible_to(local.person).get())
    taken = local.client.post(undo_of(done), follow=True)
    local.client.post(undo_of(taken), follow=True)
    assert proved(local.person) == []
    assert Credit.objects.visible_to(local.person).count() == 1


@pytest.mark.parametrize("ending", ["discarded", "never decided"])
def test_what_is_set_aside_and_never_wanted_goes_for_good(local, ending):
    preview = bring(local.client, "", [upload("safety.pdf", PDF)])
    if ending == "discarded":
        local.client.post(f"{preview.request['PATH_INFO']}discard/")
    keeping.sweep(timezone.now() + timedelta(days=UNDO_DAYS + 1))
    assert not Evidence.objects.filter(person=local.person).exists()
    if ending == "never decided":
        save(local.client, preview)
        assert Credit.objects.visible_to(local.person).get().title == "Safety first"


def test_a_transcript_and_a_table_are_no_proof(local):
    table = b"Date,Title,Hours\n2026-03-05,Safety first,1\n"
    save(local.client, bring(local.client, PASTED, [upload("list.csv", table)]))
    assert not Evidence.objects.filter(person=local.person).exists()


def test_a_file_for_which_there_is_no_room_is_told_and_its_credit_still_read(local, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 0)
    preview = bring(local.client, "", [upload("safety.pdf", PDF)])
    assert "The file is not kept as proof: There is no room for more" in text_of(preview)
    save(local.client, preview)
    assert Credit.objects.visible_to(local.person).get().title == "Safety first"
    assert Import.objects.visible_to(local.person).get().state == Import.State.SAVED
