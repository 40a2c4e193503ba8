"""What a form changes is one transaction: a kill between two would leave half of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from rxladder.web.education.evidence_keeping import keep
from rxladder.web.education.models import Credit, Proof
from rxladder.web.relationships.models import Letter
from rxladder.web.responsibilities.models import Achievement
from tests.certificates import certificate_pdf


@contextmanager
def changes() -> Iterator[list[list[str]]]:
    """What is written within, transaction by transaction, but for the test's own around all of it."""
    around = len(connection.atomic_blocks)
    found: list[tuple[object, list[str]]] = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            block = connection.atomic_blocks[around] if len(connection.atomic_blocks) > around else object()
            if not found or found[-1][0] is not block:
                found.append((block, []))
            found[-1][1].append(sql[:60])
        return execute(sql, params, many, context)

    told: list[list[str]] = []
    with connection.execute_wrapper(watch):
        yield told
    told += [statements for _block, statements in found]


def law() -> SimpleUploadedFile:
    return SimpleUploadedFile("law.pdf", certificate_pdf("Law"))


@pytest.fixture
def record(local):
    """Something of each kind that a file can be with."""
    made = {
        "credit": Credit(date=date(2026, 3, 2), hours=Fraction(1), title="Law"),
        "letter": Letter(writer="Maria"),
        "achievement": Achievement(on=date(2026, 3, 2), what="Led the clinic"),
    }
    for row in made.values():
        row.person = local.person
        row.save()
    return made


@pytest.mark.parametrize(
    ("kind", "page", "field"),
    [
        ("credit", "/ce/{}/certificates/", "chosen"),
        ("letter", "/people/letters/{}/", "letter"),
        ("achievement", "/responsibilities/achievements/{}/proof/", "proof"),
    ],
)
def test_a_file_and_what_it_is_with_are_kept_together(local, record, kind, page, field):
    with changes() as found:
        response = local.client.post(page.format(record[kind].id), {field: law()})
    assert response.status_code == 302
    assert len(found) == 1, found
    assert any("education_evidence" in statement for statement in found[0])


def test_a_credit_and_the_certificate_that_it_was_read_from_are_kept_together(local):
    paper = keep(local.person, [("law.pdf", certificate_pdf("Law"))])[0]
    told = {"title": "Law", "date": "2026-03-02", "hours": "1", "status": "done", "certificate": paper.id}
    with changes() as found:
        assert local.client.post("/ce/new/", told).status_code == 302
    assert len(found) == 1, found
    assert Proof.objects.count() == 1


def test_a_record_and_its_persons_revision_are_one_change(local, record):
    with changes() as found:
        record["credit"].save()
        Credit.objects.visible_to(local.person).update(title="Another")
        local.person.save()
    assert [len(statements) for statements in found] == [2, 2, 2]
