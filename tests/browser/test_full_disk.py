"""What a full disk refused can be sent again from the page that says so, also with a certificate."""

from __future__ import annotations

import errno
import os

from rxladder.web.education.models import Credit, Evidence
from tests.browser.looking import check, small_targets
from tests.certificates import certificate_pdf


def _full(*_args, **_kwargs):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _seen(page, where: str) -> list[str]:
    if folder := os.environ.get("RXLADDER_SHOTS"):
        page.screenshot(path=f"{folder}/{where}.png")
    return check(page, where) + small_targets(page, where)


def test_what_a_full_disk_refused_is_sent_again(visit, monkeypatch):
    visit.expected.append("status of 507")
    page = visit("/ce/new/")
    page.get_by_label("Title").fill("A long evening on law")
    page.get_by_label("Date").fill("2026-03-02")
    page.get_by_label("Hours", exact=True).fill("1.5")
    with monkeypatch.context() as patched:
        patched.setattr(Credit, "save", _full)
        page.get_by_role("button", name="Save").click()
        page.get_by_role("heading", name="The disk is full").wait_for()
    problems = _seen(page, "a form")
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("is in your log").wait_for()
    assert str(Credit.objects.get().hours) == "3/2"
    law = {"name": "law.pdf", "mimeType": "application/pdf", "buffer": certificate_pdf("Law")}
    page.goto("/ce/certificates/")
    page.get_by_label("Or choose files").set_input_files(law)
    with monkeypatch.context() as patched:
        patched.setattr(Evidence, "save", _full)
        page.locator("main form button").first.click()
        page.get_by_role("heading", name="The disk is full").wait_for()
    problems += _seen(page, "a file")
    page.get_by_label("law.pdf").set_input_files(law)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/ce/certificates/**/")
    assert Evidence.objects.get().name == "law.pdf"
    assert not problems, "\n".join(problems)
