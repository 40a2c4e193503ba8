"""A file that a page gives out to be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

CSV, PDF = "text/csv; charset=utf-8", "application/pdf"


def download(content: str | bytes, kind: str, name: str) -> HttpResponse:
    """Content of a media type, which the browser saves under a name."""
    told = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": told or "attachment"})
