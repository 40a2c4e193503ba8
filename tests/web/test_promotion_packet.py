"""The promotion packet: seen, taken as a PDF, shared by a link that shows what was chosen until its day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client

from rxladder.papers.promotion_sections import SECTIONS
from rxladder.web.education.evidence_keeping import attach, keep
from rxladder.web.education.models import Credit
from rxladder.web.relationships.models import Acquaintance, Letter
from rxladder.web.responsibilities import packet_making
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    PacketShare,
    ShareDay,
    Skill,
    SkillSignOff,
    TrainingPlan,
)
from rxladder.web.site import clock
from tests.certificates import certificate_pdf
from tests.web.pages import errors_of, page_of, paper_text_of, text_of, undo_of
from tests.web.settings import TODAY

ROLE = "/packet/roles/supervisor/"
# What nobody but the person may ever read.
PRIVATE = ("0451-HOLDING", "a note to self", "maria@example.org", "512 555 0199", "Jo Trainee", "quokka")


@pytest.fixture
def filled(owner):
    """A record with one of everything that a packet tells, and with what it must not tell."""
    person, records = owner.person, owner.records
    person.name = "Olivia Owner"
    person.save()
    for held in (records.holding, records.cpht):
        held.number = "0451-HOLDING"
        held.save()
    for row in (records.duty, records.skill, records.achievement, records.letter, records.project):
        row.delete_softly()
    for row in (records.plan, records.override, records.work):
        row.delete_softly()
    records.share.delete()
    proof = keep(person, [("award.pdf", certificate_pdf("Award"))])[0]
    letter = keep(person, [("letter.pdf", certificate_pdf("Letter"))])[0]
    Achievement.objects.create(
        person=person,
        on=date(2026, 6, 1),
        what="Rebuilt the tray check",
        figure="120 doses a day",
        note="a note to self",
        evidence=proof,
    )
    Duty.objects.create(person=person, what="Orders for the IV room", since=date(2025, 3, 1), note="quokka")
    skill = Skill.objects.create(person=person, name="Aseptic technique", level="alone", note="quokka")
    SkillSignOff.objects.create(
        person=person, skill=skill, on=date(2026, 2, 2), by="Dr. Reyes", note="quokka"
    )
    TrainingPlan.objects.create(person=person, trainee="Jo Trainee", what="Garbing", starts=date(2026, 1, 5))
    Letter.objects.create(
        person=person, writer="Maria Lopez", received=date(2026, 10, 2), evidence=letter, note="quokka"
    )
    Acquaintance.objects.create(
        person=person,
        name="Someone quokka",
        emails=[["maria@example.org", ""]],
        phones=[["512 555 0199", ""]],
    )
    taken = Credit.objects.create(person=person, date=date(2026, 5, 5), hours=Fraction(2), title="USP 797")
    course = keep(person, [("course.pdf", certificate_pdf("Course"))])[0]
    attach(course, [taken])
    return owner


def share(client, sections=SECTIONS, until=TODAY + timedelta(days=30)) -> str:
    """The address of a new link."""
    response = client.post(ROLE, {"sections": sections, "until": until, "do": "link"}, follow=True)
    assert response.status_code == 200
    return re.search(r"/packet/shared/[^\"]+", response.content.decode())[0]


# --- Seen, and taken


@pytest.mark.once
def test_a_role_is_chosen_and_its_packet_seen(filled, as_owner):
    assert page_of(as_owner.get("/packet/")).find("a", href=ROLE)
    said = text_of(as_owner.get(ROLE))
    for part in (
        "In place: 1 of 3 things this role typically asks for",
        "Certified Pharmacy Technician (PTCB)",
        "1 year of work as a lead technician",
        "no date yet",
        "Rebuilt the tray check 120 doses a day Proof is saved as a file.",
        "Signed off by Dr. Reyes on 2 February 2026",
        "By Maria Lopez",
    ):
        assert part in said
    for word in PRIVATE:
        assert word not in said
    assert as_owner.get("/packet/roles/no-such-role/").status_code == 404


@pytest.mark.once
def test_nobody_who_told_no_post_is_offered_the_lowest_role_as_near(local):
    page = page_of(local.client.get("/packet/"))
    assert page.find("a", href="/me/background/work/new/")
    assert [heading.get_text() for heading in page.main.find_all("h2")] == [
        "Where are you now?",
        "All roles",
    ]


def test_the_pdf_tells_the_same_and_no_more(filled, as_owner):
    response = as_owner.post(ROLE, {"sections": SECTIONS, "until": TODAY, "do": "paper"}, follow=True)
    assert response["Content-Disposition"] == 'attachment; filename="promotion-packet-supervisor.pdf"'
    said = paper_text_of(response)
    for part in (
        "Olivia Owner",
        "Rebuilt the tray check",
        "Signed off by Dr. Reyes",
        "3.5 hours in the last 24",
    ):
        assert part in said
    for word in PRIVATE:
        assert word not in said


@pytest.mark.once
def test_the_pdf_with_its_proof_is_made_with_progress(filled, as_owner):
    response = as_owner.post(ROLE, {"sections": SECTIONS, "until": TODAY, "do": "evidence"})
    page = b"".join(response.streaming_content).decode()
    assert re.findall(r"(\d) of 4 files added", page) == list("11223344")
    address = re.search(r'href="(/packet/roles/supervisor/evidence/[^"]+)"', page)[1].replace("&amp;", "&")
    assert len(packet_making._made) == 1
    said = paper_text_of(as_owner.get(address))
    assert not packet_making._made
    for part in ("Award, page 1", "Letter, page 1", "Course, page 1", "File 3"):
        assert part in said
    # Taken once more, it is made anew.
    assert paper_text_of(as_owner.get(address)) == said


@pytest.mark.once
def test_the_pdf_is_in_english_as_employers_read_it_or_in_one_s_own_language(filled, as_owner):
    spanish = {"accept-language": "es"}
    assert 'name="language"' not in as_owner.get(ROLE).content.decode()
    assert 'name="language"' in as_owner.get(ROLE, headers=spanish).content.decode()
    wanted = {"sections": ["achievements"], "until": TODAY, "do": "paper"}
    for asked, told in (("", "PROMOTION PACKET"), ("es", "PAQUETE DE ASCENSO")):
        sent = wanted | {"language": asked}
        assert told in paper_text_of(as_owner.post(ROLE, sent, headers=spanish, follow=True))
        made = as_owner.post(ROLE, sent | {"do": "evidence"}, headers=spanish)
        page = b"".join(made.streaming_content).decode()
        assert "<h1>Haciendo el paquete" in page
        address = re.search(r'href="(/packet/roles/supervisor/evidence/[^"]+)"', page)[1]
        # First what was just made, then the same made anew.
        for _time in range(2):
            assert told in paper_text_of(as_owner.get(address.replace("&amp;", "&"), headers=spanish))
        assert not packet_making._made


@pytest.mark.once
def test_what_is_left_out_brings_no_files(filled, as_owner):
    said = paper_text_of(as_owner.get("/packet/roles/supervisor/evidence/?s=letters"))
    assert "Letter, page 1" in said
    assert "Award" not in said


@pytest.mark.once
def test_a_packet_that_fails_says_so(filled, as_owner, monkeypatch):
    def fail(*_args):
        raise MemoryError

    monkeypatch.setattr(packet_making, "promotion_packet", fail)
    response = as_owner.post(ROLE, {"sections": SECTIONS, "until": TODAY, "do": "evidence"})
    assert "the packet was not made" in b"".join(response.streaming_content).decode()


# --- Shared


def test_a_link_shows_a_stranger_the_packet_and_nothing_else(filled, as_owner):
    address = share(as_owner)
    response = Client().get(address)
    said = response.content.decode()
    for part in (
        "Olivia Owner",
        "Rebuilt the tray check",
        "Garbing",
        "Orders for the IV room",
        "By Maria Lopez",
    ):
        assert part in said
    for word in PRIVATE:
        assert word not in said
    assert 'href="/' not in said.replace('href="/static/', "")
    assert response["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("section", SECTIONS)
def test_a_link_shows_only_what_was_chosen(filled, as_owner, section):
    told = {
        "met": "Certified Pharmacy Technician (PTCB)",
        "gaps": "1 year of work as a lead technician",
        "achievements": "Rebuilt the tray check",
        "duties": "Orders for the IV room",
        "skills": "Aseptic technique",
        "training": "Garbing",
        "education": "USP 797",
        "letters": "Maria Lopez",
        "credentials": "Registered pharmacy technician, Texas",
    }
    said = Client().get(share(as_owner, [section])).content.decode()
    for id_, word in told.items():
        if {id_, section} != {"met", "credentials"}:  # both name what is held
            assert (word in said) == (id_ == section), id_


def test_a_link_past_its_day_revoked_or_guessed_shows_nothing(filled, as_owner, another, monkeypatch):
    address = share(as_owner, until=TODAY)
    stranger = Client()
    assert stranger.get(address).status_code == 200
    head, _slash, token = address.rstrip("/").rpartition("/")
    for wrong in ("x", token[:-1], token + "A", token.swapcase(), "x" * len(token), "ü"):
        assert stranger.get(f"{head}/{wrong}/").status_code == 404
    row = PacketShare.objects.get()
    other = PacketShare.objects.create(
        person=another.person, role="supervisor", sections=["met"], until=TODAY
    )
    assert stranger.get(address.replace(str(row.id), str(other.id))).status_code == 404
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(clock, "today", lambda _person: TODAY + timedelta(days=1))
        over = stranger.get(address)
    assert over.status_code == 404
    response = as_owner.post(f"/packet/links/{row.id}/revoke/", follow=True)
    gone = stranger.get(address)
    assert gone.status_code == 404
    for refused in (over, gone):
        assert "Olivia" not in refused.content.decode()
        assert "supervisor" not in refused.content.decode()
        # Whoever reads it has no record here, and no next steps to go to.
        assert "Ask whoever gave it to you" in text_of(refused)
        assert "next steps" not in text_of(refused)
    as_owner.post(undo_of(response))
    assert stranger.get(address).status_code == 200


def test_a_link_of_someone_who_is_gone_ends(filled, as_owner):
    address = share(as_owner)
    filled.person.is_active = False
    filled.person.save()
    assert Client().get(address).status_code == 404


def test_looks_are_counted_by_the_day_without_who(filled, as_owner, as_another):
    address = share(as_owner)
    revision = type(filled.person).objects.get(id=filled.person.id).revision
    Client().get(address)
    as_another.get(address, headers={"user-agent": "Secret Browser"})
    Client().head(address)
    as_owner.get(address)
    counted = ShareDay.objects.get()
    assert (counted.day, counted.times) == (TODAY, 2)
    assert {field.name for field in ShareDay._meta.fields} == {"id", "person", "share", "day", "times"}
    assert type(filled.person).objects.get(id=filled.person.id).revision == revision
    assert "Opened 2 times, last on 22 November 2026." in text_of(as_owner.get(ROLE))


def test_who_reads_the_database_alone_has_no_link(filled, as_owner, settings):
    address = share(as_owner)
    assert PacketShare.objects.get().seed not in address
    assert len(address.rstrip("/").rpartition("/")[2]) == 43, "256 bits"
    settings.SECRET_KEY = "another installation's"
    assert Client().get(address).status_code == 404, "the site's key is part of it"


@pytest.mark.once
@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + timedelta(days=400), ""])
def test_a_link_needs_a_day_within_a_year(filled, as_owner, until):
    response = as_owner.post(ROLE, {"sections": ["met"], "until": until, "do": "link"})
    assert response.status_code == 422
    assert len(errors_of(response)) == 1
    assert not PacketShare.objects.filter(role="supervisor").exists()


def test_nobody_else_ends_a_link_or_sees_it(filled, as_owner, as_another, as_stranger):
    address = share(as_owner)
    row = PacketShare.objects.filter(role="supervisor").get()
    for client, status in ((as_another, 404), (as_stranger, 403)):
        for act in ("revoke", "restore"):
            assert client.post(f"/packet/links/{row.id}/{act}/").status_code == status
    assert address not in as_another.get(ROLE).content.decode()
    assert Client().get(address).status_code == 200
