"""Certificates that prove credits. A file proves several credits, a credit has several files."""

from __future__ import annotations

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.records import Record

LONGEST_NAME = 120


class Evidence(Record):
    """A file that the person keeps; the file itself lies in the store under its content's hash.

    There is one row for a content and person, deleted or not: who sends a deleted file again gets it back.
    """

    class Kind(models.TextChoices):
        """What it is by its content."""

        PDF = "pdf", _("PDF")
        JPEG = "jpeg", _("JPEG photo")
        PNG = "png", _("PNG picture")
        WEBP = "webp", _("WebP picture")

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "sha256"], name="one_evidence_of_a_content"),
        ]

    def __str__(self):
        return self.name

    @property
    def content_type(self) -> str:
        """Its kind as HTTP names it."""
        return "application/pdf" if self.kind == self.Kind.PDF else f"image/{self.kind}"

    @property
    def file_name(self) -> str:
        """Its name with the ending that its content asks for."""
        endings = {"jpeg": (".jpg", ".jpeg")}.get(self.kind, (f".{self.kind}",))
        if self.name.lower().endswith(endings):
            return self.name
        return PurePath(self.name).stem + endings[0]


class Proof(Record):
    """That a file proves a credit. Seen only while neither the file nor the credit is deleted."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="proofs")
    credit = models.ForeignKey("education.Credit", on_delete=models.CASCADE, related_name="proofs")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "credit"],
                condition=models.Q(deleted_at=None),
                name="one_proof_of_a_credit_by_a_file",
            ),
        ]

    def __str__(self):
        return f"{self.evidence} proves {self.credit}"
