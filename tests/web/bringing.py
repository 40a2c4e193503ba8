"""Lists and files brought in on the import page, as a browser sends its forms."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.pages import page_of

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


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
