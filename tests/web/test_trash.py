"""What was deleted: it is all on one page, comes back as it was, and goes for good after 30 days."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import get_args
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db.models import Value
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import randoms

from rxladder.career.record import Career
from rxladder.career.record import Person as CareerPerson
from rxladder.career.teams import Shared
from rxladder.career.transcripts.read import read_pasted
from rxladder.web.accounts.deletion import delete_now
from rxladder.web.accounts.models import Person
from rxladder.web.backup.everything import write_everything
from rxladder.web.certifications.models import Holding
from rxladder.web.education import evidence_keeping, evidence_store
from rxladder.web.education import import_steps as steps
from rxladder.web.education.import_steps import start
from rxladder.web.education.models import Credit, Evidence, Import, Proof
from rxladder.web.responsibilities.models import SkillSignOff
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.records import Record
from rxladder.web.site.rules import packs
from rxladder.web.site.templatetags.parts import undo_address
from rxladder.web.study.models import OwnCard, Review
from rxladder.web.team.models import IssuedBadge, TeamMember
from rxladder.web.trash import acting
from rxladder.web.trash.kinds import KINDS, NOT_LISTED
from rxladder.web.trash.listing import acts_of, entries_of
from rxladder.web.trends.models import ItemMark, ShowLess
from tests.certificates import certificate_pdf
from tests.strategies import any_careers
from tests.web.addresses import addresses
from tests.web.api_calls import Program, says
from tests.web.pages import text_of, undo_of
from tests.web.records import SECRET
from tests.web.settings import TODAY

PAGE = "/me/deleted/"
PASTED = """NABP CPE Monitor
UAN\tTitle\tDate Completed\tHours
0384-0000-26-012-H07-T\tSterile compounding update\t03/02/2026\t1.5
"""
LISTED = {kind.model for kind in KINDS}


def rows_of(records) -> list[Record]:
    """One row of each kind, as the tests' owner has them; those that others hang on last."""
    found = {type(row): row for row in vars(records).values() if type(row) in LISTED}
    return [found[kind.model] for kind in reversed(KINDS) if kind.model in found]


def entries(person):
    return entries_of(person, acts_of(person, timezone.now()))


def test_every_kind_of_record_has_its_words_or_a_reason():
    records = {model for model in apps.get_models() if issubclass(model, Record)}
    assert records == LISTED | set(NOT_LISTED)
    assert not LISTED & set(NOT_LISTED)
    assert all(NOT_LISTED.values())
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_all_that_a_person_deleted_is_listed_and_comes_back_as_it_was(owner, as_owner):
    rows = rows_of(owner.records)
    assert len(rows) > 25, "the owner has one of nearly every kind"
    before = export_career(owner.person)
    for row in rows:
        row.delete_softly()
    listed = entries(owner.person)
    assert len(listed) == len(rows)
    said = "".join(text_of(as_owner.get(PAGE, {"page": page})) for page in (1, 2))
    assert {kind for kind in KINDS if str(kind.one) in said} >= {
        kind for kind in KINDS if any(type(row) is kind.model for row in rows)
    }
    assert said.count("Bring it back") == len(rows)
    assert f"A course on the {SECRET}" in said
    only = as_owner.get(PAGE, {"kind": "credit"})
    assert text_of(only).count("Bring it back") == 1
    # The newest first: what others hang on is back before what hangs on it.
    response = as_owner.post(reverse("trash:back", args=[listed[0].act.at]), follow=True)
    assert f"{listed[0].name} is back." in text_of(response)
    for entry in listed[1:]:
        acting.bring_back(owner.person, entry.act, timezone.now())
    owner.person.refresh_from_db()
    assert export_career(owner.person) == before
    assert "Nothing here" in text_of(as_owner.get(PAGE))


def test_a_certificate_goes_and_comes_back_with_what_it_proves(owner, as_owner):
    as_owner.post(reverse("education:proof-delete", args=[owner.records.proof.id]))
    [entry] = entries(owner.person)
    assert (entry.name, entry.about) == (f"{SECRET}.pdf", "Certificate · with 1 thing that belongs to it")
    as_owner.post(reverse("trash:back", args=[entry.act.at]))
    assert evidence_keeping.proofs_of(owner.person).get().credit == owner.records.credit


def test_several_at_once_come_back_together_or_one_by_one(owner, as_owner):
    for n in range(3):
        OwnCard(person=owner.person, card=f"own/{n}", front=f"Front {n}", back="Back", deck="Latin").save()
    as_owner.post("/study/own/delete/", {"deck": "Latin"})
    [entry] = entries(owner.person)
    assert (entry.name, entry.about) == ("Front 0 · Latin, and 2 more", "Study card")
    one = entry.things[1]
    as_owner.post(reverse("trash:back", args=[entry.act.at]), {"only": one.mark})
    cards = OwnCard.objects.visible_to(owner.person).filter(deck="Latin")
    assert [card.front for card in cards] == ["Front 1"]
    as_owner.post(reverse("trash:back", args=[entry.act.at]))
    assert cards.all().count() == 3


def test_what_is_there_again_is_told_and_nothing_is_half_back(owner, as_owner):
    """By the page, by the undo of the deletion, and by the API."""
    held = owner.records.holding
    response = as_owner.post(reverse("certifications:delete", args=[held.id]), follow=True)
    undo = undo_of(response)
    again = Holding(person=owner.person, credential=held.credential, expires=held.expires)
    again.save()
    [entry] = entries(owner.person)
    for address in (undo, reverse("trash:back", args=[entry.act.at])):
        assert "in your record again" in text_of(as_owner.post(address, follow=True))
        assert not Holding.objects.visible_to(owner.person).filter(id=held.id).exists()
    again.delete_softly()
    as_owner.post(undo)
    assert Holding.objects.visible_to(owner.person).filter(id=held.id).exists()


def test_some_of_a_deck_there_again_keeps_all_of_it_back(owner, as_owner):
    for n in range(3):
        OwnCard(person=owner.person, card=f"own/{n}", front=f"Front {n}", back="Back", deck="Latin").save()
    as_owner.post("/study/own/delete/", {"deck": "Latin"})
    OwnCard(person=owner.person, card="own/2", front="Anew", back="Back").save()
    [entry] = entries(owner.person)
    response = as_owner.post(reverse("trash:back", args=[entry.act.at]), follow=True)
    assert "Front 2 · Latin is in your record again" in text_of(response)
    assert not OwnCard.objects.visible_to(owner.person).filter(deck="Latin").exists()
    program, gone = Program(owner.person), OwnCard.objects.deleted_by(owner.person).get(front="Front 2")
    response = program("post", f"/own-cards/{gone.id}/restore")
    assert (response.status_code, "in your record again" in says(response)) == (409, True)


def test_what_belongs_to_something_deleted_waits_for_it(owner, as_owner):
    owner.records.item.delete_softly()
    owner.records.plan.delete_softly()
    plan, item = entries(owner.person)
    response = as_owner.post(reverse("trash:back", args=[item.act.at]), follow=True)
    assert "belongs to something else that you deleted" in text_of(response)
    as_owner.post(reverse("trash:back", args=[plan.act.at]))
    as_owner.post(reverse("trash:back", args=[item.act.at]))
    assert not entries(owner.person)


def test_two_people_made_one_are_two_again_and_later_changes_stay(owner, as_owner):
    known, twin = owner.records.acquaintance, owner.records.twin
    as_owner.post(reverse("people:merge", args=[known.id, twin.id]))
    known.refresh_from_db()
    assert known.phones, "it took the other's number"
    known.employer = "Another place"
    known.save()
    [entry] = entries(owner.person)
    assert entry.about == "Person merged with another entry"
    as_owner.post(reverse("trash:back", args=[entry.act.at]))
    known.refresh_from_db()
    twin.refresh_from_db()
    assert (known.employer, twin.deleted_at) == ("Another place", None)


def test_for_good_is_asked_first_and_takes_rows_and_files(
    owner, as_owner, django_capture_on_commit_callbacks
):
    person = owner.person
    [other] = evidence_keeping.keep(person, [("other.pdf", certificate_pdf("other"))])
    owner.records.evidence.delete_softly()
    owner.records.credit.delete_softly()
    credit, evidence = entries(person)
    address = reverse("trash:for-good", args=[evidence.act.at])
    assert "After that, nobody can bring it back" in text_of(as_owner.get(address))
    assert len(entries(person)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert f"{SECRET}.pdf is gone for good" in text_of(as_owner.post(address, follow=True))
    assert not Evidence.objects.filter(id=owner.records.evidence.id).exists()
    assert not Proof.objects.filter(id=owner.records.proof.id).exists()
    with pytest.raises(OSError, match="No such file"):
        evidence_store.read(person.id, owner.records.evidence.sha256)
    assert [entry.act.at for entry in entries(person)] == [credit.act.at]
    assert "1 thing that you deleted" in text_of(as_owner.get("/me/deleted/empty/"))
    assert "1 thing is gone for good" in text_of(as_owner.post("/me/deleted/empty/", follow=True))
    assert not Credit.objects.filter(id=owner.records.credit.id).exists()
    assert evidence_keeping.content_of(other)
    assert "Nothing of it is left here" in text_of(as_owner.post(address, follow=True))


def test_after_thirty_days_the_worker_lets_go_of_it(owner, another):
    """What only one of them deleted stays with the other, be it the same file."""
    now = timezone.now()
    [same] = evidence_keeping.keep(
        another.person, [("mine.pdf", evidence_keeping.content_of(owner.records.evidence))]
    )
    assert same.sha256 == owner.records.evidence.sha256
    for row in rows_of(owner.records):
        row.delete_softly()
    kept = {model: model.objects.filter(person=another.person).count() for model in LISTED}
    acting.look(now + timedelta(days=29))
    assert all(type(row).objects.filter(id=row.id).exists() for row in rows_of(owner.records))
    acting.look(now + timedelta(days=31))
    assert not [row for row in rows_of(owner.records) if type(row).objects.filter(id=row.id).exists()]
    assert kept == {model: model.objects.filter(person=another.person).count() for model in LISTED}
    assert not acts_of(owner.person, now + timedelta(days=31))
    assert evidence_keeping.content_of(same)
    with pytest.raises(OSError, match="No such file"):
        evidence_keeping.content_of(owner.records.evidence)


def test_what_is_older_than_thirty_days_is_not_offered_though_the_worker_rests(owner, as_owner):
    owner.records.credit.delete_softly()
    long_ago = timezone.now() - timedelta(days=31)
    Credit.objects.filter(id=owner.records.credit.id).update(deleted_at=long_ago)
    assert "Nothing here" in text_of(as_owner.get(PAGE))
    as_owner.post(reverse("trash:back", args=[long_ago]))
    assert not Credit.objects.visible_to(owner.person).exists()


def test_nobody_else_sees_or_touches_it(owner, as_owner, another, as_another, as_stranger):
    owner.records.credit.delete_softly()
    [entry] = entries(owner.person)
    assert SECRET not in as_another.get(PAGE).content.decode()
    for name in ("back", "for-good"):
        address = reverse(f"trash:{name}", args=[entry.act.at])
        assert SECRET not in as_another.post(address, follow=True).content.decode()
        assert as_stranger.post(address).status_code == 403
    as_another.post("/me/deleted/empty/")
    assert entries(owner.person)[0].act == entry.act


def test_programs_list_it_and_bring_it_back_each_within_its_scopes(owner, another, many_people):
    for n in range(2):
        OwnCard(person=owner.person, card=f"own/{n}", front=f"Front {n}", back="Back", deck="Latin").save()
    OwnCard.objects.visible_to(owner.person).filter(deck="Latin").delete_softly(timezone.now())
    owner.records.holding.delete_softly()
    evidence_keeping.remove_proof(owner.records.proof)
    plain = Program(owner.person, "read:record", "write:record")
    whole = Program(owner.person)
    files, holding, cards = whole("get", "/deleted").json()["items"]
    assert plain("get", "/deleted").json()["items"] == [holding, cards], "certificates need their own scope"
    assert whole("get", "/deleted?limit=1&cursor=1").json() == {"items": [holding], "next": "2"}
    assert (holding["counts"], files["name"]) == ({"holding": 1}, f"{SECRET}.pdf")
    assert (cards["name"], [one["kind"] for one in cards["things"]]) == (
        "Front 0 · Latin, and 1 more",
        ["owncard"] * 2,
    )
    at, one = cards["at"], cards["things"][1]["id"]
    theirs = Program(another.person)
    assert theirs("get", "/deleted").json()["items"] == []
    for path in (f"/deleted/{at}/restore", f"/deleted/{at}/{one}/restore"):
        assert theirs("post", path).status_code == 404
    assert whole("post", f"/deleted/{files['at']}/{one}/restore").status_code == 404, "of another moment"
    lacking = plain("post", f"/deleted/{files['at']}/restore")
    assert (lacking.status_code, "write:files" in says(lacking)) == (403, True)
    assert plain("post", f"/deleted/{at}/{one}/restore").status_code == 204
    left = OwnCard.objects.visible_to(owner.person).filter(deck="Latin")
    assert [card.front for card in left] == ["Front 1"]
    for act in (files, holding, cards):
        assert whole("post", f"/deleted/{act['at']}/restore").status_code == 204
    assert left.all().count() == 2
    assert whole("get", "/deleted").json()["items"] == []
    # What is there again is a conflict, and nothing is half back.
    left.delete_softly(timezone.now())
    OwnCard(person=owner.person, card="own/1", front="Front", back="Back", deck="Latin").save()
    [entry] = whole("get", "/deleted").json()["items"]
    clash = whole("post", f"/deleted/{entry['at']}/restore")
    assert (clash.status_code, clash.json()["code"], left.all().count()) == (409, "there-already", 1)


# --- Acts that did more than to delete


def test_the_record_that_a_career_file_replaced_comes_back_and_its_successor_too(owner, as_owner):
    """Two files in a row are two acts; each brings its own record, with what came back alone meanwhile."""
    person, first = owner.person, export_career(owner.person)
    owner.records.credit.delete_softly()
    import_career(person, Career(person=CareerPerson(name="Somebody else")))
    [whole, alone] = entries(person)
    assert (whole.name, alone.act.counts) == ("Your whole record", {"credit": 1})
    assert as_owner.post(reverse("trash:back", args=[alone.act.at])).status_code == 302
    person.refresh_from_db()
    second = export_career(person)
    assert len(second.credits) == 1
    import_career(person, Career())
    person.refresh_from_db()
    assert export_career(person) == Career(teams=second.teams)
    acting.bring_back(person, whole.act, timezone.now())
    person.refresh_from_db()
    # What was starred in the news is a list of its own since then.
    back = export_career(person)
    assert len(back.reading.starred) == len(first.reading.starred)
    assert replace(back, reading=first.reading) == replace(first, credits=())
    # Of the empty one nothing was deleted.
    [middle] = entries(person)
    acting.bring_back(person, middle.act, timezone.now())
    person.refresh_from_db()
    assert export_career(person) == second
    [newest] = entries(person)
    acting.empty(person, timezone.now())
    person.refresh_from_db()
    assert export_career(person) == second
    assert not undo_import(person, newest.act.at)
    assert not person.replaced_records


def test_an_import_that_was_taken_back_is_one_thing(owner, as_owner):
    made = start(owner.person, [read_pasted(PASTED)])
    steps.save(made, {0: steps.Decision(steps.TAKE)})
    mine = Credit.objects.visible_to(owner.person).filter(brought_by=made)
    assert mine.count() == 1
    steps.undo(made)
    [entry] = entries(owner.person)
    assert entry.about == "Import that was undone. Credit: 1"
    as_owner.post(reverse("trash:back", args=[entry.act.at]))
    made.refresh_from_db()
    assert (made.state, mine.all().count()) == ("saved", 1)
    steps.undo(made)
    acting.look(timezone.now() + timedelta(days=31))
    assert not Import.objects.kept_of(owner.person).filter(id=made.id).exists(), "there is nothing to redo"


def test_a_file_that_waits_for_its_import_is_nothing_that_was_deleted(owner):
    evidence_keeping.set_aside(owner.person, "new.pdf", certificate_pdf("new"))
    evidence_keeping.set_aside(owner.person, "new.pdf", certificate_pdf("new"))
    assert not entries(owner.person)


def test_what_a_team_took_back_is_not_the_members_to_bring_back(owner, as_owner):
    signed = owner.records.signed_here
    IssuedBadge.objects.all().delete()
    as_owner.post(reverse("team:unsign", args=[signed.id]))
    as_owner.post(reverse("team:unask", args=[owner.records.asked.id]))
    assert SkillSignOff.objects.deleted_by(owner.records.colleague.person).exists()
    assert not entries(owner.records.colleague.person)


# --- Nowhere else


def test_it_is_in_no_file_no_audit_and_no_team_and_goes_with_the_account(owner, as_owner, another):
    person = owner.person
    share = {"shares": [*get_args(Shared)]}
    TeamMember.objects.visible_to(person).update(**share)
    row = TeamMember(organisation=owner.records.team, person=another.person, role="manager", joined_on=TODAY)
    row.save()
    looks = Client()
    looks.force_login(another.person)
    Person.objects.filter(id=person.id).update(name="Olivia")
    mine = [row for row in vars(owner.records).values() if type(row) in LISTED | {Review, ShowLess}]
    for record in mine:
        record.delete_softly()
    ItemMark.objects.visible_to(person).delete_softly(timezone.now())
    for address in ("team:show", "team:member"):
        of = owner.records.team_member if address == "team:member" else owner.records.team
        seen = looks.get(reverse(address, args=[of.id]))
        assert seen.status_code == 200
        assert SECRET not in seen.content.decode()
    told = BytesIO()
    assert write_everything(Person.objects.get(id=person.id), told) == 0
    with ZipFile(told) as archive:
        assert SECRET not in "".join(archive.read(name).decode() for name in archive.namelist())
    for address in ("/ce/", "/holdings/", "/people/", "/responsibilities/achievements/"):
        assert SECRET not in text_of(as_owner.get(address))
    delete_now(person)
    assert not [row for row in mine if type(row).objects.filter(id=row.id).exists()]
    assert person.id not in evidence_store.people()


# --- Every deletion offers its undo


def in_sight(person):
    """All that is listed once it is deleted, and is not; one query, to be asked again."""
    rows = [
        kind.model.objects.visible_to(person).order_by().values_list(Value(kind.name), "id") for kind in KINDS
    ]
    return rows[0].union(*rows[1:], all=True)


def only_takes_forms(url: str) -> bool:
    """Whether nothing can be read at an address; all that deletes is such a one."""
    view = resolve(url).func
    while view is not None:
        if any(cell.cell_contents == ["POST"] for cell in getattr(view, "__closure__", None) or ()):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


# The made-up person, and what makes questions for a while.
ELSEWHERE = ("enter-demo", "example", "start", "start-mock-exam", "start-short-mock-exam")
ELSEWHERE += ("hand-in-mock-exam",)


# Acts that put something else in the place of what they are about; their undo takes a moment back.
NOTHING_TO_TAP_AGAIN = ("path:keep", "people:merge")


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pages offer it whatever the database")
def test_every_deletion_offers_its_undo_at_once_and_a_second_tap_on_either_leads_to_the_same_page(
    owner, as_owner
):
    """At any address of the URL table; what takes something back is an undo itself."""
    seen, deletions = in_sight(owner.person), []
    before = set(seen)
    for address in addresses(owner.records):
        act = address.name.partition(":")[2]
        if act.startswith(("undo", "take-back")) or act in ELSEWHERE:
            continue
        if not only_takes_forms(address.url):
            continue
        response = as_owner.post(address.url)
        after = set(seen.all())
        if gone := before - after:
            deletions.append(address.name)
            [said] = get_messages(response.wsgi_request)._queued_messages
            undo = undo_address(said)
            again = [as_owner.post(url).status_code for url in (address.url, undo, undo)]
            assert again == [302] * 3 or address.name in NOTHING_TO_TAP_AGAIN, (address, again)
            after = set(seen.all())
            assert after >= gone, address
        before = after
    assert len(deletions) > 25, deletions


# --- Whatever is deleted


def comes_back(career, chance) -> None:
    """Any part of any record, deleted in any acts, what hangs on others first; all of it brought back."""
    person = Person.objects.local()
    import_career(person, career)
    person.refresh_from_db()
    before, began = export_career(person), timezone.now()
    for step in range(chance.randint(1, 4)):
        at = began + timedelta(microseconds=step + 1)
        for kind in reversed(KINDS):
            seen = {f"{of}__deleted_at": None for of in kind.hangs_on}
            rows = kind.model.objects.visible_to(person).filter(**seen)
            ids = list(rows.values_list("id", flat=True))
            some = chance.sample(ids, chance.randint(0, len(ids)))
            kind.model.objects.visible_to(person).filter(id__in=some).delete_softly(at)
    acts = [act for act in acts_of(person, timezone.now()) if act.at > began]
    for act in acts:
        acting.bring_back(person, act, timezone.now())
    assert export_career(person) == before


WITH_THE_DATABASE = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@pytest.mark.django_db
@settings(max_examples=3, phases=[Phase.generate], **WITH_THE_DATABASE)
@given(career=any_careers(packs()), chance=randoms(use_true_random=False))
def test_whatever_is_deleted_comes_back_as_it_was(career, chance):
    comes_back(career, chance)


@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=200, **WITH_THE_DATABASE)
@given(career=any_careers(packs()), chance=randoms(use_true_random=False))
def test_whatever_is_deleted_comes_back_as_it_was_many_times(career, chance):
    comes_back(career, chance)


def test_a_credit_without_a_title_is_named_by_its_day_once(owner, as_owner):
    Credit.objects.create(person=owner.person, date=date(2026, 3, 2), hours=1).delete_softly()
    said = text_of(as_owner.get(PAGE))
    assert "2 Mar 2026" in said
    assert "2026-03-02" not in said
