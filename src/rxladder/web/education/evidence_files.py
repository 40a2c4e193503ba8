"""The files of certificates as their owner gets them: one, a small picture of one, or all in a ZIP."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable

from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.papers.certificates import BadCertificate
from rxladder.papers.certificates_apart import picture_apart
from rxladder.web.certifications.badges_models import Badge
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.models import Evidence
from rxladder.web.site.clock import local_time
from rxladder.web.site.errors import page
from rxladder.web.site.fields import amount_text
from rxladder.web.site.views import of_person

# What a person brought is shown by itself at most: it may load nothing, run nothing and be framed nowhere.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
PREVIEW_PIXELS = 480


@of_person
@require_safe
def file(request, id):
    """The file as it came. A PDF is handed out to be saved: browsers show none in a sandbox."""
    row = get_object_or_404(Evidence.objects.visible_to(request.person), id=id)
    try:
        content = keeping.content_of(row)
    except OSError:
        return gone(request)
    return bare(content, row.content_type, row.file_name, attached=row.kind == Evidence.Kind.PDF)


@of_person
@require_safe
def preview(request, id):
    """Its first page as a small picture."""
    row = get_object_or_404(Evidence.objects.visible_to(request.person), id=id)
    return small_picture(
        request, row.sha256, lambda: picture_apart(keeping.content_of(row), row.kind, PREVIEW_PIXELS)
    )


def small_picture(request, sha256: str, draw: Callable[[], bytes]) -> HttpResponse:
    """A JPEG of what is kept under this hash: drawn only where the browser does not have it already."""
    mark = f'"{sha256}-{PREVIEW_PIXELS}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    try:
        content = draw()
    except (OSError, BadCertificate):
        return gone(request)
    response = bare(content, "image/jpeg", "preview.jpg", attached=False)
    response.headers["ETag"] = mark
    return response


def bare(content: bytes, content_type: str, name: str, *, attached: bool) -> HttpResponse:
    """A file that a person brought, which may do nothing where it is opened."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def gone(request):
    """That a file is missing or damaged."""
    return page(
        request,
        404,
        _("This file cannot be read."),
        _(
            "It is missing from the data folder, or it is not what it was. The rest of your record is "
            "safe. Delete it here and add it again."
        ),
    )


# --- All at once


@of_person
@require_safe
def everything(request):
    """Every certificate and badge as one ZIP, with lists of what each is and of the checksums."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    _write_zip(out, request.person)
    out.seek(0)
    return FileResponse(
        out, as_attachment=True, filename=f"certificates-{request.on}.zip", content_type="application/zip"
    )


def _write_zip(out, person) -> None:
    credits: dict = {}
    for proof in keeping.proofs_of(person).select_related("credit"):
        credits.setdefault(proof.evidence_id, []).append(_credit(proof.credit))
    listed, told = [], keeping.told_of(person)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, row in enumerate(Evidence.objects.visible_to(person).select_related("person"), start=1):
            file = _write_file(archive, row, f"certificates/{number:03d} {row.file_name}")
            listed.append(_entry(row, file, credits.get(row.id, []), told.get(row.id, [])))
        for number, row in enumerate(Badge.objects.visible_to(person).select_related("person"), start=1):
            file = _write_file(archive, row, f"badges/{number:03d} {row.name}")
            listed.append(_badge_entry(row, file))
        sums = "".join(f"{item['sha256']}  {item['file']}\n" for item in listed if item["file"])
        archive.writestr("SHA256SUMS", sums)
        archive.writestr("manifest.json", json.dumps(listed, indent=2, ensure_ascii=False))


def _write_file(archive: zipfile.ZipFile, row: Evidence | Badge, name: str) -> str | None:
    """Put a file into the archive; the name that it got, or None where it cannot be read."""
    folder, _slash, last = name.partition("/")
    name = f"{folder}/{last.replace('/', ' ')}"
    try:
        content = keeping.content_of(row)
    except OSError:
        return None
    archive.writestr(zipfile.ZipInfo(name, _moment(row)), content)
    return name


def _moment(row: Evidence | Badge) -> tuple[int, int, int, int, int, int]:
    at = local_time(row.person, row.created_at)
    return at.year, at.month, at.day, at.hour, at.minute, at.second


def _entry(row: Evidence, file: str | None, proves: list[dict], told: list) -> dict:
    """A line of the manifest; `file` is null where it could not be read."""
    return {
        "file": file,
        "name": row.name,
        "sha256": row.sha256,
        "bytes": row.size,
        "kind": row.kind,
        "pages": row.pages,
        "added": local_time(row.person, row.created_at).date().isoformat(),
        "proves": proves,
        "told": [{"credential": one.credential, "evidence": one.evidence} for one in told],
    }


def _badge_entry(row: Badge, file: str | None) -> dict:
    return {
        "file": file,
        "name": row.name,
        "sha256": row.sha256,
        "bytes": row.size,
        "kind": "badge",
        "added": local_time(row.person, row.created_at).date().isoformat(),
        "shows": row.credential or None,
        "found": row.found,
    }


def _credit(row) -> dict:
    return {
        "date": row.date.isoformat(),
        "title": row.title,
        "hours": amount_text(row.hours),
        "uan": row.uan,
        "provider": row.provider,
    }
